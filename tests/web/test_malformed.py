"""Nonsense is answered, disturbs nobody, and leaves no traceback behind."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from websockets.exceptions import ConnectionClosed

from tests.web.conftest import serving
from tests.web.malformed import FRAMES, MESSAGES, Message
from tests.web.screen import Screen, open_room, watching

CLEAN_ENDS = {1009}
"""How the server may end a connection over a message: it is too large to be read."""

ERRORS = {"not_json", "too_large", "invalid"}

UNLIMITED = {"commands": 1_000_000, "room_commands": 1_000_000, "sockets": 1_000_000}


class Sender:
    """Sends what is no command, one after the other, and looks at the answers."""

    def __init__(self, address: str, code: str) -> None:
        self.address, self.code = address, code
        self.answered: dict[str, int] = {}
        self._stack = ExitStack()
        self._screen: Screen | None = None

    def send(self, message: Message) -> None:
        """Send one message; it must be answered by an error or a clean close."""
        if self._screen is None:
            self._screen = self._stack.enter_context(watching(self.address, self.code))
            self._screen.wait_for("frame")
        try:
            self._screen.socket.send(message)
            error = self._screen.wait_for("error")
        except ConnectionClosed:
            end, _ = self._screen.wait_for_end()
            assert end in CLEAN_ENDS
            self.close()
            self._count(str(end))
            return
        assert error["code"] in ERRORS
        assert error["message"]
        self._count(error["code"])
        self._screen.seen.clear()

    def close(self) -> None:
        """Leave."""
        self._stack.close()
        self._screen = None

    def _count(self, how: str) -> None:
        self.answered[how] = self.answered.get(how, 0) + 1


@contextmanager
def undisturbed(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A server and a room to send nonsense to; another room and the log must stay clean."""
    log = tmp_path / "log.txt"
    limits = {f"{name}_at_once": most for name, most in UNLIMITED.items()} | {
        f"{name}_per_second": most for name, most in UNLIMITED.items()
    }
    more: dict[str, Any] = limits
    with serving(workers=1, log=log, **more) as address:
        attacked, other = open_room(address), open_room(address)
        with watching(address, other) as quiet, watching(address, attacked) as witness:
            for screen in (quiet, witness):
                screen.wait_for("frame")
            quiet.seen.clear()
            yield address, attacked
            quiet.say("step")
            quiet.wait_for_step(1)
            kinds = {message["type"] for message in quiet.seen}
            assert kinds <= {"state", "frame", "statistics", "problems", "timeline"}
            # In the room itself, nobody else was told, and the run stands where it stood.
            witness.say("step")
            assert witness.wait_for_step(1)["step"] == 1
            assert "error" not in {message["type"] for message in witness.seen}
    assert log.read_text() == ""


@pytest.mark.parametrize("count", [600, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_malformed_message_is_answered(count: int, tmp_path: Path) -> None:
    with undisturbed(tmp_path) as (address, code):
        sender = Sender(address, code)

        @settings(max_examples=count)
        @given(MESSAGES)
        def send(message: Message) -> None:
            sender.send(message)

        send()
        sender.close()
    assert sum(sender.answered.values()) >= count
    assert sender.answered.keys() == ERRORS | {str(end) for end in CLEAN_ENDS}


HANDSHAKE = (
    "GET /ws/rooms/{code} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: {key}\r\n\r\n"
)
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def masked(opcode: int, payload: bytes, *, final: bool = True) -> bytes:
    """A short frame as a client sends it, masked with zeros."""
    return bytes([(0x80 if final else 0) | opcode, 0x80 | len(payload), 0, 0, 0, 0]) + payload


TEXT, CONTINUATION, CLOSE, PING = 1, 0, 8, 9
BAD_FRAMES = {
    "text that is not UTF-8": masked(TEXT, b"\xff\xfe"),
    "half a surrogate": masked(TEXT, b"\xed\xa0\x80"),
    "text that is not UTF-8, in two frames": (
        masked(TEXT, b"\xc3", final=False) + masked(CONTINUATION, b"\xc3")
    ),
    "not masked": b"\x81\x02{}",
    "an opcode that does not exist": masked(3, b""),
    "reserved bits": b"\xf1\x80\0\0\0\0",
    "a continuation of nothing": masked(CONTINUATION, b"x"),
    "a long ping": b"\x89\xfe\x01\x00\0\0\0\0" + b"x" * 256,
    "a ping in pieces": masked(PING, b"x", final=False),
    "a close of one byte": masked(CLOSE, b"\x03"),
    "a close with a code that does not exist": masked(CLOSE, b"\x00\x01"),
    "more bytes than there are": b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
}


def talk(address: str, code: str, sent: bytes) -> bytes:
    """What the server says to these bytes behind a handshake, until it closes."""
    host = urlsplit(address).netloc
    with socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2])), 30) as wire:
        wire.sendall(HANDSHAKE.format(code=code, host=host, key=KEY).encode())
        heard = wire.recv(4096)
        assert heard.startswith(b"HTTP/1.1 101")
        wire.sendall(sent)
        wire.shutdown(socket.SHUT_WR)
        while piece := wire.recv(65536):
            heard += piece
        return heard


def test_what_is_no_frame_ends_the_connection(tmp_path: Path) -> None:
    with undisturbed(tmp_path) as (address, code):
        for name, sent in BAD_FRAMES.items():
            heard = talk(address, code, sent)
            # A close frame of the server: its opcode, and a code for a mistake of the client.
            codes = [heard[at + 2 : at + 4] for at in range(len(heard)) if heard[at] == 0x88]
            assert any(int.from_bytes(found) in {1002, 1007, 1009} for found in codes), name

        @given(FRAMES)
        def send(frames: list[bytes]) -> None:
            # Who says goodbye and talks on is cut short.
            with suppress(ConnectionError):
                talk(address, code, b"".join(frames))

        send()
        for size in (10, 1000, 100_000):
            with suppress(ConnectionError):
                talk(address, code, os.urandom(size))


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /ws/rooms/X HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n",
        b"GET /static/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /static/%2e%2e%2fapp%2fmain.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"G" * 100_000,
        bytes(range(256)) * 4,
    ],
    ids=lambda request: repr(request[:24]),
)
def test_a_request_that_is_none_is_refused(address: str, request_bytes: bytes) -> None:
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), 30) as wire:
        wire.sendall(request_bytes)
        heard = wire.recv(4096)
    assert heard.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404"))
