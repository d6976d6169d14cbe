"""Dropout: units left out at random while a network learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Wiring
from app.nn.layers.elementwise import Elementwise
from app.nn.layers.reading import Places
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class Dropout(Elementwise):
    """y = x m / (1 - rate), m = 0 with probability `rate`, else 1 (Srivastava et al., 2014).

    Every number of every sample is drawn anew in each pass. Dividing while it trains keeps the
    expectation, so that nothing is to be done when the network predicts: then y = x.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Dropout", "zh-CN": "随机失活 Dropout"}

    rate: Annotated[
        float, Setting({"en": "Share left out", "zh-CN": "失活比例"}, minimum=0, maximum=0.9)
    ] = 0.5
    kind: Literal["dropout"] = "dropout"

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundDropout(self, wiring)


class BoundDropout(BoundLayer):
    """Dropout on its buffers.

    Attributes:
        factors: (features, batch), m / (1 - rate) of the latest pass.
    """

    def __init__(self, layer: Dropout, wiring: Wiring) -> None:
        super().__init__(wiring)
        self.rate, self.drops = layer.rate, wiring.context.training and layer.rate > 0
        self.factors = np.ones_like(self.output)

    def forward(self) -> Calls:
        source, dtype = self.wiring.input[:-1], self.output.dtype
        if not self.drops:
            yield np.copyto, (self.output, source)
            return
        yield partial(self.wiring.context.rng.random, dtype=dtype, out=self.factors), ()
        yield np.greater_equal, (self.factors, np.asarray(self.rate, dtype), self.factors)
        yield np.multiply, (self.factors, np.asarray(1 / (1 - self.rate), dtype), self.factors)
        yield np.multiply, (source, self.factors, self.output)

    def backward(self) -> Calls:
        """∂loss/∂x = δ m / (1 - rate)."""
        if self.wiring.input_delta is not None:
            yield np.multiply, (self.delta, self.factors, self.wiring.input_delta[:-1])

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        factors: Array = np.broadcast_to(self.factors[units, 0], numbers.shape)
        return factors

    def went_by(self) -> Mapping[str, Array]:
        return {"factors": self.factors}

    def parts(self) -> Mapping[str, Array]:
        return {**super().parts(), "factors": self.wiring.as_output(self.factors)}
