from __future__ import annotations

import json
from contextlib import ExitStack, suppress

import httpx
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from app.training import Experiment, Trainer, example_on
from tests.training.recipes import tiny
from tests.web.conftest import serving
from tests.web.screen import Screen, open_room, watching


def test_all_is_told_in_order(address: str, code: str) -> None:
    for count in (1, 2):
        with ExitStack() as stack:
            screens = [stack.enter_context(watching(address, code)) for _ in range(count)]
            screen = screens[-1]
            screen.wait_for("frame")
            kinds = [message["type"] for message in screen.seen]
            assert kinds[:3] == ["welcome", "experiment", "state"]
            assert set(kinds[3:]) <= {"state", "frame", "people", "timeline", "problems"}
            welcome, experiment, state = screen.seen[:3]
            assert welcome == {
                "type": "welcome",
                "protocol": 5,
                "room": code,
                "role": "presenter",
                "number": count if count == 1 else 3,
                "fresh": True,
                "limits": {"message_bytes": 131072, "frames_per_second": 30},
            }
            assert experiment["experiment"] == Experiment().model_dump(mode="json")
            assert experiment["effect"] == "start"
            assert state["viewers"] == count
            assert screen.seen[-1]["layoutId"] == experiment["layout"]["id"]


def test_a_run_plays_and_pauses(address: str, code: str) -> None:
    with watching(address, code) as screen:
        screen.wait_for("frame")
        screen.say("play")
        assert screen.wait_for("state", lambda state: state["playing"])
        first = screen.wait_for_step(100)
        later = screen.wait_for_step(first["step"] + 500)
        assert later["sequence"] > first["sequence"]
        assert later["trainLoss"] < 0.7
        assert later["stepsPerSecond"] >= 0
        screen.say("pause")
        paused = screen.wait_for("state", lambda state: not state["playing"])
        last = screen.wait_for_step(paused["step"])
        assert last["step"] == paused["step"]


def test_what_is_seen_is_the_run_of_the_experiment(address: str, code: str) -> None:
    experiment = tiny(units=(3, 2))
    trainer = Trainer(experiment)
    trainer.step("step", 7)
    with watching(address, code) as screen:
        screen.say("configure", experiment=experiment.model_dump(mode="json"))
        screen.wait_for("experiment", lambda message: message["effect"] == "reset")
        screen.say("step", unit="step", count=7)
        shown = screen.tensors(screen.wait_for_step(7))
    for layer, (expected,) in enumerate(trainer.network.views(trainer.network.parameters), 1):
        np.testing.assert_allclose(shown["parameters", layer], expected, rtol=1e-6)


def test_rooms_do_not_see_each_other(address: str, http: httpx.Client) -> None:
    one, other = (open_room(address) for _ in range(2))
    with watching(address, one) as busy, watching(address, other) as quiet:
        quiet.wait_for("frame")
        busy.say("configure", experiment=example_on("spiral").model_dump(mode="json"))
        busy.say("play")
        busy.wait_for_step(200)
        quiet.say("pause")
        quiet.wait_for("state")
        for message in quiet.seen:
            assert message.get("step", 0) == 0
            assert message.get("playing", False) is False
        kinds = [message["experiment"] for message in quiet.seen if message["type"] == "experiment"]
        assert [experiment["dataset"]["name"] for experiment in kinds] == ["circle"]


def test_all_in_a_room_see_the_same_frames(address: str, code: str) -> None:
    with watching(address, code) as first, watching(address, code) as second:
        for screen in (first, second):
            screen.wait_for("frame")
        first.say("play")
        seen = []
        for screen in (first, second):
            for _ in range(20):
                screen.wait_for("frame")
            frames = [message for message in screen.seen if message["type"] == "frame"]
            seen.append({frame["sequence"]: frame for frame in frames})
        shared = set(seen[0]) & set(seen[1])
        assert len(shared) >= 10
        for sequence in shared:
            one, other = (
                screen.tensors(frames[sequence])
                for screen, frames in zip((first, second), seen, strict=True)
            )
            for key in one.keys() & other.keys():
                # A slow screen may have kept older maps; whatever is of this step is the same.
                if key[0] not in {"maps", "map_scales", "boundary", "boundary_scale", "confusion"}:
                    np.testing.assert_array_equal(one[key], other[key])


def error_after(screen: Screen, text: str) -> dict[str, object]:
    screen.socket.send(text)
    return screen.wait_for("error")


BAD = {
    "wrong type": (
        {"type": "configure", "experiment": {"training": {"batch_size": "many"}}},
        "experiment.training.batch_size",
        "invalid",
    ),
    "out of range": (
        {"type": "configure", "experiment": {"training": {"batch_size": 4000}}},
        "experiment.training.batch_size",
        "invalid",
    ),
    "unknown dataset": (
        {"type": "configure", "experiment": {"dataset": {"name": "torus"}}},
        "experiment.dataset.name",
        "invalid",
    ),
    "unknown command": ({"type": "dance"}, "type", "invalid"),
    "unknown field": ({"type": "play", "loudly": True}, "loudly", "invalid"),
    "not JSON": ("play!", "message", "not_json"),
    "too large": ("x" * 200_000, "message", "too_large"),
    "too large, but JSON": (
        {"type": "configure", "experiment": "x" * 200_000},
        "message",
        "too_large",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_command_is_answered_and_the_run_goes_on(address: str, code: str, name: str) -> None:
    content, field, kind = BAD[name]
    with watching(address, code) as screen:
        screen.say("play")
        before = screen.wait_for_step(50)["step"]
        error = error_after(screen, content if isinstance(content, str) else json.dumps(content))
        assert (error["field"], error["code"]) == (field, kind)
        assert error["message"]
        assert screen.wait_for_step(before + 200)
        assert "experiment" not in {m["type"] for m in screen.seen[3:]}


@pytest.mark.parametrize("size", [300_000, 5_000_000, 30_000_000])
def test_what_is_far_too_large_is_not_even_read_and_the_run_goes_on(
    address: str, code: str, size: int
) -> None:
    with watching(address, code) as other:
        other.say("play")
        other.wait_for_step(10)
        for _ in range(5):
            with watching(address, code) as screen:
                with suppress(ConnectionClosed):
                    screen.socket.send("x" * size)
                assert screen.wait_for_end()[0] == 1009
        other.wait_for_step(other.latest("frame")["step"] + 100)


def test_bytes_are_no_command(address: str, code: str) -> None:
    with watching(address, code) as screen:
        screen.socket.send(b"\xff\xfe\x00")
        assert screen.wait_for("error")["code"] == "not_json"
        screen.say("step")
        screen.wait_for_step(1)


def test_layers_change_while_it_plays_and_it_goes_on(address: str, code: str) -> None:
    with watching(address, code) as screen:
        screen.say("play")
        before = screen.wait_for_step(200)["step"]
        experiment = screen.latest("experiment")["experiment"]
        experiment["network"]["layers"].append({"kind": "dense", "units": 3})
        screen.say("configure", experiment=experiment)
        told = screen.wait_for("experiment")
        assert told["effect"] == "live"
        assert [layer["units"] for layer in told["layout"]["layers"]] == [2, 4, 2, 3, 1]
        (change,) = told["changes"]
        assert change["fields"] == ["network.layers"]
        assert change["step"] >= before
        assert told["history"]["step"]
        frame = screen.wait_for_step(change["step"] + 100)
        assert frame["layoutId"] == told["layout"]["id"]
        assert screen.tensors(frame)["parameters", 3].shape == (3, 3)


def test_frames_arrive_at_most_thirty_times_a_second(address: str, code: str) -> None:
    with watching(address, code) as screen:
        screen.say("play")
        first = screen.wait_for_step(1)
        frame = screen.wait_for("frame", lambda frame: frame["madeAt"] >= first["madeAt"] + 2)
        seconds = frame["madeAt"] - first["madeAt"]
        assert (frame["sequence"] - first["sequence"]) / seconds <= 31


def test_whoever_reconnects_finds_the_run_where_it_is(address: str, code: str) -> None:
    with watching(address, code) as screen:
        screen.say("step", unit="step", count=5)
        screen.wait_for_step(5)
    with watching(address, code) as screen:
        frame = screen.wait_for("frame")
        assert screen.seen[0]["fresh"] is False
        assert frame["step"] == 5


def test_viewers_are_counted(address: str, code: str, http: httpx.Client) -> None:
    with watching(address, code) as first:
        with watching(address, code):
            first.wait_for("state", lambda state: state["viewers"] == 2)
            assert http.get(f"/api/rooms/{code}").json()["viewers"] == 2
        first.wait_for("state", lambda state: state["viewers"] == 1)


def test_there_is_no_socket_to_an_unknown_room(address: str) -> None:
    with watching(address, "NOSUCH") as screen, pytest.raises(ConnectionClosed) as closed:
        screen.read()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4404


def test_a_full_room_says_so(address: str) -> None:
    with serving(workers=1, max_viewers=1) as small:
        code = open_room(small)
        with watching(small, code) as first, watching(small, code) as second:
            error = second.wait_for("error")
            assert error["code"] == "busy"
            assert "1 people" in error["message"] or "full" in error["message"]
            with pytest.raises(ConnectionClosed):
                second.read()
            first.say("step")
            first.wait_for_step(1)
