"""Worker processes of their own, and waiting for what comes from them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from app.rooms.pool import Pool
from app.rooms.room import Room
from app.rooms.viewer import Viewer
from app.rooms.wire import Saved
from tests.frames.reader import read_header

WAIT_SECONDS = 30


@asynccontextmanager
async def workers(count: int) -> AsyncIterator[Pool]:
    """A pool of so many, which ends with the block."""
    pool = Pool(count)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


async def wait_for(
    viewer: Viewer, wanted: Callable[[dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    """All that a viewer is sent, up to and with what is wanted."""
    seen: list[dict[str, Any]] = []
    async with asyncio.timeout(WAIT_SECONDS):
        while not seen or not wanted(seen[-1]):
            item = await viewer.mailbox.take()
            seen.append(
                json.loads(item)
                if isinstance(item, str)
                else {"type": "frame", **read_header(item)}
            )
    return seen


def a_frame_after(step: int) -> Callable[[dict[str, Any]], bool]:
    """Whether a message is a frame of a later step."""
    return lambda message: message["type"] == "frame" and message["step"] > step


async def saved(room: Room, step: int) -> Saved:
    """What the room has been handed of its run at a step."""
    handed: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
    keep = room.on_saved

    def on_saved(state: Saved) -> None:
        keep(state)
        if state.state["step"] == step and not handed.done():
            handed.set_result(state)

    room.on_saved = on_saved  # type: ignore[method-assign,assignment]
    try:
        return await asyncio.wait_for(handed, WAIT_SECONDS)
    finally:
        room.on_saved = keep  # type: ignore[method-assign]
