"""A viewer that does not read costs nothing, and then sees the present."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from websockets.sync.client import connect

from app.training import example_on
from tests.frames.reader import read_header
from tests.web.conftest import running
from tests.web.screen import Screen, open_room, watching

MEGABYTE = 2**20
LONGEST_BACKLOG_BYTES = 4 * MEGABYTE
"""What the system keeps of a connection at both ends; the program itself keeps one frame."""


@contextmanager
def not_reading(address: str, code: str) -> Iterator[Screen]:
    """Somebody whose connection takes in no more than the system does by itself."""
    url = f"{address.replace('http', 'ws', 1)}/ws/rooms/{code}"
    with connect(url, max_size=None, compression=None, max_queue=1, ping_interval=None) as socket:
        yield Screen(socket)


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_viewer_that_stops_reading_returns_to_the_present(seconds: float) -> None:
    with running(workers=1) as (address, server):
        code = open_room(address)
        process = psutil.Process(server.pid)
        with watching(address, code) as presenter, not_reading(address, code) as viewer:
            experiment = example_on("spiral").model_dump(mode="json")
            presenter.say("configure", experiment=experiment)
            presenter.say("play")
            viewer.wait_for_step(100)
            presenter.wait_for_step(100)

            before, sequence = process.memory_info().rss, presenter.latest("frame")["sequence"]
            end, largest = time.monotonic() + seconds, before
            while time.monotonic() < end:
                presenter.wait_for("frame")
                largest = max(largest, process.memory_info().rss)
            made = presenter.latest("frame")["sequence"] - sequence
            present = presenter.latest("frame")["step"]

            # Others are not disturbed, and nothing is stored for the one who does not read.
            assert made > 10 * seconds
            assert largest - before < 8 * MEGABYTE

            backlog, step = 0, 0.0
            while step < present:
                item = viewer.socket.recv(30)
                if isinstance(item, bytes):
                    backlog += len(item)
                    step = read_header(item)["step"]
            assert backlog < LONGEST_BACKLOG_BYTES
