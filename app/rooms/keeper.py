"""Writes rooms into the store, often enough that a killed server loses next to nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping

from sqlalchemy.exc import SQLAlchemyError

from app.rooms.room import Room
from app.storage import RoomStore, StorageUnavailable, StoredRoom

STORE_SECONDS = 1.5
"""How long what has changed may stay unwritten; workers hand it over every 0.8 s before."""

MOST_OF_THE_TIME = 0.25
"""The share of the time that writing may take; beyond it, it is done less often."""

REMOVE_SECONDS = 3600.0
DAY_SECONDS = 24 * 3600.0

log = logging.getLogger("glassbox.rooms")


class Keeper:
    """The link between rooms in memory and the store; the event loop never waits for the disk.

    Attributes:
        stored_bytes: what all rooms in the store take.
        max_bytes: what they may take.
        failing: whether the last attempt to write failed.
    """

    def __init__(
        self, store: RoomStore, rooms: Mapping[str, Room], room_days: float, max_bytes: float
    ) -> None:
        """Keep `rooms`, which others add to and take from."""
        self._store, self._rooms = store, rooms
        self._room_seconds, self.max_bytes = room_days * DAY_SECONDS, max_bytes
        self.stored_bytes = 0
        self.failing = False
        self._task: asyncio.Task[None] | None = None
        # One writer: what is stored last must be what happened last.
        self._writing = asyncio.Lock()
        self._removed_at = -REMOVE_SECONDS

    @property
    def full(self) -> bool:
        """Whether there is no place for new rooms."""
        return self.stored_bytes >= self.max_bytes

    async def start(self) -> None:
        """Open the store and begin to write."""
        await asyncio.to_thread(self._store.open)
        self.stored_bytes = await asyncio.to_thread(self._store.size)
        self._task = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Write what is left."""
        if self._task is not None:
            self._task.cancel()
        await self.store(self._rooms.values())
        await asyncio.to_thread(self._store.close)

    async def find(self, code: str) -> StoredRoom | None:
        """A room at rest.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        try:
            return await asyncio.to_thread(self._store.find, code)
        except (SQLAlchemyError, OSError) as problem:
            log.error("rooms cannot be read: %s", problem)
            words = "The stored rooms cannot be read at present. Try again in a moment."
            raise StorageUnavailable(words) from problem

    async def store(self, rooms: Iterable[Room]) -> None:
        """Write those of the rooms that have changed; on failure they stay to be written."""
        async with self._writing:
            changed = [room for room in rooms if room.unstored]
            if not changed:
                return
            records = [room.to_stored() for room in changed]
            for room in changed:
                room.unstored = False
            try:
                await asyncio.to_thread(self._store.save, records)
                self.stored_bytes = await asyncio.to_thread(self._store.size)
            except (SQLAlchemyError, OSError) as problem:
                for room in changed:
                    room.unstored = True
                if not self.failing:
                    log.error("rooms cannot be stored, which is tried again: %s", problem)
                self.failing = True
            else:
                self.failing = False

    async def _keep(self) -> None:
        while True:
            began = time.monotonic()
            await self.store(self._rooms.values())
            if began >= self._removed_at + REMOVE_SECONDS:
                self._removed_at = began
                await self._remove_unused()
            took = time.monotonic() - began
            await asyncio.sleep(max(STORE_SECONDS, took / MOST_OF_THE_TIME) - took)

    async def _remove_unused(self) -> None:
        before = time.time() - self._room_seconds
        try:
            removed = await asyncio.to_thread(self._store.remove_unused, before)
        except (SQLAlchemyError, OSError) as problem:
            log.error("old rooms cannot be removed, which is tried again: %s", problem)
            return
        if removed:
            log.info("%s rooms that nobody has used for long were removed", removed)
