"""A run that stands in its past: killed, restarted and copied, it knows all of its branches."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

from app.rooms.room import Room
from app.rooms.viewer import Viewer
from app.training import Snapshot, Trainer
from tests import asynchronous
from tests.rooms.in_process import LIMITS
from tests.rooms.processes import saved, wait_for, workers
from tests.rooms.test_hall import EXPERIMENT, assert_undisturbed, open_hall, trained


def say(room: Room, viewer: Viewer, kind: str, **fields: object) -> None:
    room.handle(viewer, json.dumps({"type": kind, **fields}))


async def in_the_past(room: Room) -> Viewer:
    """Two branches, the first renamed, a bookmark, and the run stands at step 12 of the second."""
    viewer = await trained(room, 50)
    say(room, viewer, "rename_branch", branch=1, name="as it was")
    say(room, viewer, "seek", step=20)
    await saved(room, 20)
    say(room, viewer, "edit", layer=1, unit=0, input=1, value=0.75)
    say(room, viewer, "step", unit="step", count=10)
    await saved(room, 30)
    say(room, viewer, "bookmark", step=25, name="look here")
    say(room, viewer, "seek", step=12)
    await saved(room, 12)
    return viewer


async def assert_all_is_there(room: Room, viewer: Viewer) -> None:
    told: dict[str, dict[str, Any]] = {}

    def both(message: dict[str, Any]) -> bool:
        # On a busy machine a newer state takes the place of one that nobody has read yet.
        told[message["type"]] = message
        return {"state", "timeline"} <= told.keys()

    await wait_for(viewer, both)
    state, timeline = told["state"], told["timeline"]
    assert (state["step"], state["latest"], state["playing"]) == (12, 30, False)
    assert timeline["branch"] == 2
    names = [(branch["id"], branch["latest"], branch["name"]) for branch in timeline["branches"]]
    assert names == [(1, 50, "as it was"), (2, 30, None)]
    assert timeline["branches"][1]["differences"][0]["after"] == 0.75
    assert timeline["bookmarks"] == [{"id": 1, "branch": 2, "step": 25, "name": "look here"}]
    say(room, viewer, "seek", step=27)
    found = Trainer.from_snapshot(Snapshot.from_bytes((await saved(room, 27)).snapshot))
    alone = Trainer(EXPERIMENT)
    alone.step("step", 20)
    alone.edit(1, 0, 1, 0.75)
    alone.step("step", 7)
    assert found.network.parameters.tolist() == alone.network.parameters.tolist()
    assert found.network.gradients.tolist() == alone.network.gradients.tolist()
    say(room, viewer, "switch", branch=1)
    assert_undisturbed((await saved(room, 50)).snapshot, 50)


def test_a_worker_killed_in_the_past_is_followed_by_one_that_knows_all() -> None:
    async def run() -> None:
        async with workers(1) as pool:
            room = Room("AAAAAA", pool.open, dict(LIMITS))
            viewer = await in_the_past(room)
            assert pool.workers[0].pid is not None
            os.kill(pool.workers[0].pid, signal.SIGKILL)
            await wait_for(viewer, lambda message: message["type"] == "notice")
            await assert_all_is_there(room, viewer)

    asynchronous.run(run())


def test_after_a_restart_all_is_there(tmp_path: Path) -> None:
    async def before() -> str:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            await in_the_past(room)
            return room.code

    async def after(code: str) -> None:
        async with open_hall(tmp_path) as hall:
            room = await hall.find(code)
            assert room is not None
            await assert_all_is_there(room, room.join())

    asynchronous.run(after(asynchronous.run(before())))


def test_a_copy_has_all_of_it_and_a_life_of_its_own(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            viewer = await in_the_past(room)
            copy = await hall.fork(room)
            say(room, viewer, "delete_branch", branch=1)
            say(room, viewer, "remove_bookmark", bookmark=1)
            await assert_all_is_there(copy, copy.join())

    asynchronous.run(run())
