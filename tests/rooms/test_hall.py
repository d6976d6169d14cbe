from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from app.nn.optimizers import Adam
from app.rooms.hall import ALPHABET, Hall, HallFull
from app.rooms.room import Room
from app.rooms.viewer import Viewer
from app.storage import RoomStore
from app.training import Snapshot, Trainer
from tests import asynchronous
from tests.rooms.processes import a_frame_after, saved, wait_for
from tests.training.recipes import tiny

EXPERIMENT = tiny(units=(4, 3), optimizer=Adam())
IDLE_SECONDS = 600.0


def store_in(folder: Path) -> RoomStore:
    return RoomStore(f"sqlite:///{folder}/rooms.sqlite3")


@asynccontextmanager
async def open_hall(folder: Path, **settings: Any) -> AsyncIterator[Hall]:
    defaults = {"workers": 1, "max_rooms": 5, "room_idle_seconds": IDLE_SECONDS}
    hall = Hall(store_in(folder), **(defaults | settings))
    await hall.start()
    try:
        yield hall
    finally:
        await hall.close()


async def trained(room: Room, steps: int) -> Viewer:
    """Somebody joins, puts the experiment in force and makes steps by hand."""
    viewer = room.join()
    configure = {"type": "configure", "experiment": EXPERIMENT.model_dump(mode="json")}
    room.handle(viewer, json.dumps(configure))
    room.handle(viewer, json.dumps({"type": "step", "unit": "step", "count": steps}))
    await saved(room, steps)
    return viewer


def assert_undisturbed(snapshot: bytes, steps: int) -> None:
    """The run is the one that makes so many steps in one go, to the bit."""
    run = Trainer.from_snapshot(Snapshot.from_bytes(snapshot))
    alone = Trainer(EXPERIMENT)
    alone.step("step", steps)
    assert run.steps == steps
    np.testing.assert_array_equal(run.network.parameters, alone.network.parameters)
    np.testing.assert_array_equal(run.network.gradients, alone.network.gradients)


def test_rooms_are_found_by_their_code_however_it_is_typed(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path) as hall:
            rooms = [await hall.open_room() for _ in range(5)]
            assert len({room.code for room in rooms}) == 5
            for room in rooms:
                assert set(room.code) <= set(ALPHABET)
                assert await hall.find(room.code) is room
                assert await hall.find(f" {room.code.lower()} ") is room
            for unknown in ("NOSUCH", "ABCDEF", "", "../../x", "A" * 10_000):
                assert await hall.find(unknown) is None

    asynchronous.run(run())


def test_after_a_restart_every_room_is_there_and_goes_on_to_the_bit(tmp_path: Path) -> None:
    async def before() -> tuple[str, str, str]:
        async with open_hall(tmp_path) as hall:
            room, untouched = await hall.open_room(), await hall.open_room()
            secret = room.issue_secret()
            await trained(room, 60)
            return room.code, secret, untouched.code

    async def after(code: str, secret: str, untouched: str) -> bytes:
        async with open_hall(tmp_path) as hall:
            assert hall.rooms == 0
            other = await hall.find(untouched)
            assert other is not None
            assert other.fresh
            room = await hall.find(code)
            assert room is not None
            assert hall.rooms == 2
            assert not room.fresh
            assert room.is_presenter(secret)
            assert not room.is_presenter("guessed")
            viewer = room.join()
            seen = await wait_for(viewer, lambda message: message["type"] == "state")
            assert seen[-1]["step"] == 60
            (described,) = (message for message in seen if message["type"] == "experiment")
            assert described["experiment"] == EXPERIMENT.model_dump(mode="json")
            room.handle(viewer, '{"type": "step", "unit": "step", "count": 40}')
            return (await saved(room, 100)).snapshot

    assert_undisturbed(asynchronous.run(after(*asynchronous.run(before()))), 100)


def test_what_is_written_while_the_server_runs_is_enough(tmp_path: Path) -> None:
    """A server that is killed closes nothing; another one finds what was written until then."""

    async def run() -> tuple[int, int]:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            await trained(room, 60)
            store = store_in(tmp_path)
            store.open()

            def written() -> bool:
                found = store.find(room.code)
                return found is not None and json.loads(found.state or "{}").get("step") == 60

            await asynchronous.until(written)
            found = store.find(room.code)
            assert found is not None
            assert found.snapshot is not None
            assert_undisturbed(found.snapshot, 60)
            size = store.size()
            store.close()
            return size, hall.rooms

    size, rooms = asynchronous.run(run())
    assert size > 1000
    assert rooms == 1


def test_a_run_that_nobody_looks_at_pauses_and_says_so(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path, room_idle_seconds=0.3) as hall:
            room = await hall.open_room()
            viewer = room.join()
            room.handle(viewer, '{"type": "play"}')
            await wait_for(viewer, a_frame_after(50))
            room.leave(viewer)
            await asynchronous.until(lambda: hall.rooms == 0)
            again = await hall.find(room.code)
            assert again is not None
            assert again is not room
            returned = again.join()
            seen = await wait_for(returned, lambda message: message["type"] == "state")
            assert seen[-1]["playing"] is False
            assert seen[-1]["step"] > 50
            (notice,) = (message for message in seen if message["type"] == "notice")
            assert (notice["code"], notice["values"]["step"]) == ("rested", seen[-1]["step"])
            # Whoever comes next has missed nothing.
            seen = await wait_for(again.join(), lambda message: message["type"] == "frame")
            assert "notice" not in {message["type"] for message in seen}

    asynchronous.run(run())


def test_a_run_somebody_looks_at_goes_on(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path, room_idle_seconds=0.2) as hall:
            room = await hall.open_room()
            viewer = room.join()
            room.handle(viewer, '{"type": "play"}')
            seen = await wait_for(viewer, a_frame_after(50))
            await asyncio.sleep(0.5)
            await wait_for(viewer, a_frame_after(seen[-1]["step"] + 50))
            assert await hall.find(room.code) is room

    asynchronous.run(run())


def test_a_full_hall_lays_to_rest_what_nobody_uses(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path, max_rooms=2) as hall:
            used, unused = await hall.open_room(), await hall.open_room()
            used.join()
            new = await hall.open_room()
            assert hall.rooms == 2
            assert await hall.find(used.code) is used
            assert await hall.find(new.code) is new
            new.join()
            with pytest.raises(HallFull, match="2 rooms"):
                await hall.open_room()
            with pytest.raises(HallFull, match="2 rooms"):
                await hall.find(unused.code)

    asynchronous.run(run())


def test_a_full_store_takes_no_new_rooms_but_keeps_the_old(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            await trained(room, 1)
        async with open_hall(tmp_path, max_stored_bytes=100) as hall:
            with pytest.raises(HallFull, match="stored"):
                await hall.open_room()
            again = await hall.find(room.code)
            assert again is not None
            with pytest.raises(HallFull, match="stored"):
                await hall.fork(again)

    asynchronous.run(run())


def test_a_snapshot_that_cannot_be_read_is_told_and_the_experiment_begins_again(
    tmp_path: Path,
) -> None:
    async def run() -> None:
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            await trained(room, 5)
        store = store_in(tmp_path)
        store.open()
        stored = store.find(room.code)
        assert stored is not None
        store.save([type(stored)(**{**vars(stored), "snapshot": b"of another version"})])
        store.close()
        async with open_hall(tmp_path) as hall:
            again = await hall.find(room.code)
            assert again is not None
            seen = await wait_for(again.join(), lambda message: message["type"] == "state")
            assert [message["code"] for message in seen if message["type"] == "notice"] == [
                "unrestorable"
            ]
            assert seen[-1]["step"] == 0
            (described,) = (message for message in seen if message["type"] == "experiment")
            assert described["experiment"] == EXPERIMENT.model_dump(mode="json")

    asynchronous.run(run())


def test_a_disk_that_fails_is_tried_again_and_nothing_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fails = True
    save = RoomStore.save

    def save_or_fail(self: RoomStore, rooms: Any) -> None:
        if fails:
            raise OperationalError("INSERT", {}, Exception("the disk is full"))
        save(self, rooms)

    monkeypatch.setattr(RoomStore, "save", save_or_fail)

    async def run() -> str:
        nonlocal fails
        async with open_hall(tmp_path) as hall:
            room = await hall.open_room()
            viewer = await trained(room, 10)
            await asynchronous.until(lambda: "cannot be stored" in caplog.text)
            assert hall.storage_failing
            room.handle(viewer, '{"type": "step", "unit": "step", "count": 10}')
            await saved(room, 20)
            fails = False
            return room.code

    code = asynchronous.run(run())
    store = store_in(tmp_path)
    store.open()
    stored = store.find(code)
    store.close()
    assert stored is not None
    assert stored.snapshot is not None
    assert_undisturbed(stored.snapshot, 20)
