"""All rooms, by code: those in use in memory, those at rest in the store."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time

from app.rooms.commands import MESSAGE_BYTES
from app.rooms.frame_clock import FRAME_SECONDS
from app.rooms.keeper import Keeper
from app.rooms.pool import Pool
from app.rooms.reopening import Reopened
from app.rooms.room import Room
from app.storage import RoomStore, StorageUnavailable, StoredRoom

# No I, L and O: they are mistaken for 1 and 0 when somebody reads a code from the wall.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6

log = logging.getLogger("glassbox.rooms")


class HallFull(Exception):
    """There is no place for another room at present; the text says why."""


class Hall:
    """Makes rooms, finds them, and lays to rest those that nobody uses.

    Attributes:
        limits: what every page is told.
    """

    def __init__(
        self,
        store: RoomStore,
        workers: int,
        max_rooms: int,
        room_idle_seconds: float,
        room_days: float = 30,
        max_stored_bytes: float = 4e9,
    ) -> None:
        self._pool = Pool(workers)
        self._max_rooms, self._idle_seconds = max_rooms, room_idle_seconds
        self._rooms: dict[str, Room] = {}
        self._keeper = Keeper(store, self._rooms, room_days, max_stored_bytes)
        self._sweeper: asyncio.Task[None] | None = None
        self.limits = {
            "message_bytes": MESSAGE_BYTES,
            "frames_per_second": round(1 / FRAME_SECONDS),
        }

    def look_for_data(self, dataset: str) -> None:
        """Bring back the runs that wait for this dataset, now that it is here."""
        for room in self._rooms.values():
            room.look_for_data(dataset)

    async def start(self) -> None:
        """Open the store and start the workers."""
        await self._keeper.start()
        await self._pool.start()
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Save everything, then end all runs and workers."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        await asyncio.gather(*(self._save(room) for room in self._rooms.values()))
        await self._keeper.close()
        for room in self._rooms.values():
            room.close()
        await self._pool.close()

    async def announce_stop(self) -> None:
        """Tell everybody that the server stops, and give the words a moment to go out."""
        for room in self._rooms.values():
            room.announce_stop()
        await asyncio.sleep(0.2)

    async def open_room(self) -> Room:
        """Make a new room.

        Raises:
            HallFull: no more rooms are allowed at present.
        """
        if self._keeper.full:
            stored, most = self._keeper.stored_bytes / 1e6, self._keeper.max_bytes / 1e6
            raise HallFull(
                f"The stored rooms take {stored:,.0f} MB, and at most {most:,.0f} MB may be stored."
            )
        await self._make_place()
        code = await self._new_code()
        room = self._rooms[code] = Room(code, self._pool.open, self.limits)
        return room

    async def fork(self, room: Room) -> Room:
        """Make a new room that goes on from this very moment of another.

        Raises:
            HallFull: no more rooms are allowed at present.
            TimeoutError: the run's worker does not answer.
        """
        saved = await room.save()
        copy = await self.open_room()
        copy.copy_from(room, saved)
        return copy

    async def open_from(self, reopened: Reopened) -> Room:
        """Make a new room of a run from a file.

        Raises:
            HallFull: no more rooms are allowed at present.
        """
        room = await self.open_room()
        room.begin_from(reopened)
        return room

    async def find(self, code: str) -> Room | None:
        """The room with this code, however it is typed; one at rest is brought back.

        Raises:
            HallFull: it is at rest and cannot be brought back at present.
        """
        code = code.strip().upper()
        if code in self._rooms or not _is_code(code):
            return self._rooms.get(code)
        stored = await self._stored(code)
        if stored is None:
            return None
        await self._make_place()
        # Somebody else may have brought it back in the meantime.
        if code not in self._rooms:
            self._rooms[code] = Room.from_stored(stored, self._pool.open, self.limits)
        return self._rooms[code]

    @property
    def rooms(self) -> int:
        """How many rooms are in use."""
        return len(self._rooms)

    @property
    def storage_failing(self) -> bool:
        """Whether rooms could not be written when that was tried last."""
        return self._keeper.failing

    @property
    def worker_pids(self) -> list[int]:
        """The processes that train."""
        return [worker.pid for worker in self._pool.workers if worker.pid is not None]

    async def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
            if code not in self._rooms and await self._stored(code) is None:
                return code

    async def _stored(self, code: str) -> StoredRoom | None:
        try:
            return await self._keeper.find(code)
        except StorageUnavailable as problem:
            raise HallFull(str(problem)) from problem

    async def _make_place(self) -> None:
        """Lay the room to rest that has been empty for longest, if there is no place."""
        if len(self._rooms) < self._max_rooms:
            return
        now = time.monotonic()
        empty = [room for room in self._rooms.values() if room.may_rest(now, self._idle_seconds)]
        if not empty:
            raise HallFull(f"This server holds {self._max_rooms} rooms and all are taken.")
        await self._lay_to_rest(min(empty, key=lambda room: room.empty_since or now))

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._idle_seconds / 20)
            now = time.monotonic()
            for room in list(self._rooms.values()):
                if room.empty_for(now) > self._idle_seconds:
                    await self._lay_to_rest(room)

    async def _lay_to_rest(self, room: Room) -> None:
        """Save a room and forget it, unless somebody comes in meanwhile."""
        await self._save(room)
        if room.empty_since is None:
            return
        room.rest(self._idle_seconds)
        await self._keeper.store([room])
        if room.viewers == 0 and not room.unstored:
            room.close()
            self._rooms.pop(room.code, None)

    async def _save(self, room: Room) -> None:
        """Have the run's present state handed over, if its worker answers."""
        try:
            await room.save()
        except TimeoutError:
            log.warning("room %s: its worker does not answer; what it sent last is kept", room.code)


def _is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and set(text) <= set(ALPHABET)
