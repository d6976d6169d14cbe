"""Messages on the pipes between the server and its worker processes.

Each is a length (u32), a kind (u8) and a payload: JSON; a frame behind its room's code and the
number (u32) of the viewer it is for, 0 for everybody; or a saved run: its room's code, a JSON
state, a snapshot and, if they are new, the branches' newest moments, the first two behind their
lengths (u32), the last behind a byte that says whether they follow.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

PREFIX = struct.Struct("<IB")
JSON, FRAME, SAVED = 0, 1, 2
CODE_LENGTH = 6
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True)
class Saved:
    """All that is needed to go on with a run, in any worker.

    Attributes:
        state: what the run is besides its trainer: playing, speed, spotlight, timeline, step.
        snapshot: the trainer, as `Snapshot.to_bytes` writes it.
        tips: the newest moments of the timeline's branches (`app.training.timeline.store`); None
            from a worker if they are those it handed over before, and of a run without any.
    """

    state: dict[str, Any]
    snapshot: bytes
    tips: bytes | None = None

    def after(self, older: Saved | None) -> Saved:
        """This, with what it leaves out because it was handed over before."""
        if self.tips is not None or older is None:
            return self
        return replace(self, tips=older.tips)


def pack_json(message: Mapping[str, Any]) -> bytes:
    """A message as bytes."""
    payload = _text(message)
    return PREFIX.pack(len(payload), JSON) + payload


def pack_frame(room: str, frame: bytes, number: int = 0) -> bytes:
    """A frame of a room as bytes: for everybody, or for the viewer of this number alone."""
    length = CODE_LENGTH + _LENGTH.size + len(frame)
    return PREFIX.pack(length, FRAME) + room.encode() + _LENGTH.pack(number) + frame


def unpack_frame(payload: bytes) -> tuple[str, bytes, int]:
    """The room, the frame and the viewer's number in a payload of kind FRAME."""
    start = CODE_LENGTH + _LENGTH.size
    (number,) = _LENGTH.unpack_from(payload, CODE_LENGTH)
    return payload[:CODE_LENGTH].decode(), payload[start:], number


def pack_saved(room: str, saved: Saved) -> bytes:
    """A saved run of a room as bytes."""
    state = _text(saved.state)
    payload = b"".join(
        (
            room.encode(),
            _LENGTH.pack(len(state)),
            state,
            _LENGTH.pack(len(saved.snapshot)),
            saved.snapshot,
            bytes([saved.tips is not None]),
            saved.tips or b"",
        )
    )
    return PREFIX.pack(len(payload), SAVED) + payload


def unpack_saved(payload: bytes) -> tuple[str, Saved]:
    """The room and the saved run in a payload of kind SAVED."""
    room, rest = payload[:CODE_LENGTH].decode(), payload[CODE_LENGTH:]
    state, rest = _split(rest)
    snapshot, rest = _split(rest)
    return room, Saved(json.loads(state), snapshot, rest[1:] if rest[0] else None)


def _split(data: bytes) -> tuple[bytes, bytes]:
    """What stands behind its length, and the rest."""
    (length,) = _LENGTH.unpack_from(data)
    end = _LENGTH.size + length
    return data[_LENGTH.size : end], data[end:]


def read_request(stream: BinaryIO) -> dict[str, Any] | None:
    """Wait for what a worker is asked to do next; None when the other side is gone.

    A saved run that comes in is the request to restore it.
    """
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    length, kind = PREFIX.unpack(prefix)
    payload = stream.read(length)
    if len(payload) < length:
        return None
    if kind == SAVED:
        room, saved = unpack_saved(payload)
        return {"room": room, "do": "restore", "saved": saved}
    message: dict[str, Any] = json.loads(payload)
    return message


def _text(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode()
