"""Reads frames as docs/protocol.md describes them, without a line of the program's."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

HEADER_FIELDS = (
    ("version", "B"),
    ("parts", "B"),
    ("phase", "B"),
    ("layer", "B"),
    ("layoutId", "I"),
    ("sequence", "I"),
    ("reserved", "I"),
    ("step", "d"),
    ("epoch", "d"),
    ("madeAt", "d"),
    ("batchLoss", "f"),
    ("trainLoss", "f"),
    ("testLoss", "f"),
    ("trainAccuracy", "f"),
    ("testAccuracy", "f"),
    ("stepsPerSecond", "f"),
)
HEADER_BYTES = 64
PHASES = ("start", "sample", "forward", "loss", "backward", "update")


def read_header(frame: bytes) -> dict[str, Any]:
    """The header's fields by name; the phase by name too."""
    code = "<" + "".join(kind for _, kind in HEADER_FIELDS)
    assert struct.calcsize(code) == HEADER_BYTES
    names = [name for name, _ in HEADER_FIELDS]
    header = dict(zip(names, struct.unpack_from(code, frame), strict=True))
    return {**header, "phase": PHASES[header["phase"]]}


def read_parts(frame: bytes, layout: dict[str, Any]) -> dict[str, bytes]:
    """The bytes of the parts that are present, by name."""
    present = read_header(frame)["parts"]
    parts, offset = {}, HEADER_BYTES
    for index, part in enumerate(layout["parts"]):
        if present >> index & 1:
            parts[part["name"]] = frame[offset : offset + part["bytes"]]
            offset += part["bytes"]
    assert offset == len(frame)
    return parts


def read_tensors(frame: bytes, layout: dict[str, Any]) -> dict[tuple[str, int], Any]:
    """The tensors of the parts that are present, by role and layer."""
    parts = read_parts(frame, layout)
    tensors = {}
    for tensor in layout["tensors"]:
        if tensor["part"] in parts:
            dtype = np.dtype(tensor["dtype"]).newbyteorder("<")
            count = int(np.prod(tensor["shape"]))
            flat = np.frombuffer(parts[tensor["part"]], dtype, count, tensor["offset"])
            tensors[tensor["role"], tensor["layer"]] = flat.reshape(tensor["shape"])
    return tensors


def read_steps(frame: bytes, layout: dict[str, Any]) -> dict[str, float]:
    """At which step the numbers of each present part were taken."""
    parts = read_parts(frame, layout)
    return {name: struct.unpack_from("<d", part)[0] for name, part in parts.items()}
