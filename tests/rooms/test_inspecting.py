"""A viewer is told the numbers of the neuron it inspects, and nobody else is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from app.rooms import inspections
from app.rooms import people as people_module
from app.training import Trainer
from app.training.inspection import Inspector
from tests.rooms.simulation import Machine
from tests.rooms.test_looking import EXPERIMENT, Screen
from tests.rooms.test_room import Scene
from tests.training.recipes import every_kind, tiny, with_layers

NEURON = {"layer": 1, "unit": 2}


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    first = scene.join()
    scene.say(first, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    return scene


def of_kind(messages: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [message for message in messages if message["type"] == kind]


def test_who_inspects_is_told_and_nobody_else(scene: Scene) -> None:
    presenter, viewer, other = Screen(scene, presenter=True), Screen(scene), Screen(scene)
    scene.say(viewer.viewer, "inspect", target=NEURON)
    (told,) = of_kind(viewer.read(), "inspection")
    assert told["target"] == NEURON
    assert len(told["inputs"]) == 2
    scene.say(presenter.viewer, "step", unit="step", count=1)
    assert [message["step"] for message in of_kind(viewer.read(), "inspection")][-1] == 1
    for screen in (presenter, other):
        assert not of_kind(screen.read(), "inspection")


def test_two_inspect_two_neurons_and_two_samples(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(presenter.viewer, "inspect", target={"layer": 2, "unit": 1})
    scene.say(viewer.viewer, "inspect", target=NEURON)
    scene.say(viewer.viewer, "spotlight", split="test", index=3)
    first = of_kind(presenter.read(), "inspection")[-1]
    second = of_kind(viewer.read(), "inspection")[-1]
    assert (first["target"], second["target"]) == ({"layer": 2, "unit": 1}, NEURON)
    assert second["sample"] == {"split": "test", "index": 3}
    read = [item["activation"] for item in second["inputs"]]
    sample = Trainer(EXPERIMENT).dataset.test.inputs[3]
    np.testing.assert_array_equal(np.array(read, np.float32), sample.astype(np.float32))


def test_who_lets_go_is_told_no_more(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "inspect", target=NEURON)
    presenter.read()
    scene.say(presenter.viewer, "inspect", target=None)
    scene.say(presenter.viewer, "step", unit="step", count=1)
    assert not of_kind(presenter.read(), "inspection")


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ({"layer": 9, "unit": 0}, "target.layer"),
        ({"layer": 1, "unit": 3}, "target.unit"),
        ({"layer": 1, "unit": 0, "input": 2}, "target.input"),
        ({"layer": 0, "unit": 0, "input": 0}, "target.layer"),
    ],
)
def test_a_neuron_that_is_not_there(scene: Scene, target: dict[str, int], field: str) -> None:
    viewer = Screen(scene)
    scene.say(viewer.viewer, "inspect", target=target)
    (error,) = of_kind(viewer.read(), "error")
    assert (error["code"], error["field"]) == ("invalid", field)
    assert error["allowed"] in error["message"]


def test_a_neuron_that_goes_is_told_of_no_more_and_returns(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "inspect", target={"layer": 1, "unit": 2})
    smaller = tiny(units=(2,))
    presenter.read()
    scene.say(presenter.viewer, "configure", experiment=smaller.model_dump(mode="json"))
    messages = presenter.read()
    assert not of_kind(messages, "inspection")
    assert not of_kind(messages, "error")
    scene.say(presenter.viewer, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    assert of_kind(presenter.read(), "inspection")


def test_forty_may_inspect(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_module, "MOST_INSPECTING", 2)
    screens = [Screen(scene) for _ in range(3)]
    for screen in screens:
        scene.say(screen.viewer, "inspect", target=NEURON)
    (error,) = of_kind(screens[2].read(), "error")
    assert error["code"] == "inspecting"
    assert of_kind(screens[1].read(), "inspection")
    # Who inspects already may look at another neuron, and who lets go makes room.
    scene.say(screens[1].viewer, "inspect", target={"layer": 2, "unit": 0})
    assert of_kind(screens[1].read(), "inspection")
    scene.say(screens[0].viewer, "inspect", target=None)
    scene.say(screens[2].viewer, "inspect", target=NEURON)
    assert of_kind(screens[2].read(), "inspection")


def test_a_hidden_page_costs_nothing_and_is_told_anew(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "inspect", target=NEURON)
    scene.say(viewer.viewer, "subscribe", parts=[])
    viewer.read()
    scene.say(presenter.viewer, "step", unit="step", count=2)
    assert not of_kind(viewer.read(), "inspection")
    scene.say(viewer.viewer, "subscribe", parts=["header"])
    assert of_kind(viewer.read(), "inspection")[-1]["step"] == 2


def test_a_check_is_answered_to_who_asked(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(presenter.viewer, "step", unit="step", count=2)
    presenter.read(), viewer.read()
    scene.say(viewer.viewer, "check", layer=1, unit=0, input=1)
    assert not presenter.read()
    (answer,) = viewer.read()
    assert answer["type"] == "checked"
    assert answer["target"] == {"layer": 1, "unit": 0, "input": 1}
    assert answer["relative_error"] < 1e-6
    # It stands in no one's way afterwards.
    scene.say(presenter.viewer, "check", layer=2, unit=0, input=None)
    assert of_kind(presenter.read(), "checked")


def test_a_check_of_what_is_not_there(scene: Scene) -> None:
    viewer = Screen(scene)
    for fields, field in [
        ({"layer": 8, "unit": 0, "input": 0}, "layer"),
        ({"layer": 1, "unit": 5, "input": 0}, "unit"),
        ({"layer": 1, "unit": 0, "input": 2}, "input"),
    ]:
        scene.say(viewer.viewer, "check", **fields)
        (error,) = of_kind(viewer.read(), "error")
        assert (error["code"], error["field"]) == ("invalid", field)


def test_a_cell_of_a_map_is_told_of_and_its_kernel_checked_and_set(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    images = with_layers(tiny("digits", samples=60), every_kind())
    scene.say(presenter.viewer, "configure", experiment=images.model_dump(mode="json"))
    scene.say(presenter.viewer, "step", unit="step", count=2)
    scene.say(presenter.viewer, "inspect", target={"layer": 1, "unit": 84, "input": 8})
    told = of_kind(presenter.read(), "inspection")[-1]
    assert len(told["inputs"]) == 9
    assert 8 in told["history"]["inputs"]
    assert [len(told[name]) for name in ("samples", "map_samples")] == [6, 6]
    scene.say(presenter.viewer, "check", layer=1, unit=84, input=8)
    (answer,) = of_kind(presenter.read(), "checked")
    assert np.float32(answer["applied"]) == np.float32(told["inputs"][8]["gradient"])
    scene.say(presenter.viewer, "edit", layer=1, unit=84, input=8, value=0.5)
    assert of_kind(presenter.read(), "inspection")[-1]["inputs"][8]["weight"] == 0.5
    for kind, more in (("check", {}), ("edit", {"value": 1.0})):
        scene.say(presenter.viewer, kind, layer=3, unit=0, input=0, **more)
        (error,) = of_kind(presenter.read(), "error")
        assert (error["code"], error["field"]) == ("invalid", "layer")
    for target, field in (({"unit": 192}, "unit"), ({"unit": 0, "input": 9}, "input")):
        scene.say(presenter.viewer, "inspect", target={"layer": 1, **target})
        (error,) = of_kind(presenter.read(), "error")
        assert error["field"] == f"target.{field}"


def test_one_check_at_a_time(scene: Scene) -> None:
    first, second = Screen(scene), Screen(scene)
    question = json.dumps({"type": "check", "layer": 1, "unit": 0, "input": 0})
    scene.room.handle(first.viewer, question)
    scene.room.handle(second.viewer, question)
    (error,) = of_kind(second.read(), "error")
    assert error["code"] == "checking"
    scene.settle()
    assert of_kind(first.read(), "checked")
    scene.room.handle(second.viewer, question)
    scene.settle()
    assert of_kind(second.read(), "checked")


def test_a_check_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, tiny())
    machine.do("step", unit="step", count=3)
    machine.pass_time(1)
    machine.run.save()
    frames, states = len(machine.frames), len(machine.messages)
    machine.do("check", layer=1, unit=0, input=0)
    machine.pass_time(1)
    assert machine.run.unsaved is False
    assert (len(machine.frames), len(machine.messages)) == (frames, states + 1)


def watching(machine: Machine, targets: dict[str, tuple[int, int, int | None]]) -> None:
    machine.run.outlook.watch(["header"], 1, {}, targets)


def test_while_it_plays_inspections_come_four_times_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, tiny())
    watching(machine, {"3": (1, 0, None)})
    machine.do("play")
    machine.pass_time(0.5)
    machine.messages.clear()
    machine.pass_time(10)
    told = of_kind(machine.messages, "inspection")
    assert 38 <= len(told) <= 41
    assert len({message["step"] for message in told}) == len(told)
    assert 9 <= sum(message["history"] is not None for message in told) <= 11
    machine.do("pause")
    machine.pass_time(0.1)
    last = machine.latest("inspection")
    assert last["step"] == machine.state["step"]
    assert last["history"]["step"][-1] <= last["step"]


def test_every_phase_that_is_walked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, tiny())
    watching(machine, {"3": (1, 0, None)})
    machine.pass_time(1)
    phases = []
    for _ in range(8):
        machine.do("step", unit="phase", count=1)
        machine.pass_time(0.05)
        phases.append(machine.latest("inspection")["phase"])
    kinds = ["sample", "forward", "forward", "loss", "backward", "backward", "update", "sample"]
    assert [phase["kind"] for phase in phases] == kinds


def test_what_stands_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, tiny())
    watching(machine, {"3": (1, 0, None)})
    machine.pass_time(5)
    assert len(of_kind(machine.messages, "inspection")) == 1
    assert machine.run.wait(machine.now) is None


def test_nobody_inspects_and_nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("somebody computes what nobody wants to know")

    monkeypatch.setattr(Inspector, "read", read)
    monkeypatch.setattr(inspections, "Inspector", read)
    machine = Machine(monkeypatch, tiny())
    machine.do("play")
    machine.pass_time(2)
    assert machine.frames


def test_the_past_is_that_of_the_line_the_run_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, tiny())
    watching(machine, {"3": (1, 0, None)})
    for _ in range(6):
        machine.do("step", unit="step", count=1)
        machine.pass_time(0.1)
    whole = machine.latest("inspection")["history"]
    assert whole["step"] == [0, 1, 2, 3, 4, 5, 6]

    machine.do("seek", step=3)
    machine.pass_time(0.5)
    then = machine.latest("inspection")
    assert (then["step"], then["history"]["step"]) == (3, [0, 1, 2, 3])
    assert then["history"]["bias"] == whole["bias"][:4]

    # A weight set by hand in the past begins a branch: what comes is new, what was is shared.
    machine.do("edit", layer=1, unit=0, input=None, value=2.0)
    machine.pass_time(0.5)
    machine.do("step", unit="step", count=1)
    machine.pass_time(0.5)
    branch = machine.latest("inspection")["history"]
    assert branch["step"] == [0, 1, 2, 3, 4]
    assert branch["bias"][:3] == whole["bias"][:3]
    assert branch["bias"][3] == 2.0
    assert branch["bias"][4] != whole["bias"][4]


def test_after_an_edit_the_gradient_is_no_longer_the_runs_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, tiny())
    machine.do("step", unit="step", count=2)
    machine.pass_time(0.5)
    machine.do("edit", layer=1, unit=0, input=0, value=1.5)
    machine.do("check", layer=1, unit=0, input=0)
    found = machine.latest("checked")
    assert (found["value"], found["at"], found["applied"]) == (1.5, "now", None)
    assert found["relative_error"] < 1e-6
