"""One run: a network, its data and its position, advanced phase by phase or many steps at once."""

from __future__ import annotations

from math import isfinite
from typing import Literal, TypeAlias

import numpy as np

from app.nn.calls import Array
from app.nn.network import BoundNetwork
from app.nn.optimizers import BoundOptimizer
from app.training.batch_pass import BatchPass
from app.training.bench import Benches
from app.training.build import build_network, load_dataset
from app.training.carry import carry_over
from app.training.course import Course
from app.training.differences import needs_new_run
from app.training.edit import parameter_at
from app.training.experiment import Experiment
from app.training.history import History
from app.training.metrics import Metrics, class_head
from app.training.phases import Phase
from app.training.records import Record
from app.training.saving import arrays_of, put_back, records_of
from app.training.snapshots import Position, Snapshot
from app.training.statistics import Statistics
from app.training.stopping import NO_DATA, StoppingRule, StopReason, diverged, limit_reached

Unit: TypeAlias = Literal["phase", "step", "epoch"]


class Trainer:
    """Trains one experiment. Same experiment, same machine: the same run, to the bit.

    Attributes:
        experiment, dataset, network: what is trained.
        stop_reason: why the run ended by itself, or None while it can go on.
        history: losses at the end of each epoch.
        statistics: how each layer did, at ends of epochs and after some of the first steps.
        recording: whether what is trained is added to the records; not while it is replayed.
        recalling: whether losses at ends of epochs that are replayed are those on record, where
            they are, in place of being measured again.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.dataset = load_dataset(experiment)
        self.network = build_network(experiment, self.dataset)
        self.history = History()
        self.statistics = Statistics()
        self.recording, self.recalling = True, False
        self._benches = Benches()
        self._stopping = StoppingRule()
        self._course = Course()
        self._bind()
        self.stop_reason: StopReason | None = None if self._bench.size else NO_DATA

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
                    self._make_phase()
                elif unit == "step":
                    self._finish_step()
                else:
                    self._finish_epoch()
                made += 1
        return made

    def resume(self) -> None:
        """Let a run that ended by itself go on, if it can."""
        if self._bench.size:
            self._stopping = StoppingRule()
            self.stop_reason = limit_reached(self.experiment.training.stop, self.epoch)

    @property
    def steps(self) -> int:
        """Optimizer updates done."""
        return self._course.steps

    @property
    def epoch(self) -> int:
        """Passes over the training set, corrections included, completed."""
        return self._course.epoch

    @property
    def phase(self) -> Phase:
        """The phase carried out last; `start` before the first of this network."""
        return self._course.phase

    @property
    def phases_done(self) -> int:
        """Phases of the step under way, 0 between steps."""
        return self._course.phases_done

    @property
    def phases_left(self) -> int:
        """Phases until the step under way, or the next one, is whole; at least 1."""
        return len(self._bench.phases) - self._course.phases_done

    @property
    def batch_size(self) -> int:
        """Samples of a mini-batch, at least 1; the last of an epoch may have fewer."""
        return self._bench.batch_size

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches of an epoch, at least 1."""
        return self._bench.steps_per_epoch

    @property
    def batch_loss(self) -> float:
        """Mean loss of the latest mini-batch, NaN before the first."""
        return self._course.batch_loss

    @property
    def metrics(self) -> Metrics:
        """Losses and accuracies at the present parameters, measured when they are asked for."""
        metrics = self._bench.measurement.at(self._course.steps)
        if self.recording and not self.steps:
            self.history.beginning = metrics
        return metrics

    @property
    def latest_metrics(self) -> tuple[Metrics, int]:
        """Losses and accuracies as they were measured last, and the step of that.

        Every epoch ends with a measurement, and so does whatever asks for `metrics`. After
        `restore` they are those on record of the newest step before.
        """
        return self._bench.measurement.latest or (self.metrics, self._course.steps)

    @property
    def measured(self) -> bool:
        """Whether all samples went through the network at its present parameters."""
        return self._bench.measurement.step == self._course.steps

    def test_predictions(self) -> tuple[Array, Array]:
        """Predictions and targets of the test samples at the present parameters.

        Returns:
            Two views of shape (outputs, samples), overwritten by the next measurement.
        """
        _ = self.metrics
        test = self._bench.measurement.test
        return test.predictions, test.targets

    def class_predictions(self) -> tuple[Array, Array]:
        """As `test_predictions`, of those outputs alone that are about classes."""
        predictions, targets = self.test_predictions()
        task = self.dataset.spec.task
        return class_head(predictions, task), class_head(targets, task)

    def train_pass(self) -> BoundNetwork | None:
        """The network on all training samples, after a pass at the present parameters.

        Its buffers are overwritten by the next measurement. None where there are no samples.
        """
        _ = self.metrics
        return self._bench.measurement.train.bound if self._bench.size else None

    def test_pass(self) -> BoundNetwork | None:
        """As `train_pass`, on the test samples, or the first of many."""
        _ = self.metrics
        test = self._bench.measurement.test
        return test.bound if test.size else None

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
            unit: the neuron, or cell of a map, that reads with it, from 0 on. What is shared by
                all cells of a map changes for all of them.
            source: which of the numbers that this unit reads the weight belongs to (see
                `Layer.reading`), or None for the bias.
            value: what it is to be, from -1e6 to 1e6.

        Returns:
            What it was.

        Raises:
            Refusal: there is no such parameter, or the value is not allowed.
        """
        place = parameter_at(self.network, layer, unit, source, value)
        before = float(self.network.parameters[place])
        self.network.parameters[place] = value
        if self._course.phases_done:
            self._course.forget_step()
        self._course.forget_past()
        self._bench.measurement.forget()
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
        memory = self._bench.stepper.optimizer
        whole_step = self._course.phases_done == 0
        same_layers = old.network.layers == new.network.layers
        self.experiment = experiment
        if not same_layers:
            network = build_network(experiment, self.dataset)
            carry_over(self.network, network)
            self.network = network
        if (old.training.batch_size, old.repeated) != (new.training.batch_size, new.repeated):
            # The rest of this epoch has no meaning in another order or in batches of another size.
            self._course.batch = 0
        self._bind()
        if same_layers and old.training.optimizer.name == new.training.optimizer.name:
            self._bench.stepper.optimizer.take_over(memory)
        if not (same_layers and whole_step):
            # No pass was made on these layers yet, or only half a one, whose buffers are gone.
            self._course.forget_step()
        self.resume()
        return True

    @property
    def optimizer(self) -> BoundOptimizer:
        """The optimizer on the present network's parameters."""
        return self._bench.stepper.optimizer

    @property
    def before_update(self) -> Array:
        """The parameters before the latest update, flat; the present ones where none was made."""
        return self._bench.stepper.last_finite

    @property
    def optimizer_updates(self) -> int:
        """Updates that the optimizer counted, which Adam's bias correction goes by; else 0."""
        return int(self._bench.stepper.optimizer.state.get("steps", 0))

    @property
    def latest_batch(self) -> tuple[Array, Array] | None:
        """Inputs (n, features) and targets (n, outputs) of the latest mini-batch, as views.

        None before the first of the present network, and after a snapshot was restored between
        two steps: it does not hold the samples.
        """
        return self._bench.stepper.latest_batch

    @property
    def latest_pass(self) -> BatchPass | None:
        """The latest mini-batch on its way.

        None where `latest_batch` is None, and where its step was dropped or undone.
        """
        stepper = self._bench.stepper
        if stepper.chosen is None or self.phase.kind == "start":
            return None
        return BatchPass.at(self.phase, stepper.program.bound.layers, stepper.chosen)

    def snapshot(self, *, light: bool = False, records: bool = True) -> Snapshot:
        """This moment, so that `from_snapshot` continues as this run does, to the bit.

        Args:
            light: whether to leave out the records and what the next step overwrites: gradients,
                the parameters before the update, the learning rate. For `restore` alone.
            records: whether the records go with it, as `from_snapshot` needs them.
        """
        course = self._course
        random, state = course.step_beginning()
        position = Position(
            steps=course.steps,
            epoch=course.epoch,
            batch=course.batch,
            phase=course.phase,
            phases_done=course.phases_done,
            batch_loss=course.batch_loss,
            last_finite_at=course.last_finite_at,
            stop=self.stop_reason,
            best=self._stopping.best,
            epochs_without_progress=self._stopping.epochs_without_progress,
            history_stride=self.history.stride,
        )
        arrays = {name: array.copy() for name, array in arrays_of(self._bench, light=light).items()}
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
        trainer.write_into(records_of(snapshot))
        return trainer

    def restore(self, snapshot: Snapshot) -> None:
        """Go to a moment of a run on the same data; the records stay as they are.

        Raises:
            SnapshotError: its arrays are not those of its experiment.
            ValueError: it is of a run on other data.
        """
        position = snapshot.position
        self._sit_down(snapshot.experiment)
        put_back(snapshot, self._bench)
        self._course.go_to(position)
        self._recall()
        self._stopping = StoppingRule()
        self._stopping.best = position.best
        self._stopping.epochs_without_progress = position.epochs_without_progress
        self.stop_reason = None
        # The buffers of a step that has begun are filled again by doing it again so far.
        self.step("phase", min(position.phases_done, len(self._bench.phases) - 1))
        self.stop_reason = position.stop

    # The inside: one step.

    def _bind(self) -> None:
        """Allocate the buffers of the present network and write down the calls of a step."""
        self._bench = self._benches.make(self.experiment, self.dataset, self.network)
        self._course.begin_on(self._bench, self.experiment.training.seed)
        if self.recording:
            self.statistics.begin(self.steps)

    def _sit_down(self, experiment: Experiment) -> None:
        """Have the buffers of another experiment on the same data; what is in them is anything."""
        if experiment == self.experiment:
            return
        if experiment.dataset.uncorrected != self.experiment.dataset.uncorrected:
            raise ValueError("a run is restored on its own data")
        bench = self._benches.find(experiment)
        if bench is None:
            network = self.network
            if experiment.network != self.experiment.network:
                network = build_network(experiment, self.dataset)
            bench = self._benches.make(experiment, self.dataset, network)
        self.experiment, self.network = experiment, bench.network
        self._bench = bench
        self._course.move_to(bench, experiment.training.seed)

    def _finish_epoch(self) -> None:
        epoch = self.epoch
        while self.epoch == epoch and self.stop_reason is None:
            self._finish_step()

    def _finish_step(self) -> None:
        course = self._course
        if course.phases_done:
            while course.phases_done and self.stop_reason is None:
                self._make_phase()
        elif course.make_step():
            self._complete()
        else:
            self._go_back()

    def _make_phase(self) -> None:
        if not self._course.make_phase():
            self._go_back()
        elif not self._course.phases_done:
            self._complete()

    def _go_back(self) -> None:
        """Undo the latest update, whose parameters have no finite loss, and end the run."""
        self._course.go_back()
        if self.recording:
            for record in self.records.values():
                record.forget_after(self.steps)
        self._bench.measurement.forget()
        self.stop_reason = diverged(self.steps)

    def _complete(self) -> None:
        """Record a step whose update has been made, and its epoch when that is full."""
        steps, statistics = self._course.steps, self.statistics
        if self._course.batch:
            if steps >= statistics.next and statistics.within_epoch(steps):
                self._record()
            return
        metrics = self._at_end_of_epoch()
        if not isfinite(metrics.train_loss):
            # The next batch would tell, but an epoch may be the last.
            self._go_back()
            return
        if self.recording:
            self.history.append(steps, self.epoch, metrics)
        if steps >= statistics.next:
            self._record()
        watched = metrics.test_loss if len(self.dataset.test.inputs) else metrics.train_loss
        self.stop_reason = self._stopping.after_epoch(
            self.experiment.training.stop, self.epoch, watched
        )

    def _recall(self) -> None:
        """Take for the latest measurement what is on record; none where nothing is.

        Not of this very step: a weight may have been set by hand since.
        """
        known = self.history.newest_by(self.steps - 1)
        if known is None:
            self._bench.measurement.forget()
        else:
            self._bench.measurement.recall(*known)

    def _at_end_of_epoch(self) -> Metrics:
        """Measured, or where an epoch was replayed what is on record of it."""
        known = self.history.at(self.steps) if self.recalling and not self.recording else None
        if known is None:
            return self.metrics
        self._bench.measurement.recall(self.steps, known)
        return known

    def _record(self) -> None:
        """Keep how each layer does now, after a step."""
        if not self.recording:
            return
        self.statistics.append(
            (self.steps, self.epoch, self.batch_loss),
            self.metrics,
            self._bench.measurement.train.bound,
            self._bench.stepper.last_finite,
        )
