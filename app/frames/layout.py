"""The description of a frame's tensors: what stands where in the bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

DType: TypeAlias = Literal["float32", "int8"]

Place: TypeAlias = tuple[str, int, tuple[int, ...], DType]
"""Role, layer, shape and dtype of a tensor that has no offset yet."""

STEP_BYTES = 8
"""Each part begins with the step of its numbers, one float64."""


@dataclass(frozen=True)
class Tensor:
    """One array in a part: its role, the layer it belongs to, its shape and place."""

    part: str
    role: str
    layer: int
    shape: tuple[int, ...]
    dtype: DType
    offset: int

    @property
    def bytes(self) -> int:
        """Length without padding."""
        return prod(self.shape) * np.dtype(self.dtype).itemsize


@dataclass(frozen=True)
class Part:
    """A piece of a frame that is sent, and may be skipped, as a whole."""

    name: str
    bytes: int
    tensors: tuple[Tensor, ...]


@dataclass(frozen=True)
class LayerLabel:
    """What a page needs to know of a layer to draw it."""

    index: int
    kind: str
    units: int
    activation: str | None
    labels: tuple[str, ...] | None


@dataclass(frozen=True)
class Layout:
    """All parts of a frame, in order."""

    id: int
    layers: tuple[LayerLabel, ...]
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, object]:
        """The layout as the protocol writes it."""
        return {
            "id": self.id,
            "layers": [
                {
                    "index": layer.index,
                    "kind": layer.kind,
                    "units": layer.units,
                    "activation": layer.activation,
                    "labels": None if layer.labels is None else list(layer.labels),
                }
                for layer in self.layers
            ],
            "parts": [{"name": part.name, "bytes": part.bytes} for part in self.parts],
            "tensors": [
                {
                    "part": tensor.part,
                    "role": tensor.role,
                    "layer": tensor.layer,
                    "shape": list(tensor.shape),
                    "dtype": tensor.dtype,
                    "offset": tensor.offset,
                }
                for part in self.parts
                for tensor in part.tensors
            ],
        }


def place_tensors(name: str, tensors: Sequence[Place]) -> Part:
    """Lay out tensors one behind the other, float32 aligned, the whole padded to 8 bytes."""
    placed, offset = [], STEP_BYTES
    for role, layer, shape, dtype in tensors:
        offset = _aligned(offset, np.dtype(dtype).itemsize)
        tensor = Tensor(name, role, layer, shape, dtype, offset)
        placed.append(tensor)
        offset += tensor.bytes
    return Part(name, _aligned(offset, 8), tuple(placed))


def _aligned(offset: int, size: int) -> int:
    return -(-offset // size) * size


class PartBuffer:
    """The bytes of one part, with a NumPy view for every tensor in it."""

    def __init__(self, layout: Part) -> None:
        self.layout = layout
        self._bytes = np.zeros(layout.bytes, np.uint8)
        self._step = self._bytes[:STEP_BYTES].view(np.float64)
        self.views: Mapping[tuple[str, int], NDArray[Any]] = {
            (tensor.role, tensor.layer): self._bytes[tensor.offset :][: tensor.bytes]
            .view(tensor.dtype)
            .reshape(tensor.shape)
            for tensor in layout.tensors
        }

    def encode(self, step: int) -> bytes:
        """A copy of the bytes, marked with the step at which they were filled."""
        self._step[0] = step
        return self._bytes.tobytes()
