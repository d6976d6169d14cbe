"""How the layers of another branch did is told as it was told when that branch trained."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.nn.layers import BatchNorm, Dense
from app.nn.optimizers import SGD
from app.rooms.commands import parse_for_run
from app.rooms.run import Run
from tests.rooms.in_process import open_room, waiting
from tests.rooms.simulation import Machine
from tests.training.recipes import tiny, with_layers, with_training

FASTER = with_training(tiny(), optimizer=SGD(learning_rate=0.3))
QUANTITIES = ("activation_50", "gradient_50", "update_ratio")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A run that stands at step 40."""
    machine = Machine(monkeypatch, tiny())
    machine.do("step", unit="step", count=40)
    machine.pass_time(1)
    return machine


def asked(machine: Machine, branch: int, asker: int = 7) -> dict[str, Any]:
    """What somebody who asks is told, and nobody else."""
    machine.messages.clear()
    machine.recipients.clear()
    question = json.dumps({"type": "branch_statistics", "branch": branch})
    machine.run.carry_out(parse_for_run(question), asker)
    assert machine.recipients == [asker]
    (answer,) = machine.messages
    assert (answer["type"], answer["branch"]) == ("branch_statistics", branch)
    return answer


def told(machine: Machine) -> dict[str, Any]:
    """What a newcomer is told of the present branch's layers, as far as it is drawn of others."""
    machine.run.describe()
    whole = machine.latest("experiment")["statistics"]
    layers = [{name: layer[name] for name in QUANTITIES} for layer in whole["layers"]]
    return {"step": whole["step"], "layers": layers}


def drawn(answer: dict[str, Any]) -> dict[str, Any]:
    records = answer["records"]
    return {
        "step": records["step"],
        "layers": [{name: layer[name] for name in QUANTITIES} for layer in records["layers"]],
    }


def test_a_branch_that_was_left_is_told_as_it_was_when_it_trained(machine: Machine) -> None:
    first = told(machine)
    machine.do("try", step=20, experiment=FASTER.model_dump(mode="json"))
    machine.do("step", unit="step", count=30)
    machine.pass_time(1)
    second = told(machine)
    answer = asked(machine, 1)
    assert drawn(answer) == first
    assert answer["latest"] == 40
    assert [layer["kind"] for layer in answer["records"]["layers"]] == ["dense", "output"]
    machine.do("switch", branch=1)
    answer = asked(machine, 2)
    assert drawn(answer) == second
    assert answer["latest"] == 50
    assert second["step"][-1] > 20
    json.dumps(answer, allow_nan=False)


def test_the_present_branch_is_told_to_its_newest_moment_wherever_the_run_stands(
    machine: Machine,
) -> None:
    whole = told(machine)
    machine.do("seek", step=5)
    machine.pass_time(1)
    answer = asked(machine, 1)
    assert (drawn(answer), answer["latest"]) == (whole, 40)


def test_a_branch_begins_with_what_its_parent_had_recorded_by_then(machine: Machine) -> None:
    machine.do("seek", step=20)
    machine.pass_time(1)
    machine.do("edit", layer=1, unit=0, input=0, value=2.0)
    machine.pass_time(1)
    machine.do("switch", branch=1)
    first, second = (drawn(asked(machine, branch)) for branch in (1, 2))
    shared = [step for step in first["step"] if step <= 20]
    assert second["step"] == shared
    assert 20 < first["step"][-1] <= 40
    for mine, its in zip(second["layers"], first["layers"], strict=True):
        assert mine == {name: its[name][: len(shared)] for name in QUANTITIES}


def test_a_layer_is_told_where_it_was_of_its_present_kind(machine: Machine) -> None:
    machine.configure(with_layers(tiny(), [Dense(3), BatchNorm(), Dense(2)]))
    machine.do("step", unit="step", count=9)
    machine.pass_time(1)
    records = asked(machine, 1)["records"]
    old = [step <= 40 for step in records["step"]]
    dense, norm, added, output = records["layers"]
    kinds = [layer["kind"] for layer in records["layers"]]
    assert kinds == ["dense", "batch_norm", "dense", "output"]
    assert None not in dense["activation_50"]
    for layer in (norm, added, output):
        assert [value is None for value in layer["activation_50"]] == old


def test_layers_that_are_gone_are_not_told(machine: Machine) -> None:
    machine.configure(with_layers(tiny(), []))
    machine.do("step", unit="step", count=3)
    machine.pass_time(1)
    (output,) = asked(machine, 1)["records"]["layers"]
    assert output["kind"] == "output"


def test_of_a_branch_that_is_not_there_nothing_is_told(machine: Machine) -> None:
    answer = asked(machine, 9)
    assert (answer["latest"], answer["records"]) == (None, None)


def test_it_survives_the_worker(machine: Machine) -> None:
    machine.do("try", step=20, experiment=FASTER.model_dump(mode="json"))
    machine.do("step", unit="step", count=30)
    machine.pass_time(1)
    before = asked(machine, 1)
    machine.run = Run.restored(machine.run.save(), machine._on_message, machine._on_frame)
    assert asked(machine, 1) == before


def test_a_viewer_is_told_and_the_run_does_not_notice() -> None:
    room, runs = open_room()
    presenter, guest = room.join(), room.join(presenter=False)
    runs[0].catch_up()
    room.handle(presenter, '{"type": "step", "unit": "epoch", "count": 1}')
    runs[0].catch_up()
    waiting(presenter), waiting(guest)
    room.handle(guest, '{"type": "branch_statistics", "branch": 1}')
    runs[0].catch_up()
    kinds = [json.loads(item)["type"] for item in waiting(guest) if isinstance(item, str)]
    assert kinds.count("branch_statistics") == 1
    others = [json.loads(item)["type"] for item in waiting(presenter) if isinstance(item, str)]
    assert "branch_statistics" not in others
