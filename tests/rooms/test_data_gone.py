"""Data that were fetched once and are not there any more when a run wants to go on."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.datasets.real.openml import KEPT
from app.rooms.hall import Hall
from app.rooms.room import Room
from app.rooms.viewer import Viewer
from app.training import Experiment, Snapshot, Trainer
from tests import asynchronous
from tests.datasets.small_openml import COUNT, keep
from tests.rooms.in_process import LIMITS
from tests.rooms.processes import a_frame_after, saved, wait_for, workers
from tests.rooms.test_hall import open_hall
from tests.training.recipes import tiny

EXPERIMENT = tiny("mnist_full", samples=COUNT)


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with what was fetched."""
    monkeypatch.setenv("GLASSBOX_DATA_DIR", str(tmp_path))
    path = KEPT["mnist_full"].path
    keep(path)
    return path


def lose(pictures: Path) -> None:
    """Somebody takes the file away."""
    pictures.unlink()


async def trained(room: Room, steps: int) -> Viewer:
    """Somebody joins and trains so far on the pictures."""
    viewer = room.join()
    say(room, viewer, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    say(room, viewer, "step", unit="step", count=steps)
    await saved(room, steps)
    return viewer


def say(room: Room, viewer: Viewer, kind: str, **fields: object) -> None:
    room.handle(viewer, json.dumps({"type": kind, **fields}))


async def told(viewer: Viewer) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """The notices and errors up to the next frame, the last experiment and the last state."""
    seen = await wait_for(viewer, lambda message: message["type"] == "frame")
    words = [message for message in seen if message["type"] in ("notice", "error")]
    described, state = (
        [message for message in seen if message["type"] == kind][-1]
        for kind in ("experiment", "state")
    )
    return words, described["experiment"], state


def assert_stands_in(words: list[dict[str, Any]], experiment: object, state: object) -> None:
    """Words say what is missing, and the run of a newcomer is shown."""
    assert words[-1]["code"] == "data_missing"
    assert words[-1]["values"] == {"dataset": "mnist_full"}
    assert "mnist_full" in words[-1]["message"]
    assert not [message for message in words if message["type"] == "error"]
    assert experiment == Experiment().model_dump(mode="json")
    assert isinstance(state, dict)
    assert (state["step"], state["playing"], state["kept"]) == (0, False, "mnist_full")


async def left_behind(hall: Hall, pictures: Path) -> Room:
    """A room that nobody is in, whose run made seven steps on data that are away now."""
    room = await hall.open_room()
    room.leave(await trained(room, 7))
    room.close()
    lose(pictures)
    return room


async def is_back(viewer: Viewer) -> list[dict[str, Any]]:
    """See that the run is there again, where it was; what was told of that."""
    seen = await wait_for(viewer, lambda message: message.get("step") == 7)
    assert not {"notice", "error"} & {message["type"] for message in seen}
    described = [message for message in seen if message["type"] == "experiment"]
    assert described[-1]["experiment"] == EXPERIMENT.model_dump(mode="json")
    return seen


def test_a_run_without_its_data_is_kept_until_they_are_back(tmp_path: Path, pictures: Path) -> None:
    async def train() -> str:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            await trained(room, 7)
            return room.code

    async def find_another(code: str) -> None:
        async with open_hall(tmp_path) as hall:
            room, other = await hall.find(code), await hall.open_room()
            assert room is not None
            beside = other.join()
            viewer = room.join()
            assert_stands_in(*await told(viewer))
            # The room beside it trains, and has heard nothing.
            say(other, beside, "play")
            seen = await wait_for(beside, a_frame_after(50))
            assert not {"notice", "error"} & {message["type"] for message in seen}
            # A copy is one of what is seen.
            copy = await hall.fork(room)
            assert (await told(copy.join()))[1] == Experiment().model_dump(mode="json")

    async def find_it(code: str) -> bytes:
        async with open_hall(tmp_path) as hall:
            room = await hall.find(code)
            assert room is not None
            first = room.join()
            assert_stands_in(*await told(first))
            # Whoever comes sees whether they are back, and is told alone that they are not.
            second = room.join()
            assert_stands_in(*await told(second))
            room.leave(second)
            say(room, first, "ping")
            seen = await wait_for(first, lambda message: message["type"] == "pong")
            assert not {"notice", "error", "experiment"} & {message["type"] for message in seen}
            keep(pictures)
            viewer = room.join()
            for each in (first, viewer):
                await is_back(each)
            say(room, viewer, "step", unit="step", count=3)
            return (await saved(room, 10)).snapshot

    code = asynchronous.run(train())
    lose(pictures)
    asynchronous.run(find_another(code))
    again = Trainer.from_snapshot(Snapshot.from_bytes(asynchronous.run(find_it(code))))
    alone = Trainer(EXPERIMENT)
    alone.step("step", 10)
    np.testing.assert_array_equal(again.network.parameters, alone.network.parameters)


def test_when_its_data_were_fetched_the_run_is_back_for_all_who_look(
    tmp_path: Path, pictures: Path
) -> None:
    async def run() -> None:
        async with open_hall(tmp_path) as hall:
            room = await left_behind(hall, pictures)
            viewer, guest = room.join(), room.join(presenter=False)
            for each in (viewer, guest):
                assert_stands_in(*await told(each))
            hall.look_for_data("fashion_mnist")
            keep(pictures)
            hall.look_for_data("mnist_full")
            for each in (viewer, guest):
                seen = await is_back(each)
                assert [message["type"] for message in seen].count("experiment") == 1
                states = [message for message in seen if message["type"] == "state"]
                assert states[-1]["kept"] is None

    asynchronous.run(run())


def test_whoever_begins_something_instead_has_that_from_then_on(
    tmp_path: Path, pictures: Path
) -> None:
    async def begin() -> str:
        async with open_hall(tmp_path) as hall:
            room = await left_behind(hall, pictures)
            viewer = room.join()
            assert_stands_in(*await told(viewer))
            say(room, viewer, "step", unit="step", count=4)
            state = await wait_for(viewer, lambda message: message["type"] == "state")
            assert state[-1]["kept"] is None
            await saved(room, 4)
            return room.code

    async def find(code: str) -> None:
        async with open_hall(tmp_path) as hall:
            room = await hall.find(code)
            assert room is not None
            words, experiment, state = await told(room.join())
            assert words == []
            assert experiment == Experiment().model_dump(mode="json")
            assert state["step"] == 4

    code = asynchronous.run(begin())
    keep(pictures)
    asynchronous.run(find(code))


def test_a_worker_that_is_started_again_without_the_data_tells_so_and_serves_all_others(
    pictures: Path,
) -> None:
    async def run() -> None:
        async with workers(1) as pool:
            room, other = (Room(code, pool.open, dict(LIMITS)) for code in ("AAAAAA", "BBBBBB"))
            viewer, beside = await trained(room, 7), other.join()
            say(other, beside, "play")
            seen = await wait_for(beside, a_frame_after(50))
            # As long as its worker lives, the run has them.
            lose(pictures)
            say(room, viewer, "step", unit="step", count=2)
            await saved(room, 9)
            say(room, viewer, "seek", step=3)
            await saved(room, 3)

            pid = pool.workers[0].pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            lost = await wait_for(viewer, lambda message: message.get("code") == "data_missing")
            assert [each["code"] for each in lost if each["type"] == "notice"] == [
                "worker_lost",
                "data_missing",
            ]
            words, experiment, state = await told(viewer)
            assert_stands_in([lost[-1], *words], experiment, state)
            await wait_for(beside, a_frame_after(seen[-1]["step"] + 50))
            say(room, viewer, "step", unit="step", count=2)
            await saved(room, 2)

    asynchronous.run(run())
