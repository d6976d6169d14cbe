from __future__ import annotations

import json
import os
import signal
import time

import numpy as np
import pytest

from app.nn.optimizers import Adam
from app.rooms import pool as pool_module
from app.rooms.room import Room
from app.training import Snapshot, Trainer
from tests import asynchronous
from tests.rooms.in_process import LIMITS
from tests.rooms.processes import WAIT_SECONDS, a_frame_after, saved, wait_for, workers
from tests.training.recipes import tiny


def test_a_killed_worker_is_started_again_and_its_rooms_are_told() -> None:
    async def run() -> None:
        async with workers(2) as pool:
            rooms = [Room(code, pool.open, dict(LIMITS)) for code in ("AAAAAA", "BBBBBB")]
            first, second = (room.join() for room in rooms)
            for room, viewer in zip(rooms, (first, second), strict=True):
                room.handle(viewer, '{"type": "play"}')
                await wait_for(viewer, a_frame_after(50))
            pids = [worker.pid for worker in pool.workers]
            assert pids[0] is not None
            os.kill(pids[0], signal.SIGKILL)
            killed_at = time.perf_counter()
            seen = await wait_for(first, lambda message: message["type"] == "notice")
            assert seen[-1]["code"] == "worker_lost"
            saved_at = seen[-1]["values"]["step"]
            shown = [message["step"] for message in seen if message["type"] == "frame"]
            seen = await wait_for(first, lambda message: message["type"] == "frame")
            assert [message["type"] for message in seen[:2]] == ["experiment", "state"]
            assert seen[1]["playing"] is True
            assert saved_at <= seen[-1]["step"]
            assert seen[-1]["layoutId"] == seen[0]["layout"]["id"]
            await wait_for(first, a_frame_after(max([saved_at, *shown])))
            assert time.perf_counter() - killed_at < WAIT_SECONDS
            assert pool.workers[0].pid != pids[0]

            # The other room has noticed nothing.
            seen = await wait_for(second, a_frame_after(200))
            assert not {"error", "notice"} & {message["type"] for message in seen}
            assert pool.workers[1].pid == pids[1]

    asynchronous.run(run())


def test_a_run_that_lost_its_worker_goes_on_to_the_bit() -> None:
    """Steps by hand, a kill among them, lead to where an undisturbed run stands."""

    async def run() -> bytes:
        async with workers(1) as pool:
            room = Room("AAAAAA", pool.open, dict(LIMITS))
            viewer = room.join()
            experiment = tiny(units=(4, 3), optimizer=Adam()).model_dump(mode="json")
            room.handle(viewer, json.dumps({"type": "configure", "experiment": experiment}))
            room.handle(viewer, '{"type": "step", "unit": "step", "count": 60}')
            await saved(room, 60)
            assert pool.workers[0].pid is not None
            os.kill(pool.workers[0].pid, signal.SIGKILL)
            await wait_for(viewer, lambda message: message["type"] == "notice")
            room.handle(viewer, '{"type": "step", "unit": "step", "count": 40}')
            return (await saved(room, 100)).snapshot

    lost = Trainer.from_snapshot(Snapshot.from_bytes(asynchronous.run(run())))
    undisturbed = Trainer(tiny(units=(4, 3), optimizer=Adam()))
    undisturbed.step("step", 100)
    assert lost.steps == undisturbed.steps == 100
    np.testing.assert_array_equal(lost.network.parameters, undisturbed.network.parameters)
    np.testing.assert_array_equal(lost.network.gradients, undisturbed.network.gradients)


def test_a_worker_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "SILENCE_SECONDS", 1.5)

    async def run() -> None:
        async with workers(1) as pool:
            room = Room("AAAAAA", pool.open, dict(LIMITS))
            viewer = room.join()
            room.handle(viewer, '{"type": "play"}')
            await wait_for(viewer, a_frame_after(50))
            pid = pool.workers[0].pid
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            seen = await wait_for(viewer, lambda message: message["type"] == "notice")
            assert seen[-1]["code"] == "worker_lost"
            await wait_for(viewer, a_frame_after(seen[-1]["values"]["step"]))
            assert pool.workers[0].pid != pid

    asynchronous.run(run())


def test_runs_are_spread_over_the_workers() -> None:
    async def run() -> None:
        async with workers(2) as pool:
            rooms = [Room(f"AAAAA{letter}", pool.open, dict(LIMITS)) for letter in "ABCD"]
            for room in rooms:
                room.join()
            assert [len(worker.listeners) for worker in pool.workers] == [2, 2]
            rooms[0].close()
            assert [len(worker.listeners) for worker in pool.workers] == [1, 2]

    asynchronous.run(run())
