"""Reads frames as docs/protocol.md describes them, without a line of the program's."""

from __future__ import annotations

import struct
import zlib
from typing import Any, TypeAlias

import numpy as np

HEADER_FIELDS = (
    ("version", "B"),
    ("parts", "B"),
    ("phase", "B"),
    ("layer", "B"),
    ("layoutId", "I"),
    ("sequence", "I"),
    ("latest", "I"),
    ("step", "d"),
    ("epoch", "d"),
    ("madeAt", "d"),
    ("batchLoss", "f"),
    ("trainLoss", "f"),
    ("testLoss", "f"),
    ("trainAccuracy", "f"),
    ("testAccuracy", "f"),
    ("stepsPerSecond", "f"),
    ("measuredAt", "d"),
)
HEADER_BYTES = 72
PHASES = ("start", "sample", "forward", "loss", "backward", "update")


def read_header(frame: bytes) -> dict[str, Any]:
    """The header's fields by name; the phase by name too."""
    code = "<" + "".join(kind for _, kind in HEADER_FIELDS)
    assert struct.calcsize(code) == HEADER_BYTES
    names = [name for name, _ in HEADER_FIELDS]
    header = dict(zip(names, struct.unpack_from(code, frame), strict=True))
    return {**header, "phase": PHASES[header["phase"]]}


def read_parts(frame: bytes, layout: dict[str, Any]) -> dict[str, bytes]:
    """The bytes of the parts that are present, by name, inflated where they were deflated."""
    present = read_header(frame)["parts"]
    parts, offset = {}, HEADER_BYTES
    for index, part in enumerate(layout["parts"]):
        if present >> index & 1:
            (length,) = struct.unpack_from("<I", frame, offset)
            data = frame[offset + 4 : offset + 4 + length]
            parts[part["name"]] = data if part["coding"] == "plain" else zlib.decompress(data)
            assert len(parts[part["name"]]) == part["bytes"]
            end = offset + 4 + length
            offset = (end + 3) // 4 * 4
            assert not any(frame[end:offset])
    assert offset == len(frame)
    return parts


Tensors: TypeAlias = dict[tuple[str, int], Any]


def read_tensors(frame: bytes, layout: dict[str, Any]) -> Tensors:
    """The tensors of the parts that are present, by role and layer, as they are written.

    Where `exact` is present its tensors stand for those of `network`, and those of
    `spotlight_exact` for those of `spotlight`. Levels stay levels.
    """
    tensors: Tensors = {}
    for part in read_tensors_by_part(frame, layout).values():
        tensors |= part
    return tensors


def read_tensors_by_part(frame: bytes, layout: dict[str, Any]) -> dict[str, Tensors]:
    """The same for each part on its own."""
    parts = read_parts(frame, layout)
    smooth = {part["name"] for part in layout["parts"] if part["coding"] == "smooth"}
    tensors: dict[str, Tensors] = {name: {} for name in parts}
    for tensor in layout["tensors"]:
        if tensor["part"] in parts:
            dtype = np.dtype(tensor["dtype"]).newbyteorder("<")
            count = int(np.prod(tensor["shape"]))
            flat = np.frombuffer(parts[tensor["part"]], dtype, count, tensor["offset"])
            values = flat.reshape(tensor["shape"])
            if tensor["part"] in smooth and tensor["dtype"] == "int8":
                values = values.astype(int).cumsum(axis=-1).cumsum(axis=-2) % 256
                values = np.where(values > 127, values - 256, values).astype(np.int8)
            tensors[tensor["part"]][tensor["role"], tensor["layer"]] = values
    return tensors


def read_steps(frame: bytes, layout: dict[str, Any]) -> dict[str, float]:
    """At which step the numbers of each present part were taken."""
    parts = read_parts(frame, layout)
    return {name: struct.unpack_from("<d", part)[0] for name, part in parts.items()}
