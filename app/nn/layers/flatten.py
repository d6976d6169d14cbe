"""Flattening: maps or sequences as one row of features."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Wiring
from app.nn.layers.elementwise import Elementwise
from app.nn.layers.reading import Places
from app.nn.settings import STRICT, Title


@dataclass(frozen=True)
class Flatten(Elementwise):
    """The same numbers without their shape, in the order (channel, row, column).

    A dense layer reads any shape flat; this layer is there to be seen.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Flatten", "zh-CN": "展平层"}

    kind: Literal["flatten"] = "flatten"

    def output_shape(self, input_shape: Shape) -> Shape:
        return (prod(input_shape),)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundFlatten(wiring)


class BoundFlatten(BoundLayer):
    """Flattening on its buffers: the batch is last, so nothing changes its place."""

    def forward(self) -> Calls:
        yield np.copyto, (self.output, self.wiring.input[:-1])

    def backward(self) -> Calls:
        if self.wiring.input_delta is not None:
            yield np.copyto, (self.wiring.input_delta[:-1], self.delta)

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        return np.ones(numbers.shape, self.output.dtype)
