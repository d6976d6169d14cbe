"""Messages on the pipes between the server and its worker processes.

Each is a length (u32), a kind (u8) and a payload: JSON, or a frame behind its room's code.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

PREFIX = struct.Struct("<IB")
JSON, FRAME = 0, 1
CODE_LENGTH = 6


def pack_json(message: Mapping[str, Any]) -> bytes:
    """A message as bytes."""
    payload = json.dumps(message, separators=(",", ":"), allow_nan=False).encode()
    return PREFIX.pack(len(payload), JSON) + payload


def pack_frame(room: str, frame: bytes) -> bytes:
    """A frame of a room as bytes."""
    return PREFIX.pack(CODE_LENGTH + len(frame), FRAME) + room.encode() + frame


def unpack_frame(payload: bytes) -> tuple[str, bytes]:
    """The room and the frame in a payload of kind FRAME."""
    return payload[:CODE_LENGTH].decode(), payload[CODE_LENGTH:]


def read_json(stream: BinaryIO) -> dict[str, Any] | None:
    """Wait for the next JSON message of a pipe; None when the other side is gone."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    length, _ = PREFIX.unpack(prefix)
    payload = stream.read(length)
    if len(payload) < length:
        return None
    message: dict[str, Any] = json.loads(payload)
    return message
