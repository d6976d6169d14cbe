from __future__ import annotations

import json
from typing import Any

import pytest

from app.rooms.run import Run
from app.training import Experiment
from app.training.statistics import QUANTITIES
from tests.rooms.simulation import Machine
from tests.training import ailing
from tests.training.recipes import tiny, with_training


def told(machine: Machine, kind: str) -> list[dict[str, Any]]:
    return [message for message in machine.messages if message["type"] == kind]


def test_a_newcomer_is_told_the_record_and_what_goes_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, ailing.DEAD)
    machine.do("step", unit="epoch", count=3)
    machine.pass_time(1)
    machine.messages.clear()
    machine.run.describe()
    kinds = [message["type"] for message in machine.messages]
    assert kinds.index("experiment") < kinds.index("problems")
    (experiment,), (problems,) = told(machine, "experiment"), told(machine, "problems")
    record = experiment["statistics"]
    assert record["step"][:4] == [1, 2, 4, 8]
    assert len(record["layers"]) == 4
    assert set(record["layers"][0]) == set(QUANTITIES)
    lengths = {len(values) for layer in record["layers"] for values in layer.values()}
    assert lengths == {len(record["step"])}
    assert record["layers"][-1]["dead"][0] is None
    json.dumps(machine.messages, allow_nan=False)
    (dead,) = [problem for problem in problems["problems"] if problem["code"] == "dead"]
    assert dead["remedy"]["experiment"]["network"]["layers"][0]["activation"] == "leaky_relu"


def test_a_divergence_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, ailing.DIVERGING)
    machine.do("play")
    machine.pass_time(0.5)
    assert machine.state["stop"]["code"] == "diverged"
    (problem,) = told(machine, "problems")[-1]["problems"]
    assert (problem["code"], problem["before"]) == ("exploding", 0)


def test_a_run_that_learns_has_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, Experiment())
    machine.do("play")
    machine.pass_time(2)
    assert all(message["problems"] == [] for message in told(machine, "problems"))


def test_records_are_told_twice_a_second_while_somebody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, tiny())
    machine.run.describe()
    machine.run.outlook.watch(["header", "statistics"], 1)
    machine.do("play")
    machine.pass_time(3)
    machine.do("pause")
    machine.pass_time(0.1)
    messages = told(machine, "statistics")
    assert 3 <= len(messages) <= 8
    steps: list[int] = []
    for message in messages:
        steps = [step for step in steps if step <= message["after"]] + message["records"]["step"]
    machine.run.describe()
    assert told(machine, "experiment")[-1]["statistics"]["step"] == steps


def test_nobody_is_told_records_that_nobody_looks_at(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, tiny())
    machine.run.describe()
    machine.run.outlook.watch(["header", "network"], 1)
    machine.do("play")
    machine.pass_time(2)
    assert told(machine, "statistics") == []
    machine.do("pause")
    machine.run.outlook.watch(["header", "statistics"], 1)
    machine.pass_time(0.1)
    (message,) = told(machine, "statistics")
    assert message["after"] == -1
    assert len(message["records"]["step"]) > 10


def test_one_goes_back_to_before_it_and_tries_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, ailing.DEAD)
    machine.do("step", unit="epoch", count=3)
    machine.pass_time(1)
    (problem,) = told(machine, "problems")[-1]["problems"]
    machine.do("seek", step=problem["before"])
    machine.pass_time(1)
    assert machine.state["step"] == problem["before"]
    assert told(machine, "problems")[-1]["problems"] == []
    machine.do("seek", step=machine.state["latest"])
    machine.pass_time(1)
    again = told(machine, "problems")[-1]["problems"]
    assert [found["code"] for found in again] == ["dead"]
    machine.do("try", step=problem["before"], experiment=problem["remedy"]["experiment"])
    machine.do("step", unit="epoch", count=5)
    machine.pass_time(2)
    assert told(machine, "problems")[-1]["problems"] == []
    timeline = told(machine, "timeline")[-1]
    assert len(timeline["branches"]) == 2
    # The record of the branch goes on from what it shares with the other.
    machine.run.describe()
    steps = told(machine, "experiment")[-1]["statistics"]["step"]
    assert steps == sorted(set(steps))
    assert steps[0] == 1


def test_what_was_recorded_survives_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, ailing.DEAD)
    machine.do("step", unit="epoch", count=3)
    machine.pass_time(1)
    machine.run.describe()
    before = told(machine, "experiment")[-1]["statistics"], told(machine, "problems")[-1]
    machine.run = Run.restored(machine.run.save(), machine._on_message, machine._on_frame)
    machine.messages.clear()
    machine.run.describe()
    after = told(machine, "experiment")[-1]["statistics"], told(machine, "problems")[-1]
    assert after == before


def test_another_recipe_is_looked_at_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, ailing.RATE_LOW)
    machine.do("step", unit="epoch", count=30)
    machine.pass_time(2)
    (problem,) = told(machine, "problems")[-1]["problems"]
    assert problem["code"] == "rate_low"
    machine.configure(with_training(ailing.RATE_LOW, batch_size=5))
    assert told(machine, "problems")[-1]["problems"] == []
