"""Somebody in a room, on the other end of a real socket."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.frames.reader import read_header, read_tensors

WAIT_SECONDS = 30


class Screen:
    """Reads what the server sends.

    Attributes:
        seen: everything so far; a frame by its header, with its bytes in `frame`.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []

    def say(self, kind: str, **fields: object) -> None:
        """Send a command."""
        self.socket.send(json.dumps({"type": kind, **fields}))

    def read(self, timeout: float = WAIT_SECONDS) -> dict[str, Any]:
        """The next message or frame."""
        item = self.socket.recv(timeout)
        message: dict[str, Any] = (
            json.loads(item)
            if isinstance(item, str)
            else {"type": "frame", **read_header(item), "frame": item}
        )
        self.seen.append(message)
        return message

    def wait_for(
        self, kind: str, wanted: Callable[[dict[str, Any]], bool] = lambda message: True
    ) -> dict[str, Any]:
        """Read on until such a message."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            message = self.read(max(0.0, end - time.monotonic()))
            if message["type"] == kind and wanted(message):
                return message

    def wait_for_step(self, step: float) -> dict[str, Any]:
        """Read on until a frame of this step or a later one."""
        return self.wait_for("frame", lambda frame: frame["step"] >= step)

    def wait_for_end(self) -> tuple[int, str]:
        """Read on until the server closes; code and reason."""
        try:
            while True:
                self.read()
        except ConnectionClosed as closed:
            # 1006 is what a connection that broke off without a word is said to have.
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")

    def latest(self, kind: str) -> dict[str, Any]:
        """The latest message of a type that was read."""
        return next(message for message in reversed(self.seen) if message["type"] == kind)

    def tensors(self, frame: dict[str, Any]) -> dict[tuple[str, int], Any]:
        """What is in a frame."""
        return read_tensors(frame["frame"], self.latest("experiment")["layout"])


_SECRETS: dict[tuple[str, str], str] = {}
"""The presenters' cookies of the rooms that this process has opened, by address and code."""


def open_room(address: str, path: str = "/api/rooms") -> str:
    """A new room, whose presenter is whoever watches it from here."""
    return adopt(address, httpx.post(f"{address}{path}", timeout=30))


def adopt(address: str, response: httpx.Response) -> str:
    """The code of the room that this answer has opened; it is presented from here."""
    code: str = response.raise_for_status().json()["code"]
    _SECRETS[address, code] = response.cookies[f"presenter_{code}"]
    return code


def moved(old: str, new: str, code: str) -> None:
    """The room is now to be found at another address."""
    _SECRETS[new, code] = _SECRETS[old, code]


def secret_of(address: str, code: str) -> str:
    """The secret of a room that `open_room` has opened."""
    return _SECRETS[address, code]


@contextmanager
def watching(address: str, code: str, *, presenter: bool = True) -> Iterator[Screen]:
    """Join a room, by default as its presenter."""
    url = f"{address.replace('http', 'ws', 1)}/ws/rooms/{code}"
    secret = _SECRETS.get((address, code)) if presenter else None
    headers = {"Cookie": f"presenter_{code}={secret}"} if secret else {}
    # Who does not read its queue to the end waits for ten seconds when it closes. Pings would
    # draw random numbers behind Hypothesis' back.
    options: dict[str, Any] = {"max_size": None, "max_queue": None, "ping_interval": None}
    with connect(url, compression=None, additional_headers=headers, **options) as socket:
        yield Screen(socket)
