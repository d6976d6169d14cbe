"""The description of a frame's tensors: what stands where in the bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from app.frames.smooth import deflate, to_differences

DType: TypeAlias = Literal["float32", "int8", "int16"]

PartName: TypeAlias = Literal[
    "network", "exact", "spotlight", "spotlight_exact", "maps", "results", "statistics", "images"
]
PART_NAMES: tuple[PartName, ...] = get_args(PartName)
"""In the order in which they stand in a frame."""

EXACT_PARTS: frozenset[str] = frozenset({"exact", "spotlight_exact"})
"""Those that nobody could read while the run is too fast to be followed."""

SLOW_PARTS: frozenset[str] = frozenset({"maps", "results", "statistics", "images"})
"""Those that cost the most, and change the least from frame to frame."""

MEASURED_PARTS: frozenset[str] = frozenset({"results", "statistics", "images"})
"""Those that all samples go through the network for."""

Coding: TypeAlias = Literal["plain", "deflated", "smooth"]

STEP_BYTES = 8
"""Each part begins with the step of its numbers, one float64."""


class Place(NamedTuple):
    """A tensor that has no offset yet; `scale` is the role of its scales, of the same layer."""

    role: str
    layer: int
    shape: tuple[int, ...]
    dtype: DType = "float32"
    scale: str | None = None


@dataclass(frozen=True)
class Tensor:
    """One array in a part: its role, the layer it belongs to, its shape and place."""

    part: str
    role: str
    layer: int
    shape: tuple[int, ...]
    dtype: DType
    scale: str | None
    offset: int

    @property
    def bytes(self) -> int:
        """Length without padding."""
        return prod(self.shape) * np.dtype(self.dtype).itemsize


@dataclass(frozen=True)
class Part:
    """A piece of a frame that is sent, and may be skipped, as a whole.

    Attributes:
        bytes: how long it is before it is deflated.
        coding: `deflated` parts are one zlib stream; in `smooth` ones, differences stand in the
            place of the int8 tensors, besides.
    """

    name: str
    bytes: int
    tensors: tuple[Tensor, ...]
    coding: Coding = "plain"


@dataclass(frozen=True)
class LayerLabel:
    """What a page needs to know of a layer to draw it.

    Attributes:
        shape: of its output for one sample: (units,), or of maps (channels, height, width).
        settings: the layer's own, such as `kernel_size`.
        reads: how many numbers each unit reads; none, of the input.
    """

    index: int
    kind: str
    shape: tuple[int, ...]
    activation: str | None
    labels: tuple[str, ...] | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    reads: int = 0


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
                    "units": prod(layer.shape),
                    "shape": list(layer.shape),
                    "settings": dict(layer.settings),
                    "reads": layer.reads,
                    "activation": layer.activation,
                    "labels": None if layer.labels is None else list(layer.labels),
                }
                for layer in self.layers
            ],
            "parts": [
                {"name": part.name, "bytes": part.bytes, "coding": part.coding}
                for part in self.parts
            ],
            "tensors": [
                {
                    "part": tensor.part,
                    "role": tensor.role,
                    "layer": tensor.layer,
                    "shape": list(tensor.shape),
                    "dtype": tensor.dtype,
                    "scale": tensor.scale,
                    "offset": tensor.offset,
                }
                for part in self.parts
                for tensor in part.tensors
            ],
        }


def place_tensors(name: str, tensors: Sequence[Place], coding: Coding = "plain") -> Part:
    """Lay out tensors one behind the other, aligned, the whole padded to 4 bytes."""
    placed, offset = [], STEP_BYTES
    for role, layer, shape, dtype, scale in tensors:
        offset = _aligned(offset, np.dtype(dtype).itemsize)
        tensor = Tensor(name, role, layer, shape, dtype, scale, offset)
        placed.append(tensor)
        offset += tensor.bytes
    return Part(name, _aligned(offset, 4), tuple(placed), coding)


def _aligned(offset: int, size: int) -> int:
    return -(-offset // size) * size


class PartBuffer:
    """The bytes of one part, with a NumPy view for every tensor in it."""

    def __init__(self, layout: Part) -> None:
        self.layout = layout
        # Whole float64 numbers, so that the step is aligned.
        self._bytes = np.zeros(_aligned(layout.bytes, 8), np.uint8)[: layout.bytes]
        self._step = self._bytes[:STEP_BYTES].view(np.float64)
        self.views: Mapping[tuple[str, int], NDArray[Any]] = _views(self._bytes, layout)
        self._differences: NDArray[np.uint8] | None = None
        if layout.coding == "smooth":
            self._differences = np.zeros_like(self._bytes)
            self._different = _views(self._differences, layout)

    def encode(self, step: int) -> bytes:
        """The bytes as they go into a frame, marked with the step at which they were filled."""
        self._step[0] = step
        if self._differences is None:
            plain = self._bytes.tobytes()
            return deflate(plain) if self.layout.coding == "deflated" else plain
        self._differences[:STEP_BYTES] = self._bytes[:STEP_BYTES]
        for key, view in self.views.items():
            if view.dtype == np.int8:
                to_differences(view, self._different[key].view(np.uint8))
            else:
                self._different[key][...] = view
        return deflate(self._differences.tobytes())


def _views(data: NDArray[np.uint8], part: Part) -> dict[tuple[str, int], NDArray[Any]]:
    return {
        (tensor.role, tensor.layer): data[tensor.offset :][: tensor.bytes]
        .view(tensor.dtype)
        .reshape(tensor.shape)
        for tensor in part.tensors
    }
