"""One run: a network, its data and its position, advanced phase by phase or many steps at once."""

from __future__ import annotations

from math import isfinite, nan
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, run
from app.nn.network import BoundNetwork
from app.nn.optimizers import BoundOptimizer
from app.training.bench import Bench, Benches
from app.training.build import build_network, load_dataset
from app.training.carry import carry_over
from app.training.edit import parameter_at
from app.training.experiment import Experiment
from app.training.history import History
from app.training.metrics import Metrics
from app.training.phases import START
from app.training.records import Record
from app.training.snapshots import Position, Snapshot
from app.training.statistics import Statistics
from app.training.stopping import NO_DATA, StoppingRule, StopReason, diverged, limit_reached

Unit: TypeAlias = Literal["phase", "step", "epoch"]


class Trainer:
    """Trains one experiment. Same experiment, same machine: the same run, to the bit.

    Attributes:
        experiment, dataset, network: what is trained.
        steps: optimizer updates done.
        epoch: passes over the training set completed.
        phase: the phase carried out last; `start` before the first of this network.
        batch_loss: mean loss of the latest mini-batch, NaN before the first.
        stop_reason: why the run ended by itself, or None while it can go on.
        history: losses at the end of each epoch.
        statistics: how each layer did, at ends of epochs and after some of the first steps.
        recording: whether what is trained is added to the records; not while it is replayed.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.dataset = load_dataset(experiment)
        self.network = build_network(experiment, self.dataset)
        self.steps = 0
        self.epoch = 0
        self.phase = START
        self.batch_loss = nan
        self.history = History()
        self.statistics = Statistics()
        self.recording = True
        self._benches = Benches()
        self._measured_at = -1
        self._stopping = StoppingRule()
        self._batch = 0
        self._phase_index = 0
        self._order_epoch = -1
        self._order = np.empty(0, np.intp)
        self._bind()
        self.stop_reason: StopReason | None = None if self._size else NO_DATA

    # The outside: advance, look, change.

    def step(self, unit: Unit = "step", count: int = 1) -> int:
        """Advance by `count` phases, steps or epochs, or less when the run ends by itself.

        A step or epoch that has begun is finished and counts as one.

        Returns:
            How many units were made.
        """
        made = 0
        # An overflow is no accident here: a learning rate that is too large is a lesson.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            while made < count and self.stop_reason is None:
                if unit == "phase":
                    self._advance_phase()
                elif unit == "step":
                    self._finish_step()
                else:
                    self._finish_epoch()
                made += 1
        return made

    def resume(self) -> None:
        """Let a run that ended by itself go on, if it can."""
        if self._size:
            self._stopping = StoppingRule()
            self.stop_reason = limit_reached(self.experiment.training.stop, self.epoch)

    @property
    def metrics(self) -> Metrics:
        """Losses and accuracies at the present parameters, measured when they are asked for."""
        if self._measured_at != self.steps:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                train, test = self._train.measure(), self._test.measure()
            self._metrics = Metrics(train[0], test[0], train[1], test[1])
            self._measured_at = self.steps
        return self._metrics

    def test_predictions(self) -> tuple[Array, Array]:
        """Predictions and targets of the test samples at the present parameters.

        Returns:
            Two views of shape (outputs, samples), overwritten by the next measurement.
        """
        _ = self.metrics
        return self._test.predictions, self._test.targets

    def train_pass(self) -> BoundNetwork | None:
        """The network on all training samples, after a pass at the present parameters.

        Its buffers are overwritten by the next measurement. None where there are no samples.
        """
        _ = self.metrics
        return self._train.bound if self._size else None

    def test_pass(self) -> BoundNetwork | None:
        """As `train_pass`, on the test samples, or the first of many."""
        _ = self.metrics
        return self._test.bound if self._test.size else None

    @property
    def phases_done(self) -> int:
        """Phases of the step under way, 0 between steps."""
        return self._phase_index

    @property
    def phases_left(self) -> int:
        """Phases until the step under way, or the next one, is whole; at least 1."""
        return len(self._phases) - self._phase_index

    @property
    def records(self) -> dict[str, Record]:
        """What is written down an epoch at a time, by the attribute that holds it."""
        return {"history": self.history, "statistics": self.statistics}

    def write_into(self, records: dict[str, Record]) -> None:
        """From now on keep these records, of the same names as `records`."""
        for name, record in records.items():
            setattr(self, name, record)

    def edit(self, layer: int, unit: int, source: int | None, value: float) -> float:
        """Set one weight or bias. Half a step is dropped, as by `reconfigure`.

        Args:
            layer: 1 to the number of layers, the output layer last.
            unit: the neuron whose parameter it is, from 0 on.
            source: which of the layer's inputs the weight reads, or None for the bias.
            value: what it is to be, from -1e6 to 1e6.

        Returns:
            What it was.

        Raises:
            Refusal: there is no such parameter, or the value is not allowed.
        """
        array, place = parameter_at(self.network, layer, unit, source, value)
        before = float(array[place])
        array[place] = value
        if self._phase_index:
            self.phase, self.batch_loss, self._phase_index = START, nan, 0
        # Nothing before this is to be returned to if what follows has no finite loss.
        np.copyto(self._stepper.last_finite, self.network.parameters)
        self._last_finite_at = self.steps, self.epoch, self._batch
        self._measured_at = -1
        return before

    def reconfigure(self, experiment: Experiment) -> bool:
        """Change the experiment while the run goes on.

        Returns:
            False, without a change, when this needs a new run: other data, another
            initialisation or another seed.
        """
        old, new = self.experiment, experiment
        if needs_new_run(old, new):
            return False
        memory = self._stepper.optimizer
        whole_step = self._phase_index == 0
        same_layers = old.network.layers == new.network.layers
        self.experiment = experiment
        if not same_layers:
            network = build_network(experiment, self.dataset)
            carry_over(self.network, network)
            self.network = network
        if old.training.batch_size != new.training.batch_size:
            # The rest of this epoch has no meaning in batches of another size.
            self._batch = 0
        self._bind()
        if same_layers and old.training.optimizer.name == new.training.optimizer.name:
            self._stepper.optimizer.take_over(memory)
        if not (same_layers and whole_step):
            # No pass was made on these layers yet, or only half a one, which is dropped with
            # its buffers: there are no gradients to show.
            self.phase, self.batch_loss = START, nan
        self.resume()
        return True

    @property
    def optimizer(self) -> BoundOptimizer:
        """The optimizer on the present network's parameters."""
        return self._stepper.optimizer

    @property
    def before_update(self) -> Array:
        """The parameters before the latest update, flat; the present ones where none was made."""
        return self._stepper.last_finite

    @property
    def optimizer_updates(self) -> int:
        """Updates that the optimizer counted, which Adam's bias correction goes by; else 0."""
        return int(self._stepper.optimizer.state.get("steps", 0))

    @property
    def latest_batch(self) -> tuple[Array, Array] | None:
        """Inputs (n, features) and targets (n, outputs) of the latest mini-batch, as views.

        None before the first of the present network, and after a snapshot was restored between
        two steps: it does not hold the samples.
        """
        return self._stepper.latest_batch

    def snapshot(self, *, light: bool = False, records: bool = True) -> Snapshot:
        """This moment, so that `from_snapshot` continues as this run does, to the bit.

        Args:
            light: whether to leave out the records and what the next step overwrites: gradients,
                the parameters before the update, the learning rate. For `restore` alone.
            records: whether the records go with it, as `from_snapshot` needs them.
        """
        random, state = self._step_began
        if not self._phase_index:
            random, state = self.network.rng.bit_generator.state, self.network.state
        position = Position(
            steps=self.steps,
            epoch=self.epoch,
            batch=self._batch,
            phase=self.phase,
            phases_done=self._phase_index,
            batch_loss=self.batch_loss,
            last_finite_at=self._last_finite_at,
            stop=self.stop_reason,
            best=self._stopping.best,
            epochs_without_progress=self._stopping.epochs_without_progress,
            history_stride=self.history.stride,
        )
        present = self._arrays() if light else self._arrays() | self._passing_arrays()
        arrays = {name: array.copy() for name, array in present.items()}
        arrays["state"] = state.copy()
        if records and not light:
            arrays |= {name: record.to_array() for name, record in self.records.items()}
        return Snapshot(self.experiment, position, random, arrays)

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> Trainer:
        """Continue a run, here or in another process.

        Raises:
            SnapshotError: its arrays are not those of its experiment.
        """
        trainer = cls(snapshot.experiment)
        trainer.restore(snapshot)
        trainer.write_into(cls.records_of(snapshot))
        return trainer

    @staticmethod
    def records_of(snapshot: Snapshot) -> dict[str, Record]:
        """The records that went with a snapshot, by the names of `records`.

        Raises:
            SnapshotError: one is missing.
        """
        history = History()
        history.restore(snapshot.array("history"), snapshot.position.history_stride)
        statistics = Statistics()
        if "statistics" in snapshot.arrays:  # An earlier version wrote none.
            statistics.restore(snapshot.array("statistics"))
        return {"history": history, "statistics": statistics}

    def restore(self, snapshot: Snapshot) -> None:
        """Go to a moment of a run on the same data; the records stay as they are.

        Raises:
            SnapshotError: its arrays are not those of its experiment.
            ValueError: it is of a run on other data.
        """
        position = snapshot.position
        self._sit_down(snapshot.experiment)
        network, stepper = self.network, self._stepper
        arrays = self._arrays()
        light = "gradients" not in snapshot.arrays and "last_finite" not in snapshot.arrays
        if not light:
            passing = self._passing_arrays()
            if "learning_rate" not in snapshot.arrays:
                del passing["learning_rate"]  # Written by an earlier version.
            arrays |= passing
        snapshot.copy_into({**arrays, "state": network.state})
        snapshot.restore_random(network.rng)
        if light:
            np.copyto(stepper.last_finite, network.parameters)
        self.steps, self.epoch, self._batch = position.steps, position.epoch, position.batch
        stepper.updates[()] = position.steps
        self._last_finite_at = position.last_finite_at
        self._stopping = StoppingRule()
        self._stopping.best = position.best
        self._stopping.epochs_without_progress = position.epochs_without_progress
        self.phase, self.batch_loss = position.phase, position.batch_loss
        self._measured_at, self._phase_index = -1, 0
        self._step_began = network.rng.bit_generator.state, network.state.copy()
        self.stop_reason = None
        stepper.forget_batch()
        # The buffers of a step that has begun are filled again by doing it again so far.
        self.step("phase", min(position.phases_done, len(self._phases) - 1))
        self.stop_reason = position.stop

    def _arrays(self) -> dict[str, Array]:
        """The arrays of a snapshot that all further steps follow from."""
        return {
            "parameters": self.network.parameters,
            **{f"optimizer.{name}": array for name, array in self._stepper.optimizer.state.items()},
        }

    def _passing_arrays(self) -> dict[str, Array]:
        """The arrays of a snapshot that are the latest step's alone."""
        return {
            "gradients": self.network.gradients,
            "last_finite": self._stepper.last_finite,
            "learning_rate": self._stepper.optimizer.learning_rate,
        }

    # The inside: one step.

    def _bind(self) -> None:
        """Allocate the buffers of the present network and write down the calls of a step."""
        self._use(self._benches.make(self.experiment, self.dataset, self.network))
        self._measured_at, self._metrics = -1, Metrics()
        self._last_finite_at = self.steps, self.epoch, self._batch
        self._phase_index = 0
        self._step_began = self.network.rng.bit_generator.state, self.network.state.copy()
        self._stepper.updates[()] = self.steps
        if self.recording:
            self.statistics.begin(self.steps)

    def _sit_down(self, experiment: Experiment) -> None:
        """Have the buffers of another experiment on the same data; what is in them is anything."""
        if experiment == self.experiment:
            return
        if experiment.dataset != self.experiment.dataset:
            raise ValueError("a run is restored on its own data")
        bench = self._benches.find(experiment)
        if bench is None:
            network = self.network
            if experiment.network != self.experiment.network:
                network = build_network(experiment, self.dataset)
            bench = self._benches.make(experiment, self.dataset, network)
        self.experiment, self.network = experiment, bench.network
        self._use(bench)

    def _use(self, bench: Bench) -> None:
        self._size, self.batch_size = bench.size, bench.batch_size
        self.steps_per_epoch, self._phases = bench.steps_per_epoch, bench.phases
        self._train, self._test, self._stepper = bench.train, bench.test, bench.stepper

    def _finish_epoch(self) -> None:
        epoch = self.epoch
        while self.epoch == epoch and self.stop_reason is None:
            self._finish_step()

    def _finish_step(self) -> None:
        if self._phase_index:
            while self._phase_index and self.stop_reason is None:
                self._advance_phase()
            return
        if self._stepper.step(self._choose()):
            self._keep_position()
            self._complete()
        else:
            self._go_back()

    def _advance_phase(self) -> None:
        phase = self._phases[self._phase_index]
        if phase.kind == "sample":
            network = self.network
            self._step_began = network.rng.bit_generator.state, network.state.copy()
            self._stepper.fetch(self._choose())
        elif phase.kind == "forward":
            run(self._stepper.program.bound.forward_calls[phase.layer - 1])
        elif phase.kind == "loss":
            run(self._stepper.program.bound.loss_calls)
            if not self._stepper.keep_finite():
                self._go_back()
                return
            self._keep_position()
        elif phase.kind == "backward":
            run(self._stepper.program.backward_of_layer[phase.layer - 1])
        else:
            self._stepper.update()
            self._complete()
            return
        self.phase = phase
        self._phase_index += 1

    def _choose(self) -> NDArray[np.integer]:
        """The samples of the next mini-batch, in this epoch's order."""
        if self._order_epoch != self.epoch:
            # A stream of its own for every epoch: the order needs no memory of its past.
            stream = np.random.default_rng([self.experiment.training.seed, 1, self.epoch])
            self._order = stream.permutation(self._size)
            self._order_epoch = self.epoch
        start = self._batch * self.batch_size
        return self._order[start : start + self.batch_size]

    def _keep_position(self) -> None:
        """Remember where the loss was finite for the latest time."""
        self.batch_loss = self._stepper.loss
        self._last_finite_at = self.steps, self.epoch, self._batch

    def _go_back(self) -> None:
        """Undo the latest update, whose parameters have no finite loss, and end the run."""
        self._stepper.go_back()
        self.steps, self.epoch, self._batch = self._last_finite_at
        self._stepper.updates[()] = self.steps
        if self.recording:
            for record in self.records.values():
                record.forget_after(self.epoch)
        # The gradients at hand are not those that led to these parameters.
        self.phase = START
        self._phase_index = 0
        self._measured_at = -1
        self.stop_reason = diverged(self.steps)

    def _complete(self) -> None:
        """Count a step whose update has been made, and its epoch when that is full."""
        self.steps += 1
        self.phase = self._phases[-1]
        self._phase_index = 0
        self._batch += 1
        if self._batch < self.steps_per_epoch:
            if self.steps >= self.statistics.next and self.statistics.within_epoch(self.steps):
                self._record()
            return
        self._batch = 0
        self.epoch += 1
        metrics = self.metrics
        if not isfinite(metrics.train_loss):
            # The next batch would tell, but an epoch may be the last.
            self._go_back()
            return
        if self.recording:
            self.history.append(self.steps, self.epoch, metrics)
        if self.steps >= self.statistics.next:
            self._record()
        watched = metrics.test_loss if len(self.dataset.test.inputs) else metrics.train_loss
        self.stop_reason = self._stopping.after_epoch(
            self.experiment.training.stop, self.epoch, watched
        )

    def _record(self) -> None:
        """Keep how each layer does now, after a step."""
        if not self.recording:
            return
        self.statistics.append(
            (self.steps, self.epoch, self.batch_loss),
            self.metrics,
            self._train.bound,
            self._stepper.last_finite,
        )


def needs_new_run(old: Experiment, new: Experiment) -> bool:
    """Whether a run of the old experiment cannot go on as one of the new."""
    return (old.dataset, old.network.initializer, old.training.seed) != (
        new.dataset,
        new.network.initializer,
        new.training.seed,
    )
