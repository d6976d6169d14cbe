"""Two runs side by side: in step, each to the bit what it is alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.rooms.run import Run
from app.training import Experiment, Snapshot, Trainer, example_on
from tests.frames.reader import read_header
from tests.rooms.simulation import Machine

BASE = example_on("spiral").model_dump(mode="json")


def made(
    layers: Sequence[int] = (4,),
    rate: float = 0.03,
    *,
    batch: int = 20,
    seed: int = 0,
    noise: float = 0.1,
    epochs: int | None = None,
    l2: float = 0.0,
) -> Experiment:
    """A small experiment on the spiral."""
    recipe: dict[str, Any] = {
        "dataset": {**BASE["dataset"], "samples": 60, "noise": noise},
        "network": {
            **BASE["network"],
            "layers": [{"kind": "dense", "units": units, "activation": "tanh"} for units in layers],
        },
        "training": {
            **BASE["training"],
            "batch_size": batch,
            "seed": seed,
            "l2": l2,
            "optimizer": {"name": "sgd", "learning_rate": rate},
            "stop": {**BASE["training"]["stop"], "max_epochs": epochs},
        },
    }
    return Experiment.model_validate_json(json.dumps(recipe))


A, B = made(), made((3, 3), 0.3)
FATAL = made(rate=10.0, l2=1.0)
"""Diverges within a few steps."""


def compare(machine: Machine, experiment: Experiment | None) -> None:
    told = None if experiment is None else experiment.model_dump(mode="json")
    machine.do("compare", experiment=told)
    machine.pass_time(0.3)


def beside(run: Run) -> Trainer:
    assert run._tandem.beside is not None
    return run._tandem.beside.trainer


def assert_as_alone(trainer: Trainer) -> None:
    """The trainer is to the bit what its experiment gives without anything beside it."""
    alone = Trainer(trainer.experiment)
    alone.step("step", trainer.steps)
    if trainer.phases_done:
        alone.step("phase", trainer.phases_done)
    if trainer.stop_reason is not None and alone.stop_reason is None:
        alone.step("step", 100)  # It ended by going back from a step further on.
    assert (trainer.steps, trainer.phase) == (alone.steps, alone.phase)
    np.testing.assert_array_equal(trainer.network.parameters, alone.network.parameters)
    np.testing.assert_array_equal(astuple(trainer.metrics), astuple(alone.metrics))


def places(machine: Machine) -> tuple[int, int]:
    return machine.run._trainer.steps, beside(machine.run).steps


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(monkeypatch, A)
    machine.do("step", unit="step", count=7)
    machine.pass_time(0.1)
    return machine


def test_both_begin_at_step_0_with_what_differs_told(machine: Machine) -> None:
    compare(machine, B)
    assert places(machine) == (0, 0)
    told = machine.latest("experiment")
    assert told["effect"] == "reset"
    assert told["beside"]["experiment"] == B.model_dump(mode="json")
    assert told["beside"]["layout"]["id"] != told["layout"]["id"]
    fields = {entry["field"]: entry for entry in told["beside"]["differences"]}
    assert set(fields) == {"network.layers", "training.optimizer.learning_rate"}
    assert fields["training.optimizer.learning_rate"]["before"] == 0.03
    assert fields["training.optimizer.learning_rate"]["after"] == 0.3
    assert machine.state["beside"]["step"] == machine.state["step"] == 0


def test_equal_shapes_and_seeds_begin_with_equal_weights(machine: Machine) -> None:
    compare(machine, made(rate=0.3))
    own, other = machine.run._trainer.network, beside(machine.run).network
    np.testing.assert_array_equal(own.parameters, other.parameters)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    layers=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    rate=st.sampled_from([0.01, 0.3, 10.0]),
    batch=st.sampled_from([7, 20]),
    script=st.lists(
        st.one_of(
            st.tuples(
                st.just("step"),
                st.sampled_from(["phase", "step", "epoch"]),
                st.integers(-12, 12).filter(bool),
            ),
            st.tuples(st.just("seek"), st.integers(0, 60)),
            st.tuples(st.just("play"), st.sampled_from([0.001, 0.01])),
            st.tuples(st.just("reset")),
        ),
        max_size=6,
    ),
)
def test_after_any_script_both_are_in_step_and_as_alone(
    layers: list[int], rate: float, batch: int, script: list[tuple[Any, ...]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        machine = Machine(patch, A)
        compare(machine, made(layers, rate, batch=batch, l2=float(rate == 10)))
        for kind, *details in script:
            if kind == "step":
                machine.do("step", unit=details[0], count=details[1])
            elif kind == "seek":
                machine.do("seek", step=min(details[0], machine.run._tandem.latest))
            elif kind == "play":
                machine.do("play")
                machine.pass_time(details[0])
                machine.do("pause")
            else:
                machine.do("reset")
            machine.pass_time(0.5)
            assert machine.run.wait(machine.now) is None
            assert machine.run._tandem.in_step
            trainers = machine.run._trainer, beside(machine.run)
            for trainer in trainers:
                assert_as_alone(trainer)
            if all(trainer.stop_reason is None for trainer in trainers):
                assert len(set(places(machine))) == 1
            assert machine.state["step"] == trainers[0].steps
            assert machine.state["beside"]["step"] == trainers[1].steps


def test_phases_go_side_by_side_and_the_shorter_waits(machine: Machine) -> None:
    compare(machine, B)
    for done in range(1, 7):
        machine.do("step", unit="phase", count=1)
        machine.pass_time(0.1)
        assert machine.run._trainer.phases_done == beside(machine.run).phases_done == done
    machine.do("step", unit="phase", count=1)
    machine.pass_time(0.1)
    # A is through with its seven phases, so B makes all of its nine.
    assert places(machine) == (1, 1)
    assert beside(machine.run).phases_done == 0
    machine.do("step", unit="phase", count=-2)
    machine.pass_time(0.1)
    assert machine.run._trainer.phases_done == beside(machine.run).phases_done == 5


def test_frames_come_in_turn_and_of_the_same_steps(machine: Machine) -> None:
    compare(machine, B)
    machine.frames.clear()
    machine.do("play")
    machine.pass_time(1)
    headers = [read_header(frame) for _, frame in machine.frames]
    own, other = headers[::2], headers[1::2]
    assert len(own) >= 25
    assert [header["step"] for header in own] == [header["step"] for header in other]
    ids = {header["layoutId"] for header in own}, {header["layoutId"] for header in other}
    assert all(len(each) == 1 for each in ids)
    assert ids[0] != ids[1]
    assert own[-1]["step"] > 100


def test_a_slow_second_run_does_not_slow_the_picture(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(machine, B)
    step = Trainer.step
    slow = beside(machine.run)

    def slowed(trainer: Trainer, unit: Any = "step", count: int = 1) -> int:
        made_now = step(trainer, unit, count)
        machine.now += 0.002 * made_now * (trainer is slow)
        return made_now

    monkeypatch.setattr(Trainer, "step", slowed)
    machine.do("play")
    machine.pass_time(2)
    machine.frames.clear()
    machine.pass_time(1)
    assert len(machine.frames) >= 2 * 20
    assert machine.longest < 0.05


def test_one_diverges_and_the_other_goes_on(machine: Machine) -> None:
    compare(machine, FATAL)
    machine.do("play")
    machine.pass_time(0.5)
    step, stopped = places(machine)
    assert machine.run.playing
    assert step > 100 > stopped
    machine.do("pause")
    assert machine.state["beside"]["stop"]["code"] == "diverged"
    assert_as_alone(beside(machine.run))


def test_the_rooms_own_diverges_and_the_one_beside_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, FATAL)
    compare(machine, A)
    machine.do("play")
    machine.pass_time(0.5)
    stopped, step = places(machine)
    assert machine.run.playing
    assert step > 100 > stopped
    machine.do("pause")
    assert machine.state["stop"]["code"] == "diverged"
    machine.do("step", unit="step", count=-20)
    machine.pass_time(0.3)
    assert places(machine) == (stopped, step - 20)
    machine.do("seek", step=1)
    machine.pass_time(0.3)
    assert places(machine) == (1, 1)
    machine.do("seek", step=step - 5)
    machine.pass_time(0.3)
    assert places(machine) == (stopped, step - 5)
    assert_as_alone(beside(machine.run))


def test_both_at_their_end_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, made(epochs=2))
    compare(machine, made(rate=0.3, epochs=3))
    machine.do("play")
    machine.pass_time(0.5)
    assert places(machine) == (2 * 3, 3 * 3) or not machine.run.playing
    assert machine.state["stop"]["code"] == machine.state["beside"]["stop"]["code"] == "max_epochs"
    assert not machine.state["playing"]
    assert machine.run.wait(machine.now) is None


def test_ended_the_run_goes_on_alone(machine: Machine) -> None:
    compare(machine, B)
    machine.do("step", unit="step", count=9)
    machine.pass_time(0.1)
    compare(machine, None)
    assert machine.latest("experiment")["beside"] is None
    assert machine.latest("experiment")["effect"] == "live"
    assert machine.state["beside"] is None
    assert machine.state["step"] == 9
    machine.frames.clear()
    machine.do("step", unit="step", count=1)
    machine.pass_time(0.2)
    assert {read_header(frame)["layoutId"] for _, frame in machine.frames} == {
        machine.latest("experiment")["layout"]["id"]
    }
    assert_as_alone(machine.run._trainer)


def test_what_is_in_force_is_compared_not_what_the_run_began_with(machine: Machine) -> None:
    changed = made(rate=0.5)
    machine.configure(changed)
    machine.pass_time(0.1)
    compare(machine, made(rate=5.0))
    assert machine.run._trainer.experiment == changed
    assert places(machine) == (0, 0)
    assert_as_alone(machine.run._trainer)


@pytest.mark.parametrize(
    ("other", "field"),
    [(made(noise=0.2), "experiment.dataset.noise")],
)
def test_other_data_are_refused_by_name_and_nothing_happens(
    machine: Machine, other: Experiment, field: str
) -> None:
    before = machine.state
    compare(machine, other)
    error = machine.latest("error")
    assert error["field"] == field
    assert (error["given"], error["allowed"]) == ("0.2", "0.1")
    assert field in error["message"]
    assert machine.run._tandem.beside is None
    assert machine.state == before


def test_other_data_go_to_both_and_anything_else_to_one(machine: Machine) -> None:
    compare(machine, B)
    machine.do("step", unit="step", count=12)
    machine.pass_time(0.1)
    machine.configure(made(rate=0.1))
    machine.pass_time(0.2)
    assert places(machine) == (12, 12)
    assert beside(machine.run).experiment == B
    machine.configure(made(rate=0.1, noise=0.2))
    machine.pass_time(0.2)
    assert places(machine) == (0, 0)
    assert beside(machine.run).experiment == made((3, 3), 0.3, noise=0.2)
    machine.configure(made(rate=0.1, noise=0.2, seed=3))
    machine.do("step", unit="step", count=2)
    machine.pass_time(0.2)
    assert places(machine) == (2, 2)
    assert beside(machine.run).experiment.training.seed == 0
    machine.do("switch", branch=1)
    machine.pass_time(0.2)
    assert places(machine)[0] == places(machine)[1]
    assert beside(machine.run).experiment.dataset == machine.run._trainer.experiment.dataset


def test_saved_and_restored_both_are_there_to_the_bit(machine: Machine) -> None:
    compare(machine, B)
    machine.do("step", unit="step", count=40)
    machine.pass_time(0.1)
    machine.do("step", unit="phase", count=3)
    machine.pass_time(0.5)
    machine.run = Run.restored(machine.run.save(), machine._on_message, machine._on_frame)
    machine.run.describe()
    machine.pass_time(0.5)
    assert places(machine) == (40, 40)
    assert beside(machine.run).phases_done == 3
    for trainer in (machine.run._trainer, beside(machine.run)):
        assert_as_alone(trainer)
    assert machine.state["beside"]["step"] == 40


def test_a_restored_run_comes_along_in_slices(machine: Machine) -> None:
    compare(machine, B)
    machine.do("play")
    machine.pass_time(1)
    saved = machine.run.save()
    step = Snapshot.from_bytes(saved.snapshot).position.steps
    assert step > 1000
    machine.run = Run.restored(saved, machine._on_message, machine._on_frame)
    machine.longest = 0
    machine.pass_time(2)
    assert machine.longest < 0.03
    assert min(places(machine)) > step
    assert_as_alone(beside(machine.run))


def test_what_was_saved_with_other_data_beside_it_is_refused(machine: Machine) -> None:
    compare(machine, B)
    saved = machine.run.save()
    saved.state["beside"]["experiment"] = made(noise=0.2).model_dump(mode="json")
    with pytest.raises(ValueError, match="dataset"):
        Run.restored(saved, machine._on_message, machine._on_frame)


def test_back_while_the_other_still_comes_along(machine: Machine) -> None:
    compare(machine, B)
    machine.do("step", unit="step", count=200)
    machine.pass_time(0.5)
    machine.do("seek", step=100)
    machine.do("step", unit="step", count=-5)
    machine.do("step", unit="step", count=3)
    machine.pass_time(1)
    assert places(machine) == (98, 98)
    for trainer in (machine.run._trainer, beside(machine.run)):
        assert_as_alone(trainer)
