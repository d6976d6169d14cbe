"""How long a room stands still when the process that trains it is killed."""

from __future__ import annotations

import json
import struct
import time

import psutil
from websockets.sync.client import ClientConnection, connect

STEPS_PER_SECOND = 1000

STEP = struct.Struct("<d")
STEP_OFFSET = 16


def run(address: str, server: psutil.Process, path: str, cookie: str) -> None:
    """Kill a run's worker while it trains; print when it goes on, and from how long ago.

    Args:
        address, server: where a server is, and its process.
        path, cookie: of a room's socket, and its presenter's.
    """
    url = f"{address.replace('http', 'ws', 1)}{path}"
    with connect(url, additional_headers={"Cookie": cookie}, max_size=None) as socket:
        speed = {"type": "speed", "unit": "step", "per_second": STEPS_PER_SECOND}
        for command in (speed, {"type": "play"}):
            socket.send(json.dumps(command))
        shown = _read_frames(socket, seconds=3)
        for worker in server.children():
            worker.kill()
        killed_at = time.monotonic()
        restored = -1
        while True:
            item = socket.recv(30)
            if isinstance(item, str):
                message = json.loads(item)
                if message["type"] == "notice":
                    restored = message["values"]["step"]
            elif restored < 0:
                shown = _step(item)
            elif _step(item) > restored:
                break
        pause = time.monotonic() - killed_at
        lost = max(0, shown - restored) / STEPS_PER_SECOND
    print(
        f"  All workers killed: training and frames again after {pause:.2f} s,"
        f" from a snapshot {lost:.2f} s old",
        flush=True,
    )


def _read_frames(socket: ClientConnection, seconds: float) -> int:
    """The step of the last frame within so many seconds."""
    end, step = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        item = socket.recv(30)
        if isinstance(item, bytes):
            step = _step(item)
    return step


def _step(frame: bytes) -> int:
    (step,) = STEP.unpack_from(frame, STEP_OFFSET)
    return int(step)
