"""The simple recurrent layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Wiring
from app.nn.layers.recurrent.common import BoundRecurrent, Recurrent, Returns, Units
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class RNN(Recurrent):
    """hₜ = f(W xₜ + U hₜ₋₁ + b), h₀ = 0 (Elman, 1990).

    The one parameter array is [W | U | b], (units, features + units + 1).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Recurrent (Elman)", "zh-CN": "循环层（Elman）"}
    calls_a_step: ClassVar[int] = 5
    reads_rows: ClassVar[bool] = True

    units: Units = 16
    returns: Returns = "last"
    activation: Annotated[
        Literal["tanh", "relu"], Setting({"en": "Activation", "zh-CN": "激活函数"})
    ] = "tanh"
    kind: Literal["rnn"] = "rnn"

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        _, features = self.sizes(input_shape)
        return ((self.units, features + self.units + 1),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        (weights,) = parameters
        state = slice(-self.units - 1, -1)
        self.fill(weights, 1, (slice(state.start), state), initializer, rng)
        weights[:, -1] = 0

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        mask = np.ones(self.parameter_shapes(input_shape)[0], np.float32)
        mask[:, -1] = 0
        return (mask,)

    def multiply_adds(self, input_shape: Shape) -> int:
        steps, features = self.sizes(input_shape)
        return steps * self.units * (features + self.units)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundRNN(self, wiring)


class BoundRNN(BoundRecurrent):
    """A simple recurrent layer on its buffers."""

    def __init__(self, layer: RNN, wiring: Wiring) -> None:
        (self.weights,), (self.gradient,) = wiring.parameters, wiring.gradients
        state = self.weights.shape[1] - layer.units - 1
        super().__init__(layer, wiring, self.weights.shape[1], state)
        self.state = slice(state, -1)
        self.activation = ACTIVATIONS[layer.activation]
        self.z = self.buffer(self.steps, self.units)
        self.pre_activation = (self.z[-1] if layer.returns == "last" else self.z).reshape(
            self.output.shape
        )
        # Without a mask the new state is the state.
        self.new = self.hidden if self.mask is None else self.buffer(self.steps, self.units)
        if wiring.context.backward:
            self.deltas = self.buffer(self.steps, self.units)
            self.turned = np.empty((self.units, self.units), self.dtype)

    def step(self, step: int) -> Calls:
        """z = [W | U | b]·[x; h; 1],  h = f(z)."""
        yield self.weights.dot, (self.blocks[step], self.z[step])
        yield from self.activation.forward(self.z[step], self.new[step])
        yield from self.blend(step, self.new[step], self.previous[step], self.hidden[step])

    def prepare(self) -> Calls:
        # The slopes of all steps stand where their deltas will.
        yield from self.activation.slope(self.z, self.new, self.deltas)
        yield np.copyto, (self.turned, self.weights[:, self.state].T)

    def step_back(self, step: int) -> Calls:
        """δ = ∂loss/∂h · f'(z),  ∂loss/∂h before = Uᵀ·δ."""
        yield np.multiply, (self.hidden_delta, self.deltas[step], self.deltas[step])
        if step:
            yield self.turned.dot, (self.deltas[step], self.hidden_delta)

    def gather(self) -> Calls:
        """∂loss/∂[W | U | b] = Σ over steps of δ·[x; h; 1]ᵀ."""
        copy_deltas, deltas = self.side_by_side(self.deltas)
        copy_blocks, blocks = self.side_by_side(self.blocks[:-1])
        yield copy_deltas
        yield copy_blocks
        yield deltas.dot, (blocks.T, self.gradient)
        yield from self.input_delta([(self.weights[:, : self.features], deltas)])

    def parts(self) -> Mapping[str, Array]:
        found = {
            **super().parts(),
            "step_pre_activations": self.z,
            "input_weights": self.weights[:, : self.features],
            "recurrent_weights": self.weights[:, self.state],
            "biases": self.weights[:, -1],
            "input_weight_gradients": self.gradient[:, : self.features],
            "recurrent_weight_gradients": self.gradient[:, self.state],
            "bias_gradients": self.gradient[:, -1],
        }
        return found | ({"step_deltas": self.deltas} if self.wiring.context.backward else {})
