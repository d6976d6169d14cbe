"""The fully connected layer: every unit reads every input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, Wiring
from app.nn.layers.reading import Places, Reading
from app.nn.settings import STRICT, Setting, Title

if TYPE_CHECKING:
    ActivationName = str
else:
    ActivationName = Literal[tuple(ACTIVATIONS)]


@dataclass(frozen=True)
class Dense(Layer):
    """a = f(W x + b).

    The one parameter array has shape (units, inputs + 1): the weights of a unit in a row, its
    bias in the last column.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Fully connected", "zh-CN": "全连接层"}
    activated: ClassVar[bool] = True
    reads_rows: ClassVar[bool] = True

    units: Annotated[int, Setting({"en": "Neurons", "zh-CN": "神经元"}, minimum=1, maximum=64)] = 4
    activation: Annotated[ActivationName, Setting({"en": "Activation", "zh-CN": "激活函数"})] = (
        "tanh"
    )
    kind: Literal["dense"] = "dense"

    def output_shape(self, input_shape: Shape) -> Shape:
        return (self.units,)

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        return ((self.units, prod(input_shape) + 1),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        (weights_and_bias,) = parameters
        units, columns = weights_and_bias.shape
        initializer.fill(weights_and_bias[:, :-1], columns - 1, units, rng)
        weights_and_bias[:, -1] = 0

    def reading(self, input_shape: Shape, unit: int) -> Reading:
        count = prod(input_shape)
        first = unit * (count + 1)
        return Reading(np.arange(count), np.arange(first, first + count), first + count)

    def read_by(self, input_shape: Shape, place: int) -> tuple[Places, Places]:
        return np.arange(self.units), np.full(self.units, place)

    def carry_over(self, before: Layer, old: Sequence[Array], new: Sequence[Array]) -> None:
        """Keep the units and the inputs that both have; the biases stay in the last column."""
        (source,), (target,) = old, new
        rows = min(source.shape[0], target.shape[0])
        columns = min(source.shape[1], target.shape[1]) - 1
        target[:rows, :columns] = source[:rows, :columns]
        target[:rows, -1] = source[:rows, -1]

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        mask = np.ones(self.parameter_shapes(input_shape)[0], np.float32)
        mask[:, -1] = 0
        return (mask,)

    def multiply_adds(self, input_shape: Shape) -> int:
        return self.units * prod(input_shape)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundDense(self, wiring)


class BoundDense(BoundLayer):
    """A dense layer on its buffers; W below includes the column of biases."""

    def __init__(self, layer: Dense, wiring: Wiring) -> None:
        super().__init__(wiring)
        self.activation = ACTIVATIONS[layer.activation]
        (self.weights,), (self.gradient,) = wiring.parameters, wiring.gradients
        # A linear layer needs no second array: z and a are the same numbers.
        self.linear = layer.activation == "linear"
        if not self.linear:
            self.pre_activation, self.slope = wiring.pre_activation[:-1], wiring.slope[:-1]

    def forward(self) -> Calls:
        """z = W·[x; 1],  a = f(z)."""
        # The method, because on matrices of this size np.dot takes 1.3 times as long, and
        # np.matmul 1.8 times.
        yield self.weights.dot, (self.wiring.input, self.pre_activation)
        if not self.linear:
            yield from self.activation.forward(self.pre_activation, self.output)

    def slopes(self) -> Calls:
        if self.slope is not None:
            yield from self.activation.slope(self.pre_activation, self.output, self.slope)

    def backward(self) -> Calls:
        """δ = ∂loss/∂a · f'(z),  ∂loss/∂W = δ·[x; 1]ᵀ,  ∂loss/∂x = Wᵀ·δ."""
        if self.slope is not None:
            yield np.multiply, (self.delta, self.slope, self.delta)
        yield self.delta.dot, (self.wiring.input.T, self.gradient)
        if self.wiring.input_delta is not None:
            yield self.weights.T.dot, (self.delta, self.wiring.input_delta)

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        weights: Array = self.weights[units, numbers]
        return weights

    def offset_of(self, unit: int) -> np.floating:
        bias: np.floating = self.weights[unit, -1]
        return bias

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "weights": self.weights[:, :-1],
            "biases": self.weights[:, -1],
            "weight_gradients": self.gradient[:, :-1],
            "bias_gradients": self.gradient[:, -1],
        }
