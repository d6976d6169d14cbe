"""The residual block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.layers.block import Block, Strand, bind_strands
from app.nn.layers.convolution import Conv2D
from app.nn.layers.dense import Dense
from app.nn.layers.windows import map_shape
from app.nn.settings import STRICT, Setting, Title

if TYPE_CHECKING:
    ActivationName = str
else:
    ActivationName = Literal[tuple(ACTIVATIONS)]


@dataclass(frozen=True)
class Residual(Block):
    """y = f(F(x) + shortcut(x)), F being the layers that the block holds (He et al., 2016).

    The shortcut is x itself, or a projection where F changes the shape: a convolution with
    kernels of one cell for maps, a linear layer for features.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Residual block", "zh-CN": "残差块"}

    layers: tuple[Layer, ...] = ()
    shortcut: Annotated[
        Literal["identity", "projection"], Setting({"en": "Shortcut", "zh-CN": "捷径连接"})
    ] = "identity"
    activation: Annotated[ActivationName, Setting({"en": "Activation", "zh-CN": "激活函数"})] = (
        "relu"
    )
    kind: Literal["residual"] = "residual"

    def output_shape(self, input_shape: Shape) -> Shape:
        return self.strands(input_shape)[0].output_shape

    def strands(self, input_shape: Shape) -> tuple[Strand, ...]:
        """The layers, and the shortcut, which gives their shape."""
        if not self.layers:
            raise ShapeError("layers", "none", "one layer or more")
        inside = Strand.of("layers", self.layers, input_shape)
        projection = (self._projection(input_shape, inside.output_shape),)
        around = () if self.shortcut == "identity" else projection
        shortcut = Strand.of("shortcut", around, input_shape)
        if shortcut.output_shape != inside.output_shape:
            before, after = (
                " × ".join(map(str, shape)) for shape in (input_shape, inside.output_shape)
            )
            if self.shortcut == "identity":
                words = f"projection, because the layers inside make {after} of {before}"
                raise ShapeError("shortcut", self.shortcut, words)
            words = f"such that one stride leads from {before} to the height and width they give"
            raise ShapeError("layers", after, words)
        return inside, shortcut

    def _projection(self, input_shape: Shape, output_shape: Shape) -> Layer:
        if len(output_shape) == 1:
            return Dense(units=output_shape[0], activation="linear")
        channels, height, _ = map_shape(output_shape)
        _, before, _ = map_shape(input_shape)
        # Of `before` cells ceil(before / stride) are left: the smallest that leaves `height`.
        stride = -(-before // height)
        return Conv2D(channels=channels, kernel_size=1, stride=stride, activation="linear")

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundResidual(self, wiring)


class BoundResidual(BoundLayer):
    """A residual block on its buffers."""

    def __init__(self, layer: Residual, wiring: Wiring) -> None:
        super().__init__(wiring)
        self.activation = ACTIVATIONS[layer.activation]
        self.inside, self.shortcut = bind_strands(layer.strands(wiring.input_shape), wiring)
        self.pre_activation = np.empty_like(self.output)

    def forward(self) -> Calls:
        """z = F(x) + shortcut(x),  y = f(z)."""
        yield from self.inside.forward()
        yield from self.shortcut.forward()
        yield np.add, (self.inside.output, self.shortcut.output, self.pre_activation)
        yield from self.activation.forward(self.pre_activation, self.output)

    def backward(self) -> Calls:
        """δ = ∂loss/∂y · f'(z) goes both ways, and what comes back is added."""
        slope = np.empty_like(self.delta)
        yield from self.activation.slope(self.pre_activation, self.output, slope)
        yield np.multiply, (self.delta, slope, self.delta)
        for strand in (self.inside, self.shortcut):
            yield np.copyto, (strand.output_delta, self.delta)
            yield from strand.backward()
        inside, around = self.inside.input_delta, self.shortcut.input_delta
        if self.wiring.input_delta is not None and inside is not None and around is not None:
            yield np.add, (inside, around, self.wiring.input_delta[:-1])

    def parts(self) -> Mapping[str, Array]:
        return {**super().parts(), **self.inside.parts(), **self.shortcut.parts()}
