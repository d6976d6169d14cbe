"""All rooms, by code."""

from __future__ import annotations

import asyncio
import secrets
import time

from app.rooms.commands import MESSAGE_BYTES
from app.rooms.pool import Pool
from app.rooms.room import Room
from app.rooms.run import FRAME_SECONDS
from app.rooms.wire import Saved

# No I, L and O: they are mistaken for 1 and 0 when somebody reads a code from the wall.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


class HallFull(Exception):
    """There are as many rooms as this server allows."""


class Hall:
    """Makes rooms, finds them, and clears away those that nobody uses."""

    def __init__(self, workers: int, max_rooms: int, room_idle_seconds: float) -> None:
        self._pool = Pool(workers)
        self._max_rooms, self._idle_seconds = max_rooms, room_idle_seconds
        self._rooms: dict[str, Room] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self.limits = {
            "message_bytes": MESSAGE_BYTES,
            "frames_per_second": round(1 / FRAME_SECONDS),
        }

    async def start(self) -> None:
        """Start the workers."""
        await self._pool.start()
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """End all runs and workers."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        for room in self._rooms.values():
            room.close()
        await self._pool.close()

    def open_room(self, saved: Saved | None = None) -> Room:
        """Make a new room, for a new run or one that goes on from what was saved.

        Raises:
            HallFull: no more rooms are allowed at present.
        """
        if len(self._rooms) >= self._max_rooms:
            self._clear()
        if len(self._rooms) >= self._max_rooms:
            raise HallFull(f"This server holds {self._max_rooms} rooms and all are taken.")
        code = self._new_code()
        self._rooms[code] = Room(code, self._pool.open, self.limits, saved)
        return self._rooms[code]

    def find(self, code: str) -> Room | None:
        """The room with this code, however it is typed."""
        return self._rooms.get(code.strip().upper())

    @property
    def rooms(self) -> int:
        """How many rooms there are."""
        return len(self._rooms)

    @property
    def worker_pids(self) -> list[int]:
        """The processes that train."""
        return [worker.pid for worker in self._pool.workers if worker.pid is not None]

    def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
            if code not in self._rooms:
                return code

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._idle_seconds / 20)
            self._clear()

    def _clear(self) -> None:
        now = time.monotonic()
        for code, room in list(self._rooms.items()):
            if room.empty_since is not None and now - room.empty_since > self._idle_seconds:
                room.close()
                del self._rooms[code]
