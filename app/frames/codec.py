"""Frames as bytes: a fixed header, then the parts that are present (docs/protocol.md)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.frames.layout import Layout, Part
from app.training import Metrics, Phase
from app.training.phases import PhaseKind

VERSION = 1
HEADER = struct.Struct("<BBBBIIIddd6f")
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
        0,
        header.step,
        header.epoch,
        header.made_at,
        header.batch_loss,
        metrics.train_loss,
        metrics.test_loss,
        metrics.train_accuracy,
        metrics.test_accuracy,
        header.steps_per_second,
    )
    return head + b"".join(parts[part.name] for part in layout.parts if part.name in parts)


def merge(older: bytes, newer: bytes, sizes: Sequence[int]) -> bytes:
    """The newer frame, completed by the older one's parts that it lacks.

    Args:
        older, newer: two frames of one layout.
        sizes: the bytes of each part of that layout, in order.
    """
    missing = older[_PARTS_AT] & ~newer[_PARTS_AT]
    if not missing:
        return newer
    pieces = {**_split(older, sizes), **_split(newer, sizes)}
    head = bytearray(newer[: HEADER.size])
    head[_PARTS_AT] |= missing
    return bytes(head) + b"".join(pieces[index] for index in sorted(pieces))


def layout_id(frame: bytes) -> int:
    """The layout that a frame needs."""
    return int(HEADER.unpack_from(frame)[4])


def _split(frame: bytes, sizes: Sequence[int]) -> dict[int, bytes]:
    pieces, offset = {}, HEADER.size
    for index, size in enumerate(sizes):
        if frame[_PARTS_AT] >> index & 1:
            pieces[index] = frame[offset : offset + size]
            offset += size
    return pieces


@dataclass(frozen=True)
class DecodedFrame:
    """A frame read back: its header, and for each part present its step and tensors."""

    header: Header
    steps: Mapping[str, int]
    tensors: Mapping[tuple[str, int], NDArray[Any]]


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
    present = [part for index, part in enumerate(layout.parts) if fields[1] >> index & 1]
    length = HEADER.size + sum(part.bytes for part in present)
    if len(frame) != length:
        raise ValueError(f"a frame with these parts has {length} bytes; got {len(frame)}")
    steps: dict[str, int] = {}
    tensors: dict[tuple[str, int], NDArray[Any]] = {}
    offset = HEADER.size
    for part in present:
        steps[part.name] = int(np.frombuffer(frame, np.float64, 1, offset)[0])
        tensors.update(_tensors(frame, part, offset))
        offset += part.bytes
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
    )
    return DecodedFrame(header, steps, tensors)


def _tensors(frame: bytes, part: Part, start: int) -> dict[tuple[str, int], NDArray[Any]]:
    return {
        (tensor.role, tensor.layer): np.frombuffer(
            frame, tensor.dtype, int(np.prod(tensor.shape)), start + tensor.offset
        ).reshape(tensor.shape)
        for tensor in part.tensors
    }
