"""The yardstick for rooms: a loop that sends the same bytes to everybody through uvicorn.

Run as `python -m benchmarks.bare_loop PORT BYTES`.
"""

from __future__ import annotations

import asyncio
import struct
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

FRAMES_PER_SECOND = 30

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]


class BareLoop:
    """An ASGI application whose every websocket gets every frame."""

    def __init__(self, frame_bytes: int) -> None:
        self._rest = bytes(frame_bytes - 40)
        self._sends: set[Send] = set()
        self._loop: asyncio.Task[None] | None = None

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send
    ) -> None:
        """Let somebody in and keep the connection until it is closed."""
        if scope["type"] != "websocket":
            return
        self._loop = self._loop or asyncio.create_task(self._send_frames())
        await receive()
        await send({"type": "websocket.accept"})
        self._sends.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self._sends.discard(send)

    async def _send_frames(self) -> None:
        due = time.monotonic()
        while True:
            frame = bytes(32) + struct.pack("<d", time.time()) + self._rest
            for send in list(self._sends):
                await send({"type": "websocket.send", "bytes": frame})
            due = max(due + 1 / FRAMES_PER_SECOND, time.monotonic())
            await asyncio.sleep(due - time.monotonic())


if __name__ == "__main__":
    uvicorn.run(
        BareLoop(int(sys.argv[2])),
        port=int(sys.argv[1]),
        log_level="error",
        ws_per_message_deflate=False,
        ws=sys.argv[3] if len(sys.argv) > 3 else "auto",
    )
