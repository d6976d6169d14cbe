from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn.layers import Dense
from app.nn.optimizers import SGD, Adam, Momentum
from app.nn.schedules import StepDecay
from app.training import Experiment, Metrics, Trainer, example_on
from app.training.experiment import StopRecipe
from app.training.measurement import Measurement
from app.training.timeline import Timeline
from tests.training.moments import Moment, moment_of, seek, ticking
from tests.training.recipes import experiments, tiny, with_layers, with_training


def recorded(timeline: Timeline, steps: int) -> list[Moment]:
    """Train so far, and write down every step."""
    moments = [moment_of(timeline.trainer)]
    while timeline.trainer.steps < steps and timeline.step():
        moments.append(moment_of(timeline.trainer))
    return moments


def assert_all_are_found(timeline: Timeline, moments: list[Moment], tries: int = 40) -> None:
    chance = random.Random(4)
    for _ in range(tries):
        step = chance.randrange(len(moments))
        assert seek(timeline, step) == moments[step], step


@pytest.mark.parametrize(
    "experiment",
    [
        example_on("spiral"),
        example_on("digits"),
        tiny(optimizer=Momentum(), l1=0.001, l2=0.01),
        tiny("diabetes", optimizer=Adam()),
        with_training(tiny(optimizer=Adam()), schedule=StepDecay(every=50), clip_norm=0.1),
    ],
    ids=["spiral", "digits", "momentum", "adam", "schedule"],
)
def test_every_step_of_a_run_is_found_as_it_was(experiment: Experiment) -> None:
    timeline = Timeline(experiment, ticking())
    moments = recorded(timeline, 300)
    assert_all_are_found(timeline, moments)
    assert seek(timeline, 300) == moments[300]
    assert timeline.at_tip


@given(experiments(), st.data())
@settings(max_examples=25, deadline=None)
def test_any_run_is_found_as_it_was(experiment: Experiment, data: st.DataObject) -> None:
    timeline = Timeline(experiment, ticking(0.004))
    moments = recorded(timeline, 25)
    for step in data.draw(st.lists(st.integers(0, len(moments) - 1), max_size=6)):
        assert seek(timeline, step) == moments[step]


def test_going_back_and_on_is_the_same_run_as_in_one_go() -> None:
    alone, timeline = Trainer(tiny()), Timeline(tiny(), ticking())
    timeline.step("step", 50)
    for step in (7, 49, 0):
        seek(timeline, step)
        timeline.step("step", 60 - step)
        timeline.step("step", timeline.latest - 60)
    alone.step("step", timeline.latest)
    assert moment_of(timeline.trainer) == moment_of(alone)
    assert repr(timeline.trainer.history.records) == repr(alone.history.records)
    assert list(timeline.tree.branches) == [1]


def test_the_records_stay_whole_wherever_the_run_stands() -> None:
    timeline = Timeline(tiny(), ticking())
    timeline.step("step", 60)
    whole = repr(timeline.trainer.history.records)
    for step in (10, 3, 58):
        seek(timeline, step)
        timeline.step("step", 1)
        assert repr(timeline.trainer.history.records) == whole


def test_losses_are_those_on_record_until_they_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timeline = Timeline(tiny(), ticking())
    timeline.step("epoch", 8)
    epoch = timeline.trainer.steps_per_epoch
    known = {step: metrics for step, _, metrics in timeline.trainer.history.records}
    measured: list[int] = []
    at = Measurement.at

    def counted(measurement: Measurement, step: int) -> Metrics:
        measured.append(step)
        return at(measurement, step)

    monkeypatch.setattr(Measurement, "at", counted)
    for step in (5 * epoch + 2, 3 * epoch + 1, 7 * epoch - 1):
        timeline.seek(step)
        timeline.settle()
        before = step // epoch * epoch
        assert timeline.trainer.latest_metrics == (known[before], before)
        assert not timeline.trainer.measured
    assert measured == []
    assert timeline.trainer.metrics not in known.values()
    assert timeline.trainer.measured
    assert measured == [7 * epoch - 1]


def test_losses_on_record_are_not_told_of_what_was_edited_since() -> None:
    timeline = Timeline(tiny(), ticking())
    timeline.step("epoch", 2)
    here = timeline.latest
    on_record = timeline.trainer.metrics
    timeline.edit(1, 0, 1, 1.5)
    timeline.step("step", 3)
    timeline.back("step", 3)
    timeline.settle()
    told, at = timeline.trainer.latest_metrics
    assert timeline.trainer.steps == here
    assert at < here or told != on_record
    assert timeline.trainer.metrics != on_record


Deed = Callable[[Timeline], object]
CHANGES: dict[str, Experiment] = {
    "rate": with_training(tiny(), optimizer=SGD(learning_rate=0.3)),
    "batch": with_training(tiny(), batch_size=3),
    "adam": with_training(tiny(), optimizer=Adam()),
    "beta": with_training(tiny(), optimizer=Adam(beta1=0.5)),
    "wider": with_layers(tiny(), [Dense(5)]),
    "deeper": with_layers(tiny(), [Dense(3), Dense(4)]),
    "as before": tiny(),
    "two epochs": with_training(tiny(), stop=StopRecipe(max_epochs=2)),
    "impatient": with_training(tiny(), stop=StopRecipe(patience=1)),
    "much too fast": with_training(tiny(), optimizer=SGD(learning_rate=10.0), l2=1.0),
}
deeds: st.SearchStrategy[tuple[str, object]] = st.one_of(
    st.tuples(st.just("step"), st.integers(1, 30) | st.just(60)),
    st.tuples(st.just("phase"), st.integers(1, 12)),
    st.tuples(st.just("configure"), st.sampled_from(list(CHANGES))),
    st.tuples(st.just("edit"), st.floats(-2, 2)),
    st.tuples(st.just("resume"), st.none()),
    st.tuples(st.just("seek"), st.floats(0, 1)),
    st.tuples(
        st.just("back"), st.tuples(st.sampled_from(["phase", "step", "epoch"]), st.integers(1, 9))
    ),
    st.tuples(st.just("branch"), st.none()),
    st.tuples(st.just("switch"), st.integers(0, 20)),
)


class Chronicle:
    """Writes down what happens on every branch, and compares what is found later."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.lines: dict[int, dict[int, Moment]] = {}
        self.newest: dict[int, Moment] = {}
        self.note()

    def note(self) -> None:
        """Write down where the run stands, if that is the newest moment."""
        timeline, trainer = self.timeline, self.timeline.trainer
        if not timeline.at_tip:
            return
        branch = timeline.tree.present
        if branch.id not in self.lines:
            line = self.lines.get(branch.parent or 0, {})
            self.lines[branch.id] = {
                step: moment for step, moment in line.items() if step <= branch.origin.step
            }
        line = self.lines[branch.id]
        for step in [step for step in line if step > trainer.steps]:
            del line[step]  # The run diverged and came back.
        if not trainer.phases_done:
            line[trainer.steps] = moment_of(trainer)
        self.newest[branch.id] = moment_of(trainer)

    def compare(self) -> None:
        """Whether the run stands at a moment that was written down as it is now."""
        trainer = self.timeline.trainer
        line = self.lines[self.timeline.tree.present.id]
        if not trainer.phases_done:
            assert moment_of(trainer) == line[trainer.steps]

    def do(self, kind: str, what: object) -> None:
        timeline = self.timeline
        match kind, what:
            case ("step", int(count)):
                for _ in range(count):
                    timeline.step()
                    self.note()
                    self.compare()
            case ("phase", int(count)):
                for _ in range(count):
                    timeline.step("phase")
                    self.note()
                    self.compare()
            case ("configure", str(name)):
                timeline.configure(CHANGES[name])
                self.note()
            case ("edit", float(value)):
                timeline.edit(1, 0, 1, value)
                self.note()
            case ("resume", None):
                timeline.resume()
                self.note()
            case ("seek", float(share)):
                timeline.seek(round(share * timeline.latest))
                timeline.settle()
                self.compare()
            case ("back", (str(unit), int(count))):
                timeline.back(unit, count)  # type: ignore[arg-type]
                timeline.settle()
                self.compare()
            case ("branch", None):
                timeline.branch_off()
                self.note()
            case ("switch", int(number)):
                branches = list(timeline.tree.branches)
                timeline.switch(branches[number % len(branches)])
                assert moment_of(timeline.trainer) == self.newest[timeline.tree.present.id]
        self.lines = {
            name: self.lines[name] for name in timeline.tree.branches if name in self.lines
        }


@given(st.lists(deeds, max_size=25), st.sampled_from([0.0005, 0.004]))
@settings(max_examples=40, deadline=None)
def test_whatever_is_done_to_a_run_its_past_is_found_as_it_was(
    script: list[tuple[str, object]], tick: float
) -> None:
    chronicle = Chronicle(Timeline(tiny(), ticking(tick)))
    for kind, what in script:
        chronicle.do(kind, what)
    timeline = chronicle.timeline
    for branch in list(timeline.tree.branches):
        timeline.switch(branch)
        assert moment_of(timeline.trainer) == chronicle.newest[branch]
        for step in sorted(chronicle.lines[branch], key=lambda step: step * 7919 % 101):
            assert seek(timeline, step) == chronicle.lines[branch][step], (branch, step)
