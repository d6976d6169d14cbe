"""What a server sends to one viewer that paints nothing: frames a second and their bytes.

A browser that paints by software takes a processor core for itself. This tells what is sent while
none of the machine's cores is taken.
"""

from __future__ import annotations

import json
import time

from websockets.sync.client import connect

from app.training.presets import PRESETS
from benchmarks.browser import open_room, serving

PRESET = "mnist_lenet"
"""The one whose frames are the largest."""

PARTS = ("header", "network", "spotlight", "results")
"""What the page subscribes to while its stage shows maps, and its panels the results."""

SPEEDS = (None, 100, 30)
"""Steps a second; None for as fast as it goes."""

WARM_UP_SECONDS = 2.0


def run(seconds: float) -> None:
    """Print the figures of the largest preset at each speed."""
    (experiment,) = (preset.experiment for preset in PRESETS if preset.name == PRESET)
    print(f"Sent to a viewer that paints nothing: {PRESET}")
    with serving() as (address, _):
        code, cookie = open_room(address)
        url = f"{address.replace('http', 'ws', 1)}/ws/rooms/{code}"
        headers = {"Cookie": cookie, "Origin": address}
        with connect(url, additional_headers=headers, max_size=None, compression=None) as socket:

            def say(kind: str, **fields: object) -> None:
                socket.send(json.dumps({"type": kind, **fields}))

            def count(seconds: float) -> tuple[int, int]:
                end, frames, size = time.monotonic() + seconds, 0, 0
                while (left := end - time.monotonic()) > 0:
                    try:
                        item = socket.recv(left)
                    except TimeoutError:
                        break
                    if isinstance(item, bytes):
                        frames, size = frames + 1, size + len(item)
                return frames, size

            say("configure", experiment=experiment.model_dump(mode="json"))
            say("subscribe", parts=PARTS)
            for speed in SPEEDS:
                say("speed", unit="step", per_second=speed)
                say("play")
                count(WARM_UP_SECONDS)
                frames, size = count(seconds)
                say("pause")
                name = "full speed" if speed is None else f"{speed} steps/s"
                print(
                    f"  {name:12s} {frames / seconds:5.1f} frames/s   "
                    f"{size / max(1, frames) / 1024:5.1f} KB a frame",
                    flush=True,
                )
