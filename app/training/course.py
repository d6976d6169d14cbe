"""How a run passes through its mini-batches, and where it stands among them."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, run
from app.training.bench import Bench
from app.training.phases import START
from app.training.snapshots import Position


class Course:
    """Makes steps on a bench, whole or phase by phase, and counts them.

    Attributes:
        steps: optimizer updates done.
        epoch: passes over the training set completed.
        batch: mini-batches of this epoch that are done.
        phase: the phase carried out last; `start` before the first of this network.
        phases_done: phases of the step under way, 0 between steps.
        batch_loss: mean loss of the latest mini-batch, NaN before the first.
        last_finite_at: steps, epoch and batch of the latest parameters known to have a finite
            loss.
    """

    def __init__(self) -> None:
        self.steps = self.epoch = self.batch = 0
        self.forget_step()

    # On which bench.

    def begin_on(self, bench: Bench, seed: int) -> None:
        """Go on from here with buffers that nothing was computed in yet.

        Args:
            bench: what makes the steps from now on.
            seed: by which the order of the mini-batches is drawn.
        """
        self.move_to(bench, seed)
        self.phases_done = 0
        self.last_finite_at = self.steps, self.epoch, self.batch
        self._note_beginning()
        bench.stepper.updates[()] = self.steps

    def move_to(self, bench: Bench, seed: int) -> None:
        """Make steps there from now on; `go_to` says from where."""
        self._bench, self._seed = bench, seed
        self._order_epoch, self._order = -1, np.empty(0, np.intp)

    def go_to(self, position: Position) -> None:
        """Stand at the beginning of the step in which somebody stood, on the buffers of then."""
        self.steps, self.epoch, self.batch = position.steps, position.epoch, position.batch
        self.phase, self.batch_loss = position.phase, position.batch_loss
        self.last_finite_at, self.phases_done = position.last_finite_at, 0
        self._note_beginning()
        self._bench.stepper.updates[()] = self.steps
        self._bench.stepper.forget_batch()

    def step_beginning(self) -> tuple[Mapping[str, Any], Array]:
        """Random state and network state at the beginning of the step under way, or of the next."""
        if self.phases_done:
            return self._step_began
        network = self._bench.network
        return network.rng.bit_generator.state, network.state

    def _note_beginning(self) -> None:
        network = self._bench.network
        self._step_began = network.rng.bit_generator.state, network.state.copy()

    # Forward.

    def make_step(self) -> bool:
        """Make a whole step, from between two; False, with no step made, if its loss is no number.

        `steps` counts it, `batch` is 0 after the last of an epoch.
        """
        stepper = self._bench.stepper
        if not stepper.step(self._choose(), self.steps):
            return False
        self.batch_loss = stepper.loss
        self.last_finite_at = self.steps, self.epoch, self.batch
        self._count()
        return True

    def make_phase(self) -> bool:
        """Make one phase; False if the loss, which was to be told, is no number.

        After the last phase of a step `phases_done` is 0, the rest is as after `make_step`.
        """
        bench, stepper = self._bench, self._bench.stepper
        phase = bench.phases[self.phases_done]
        match phase.kind:
            case "sample":
                self._note_beginning()
                stepper.fetch(self._choose(), self.steps)
            case "forward":
                run(stepper.program.bound.forward_calls[phase.layer - 1])
            case "loss":
                run(stepper.program.bound.loss_calls)
                if not stepper.keep_finite():
                    return False
                self.batch_loss = stepper.loss
                self.last_finite_at = self.steps, self.epoch, self.batch
            case "backward":
                run(stepper.program.backward_of_layer[phase.layer - 1])
            case _:
                stepper.update()
                self._count()
                return True
        self.phase = phase
        self.phases_done += 1
        return True

    def _choose(self) -> NDArray[np.integer]:
        """The samples of the next mini-batch, in this epoch's order; corrections among them."""
        if self._order_epoch != self.epoch:
            # A stream of its own for every epoch: the order needs no memory of its past.
            stream = np.random.default_rng([self._seed, 1, self.epoch])
            places = stream.permutation(self._bench.size)
            self._order, self._order_epoch = self._bench.entries[places], self.epoch
        size = self._bench.batch_size
        start = self.batch * size
        return self._order[start : start + size]

    def _count(self) -> None:
        """Count a step whose update has been made, and its epoch when that is full."""
        bench = self._bench
        self.steps += 1
        self.phase = bench.phases[-1]
        self.phases_done = 0
        self.batch += 1
        if self.batch == bench.steps_per_epoch:
            self.batch = 0
            self.epoch += 1

    # Back.

    def forget_step(self) -> None:
        """Drop half a step: there are no gradients to show."""
        self.phase, self.phases_done, self.batch_loss = START, 0, nan

    def forget_past(self) -> None:
        """Return no further than this, if what follows has no finite loss."""
        stepper = self._bench.stepper
        np.copyto(stepper.last_finite, self._bench.network.parameters)
        self.last_finite_at = self.steps, self.epoch, self.batch

    def go_back(self) -> None:
        """Undo the latest update, whose parameters have no finite loss."""
        self._bench.stepper.go_back()
        self.steps, self.epoch, self.batch = self.last_finite_at
        self._bench.stepper.updates[()] = self.steps
        # The gradients at hand are not those that led to these parameters.
        self.phase, self.phases_done = START, 0
