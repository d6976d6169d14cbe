"""Long short-term memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Wiring
from app.nn.layers.recurrent.common import BoundRecurrent, Recurrent, Returns, Units
from app.nn.settings import STRICT, Title

GATES = ("output_gate", "input_gate", "forget_gate", "candidate")
"""In the order of their rows: the three with a sigmoid come first, the three that the cell reads
last, and so one call does for either three."""


@dataclass(frozen=True)
class LSTM(Recurrent):
    """Long short-term memory (Hochreiter & Schmidhuber, 1997; forget gate: Gers et al., 2000).

    i, f, o = σ(…), g = tanh(…) of W xₜ + U hₜ₋₁ + b,  cₜ = f ⊙ cₜ₋₁ + i ⊙ g,  hₜ = o ⊙ tanh cₜ.

    The one parameter array is [W | U | b], (4 units, features + units + 1), its rows in the
    order o, i, f, g; PyTorch's are i, f, g, o.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "LSTM", "zh-CN": "长短期记忆层 LSTM"}
    calls_a_step: ClassVar[int] = 18
    reads_rows: ClassVar[bool] = True

    units: Units = 16
    returns: Returns = "last"
    kind: Literal["lstm"] = "lstm"

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        _, features = self.sizes(input_shape)
        return ((4 * self.units, features + self.units + 1),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        (weights,) = parameters
        state = slice(-self.units - 1, -1)
        self.fill(weights, len(GATES), (slice(state.start), state), initializer, rng)
        weights[:, -1] = 0

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        mask = np.ones(self.parameter_shapes(input_shape)[0], np.float32)
        mask[:, -1] = 0
        return (mask,)

    def multiply_adds(self, input_shape: Shape) -> int:
        steps, features = self.sizes(input_shape)
        return steps * 4 * self.units * (features + self.units)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundLSTM(self, wiring)


class BoundLSTM(BoundRecurrent):
    """An LSTM on its buffers.

    On the way back each gate's delta is ∂loss/∂c, or ∂loss/∂h for the output gate, times a
    factor known from the way there; all steps' factors are computed together, where the deltas
    come to stand.

    Attributes:
        z, gates: (steps, 4 units, batch), before and after the activation functions.
        cells: (steps + 1, units, batch), the first of them 0.
    """

    def __init__(self, layer: LSTM, wiring: Wiring) -> None:
        (self.weights,), (self.gradient,) = wiring.parameters, wiring.gradients
        start = self.weights.shape[1] - layer.units - 1
        super().__init__(layer, wiring, self.weights.shape[1], start)
        self.state = slice(start, -1)
        steps, units = self.steps, self.units
        self.z, self.gates = self.buffer(steps, 4 * units), self.buffer(steps, 4 * units)
        self.cells, self.bent = self.buffer(steps + 1, units), self.buffer(steps, units)
        self.product = self.buffer(units)
        if self.mask is not None:
            self.new_cell, self.new_state = self.buffer(units), self.buffer(units)
            self.kept_cell = self.buffer(units)
        if wiring.context.backward:
            self.deltas = self.buffer(steps, 4 * units)
            self.cell_factors = self.buffer(steps, units)
            self.cell_delta = self.buffer(units)
            self.turned = np.empty((units, 4 * units), self.dtype)

    def step(self, step: int) -> Calls:
        """The formulas of `LSTM`, with σ(z) = (1 + tanh(z/2)) / 2."""
        half = np.asarray(0.5, self.dtype)
        first, last = slice(3 * self.units), slice(3 * self.units, None)
        z, sigmoids = self.z[step], self.gates[step, first]
        o, i, f, g = self.gates[step].reshape(4, self.units, -1)
        masked = self.mask is not None
        cell = self.new_cell if masked else self.cells[step + 1]
        state = self.new_state if masked else self.hidden[step]
        yield self.weights.dot, (self.blocks[step], z)
        yield np.tanh, (z[last], g)
        yield np.multiply, (z[first], half, sigmoids)
        yield np.tanh, (sigmoids, sigmoids)
        yield np.multiply, (sigmoids, half, sigmoids)
        yield np.add, (sigmoids, half, sigmoids)
        yield np.multiply, (f, self.cells[step], cell)
        yield np.multiply, (i, g, self.product)
        yield np.add, (cell, self.product, cell)
        yield np.tanh, (cell, self.bent[step])
        yield np.multiply, (o, self.bent[step], state)
        yield from self.blend(step, cell, self.cells[step], self.cells[step + 1])
        yield from self.blend(step, state, self.previous[step], self.hidden[step])

    def prepare(self) -> Calls:
        """∂i = g i (1 - i),  ∂f = c f (1 - f),  ∂o = tanh c · o (1 - o),  ∂g = i (1 - g²).

        And ∂c/∂h = o (1 - tanh² c).
        """
        one, units = np.ones((), self.dtype), self.units
        sigmoids, of_sigmoids = self.gates[:, : 3 * units], self.deltas[:, : 3 * units]
        o, i, _, g = (self.gates[:, k * units : (k + 1) * units] for k in range(4))
        do, di, df, dg = (self.deltas[:, k * units : (k + 1) * units] for k in range(4))
        yield np.subtract, (one, sigmoids, of_sigmoids)
        yield np.multiply, (of_sigmoids, sigmoids, of_sigmoids)
        yield np.multiply, (di, g, di)
        yield np.multiply, (df, self.cells[:-1], df)
        yield np.multiply, (do, self.bent, do)
        yield np.square, (g, dg)
        yield np.subtract, (one, dg, dg)
        yield np.multiply, (dg, i, dg)
        yield np.square, (self.bent, self.cell_factors)
        yield np.subtract, (one, self.cell_factors, self.cell_factors)
        yield np.multiply, (self.cell_factors, o, self.cell_factors)
        yield np.copyto, (self.turned, self.weights[:, self.state].T)
        yield self.cell_delta.fill, (0,)

    def step_back(self, step: int) -> Calls:
        """Through h to c and o, through c to i, f, g and the cell before, through all to h."""
        deltas = self.deltas[step].reshape(4, self.units, -1)
        forget = self.gates[step, 2 * self.units : 3 * self.units]
        cell, state = self.cell_delta, self.hidden_delta
        if self.mask is not None:
            yield np.multiply, (cell, self.rest[step], self.kept_cell)
            yield np.multiply, (cell, self.mask[step], cell)
        yield np.multiply, (state, self.cell_factors[step], self.product)
        yield np.add, (cell, self.product, cell)
        yield np.multiply, (deltas[1:], cell, deltas[1:])
        yield np.multiply, (deltas[0], state, deltas[0])
        if step:
            yield np.multiply, (cell, forget, cell)
            yield self.turned.dot, (self.deltas[step], state)
            if self.mask is not None:
                yield np.add, (cell, self.kept_cell, cell)

    def gather(self) -> Calls:
        """∂loss/∂[W | U | b] = Σ over steps of δ·[x; h; 1]ᵀ."""
        copy_deltas, deltas = self.side_by_side(self.deltas)
        copy_blocks, blocks = self.side_by_side(self.blocks[:-1])
        yield copy_deltas
        yield copy_blocks
        yield deltas.dot, (blocks.T, self.gradient)
        yield from self.input_delta([(self.weights[:, : self.features], deltas)])

    def parts(self) -> Mapping[str, Array]:
        units = self.units
        found = {
            **super().parts(),
            "cell_states": self.cells[1:],
            "gate_pre_activations": self.z,
            "input_weights": self.weights[:, : self.features],
            "recurrent_weights": self.weights[:, self.state],
            "biases": self.weights[:, -1],
            "input_weight_gradients": self.gradient[:, : self.features],
            "recurrent_weight_gradients": self.gradient[:, self.state],
            "bias_gradients": self.gradient[:, -1],
        }
        for index, name in enumerate(GATES):
            found[name] = self.gates[:, index * units : (index + 1) * units]
        return found | ({"step_deltas": self.deltas} if self.wiring.context.backward else {})
