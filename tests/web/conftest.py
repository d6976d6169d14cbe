"""A real server, its pages and its sockets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import httpx
import pytest

from app.paths import STATIC
from tests.web.screen import open_room


@contextmanager
def running(
    *, log: Path | None = None, log_level: str = "warning", **settings: object
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server with these settings; yields its address and its process.

    What it logs goes to the file `log`.
    """
    own = {f"GLASSBOX_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "app", "--port", "0", "--no-open", "--log-level", log_level]
    with (
        nullcontext() if log is None else log.open("w") as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=STATIC.parent,
            env={**os.environ, **own, "PYTHONUNBUFFERED": "1"},
        ) as server,
    ):
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found is not None, f"the server did not start: {line!r}"
            yield found[0], server
        finally:
            server.terminate()


@contextmanager
def serving(
    *, log: Path | None = None, log_level: str = "warning", **settings: object
) -> Iterator[str]:
    """The same; yields its address."""
    with running(log=log, log_level=log_level, **settings) as (address, _):
        yield address


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server for each test process."""
    with serving(workers=1) as found:
        yield found


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def code(address: str) -> str:
    """A room of the test's own."""
    return open_room(address)
