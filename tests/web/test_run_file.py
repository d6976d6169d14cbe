"""A run is taken home as a file and opened again."""

from __future__ import annotations

import re

import httpx
import numpy as np
import pytest

from app.rooms.run_file import FILE_BYTES, unpack
from app.training import Experiment, Snapshot, Trainer, example_on
from tests.training.recipes import tiny
from tests.web.screen import Screen, adopt, watching

PATH = "/api/rooms/from-file"


def _trained(screen: Screen, experiment: Experiment, **step: object) -> None:
    screen.say("configure", experiment=experiment.model_dump(mode="json"))
    screen.say("step", **step)


def _downloaded(http: httpx.Client, code: str) -> tuple[str, bytes]:
    """Name and content of the room's file."""
    answer = http.get(f"/api/rooms/{code}/run").raise_for_status()
    assert answer.headers["content-type"] == "application/octet-stream"
    name = re.fullmatch(r'attachment; filename="(.+)"', answer.headers["content-disposition"])
    assert name is not None
    return name[1], answer.content


def test_a_run_in_a_file_stands_where_it_stood_and_goes_on_to_the_bit(
    http: httpx.Client, address: str, code: str
) -> None:
    experiment = example_on("spiral")
    with watching(address, code) as screen:
        _trained(screen, experiment, unit="epoch", count=3)
        screen.say("step", unit="phase", count=4)
        screen.wait_for("state", lambda state: state["phase"] == {"kind": "forward", "layer": 3})
        name, file = _downloaded(http, code)
    assert name == "glassbox-spiral-step-150.glassbox"

    trainer = Trainer(experiment)
    trainer.step("epoch", 3)
    trainer.step("phase", 4)
    saved = Snapshot.from_bytes(unpack(file).snapshot)
    here = trainer.snapshot()
    assert saved.position == here.position
    assert saved.random == here.random
    assert saved.arrays.keys() == here.arrays.keys()
    assert any(key.startswith("optimizer.") for key in saved.arrays)
    for key, array in here.arrays.items():
        np.testing.assert_array_equal(saved.arrays[key], array, key)

    answer = http.post(PATH, content=file)
    assert answer.status_code == 201
    opened = adopt(address, answer)
    assert opened != code
    with watching(address, opened) as screen:
        welcome = screen.wait_for("welcome")
        assert (welcome["role"], welcome["fresh"]) == ("presenter", False)
        told = screen.wait_for("experiment")
        assert told["experiment"] == experiment.model_dump(mode="json")
        assert told["history"]["epoch"] == [1, 2, 3]
        state = screen.wait_for("state")
        assert (state["step"], state["playing"]) == (150, False)
        assert state["phase"] == {"kind": "forward", "layer": 3}
        screen.say("step", count=5)
        frame = screen.wait_for_step(155)
        trainer.step("step", 5)
        shown = screen.tensors(frame)
        for layer, (expected,) in enumerate(trainer.network.views(trainer.network.parameters), 1):
            np.testing.assert_array_equal(shown["parameters", layer], expected)
    assert _downloaded(http, opened)[0] == "glassbox-spiral-step-155.glassbox"


def test_a_run_that_plays_stands_still_in_its_file(
    http: httpx.Client, address: str, code: str
) -> None:
    with watching(address, code) as screen:
        screen.say("play")
        screen.wait_for_step(100)
        _, file = _downloaded(http, code)
    opened = adopt(address, http.post(PATH, content=file))
    with watching(address, opened) as screen:
        state = screen.wait_for("state")
    assert not state["playing"]
    assert state["step"] >= 100


def test_a_room_that_nobody_was_in_yet_gives_its_first_step(http: httpx.Client, code: str) -> None:
    name, file = _downloaded(http, code)
    assert name == "glassbox-circle-step-0.glassbox"
    assert unpack(file).state["step"] == 0


def test_equal_moments_are_equal_files(http: httpx.Client, address: str, code: str) -> None:
    with watching(address, code) as screen:
        _trained(screen, tiny(), count=3)
        screen.wait_for_step(3)
        _, file = _downloaded(http, code)
    opened = adopt(address, http.post(PATH, content=file))
    assert _downloaded(http, opened)[1] == file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is not a run that Glassbox has saved."),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "The file is not a run that Glassbox has saved."),
        (b"PK\x03\x04" + bytes(100), "The file is cut off: its end is missing."),
    ],
)
def test_what_is_no_run_is_refused(http: httpx.Client, content: bytes, words: str) -> None:
    answer = http.post(PATH, content=content)
    assert answer.status_code == 422
    assert answer.json()["detail"] == words


def test_a_file_may_be_larger_than_other_bodies_and_is_bounded(http: httpx.Client) -> None:
    assert http.post(PATH, content=bytes(1_000_000)).status_code == 422
    answer = http.post(PATH, content=bytes(FILE_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json()["detail"] == (
        f"The body of a request must be at most {FILE_BYTES} bytes; got {FILE_BYTES + 1}."
    )
    other = http.post("/api/rooms/NOSUCH/presenter", content=bytes(1_000_000))
    assert other.status_code == 413


def test_there_must_be_a_room_to_save(http: httpx.Client) -> None:
    assert http.get("/api/rooms/NOSUCH/run").status_code == 404


def test_a_page_of_somebody_else_opens_no_file(http: httpx.Client) -> None:
    answer = http.post(PATH, content=b"", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
