"""What all recurrent layers share: the blocks of every step, masks, and the way back in time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Call, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.settings import Setting

Units = Annotated[int, Setting({"en": "Units", "zh-CN": "单元数"}, minimum=1, maximum=128)]
Returns = Annotated[
    Literal["last", "all"],
    Setting({"en": "Output (last: many-to-one, all: many-to-many)", "zh-CN": "输出方式"}),
]


class Recurrent(Layer):
    """A layer over sequences, (steps, features), with a state of `units` numbers.

    Attributes:
        calls_a_step: NumPy calls forward and backward for each step of a sequence.
    """

    units: int
    returns: Literal["last", "all"]
    calls_a_step: ClassVar[int]

    def sizes(self, input_shape: Shape) -> tuple[int, int]:
        """Steps and features of the input.

        Raises:
            ShapeError: it is no sequence.
        """
        if len(input_shape) != 2:
            shape = " × ".join(map(str, input_shape))
            raise ShapeError("kind", shape, "behind a layer that gives sequences: steps × features")
        steps, features = input_shape
        return steps, features

    def output_shape(self, input_shape: Shape) -> Shape:
        steps, _ = self.sizes(input_shape)
        return (self.units,) if self.returns == "last" else (steps, self.units)

    def calls(self, input_shape: Shape) -> int:
        steps, _ = self.sizes(input_shape)
        return super().calls(input_shape) + steps * self.calls_a_step

    def fill(
        self,
        weights: Array,
        gates: int,
        columns: Sequence[slice],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        """Fill each gate's input weights and recurrent weights as matrices of their own.

        A unit of one gate reads `fan_in` numbers, the width of the matrix, and feeds `units`.
        """
        for gate in range(gates):
            rows = slice(gate * self.units, (gate + 1) * self.units)
            for part in columns:
                matrix = weights[rows, part]
                initializer.fill(matrix, matrix.shape[1], self.units, rng)


class BoundRecurrent(BoundLayer):
    """A recurrent layer on its buffers, unrolled over all steps (Werbos, 1990).

    Every step has a block of rows that holds all its products read: x, the state before it,
    and ones. One product a step then does input, recurrence and bias, and the new state is
    written right into the next block.

    With a mask m, hₜ = mₜ h̃ₜ + (1 - mₜ) hₜ₋₁: behind its end a sequence keeps its state.

    Attributes:
        blocks: (steps + 1, rows, batch); of the last, only the state is of use.
        hidden: (steps, units, batch), the state after each step.
        previous: the state before each step.
        hidden_delta: (units, batch), ∂loss/∂h of the step that the way back has come to.
    """

    def __init__(self, layer: Recurrent, wiring: Wiring, rows: int, state: int) -> None:
        """Make the blocks: `rows` in each, the state from row `state` on, ones elsewhere."""
        super().__init__(wiring)
        context = wiring.context
        self.layer, self.units = layer, layer.units
        self.steps, self.features = layer.sizes(wiring.input_shape)
        self.batch_size, self.dtype = context.batch_size, context.dtype
        self.blocks = np.ones((self.steps + 1, rows, self.batch_size), self.dtype)
        states = self.blocks[:, state : state + self.units]
        states[0] = 0
        self.hidden, self.previous = states[1:], states[:-1]
        self.mask = context.mask
        if self.mask is not None:
            self.rest, self.kept = np.zeros_like(self.mask), self.buffer(self.units)
        self.hidden_delta = self.buffer(self.units)

    def buffer(self, *shape: int) -> Array:
        """An array for this batch."""
        return np.zeros((*shape, self.batch_size), self.dtype)

    def forward(self) -> Calls:
        yield np.copyto, (self.blocks[:-1, : self.features], self.wiring.as_input(self.input))
        if self.mask is not None:
            yield np.subtract, (np.ones((), self.dtype), self.mask, self.rest)
        for step in range(self.steps):
            yield from self.step(step)
        states = self.hidden[-1] if self.layer.returns == "last" else self.hidden
        yield np.copyto, (self.wiring.as_output(self.output), states)

    def backward(self) -> Calls:
        delta = self.wiring.as_output(self.delta)
        yield from self.prepare()
        for step in reversed(range(self.steps)):
            if step == self.steps - 1:
                last = delta if self.layer.returns == "last" else delta[step]
                yield np.copyto, (self.hidden_delta, last)
            elif self.layer.returns == "all":
                yield np.add, (self.hidden_delta, delta[step], self.hidden_delta)
            if self.mask is not None:
                yield np.multiply, (self.hidden_delta, self.rest[step], self.kept)
                yield np.multiply, (self.hidden_delta, self.mask[step], self.hidden_delta)
            yield from self.step_back(step)
            if self.mask is not None:
                yield np.add, (self.hidden_delta, self.kept, self.hidden_delta)
        yield from self.gather()

    @property
    def input(self) -> Array:
        """Rows of the input without the ones."""
        return self.wiring.input[:-1]

    @abstractmethod
    def step(self, step: int) -> Calls:
        """Yield the calls of one step forward."""

    @abstractmethod
    def prepare(self) -> Calls:
        """Yield the calls for all steps together that make the way back short."""

    @abstractmethod
    def step_back(self, step: int) -> Calls:
        """Yield the calls of one step back: from `hidden_delta` to that of the step before."""

    @abstractmethod
    def gather(self) -> Calls:
        """Yield the calls that fill the gradients and ∂loss/∂input from all steps' deltas."""

    def blend(self, step: int, new: Array, old: Array, target: Array) -> Calls:
        """target = m · new + (1 - m) · old; with m of 0 or 1 exactly one of the two."""
        if self.mask is None:
            return
        yield np.multiply, (old, self.rest[step], self.kept)
        yield np.multiply, (new, self.mask[step], target)
        yield np.add, (target, self.kept, target)

    def side_by_side(self, source: Array) -> tuple[Call, Array]:
        """(steps, rows, batch) as (rows, steps · batch): the call that copies, and the copy."""
        steps, rows, batch = source.shape
        copied = np.empty((rows, steps, batch), self.dtype)
        return (np.copyto, (copied, source.swapaxes(0, 1))), copied.reshape(rows, -1)

    def input_delta(self, products: Sequence[tuple[Array, Array]]) -> Calls:
        """∂loss/∂x = Σ Wᵀ·δ for pairs of weights W (units, features) and deltas side by side."""
        if self.wiring.input_delta is None:
            return
        total = np.empty((self.features, self.steps * self.batch_size), self.dtype)
        more = np.empty_like(total)
        for index, (weights, delta) in enumerate(products):
            turned = np.empty(weights.shape[::-1], self.dtype)
            yield np.copyto, (turned, weights.T)
            yield turned.dot, (delta, more if index else total)
            if index:
                yield np.add, (total, more, total)
        sequence = total.reshape(self.features, self.steps, self.batch_size).swapaxes(0, 1)
        yield np.copyto, (self.wiring.as_input(self.wiring.input_delta), sequence)

    def parts(self) -> Mapping[str, Array]:
        return {**super().parts(), "hidden_states": self.hidden}
