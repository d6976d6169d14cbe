"""What one step of training does, from arrays in memory to changed parameters."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, Call, run
from app.nn.clipping import clipping_calls
from app.nn.network import Network, with_ones
from app.nn.optimizers import BoundOptimizer, Optimizer
from app.nn.schedules import Constant, Schedule
from app.training.augmentation import Augmentation
from app.training.program import StepProgram

MOST_COPIED = 4_000_000
"""Numbers of inputs, 16 MB, that are laid out once more as the network reads them."""


class Stepper:
    """A network on the samples it learns from: makes a step, whole or in parts.

    Attributes:
        optimizer: the optimizer on the network's parameters.
        updates: of shape (), how many were made before the next one, which a schedule goes by;
            without a schedule nobody counts.
        program: the calls for batches of the size that was fetched last.
        chosen: which of the samples were fetched last; None where that says nothing of what comes.
        loss: mean loss of the latest mini-batch, penalties not included.
        last_finite: the latest parameters known to have a finite loss.
    """

    def __init__(
        self,
        network: Network,
        inputs: Array,
        targets: Array,
        optimizer: Optimizer,
        batch_sizes: Iterable[int],
        l1: float = 0,
        l2: float = 0,
        schedule: Schedule | None = None,
        clip_norm: float | None = None,
        augmentation: Augmentation | None = None,
    ) -> None:
        """Bind everything: inputs are (samples, features), targets (samples, outputs)."""
        self._augmentation = augmentation
        self._inputs = inputs
        copied = inputs.size <= MOST_COPIED
        self._rows: Array | None = with_ones(inputs, network.dtype) if copied else None
        sizes = tuple(dict.fromkeys(batch_sizes))
        self._picked = (
            {}
            if copied
            else {size: np.empty((size, inputs.shape[1]), inputs.dtype) for size in sizes}
        )
        self._targets = np.ascontiguousarray(targets.T, network.dtype)
        self._parameters = network.parameters
        self.optimizer: BoundOptimizer = optimizer.bind(network.parameters, network.gradients)
        self.updates = np.zeros((), np.int64)
        clip = [] if clip_norm is None else clipping_calls(network.gradients, clip_norm)
        base, rate = optimizer.learning_rate, self.optimizer.learning_rate
        follow = list((schedule or Constant()).calls(base, self.updates, rate))
        count = [(np.add, (self.updates, np.ones((), np.int64), self.updates))] if follow else []
        self._update_calls: list[Call] = [*clip, *follow, *self.optimizer.update(), *count]
        self._programs = {size: StepProgram(network, size, l1, l2) for size in sizes}
        self.program = next(iter(self._programs.values()))
        self.chosen: NDArray[np.integer] | None = None
        self.loss = nan
        self.last_finite: Array = network.parameters.copy()
        self._zeros = np.zeros_like(network.parameters)

    def step(self, chosen: NDArray[np.integer], number: int = 0) -> bool:
        """Learn from the chosen samples, unless their loss is not finite; see `fetch`."""
        self.fetch(chosen, number)
        run(self.program.forward)
        if not self.keep_finite():
            return False
        run(self.program.backward)
        run(self._update_calls)
        return True

    def fetch(self, chosen: NDArray[np.integer], number: int = 0) -> None:
        """Copy the chosen samples into the network's inputs and targets.

        Args:
            chosen: which of the samples.
            number: the steps before this one, which augmentation goes by.
        """
        self.program = self._programs[len(chosen)]
        bound = self.program.bound
        # mode="clip" writes straight into `out`; the default would buffer.
        if self._rows is not None:
            self._rows.take(chosen, 0, bound.rows, "clip")
        else:
            picked = self._picked[len(chosen)]
            bound.inputs[...] = self._inputs.take(chosen, 0, picked, "clip")
        self._targets.take(chosen, 1, bound.loss.flat_targets, "clip")
        if self._augmentation is not None:
            self._augmentation.apply(bound.inputs, number)
        self.chosen = chosen

    def forget_batch(self) -> None:
        """The samples that were fetched last have nothing to do with what comes now."""
        self.chosen = None

    @property
    def latest_batch(self) -> tuple[Array, Array] | None:
        """Inputs (n, features) and targets (n, outputs) that were fetched last, if any."""
        bound = self.program.bound
        return (bound.inputs, bound.loss.flat_targets.T) if self.chosen is not None else None

    def keep_finite(self) -> bool:
        """Note the loss of this batch and remember the parameters, if both are finite."""
        loss = float(self.program.bound.loss.value)
        # A saturated unit hides an infinite weight from the loss; 0 · ∞ is NaN, and tells.
        if not isfinite(loss + float(self._zeros.dot(self._parameters))):
            return False
        self.loss = loss
        np.copyto(self.last_finite, self._parameters)
        return True

    def update(self) -> None:
        """Change the parameters along the gradients."""
        run(self._update_calls)

    def go_back(self) -> None:
        """Return to the latest finite parameters; the optimizer's memory led away from them."""
        np.copyto(self._parameters, self.last_finite)
        for memory in self.optimizer.state.values():
            memory.fill(0)
