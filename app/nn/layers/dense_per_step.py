"""The same fully connected layer at every step of a sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.settings import STRICT, Setting, Title

if TYPE_CHECKING:
    ActivationName = str
else:
    ActivationName = Literal[tuple(ACTIVATIONS)]


@dataclass(frozen=True)
class DensePerStep(Layer):
    """aₜ = f(W xₜ + b) for every step t, with the same W and b: (steps, features) in.

    The parameter array is [W | b], (units, features + 1).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Fully connected, every step", "zh-CN": "逐步全连接层"}

    units: Annotated[int, Setting({"en": "Neurons", "zh-CN": "神经元"}, minimum=1, maximum=64)] = 4
    activation: Annotated[ActivationName, Setting({"en": "Activation", "zh-CN": "激活函数"})] = (
        "tanh"
    )
    kind: Literal["dense_per_step"] = "dense_per_step"

    def output_shape(self, input_shape: Shape) -> Shape:
        if len(input_shape) != 2:
            shape = " × ".join(map(str, input_shape))
            raise ShapeError("kind", shape, "behind a layer that gives sequences: steps × features")
        return input_shape[0], self.units

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        return ((self.units, input_shape[1] + 1),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        (weights,) = parameters
        initializer.fill(weights[:, :-1], weights.shape[1] - 1, self.units, rng)
        weights[:, -1] = 0

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        mask = np.ones(self.parameter_shapes(input_shape)[0], np.float32)
        mask[:, -1] = 0
        return (mask,)

    def multiply_adds(self, input_shape: Shape) -> int:
        steps, features = input_shape
        return steps * features * self.units

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundDensePerStep(self, wiring)


class BoundDensePerStep(BoundLayer):
    """A dense layer over steps on its buffers: one product, with all steps side by side."""

    def __init__(self, layer: DensePerStep, wiring: Wiring) -> None:
        super().__init__(wiring)
        (self.weights,), (self.gradient,) = wiring.parameters, wiring.gradients
        self.activation = ACTIVATIONS[layer.activation]
        steps, features = wiring.input_shape
        batch_size, dtype = wiring.context.batch_size, wiring.context.dtype
        self.columns = np.ones((features + 1, steps, batch_size), dtype)
        self.z = np.empty((layer.units, steps, batch_size), dtype)
        self.linear = layer.activation == "linear"
        if not self.linear:
            self.pre_activation = np.empty_like(self.output)

    def forward(self) -> Calls:
        """Z = W·[X; 1] for all steps together,  A = f(Z)."""
        z = self.wiring.as_output(self.pre_activation)
        columns = self.columns.reshape(len(self.columns), -1)
        sequence = self.wiring.as_input(self.wiring.input)
        yield np.copyto, (self.columns[:-1], sequence.swapaxes(0, 1))
        yield self.weights.dot, (columns, self.z.reshape(len(self.z), -1))
        yield np.copyto, (z, self.z.swapaxes(0, 1))
        if not self.linear:
            yield from self.activation.forward(self.pre_activation, self.output)

    def backward(self) -> Calls:
        """δ = ∂loss/∂a · f'(z),  ∂loss/∂W = Σ over steps of δ·[x; 1]ᵀ,  ∂loss/∂x = Wᵀ·δ."""
        if not self.linear:
            slope = np.empty_like(self.delta)
            yield from self.activation.slope(self.pre_activation, self.output, slope)
            yield np.multiply, (self.delta, slope, self.delta)
        # The pre-activations were copied out, so their columns are free.
        deltas, columns = (rows.reshape(len(rows), -1) for rows in (self.z, self.columns))
        yield np.copyto, (self.z, self.wiring.as_output(self.delta).swapaxes(0, 1))
        yield deltas.dot, (columns.T, self.gradient)
        if self.wiring.input_delta is not None:
            back = np.empty_like(self.columns)
            yield self.weights.T.dot, (deltas, back.reshape(len(back), -1))
            sequence = self.wiring.as_input(self.wiring.input_delta)
            yield np.copyto, (sequence, back[:-1].swapaxes(0, 1))

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "weights": self.weights[:, :-1],
            "biases": self.weights[:, -1],
            "weight_gradients": self.gradient[:, :-1],
            "bias_gradients": self.gradient[:, -1],
        }
