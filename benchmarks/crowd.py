"""Many viewers in one process: the load generator, as cheap as it can be.

Run as `python -m benchmarks.crowd`, asked by `benchmarks/rooms.py`: one JSON object on standard
input says whom to visit, one on standard output what was seen. It speaks just as much of the
websocket protocol (RFC 6455) as a viewer needs, so that it takes little of the machine.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import resource
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

BINARY, TEXT, PING = 2, 1, 9
MADE_AT = struct.Struct("<d")
MADE_AT_OFFSET = 32
ROOM_FOR_CONNECTING = 50
"""Connections that are made at a time."""


@dataclass
class Viewer(asyncio.Protocol):
    """One connection; counts the frames that come and how old they are."""

    host: str
    path: str
    cookie: str | None
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    ages: list[float] = field(default_factory=list)
    frames: int = 0
    size: int = 0
    closed: bool = False
    measuring: bool = False
    waiting: asyncio.Future[str] | None = None
    _data: bytearray = field(default_factory=bytearray)
    _upgraded: bool = False
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n{cookie}"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Take complete messages out of what has come so far."""
        self._data += data
        if not self._upgraded:
            head, separator, rest = self._data.partition(b"\r\n\r\n")
            if not separator:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                raise ConnectionError(head.decode(errors="replace"))
            self._data = rest
            self._upgraded = True
            self.opened.set()
        offset = 0
        while (end := self._message(offset)) is not None:
            offset = end
        del self._data[:offset]

    def _message(self, offset: int) -> int | None:
        """Read the message that begins here; where it ends, or None if it is not all there."""
        data = self._data
        if len(data) < offset + 2:
            return None
        kind, length, start = data[offset] & 15, data[offset + 1] & 127, offset + 2
        if length >= 126:
            size = 2 if length == 126 else 8
            if len(data) < start + size:
                return None
            length = int.from_bytes(data[start : start + size], "big")
            start += size
        end = start + length
        if len(data) < end:
            return None
        if kind == BINARY:
            if self.measuring:
                self.frames += 1
                self.size += length
                (made_at,) = MADE_AT.unpack_from(data, start + MADE_AT_OFFSET)
                self.ages.append(time.time() - made_at)
        elif kind == TEXT:
            if self.waiting is not None and not self.waiting.done():
                self.waiting.set_result(data[start:end].decode())
        elif kind == PING:
            self._send(10, bytes(data[start:end]))
        return end

    def connection_lost(self, _: Exception | None) -> None:
        """Note that it is over."""
        self.closed = True

    def say(self, **command: object) -> None:
        """Send a command."""
        self._send(TEXT, json.dumps(command).encode())

    def _send(self, kind: int, payload: bytes) -> None:
        length = len(payload)
        head = bytes([128 | kind]) + (
            bytes([128 | length])
            if length < 126
            else bytes([128 | 126]) + length.to_bytes(2, "big")
        )
        assert self.transport is not None
        # A mask of zeros masks nothing, and is one.
        self.transport.write(head + bytes(4) + payload)

    async def answer(self, kind: str) -> dict[str, Any]:
        """The next message of a type."""
        while True:
            self.waiting = asyncio.get_running_loop().create_future()
            message: dict[str, Any] = json.loads(await asyncio.wait_for(self.waiting, 60))
            if message["type"] == kind:
                return message


async def connect(visits: Sequence[dict[str, Any]], host: str, port: int) -> list[Viewer]:
    """Join all rooms."""
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(ROOM_FOR_CONNECTING)

    async def one(visit: dict[str, Any]) -> Viewer:
        viewer = Viewer(f"{host}:{port}", visit["path"], visit.get("cookie"))
        async with gate:
            await loop.create_connection(lambda: viewer, host, port)
            await asyncio.wait_for(viewer.opened.wait(), 60)
        return viewer

    return list(await asyncio.gather(*map(one, visits)))


async def main() -> None:
    """Visit, look for a while, and tell what was seen."""
    task: dict[str, Any] = json.loads(sys.stdin.readline())
    viewers = await connect(task["visits"], task["host"], task["port"])
    for viewer, visit in zip(viewers, task["visits"], strict=True):
        for command in visit.get("say", ()):
            viewer.say(**command)
    await asyncio.sleep(task["warm_up"])
    print(json.dumps({"ready": True}), flush=True)
    for viewer in viewers:
        viewer.measuring = True
    presenters = [viewer for viewer in viewers if viewer.cookie]
    before, began = _cpu_seconds(), time.monotonic()
    latencies: list[float] = []
    while time.monotonic() - began < task["seconds"]:
        if task.get("ask"):
            latencies += [await _ask(viewer) for viewer in presenters[:: task["ask"]]]
        await asyncio.sleep(0.2)
    elapsed = time.monotonic() - began
    for viewer in viewers:
        viewer.measuring = False
    rates = sorted(viewer.frames / elapsed for viewer in viewers)
    ages = [age for viewer in viewers for age in viewer.ages]
    report = {
        "frames_per_second": sum(rates) / len(rates),
        "slowest": rates[0],
        "frames": sum(viewer.frames for viewer in viewers),
        "bytes_per_second": sum(viewer.size for viewer in viewers) / elapsed / len(viewers),
        "age_95": _percentile_95(ages),
        "latency_95": _percentile_95(latencies),
        "lost": sum(viewer.closed for viewer in viewers),
        "cpu": (_cpu_seconds() - before) / elapsed,
    }
    print(json.dumps(report), flush=True)


async def _ask(viewer: Viewer) -> float:
    """Seconds from a command to the state that answers it."""
    began = time.monotonic()
    viewer.say(type="spotlight", split="train", index=int(began * 1000) % 100)
    await viewer.answer("state")
    return time.monotonic() - began


def _percentile_95(values: Sequence[float]) -> float | None:
    return quantiles(values, n=20)[-1] if len(values) > 1 else None


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asyncio.run(main())
