"""Going through a run's past by commands, as a room's page does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.nn.layers import Dense
from app.nn.optimizers import SGD
from app.rooms.run import Run
from app.rooms.wire import Saved
from app.training import Snapshot, Trainer
from tests.frames.reader import read_header, read_tensors
from tests.rooms.simulation import Machine
from tests.training.recipes import tiny, with_layers, with_training

FASTER = with_training(tiny(), optimizer=SGD(learning_rate=0.3))
WIDER = with_layers(tiny(), [Dense(5)])


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A run that stands at step 40."""
    machine = Machine(monkeypatch, tiny())
    machine.do("step", unit="step", count=40)
    machine.pass_time(1)
    return machine


def shown(machine: Machine) -> Any:
    """The weights of the first layer in the latest frame."""
    machine.run.describe()
    return read_tensors(machine.frames[-1][1], machine.latest("experiment")["layout"])[
        "parameters", 1
    ].tolist()


def weights_after(steps: int) -> Any:
    alone = Trainer(tiny())
    alone.step("step", steps)
    return alone.network.views(alone.network.parameters)[0][0].tolist()


def described(experiment: Any) -> Any:
    return experiment.model_dump(mode="json")


def errors(machine: Machine) -> list[tuple[str, int]]:
    """The fields that were at fault, and who was told."""
    return [
        (message["field"], number)
        for message, number in zip(machine.messages, machine.recipients, strict=True)
        if message["type"] == "error"
    ]


@pytest.mark.parametrize("step", [0, 1, 17, 39, 40])
def test_a_sought_step_is_shown_as_it_was(machine: Machine, step: int) -> None:
    machine.do("seek", step=step)
    machine.pass_time(1)
    state = machine.state
    assert (state["step"], state["latest"], state["playing"]) == (step, 40, False)
    assert (machine.header["step"], machine.header["latest"]) == (step, 40)
    assert machine.run.wait(machine.now) is None
    assert shown(machine) == weights_after(step)


def test_the_newest_search_counts(machine: Machine) -> None:
    for step in (3, 30, 12):
        machine.do("seek", step=step)
    machine.pass_time(1)
    assert machine.state["step"] == 12
    assert [message["type"] for message in machine.messages[-2:]] != ["error", "error"]


@pytest.mark.parametrize(
    ("unit", "count", "step", "phase"),
    [
        ("phase", -1, 39, {"kind": "backward", "layer": 1}),
        ("phase", -7, 39, {"kind": "update", "layer": 0}),
        ("step", -3, 37, {"kind": "update", "layer": 0}),
        ("epoch", -2, 36, {"kind": "update", "layer": 0}),
        ("step", -1000, 0, {"kind": "start", "layer": 0}),
    ],
)
def test_a_step_back_is_a_rewind(
    machine: Machine, unit: str, count: int, step: int, phase: dict[str, Any]
) -> None:
    machine.do("step", unit=unit, count=count)
    machine.pass_time(1)
    assert (machine.state["step"], machine.state["latest"]) == (step, 40)
    assert machine.state["phase"] == phase
    assert machine.state["playing"] is False


def test_steps_back_and_forward_add_up(machine: Machine) -> None:
    for count in (-5, -5, 3, 3):
        machine.do("step", unit="step", count=count)
    machine.pass_time(1)
    assert machine.state["step"] == 36
    assert shown(machine) == weights_after(36)


def test_to_play_in_the_past_begins_a_branch(machine: Machine) -> None:
    machine.do("seek", step=10)
    machine.do("play")
    machine.pass_time(0.1)
    machine.do("pause")
    machine.pass_time(1)
    timeline = machine.latest("timeline")
    first, second = timeline["branches"]
    assert timeline["branch"] == 2
    assert (first["id"], first["parent"], first["latest"]) == (1, None, 40)
    assert first["history"]["step"] == list(range(3, 40, 3))
    assert (second["id"], second["parent"], second["from"]) == (2, 1, 10)
    assert second["history"] is None
    assert machine.latest("experiment")["history"]["step"][:3] == [3, 6, 9]
    assert machine.state["step"] == machine.state["latest"]
    machine.do("switch", branch=1)
    machine.pass_time(1)
    assert machine.state["step"] == 40
    assert machine.latest("timeline")["branch"] == 1
    assert shown(machine) == weights_after(40)


def test_by_hand_the_past_is_walked_without_a_branch(machine: Machine) -> None:
    machine.do("seek", step=10)
    machine.do("step", unit="step", count=5)
    machine.do("step", unit="phase", count=2)
    machine.pass_time(1)
    assert (machine.state["step"], machine.state["phase"]["kind"]) == (15, "forward")
    assert len(machine.latest("timeline")["branches"]) == 1


@pytest.mark.parametrize("playing", [True, False])
def test_a_remedy_is_tried_from_before_it_happened(machine: Machine, playing: bool) -> None:
    if playing:
        machine.do("play")
    machine.do("try", step=20, experiment=described(FASTER))
    machine.pass_time(0.2)
    timeline = machine.latest("timeline")
    assert timeline["branch"] == 2
    assert timeline["branches"][1]["differences"] == [
        {
            "step": 20,
            "field": "training.optimizer.learning_rate",
            "before": 0.03,
            "after": 0.3,
        }
    ]
    assert machine.latest("experiment")["experiment"] == described(FASTER)
    assert machine.state["playing"] is playing
    assert (machine.header["step"] > 20) is playing


def test_another_network_of_the_past_is_shown_with_its_own_layout(machine: Machine) -> None:
    machine.configure(WIDER)
    machine.do("step", unit="step", count=5)
    machine.pass_time(1)
    for step, experiment in ((12, tiny()), (44, WIDER), (3, tiny())):
        machine.do("seek", step=step)
        machine.pass_time(1)
        message = machine.latest("experiment")
        assert message["experiment"] == described(experiment)
        assert message["effect"] == "live"
        assert machine.header["layoutId"] == message["layout"]["id"]
        assert machine.header["step"] == step
        assert [change["step"] for change in message["changes"]] == [40]


def test_an_edit_is_seen_at_once_and_told_as_a_difference(machine: Machine) -> None:
    machine.do("seek", step=10)
    before = weights_after(10)[2][1]
    machine.do("edit", layer=1, unit=2, input=1, value=0.5)
    machine.pass_time(1)
    assert shown(machine)[2][1] == 0.5
    branch = machine.latest("timeline")["branches"][1]
    assert branch["differences"] == [
        {
            "step": 10,
            "field": "weight",
            "layer": 1,
            "unit": 2,
            "input": 1,
            "before": before,
            "after": 0.5,
        }
    ]


def test_reset_leaves_what_was_in_the_timeline(machine: Machine) -> None:
    machine.do("reset")
    machine.pass_time(1)
    assert (machine.state["step"], machine.state["latest"]) == (0, 40)
    machine.do("play")
    machine.pass_time(0.1)
    assert [branch["id"] for branch in machine.latest("timeline")["branches"]] == [1, 2]


def test_branches_and_bookmarks_have_names(machine: Machine) -> None:
    machine.do("bookmark", step=7, name=" before it falls ")
    machine.do("rename_branch", branch=1, name="first try")
    machine.pass_time(1)
    timeline = machine.latest("timeline")
    assert timeline["bookmarks"] == [{"id": 1, "branch": 1, "step": 7, "name": "before it falls"}]
    assert timeline["branches"][0]["name"] == "first try"
    machine.do("remove_bookmark", bookmark=1)
    machine.do("rename_branch", branch=1, name=None)
    machine.do("seek", step=7)
    machine.do("play")
    machine.do("switch", branch=1)
    machine.do("delete_branch", branch=2)
    machine.pass_time(1)
    timeline = machine.latest("timeline")
    assert timeline["bookmarks"] == []
    assert [branch["id"] for branch in timeline["branches"]] == [1]


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("seek", {"step": 41}, "step"),
        ("try", {"step": 41, "experiment": described(FASTER)}, "step"),
        ("bookmark", {"step": 41, "name": "x"}, "step"),
        ("switch", {"branch": 9}, "branch"),
        ("rename_branch", {"branch": 9, "name": "x"}, "branch"),
        ("delete_branch", {"branch": 9}, "branch"),
        ("delete_branch", {"branch": 1}, "branch"),
        ("remove_bookmark", {"bookmark": 3}, "bookmark"),
        ("edit", {"layer": 9, "unit": 0, "input": None, "value": 0}, "layer"),
        ("edit", {"layer": 1, "unit": 0, "input": 7, "value": 0}, "input"),
    ],
)
def test_what_cannot_be_is_told_to_who_asked_and_disturbs_nothing(
    machine: Machine, kind: str, fields: dict[str, Any], field: str
) -> None:
    machine.do("play")
    machine.do(kind, **fields)
    assert errors(machine) == [(field, 0)]
    assert machine.state["playing"] is True
    machine.pass_time(0.1)
    assert machine.header["step"] > 40
    assert machine.header["latest"] == machine.header["step"]


def test_branches_are_described_no_more_than_twice_a_second(machine: Machine) -> None:
    machine.pass_time(1)
    before = sum(message["type"] == "timeline" for message in machine.messages)
    for number in range(50):
        machine.do("edit", layer=1, unit=0, input=0, value=number / 10)
        machine.pass_time(0.02)
    machine.pass_time(1)
    after = sum(message["type"] == "timeline" for message in machine.messages)
    assert after - before <= 4


def revived(machine: Machine, saved: Saved, older: Saved | None = None) -> Machine:
    """The same machine with the run that another worker makes of what was saved."""
    whole = saved.after(older)
    wired = Saved(json.loads(json.dumps(whole.state)), whole.snapshot, whole.tips)
    machine.run = Run.restored(wired, machine._on_message, machine._on_frame)
    return machine


def test_what_was_saved_in_the_past_stands_there_and_knows_the_rest(machine: Machine) -> None:
    machine.do("seek", step=10)
    machine.do("play")
    machine.pass_time(0.1)
    machine.do("bookmark", step=12, name="here")
    machine.do("seek", step=11)
    machine.pass_time(1)
    first = machine.run.save()
    assert first.tips is not None
    machine.do("seek", step=5)
    machine.pass_time(1)
    second = machine.run.save()
    # Those have not changed, and were handed over before.
    assert second.tips is None
    revived(machine, second, first)
    machine.run.describe()
    machine.pass_time(1)
    assert machine.state["step"] == 5
    assert machine.state["latest"] > 12
    assert machine.latest("timeline")["bookmarks"][0]["name"] == "here"
    assert shown(machine) == weights_after(5)
    machine.do("switch", branch=1)
    machine.pass_time(1)
    assert machine.state["step"] == 40
    assert shown(machine) == weights_after(40)


def with_a_past_to_search(machine: Machine) -> int:
    """Play for a second and begin again from what was saved, without ladders; the newest step."""
    machine.do("play")
    machine.pass_time(1)
    machine.do("pause")
    latest: int = machine.state["latest"]
    revived(machine, machine.run.save())
    return latest


def test_what_was_saved_on_its_way_arrives(machine: Machine) -> None:
    latest = with_a_past_to_search(machine)
    machine.do("seek", step=latest - 1)
    saved = machine.run.save()
    assert saved.state["step"] < latest - 1
    assert machine.longest < 0.02
    revived(machine, saved)
    machine.pass_time(5)
    assert machine.state["step"] == latest - 1
    assert shown(machine) == weights_after(latest - 1)
    assert machine.longest < 0.02


def test_what_is_asked_for_meanwhile_is_done_there(machine: Machine) -> None:
    latest = with_a_past_to_search(machine)
    machine.do("seek", step=latest - 7)
    machine.configure(FASTER)
    machine.do("play")
    machine.pass_time(5)
    branch = machine.latest("timeline")["branches"][1]
    assert (branch["from"], branch["parent"]) == (latest - 7, 1)
    assert machine.state["playing"] is True


def test_what_an_earlier_version_saved_goes_on(machine: Machine) -> None:
    saved = machine.run.save()
    state = {name: saved.state[name] for name in saved.state if name != "timeline"}
    revived(machine, Saved({**state, "changes": []}, saved.snapshot))
    machine.do("play")
    machine.pass_time(0.1)
    machine.do("seek", step=41)
    machine.do("seek", step=3)
    machine.pass_time(1)
    assert errors(machine) == [("step", 0)]
    assert machine.state["step"] == 41
    assert shown(machine) == weights_after(41)
    again = revived(machine, machine.run.save())
    again.do("seek", step=40)
    again.pass_time(1)
    assert shown(again) == weights_after(40)


def test_a_snapshot_is_small_enough_to_be_saved_often(machine: Machine) -> None:
    for _ in range(5):
        machine.do("seek", step=10)
        machine.do("play")
        machine.pass_time(0.05)
    saved = machine.run.save()
    assert len(json.dumps(saved.state)) < 5000
    assert Snapshot.from_bytes(saved.snapshot).position.steps == saved.state["step"]


def test_no_frame_shows_what_was_only_passed_through(machine: Machine) -> None:
    machine.do("play")
    machine.pass_time(1)
    machine.do("pause")
    machine.pass_time(1)
    latest = machine.state["latest"]
    revived(machine, machine.run.save())
    machine.pass_time(1)
    count = len(machine.frames)
    machine.do("seek", step=latest - 2)
    machine.pass_time(3)
    assert {read_header(frame)["step"] for _, frame in machine.frames[count:]} == {latest - 2}
