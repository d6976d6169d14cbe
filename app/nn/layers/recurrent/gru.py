"""The gated recurrent unit."""

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


@dataclass(frozen=True)
class GRU(Recurrent):
    """Gated recurrent unit (Cho et al., 2014), in the form of PyTorch and cuDNN.

    r, u = σ(W xₜ + U hₜ₋₁ + b),  q = V hₜ₋₁ + c,  n = tanh(N xₜ + d + r ⊙ q),
    hₜ = (1 - u) ⊙ n + u ⊙ hₜ₋₁. The reset gate r acts on the finished product q; in the paper
    it acts on hₜ₋₁ before the product. The paper's update gate is 1 - u.

    Parameter arrays: [W | b | U], (2 units, features + 1 + units), its rows in the order r, u;
    [N | d], (units, features + 1); [V | c], (units, units + 1).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "GRU", "zh-CN": "门控循环层 GRU"}
    calls_a_step: ClassVar[int] = 23
    reads_rows: ClassVar[bool] = True

    units: Units = 16
    returns: Returns = "last"
    kind: Literal["gru"] = "gru"

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        _, features = self.sizes(input_shape)
        return (
            (2 * self.units, features + 1 + self.units),
            (self.units, features + 1),
            (self.units, self.units + 1),
        )

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        gates, candidate, recurrent = parameters
        bias = candidate.shape[1] - 1
        self.fill(gates, 2, (slice(bias), slice(bias + 1, None)), initializer, rng)
        self.fill(candidate, 1, (slice(bias),), initializer, rng)
        self.fill(recurrent, 1, (slice(self.units),), initializer, rng)
        for biases in (gates[:, bias], candidate[:, -1], recurrent[:, -1]):
            biases[...] = 0

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        masks = tuple(np.ones(shape, np.float32) for shape in self.parameter_shapes(input_shape))
        for mask in masks[1:]:
            mask[:, -1] = 0
        masks[0][:, masks[1].shape[1] - 1] = 0
        return masks

    def multiply_adds(self, input_shape: Shape) -> int:
        steps, features = self.sizes(input_shape)
        return steps * 3 * self.units * (features + self.units)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundGRU(self, wiring)


class BoundGRU(BoundRecurrent):
    """A GRU on its buffers; a step's block holds [x; 1; h; 1], whose parts serve all products.

    Attributes:
        z, gates: (steps, 2 units, batch), before and after σ, r above u.
        memory: (steps, units, batch), q.
        candidate_z, candidate: (steps, units, batch), before and after tanh: n.
    """

    def __init__(self, layer: GRU, wiring: Wiring) -> None:
        self.weights, self.candidate_weights, self.memory_weights = wiring.parameters
        self.gradient, self.candidate_gradient, self.memory_gradient = wiring.gradients
        start = self.candidate_weights.shape[1]
        super().__init__(layer, wiring, start + layer.units + 1, start)
        self.bias = start - 1
        self.reads_input, self.reads_state = slice(start), slice(start, None)
        steps, units = self.steps, self.units
        self.z, self.candidate_z = self.buffer(steps, 2 * units), self.buffer(steps, units)
        self.gates, self.memory = self.buffer(steps, 2 * units), self.buffer(steps, units)
        self.candidate, self.product = self.buffer(steps, units), self.buffer(units)
        self.new_state = self.buffer(units)
        if wiring.context.backward:
            self.factors = self.buffer(steps, 3 * units)
            self.deltas, self.memory_deltas = (
                self.buffer(steps, 3 * units),
                self.buffer(steps, units),
            )
            self.turned_gates = np.empty((units, 2 * units), self.dtype)
            self.turned_memory = np.empty((units, units), self.dtype)

    def step(self, step: int) -> Calls:
        """The formulas of `GRU`, with σ(z) = (1 + tanh(z/2)) / 2 and h = n + u (h - n)."""
        half = np.asarray(0.5, self.dtype)
        block, gates = self.blocks[step], self.gates[step]
        candidate, candidate_z = self.candidate[step], self.candidate_z[step]
        r, u = gates[: self.units], gates[self.units :]
        state = self.hidden[step] if self.mask is None else self.new_state
        yield self.weights.dot, (block[:-1], self.z[step])
        yield self.memory_weights.dot, (block[self.reads_state], self.memory[step])
        yield self.candidate_weights.dot, (block[self.reads_input], candidate_z)
        yield np.multiply, (self.z[step], half, gates)
        yield np.tanh, (gates, gates)
        yield np.multiply, (gates, half, gates)
        yield np.add, (gates, half, gates)
        yield np.multiply, (r, self.memory[step], self.product)
        yield np.add, (candidate_z, self.product, candidate_z)
        yield np.tanh, (candidate_z, candidate)
        yield np.subtract, (self.previous[step], candidate, state)
        yield np.multiply, (state, u, state)
        yield np.add, (state, candidate, state)
        yield from self.blend(step, state, self.previous[step], self.hidden[step])

    def prepare(self) -> Calls:
        """∂n = (1 - u) (1 - n²),  ∂r = q r (1 - r),  ∂u = (h - n) u (1 - u), h the state before."""
        one, units = np.ones((), self.dtype), self.units
        dr, du, dn = (self.factors[:, k * units : (k + 1) * units] for k in range(3))
        of_gates = self.factors[:, : 2 * units]
        yield np.subtract, (self.previous, self.candidate, dn)
        yield np.subtract, (one, self.gates, of_gates)
        yield np.multiply, (of_gates, self.gates, of_gates)
        yield np.multiply, (dr, self.memory, dr)
        yield np.multiply, (du, dn, du)
        yield np.square, (self.candidate, dn)
        yield np.subtract, (one, dn, dn)
        yield np.subtract, (one, self.gates[:, units:], self.memory_deltas)
        yield np.multiply, (dn, self.memory_deltas, dn)
        yield np.copyto, (self.turned_gates, self.weights[:, self.reads_state].T)
        yield np.copyto, (self.turned_memory, self.memory_weights[:, :-1].T)

    def step_back(self, step: int) -> Calls:
        """Through h to n and u, through n to r and q, through all of them to h before."""
        units, state, delta = self.units, self.hidden_delta, self.deltas[step]
        gates, candidate = delta[: 2 * units], delta[2 * units :]
        factors, r, u = self.factors[step], self.gates[step, :units], self.gates[step, units:]
        yield np.multiply, (state, factors[2 * units :], candidate)
        yield np.multiply, (candidate, factors[:units], delta[:units])
        yield np.multiply, (state, factors[units : 2 * units], delta[units : 2 * units])
        yield np.multiply, (candidate, r, self.memory_deltas[step])
        if step:
            yield np.multiply, (state, u, self.product)
            yield self.turned_gates.dot, (gates, state)
            yield np.add, (self.product, state, self.product)
            yield self.turned_memory.dot, (self.memory_deltas[step], state)
            yield np.add, (self.product, state, state)

    def gather(self) -> Calls:
        """Each array's gradient is Σ over steps of its δ times what it read."""
        copy_deltas, deltas = self.side_by_side(self.deltas)
        copy_memory, memory = self.side_by_side(self.memory_deltas)
        copy_blocks, blocks = self.side_by_side(self.blocks[:-1])
        gates, candidate = deltas[: 2 * self.units], deltas[2 * self.units :]
        yield copy_deltas
        yield copy_memory
        yield copy_blocks
        yield gates.dot, (blocks[:-1].T, self.gradient)
        yield candidate.dot, (blocks[self.reads_input].T, self.candidate_gradient)
        yield memory.dot, (blocks[self.reads_state].T, self.memory_gradient)
        columns = slice(self.features)
        yield from self.input_delta(
            [(self.weights[:, columns], gates), (self.candidate_weights[:, columns], candidate)]
        )

    def parts(self) -> Mapping[str, Array]:
        units, bias = self.units, self.bias
        found = {
            **super().parts(),
            "gate_pre_activations": self.z,
            "candidate_pre_activations": self.candidate_z,
            "reset_gate": self.gates[:, :units],
            "update_gate": self.gates[:, units:],
            "candidate": self.candidate,
            "memory": self.memory,
        }
        for suffix, gates, candidate, memory in (
            ("", self.weights, self.candidate_weights, self.memory_weights),
            ("_gradients", self.gradient, self.candidate_gradient, self.memory_gradient),
        ):
            found |= {
                f"gate_input_weights{suffix}": gates[:, :bias],
                f"gate_biases{suffix}": gates[:, bias],
                f"gate_recurrent_weights{suffix}": gates[:, bias + 1 :],
                f"candidate_weights{suffix}": candidate,
                f"memory_weights{suffix}": memory,
            }
        return found | ({"step_deltas": self.deltas} if self.wiring.context.backward else {})
