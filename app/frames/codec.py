"""Frames as bytes: a fixed header, then the parts that are present (docs/protocol.md)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.frames.layout import Layout, Part
from app.frames.quantise import dequantise
from app.frames.smooth import from_differences, inflate
from app.training import Metrics, Phase
from app.training.phases import PhaseKind

VERSION = 5
HEADER = struct.Struct("<BBBBIIIddd6fd")
LENGTH = struct.Struct("<I")
"""Each part stands behind its length, and begins at a multiple of 4."""

_PARTS_AT = 1
_KINDS: tuple[PhaseKind, ...] = ("start", "sample", "forward", "loss", "backward", "update")


@dataclass(frozen=True)
class Header:
    """What every frame says of its moment; units as in docs/protocol.md."""

    phase: Phase
    layout_id: int
    sequence: int
    step: int
    epoch: int
    made_at: float
    batch_loss: float
    metrics: Metrics
    steps_per_second: float
    latest: int
    measured_at: int


def encode(header: Header, layout: Layout, parts: Mapping[str, bytes]) -> bytes:
    """One frame: the header and those of the layout's parts that are given."""
    present = sum(1 << index for index, part in enumerate(layout.parts) if part.name in parts)
    metrics = header.metrics
    head = HEADER.pack(
        VERSION,
        present,
        _KINDS.index(header.phase.kind),
        header.phase.layer,
        header.layout_id,
        header.sequence,
        min(header.latest, 2**32 - 1),
        header.step,
        header.epoch,
        header.made_at,
        header.batch_loss,
        metrics.train_loss,
        metrics.test_loss,
        metrics.train_accuracy,
        metrics.test_accuracy,
        header.steps_per_second,
        header.measured_at,
    )
    return head + b"".join(_piece(parts[part.name]) for part in layout.parts if part.name in parts)


def merge(older: bytes, newer: bytes) -> bytes:
    """The newer frame, completed by the older one's parts that it lacks; both of one layout."""
    if not older[_PARTS_AT] & ~newer[_PARTS_AT]:
        return newer
    return _assemble(newer, {**dict(_pieces(older)), **dict(_pieces(newer))})


def select(frame: bytes, parts: Collection[int]) -> bytes:
    """The frame with no parts but those at these positions in the layout."""
    pieces = {index: piece for index, piece in _pieces(frame) if index in parts}
    return _assemble(frame, pieces)


def _assemble(frame: bytes, pieces: Mapping[int, bytes]) -> bytes:
    """A frame with another one's header and these parts, by position."""
    head = bytearray(frame[: HEADER.size])
    head[_PARTS_AT] = sum(1 << index for index in pieces)
    return bytes(head) + b"".join(pieces[index] for index in sorted(pieces))


def layout_id(frame: bytes) -> int:
    """The layout that a frame needs."""
    return int(HEADER.unpack_from(frame)[4])


def _piece(part: bytes) -> bytes:
    """A part as it stands in a frame."""
    return LENGTH.pack(len(part)) + part + bytes(-len(part) % LENGTH.size)


def _pieces(frame: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts that are present, by position, as they stand in the frame.

    Raises:
        ValueError: a part ends beyond the frame.
    """
    offset = HEADER.size
    for index in range(8):
        if frame[_PARTS_AT] >> index & 1:
            if offset + LENGTH.size > len(frame):
                raise ValueError(f"part {index} is missing in a frame of {len(frame)} bytes")
            (length,) = LENGTH.unpack_from(frame, offset)
            end = offset + LENGTH.size + length + -length % LENGTH.size
            if end > len(frame):
                raise ValueError(f"part {index} ends beyond the frame's {len(frame)} bytes")
            yield index, frame[offset:end]
            offset = end
    if offset != len(frame):
        raise ValueError(f"a frame with these parts has {offset} bytes; got {len(frame)}")


@dataclass(frozen=True)
class DecodedFrame:
    """A frame read back: its header, and for each part present its step and tensors.

    The tensors of a part go by role and layer.
    Quantised tensors are what they stand for; those of smooth parts are bytes, as on a page.
    """

    header: Header
    steps: Mapping[str, int]
    tensors: Mapping[str, Mapping[tuple[str, int], NDArray[Any]]]


def decode(frame: bytes, layout: Layout) -> DecodedFrame:
    """Read a frame as a page does.

    Raises:
        ValueError: the frame is of another version or layout, or has another length.
    """
    if len(frame) < HEADER.size:
        raise ValueError(f"a frame has at least {HEADER.size} bytes; got {len(frame)}")
    fields = HEADER.unpack_from(frame)
    if fields[0] != VERSION:
        raise ValueError(f"frame of version {fields[0]}; this program reads {VERSION}")
    if fields[4] != layout.id:
        raise ValueError(f"frame of layout {fields[4]}; the layout at hand is {layout.id}")
    steps: dict[str, int] = {}
    tensors: dict[str, Mapping[tuple[str, int], NDArray[Any]]] = {}
    for index, piece in _pieces(frame):
        if index >= len(layout.parts):
            raise ValueError(f"part {index} is not in the layout")
        part = layout.parts[index]
        (length,) = LENGTH.unpack_from(piece)
        data = piece[LENGTH.size :][:length]
        if part.coding != "plain":
            data = inflate(data, part.bytes)
        elif length != part.bytes:
            raise ValueError(f"part {part.name} has {part.bytes} bytes; got {length}")
        steps[part.name] = int(np.frombuffer(data, np.float64, 1)[0])
        tensors[part.name] = _tensors(data, part)
    header = Header(
        phase=Phase(_KINDS[fields[2]], fields[3]),
        layout_id=fields[4],
        sequence=fields[5],
        step=int(fields[7]),
        epoch=int(fields[8]),
        made_at=fields[9],
        batch_loss=fields[10],
        metrics=Metrics(*fields[11:15]),
        steps_per_second=fields[15],
        latest=fields[6],
        measured_at=int(fields[16]),
    )
    return DecodedFrame(header, steps, tensors)


def _tensors(data: bytes, part: Part) -> dict[tuple[str, int], NDArray[Any]]:
    raw: dict[tuple[str, int], NDArray[Any]] = {
        (tensor.role, tensor.layer): np.frombuffer(
            data, tensor.dtype, int(np.prod(tensor.shape)), tensor.offset
        ).reshape(tensor.shape)
        for tensor in part.tensors
    }
    for tensor in part.tensors:
        key = tensor.role, tensor.layer
        if part.coding == "smooth":
            if tensor.dtype == "int8":
                raw[key] = from_differences(raw[key])
        elif tensor.scale is not None:
            raw[key] = dequantise(raw[key], raw[tensor.scale, tensor.layer])
    return raw
