from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from app.nn.layers import Dense
from app.nn.optimizers import SGD
from app.rooms.commands import EVERYTHING
from app.training import Experiment, Trainer
from app.training.experiment import StopRecipe
from tests.frames.reader import read_header, read_steps, read_tensors
from tests.rooms.simulation import Machine
from tests.training.recipes import tiny, with_layers, with_training

MakeMachine: TypeAlias = Callable[..., Machine]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch, tiny())


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> MakeMachine:
    return lambda experiment: Machine(monkeypatch, experiment)


def test_it_says_what_it_is(machine: Machine) -> None:
    machine.run.describe()
    experiment, state, timeline, problems = machine.messages
    assert timeline["type"] == "timeline"
    assert problems == {"type": "problems", "problems": []}
    json.dumps(machine.messages, allow_nan=False)
    assert experiment["effect"] == "start"
    assert experiment["experiment"] == tiny().model_dump(mode="json")
    assert set(experiment["history"]) == {
        "step",
        "epoch",
        "train_loss",
        "test_loss",
        "train_accuracy",
        "test_accuracy",
        "train_iou",
        "test_iou",
    }
    assert experiment["changes"] == []
    assert {key: state[key] for key in ("type", "playing", "step", "epoch", "stop")} == {
        "type": "state",
        "playing": False,
        "step": 0,
        "epoch": 0,
        "stop": None,
    }
    assert state["phase"] == {"kind": "start", "layer": 0}
    assert state["speed"] == {"unit": "step", "per_second": None}
    assert state["metrics"]["batch_loss"] is None


def test_it_stands_still_until_it_is_played(machine: Machine) -> None:
    machine.pass_time(5)
    assert machine.made.total() == 0
    assert machine.run.wait(machine.now) is None


def test_at_full_speed_it_trains_all_the_time(machine: Machine) -> None:
    machine.do("play")
    machine.pass_time(2)
    assert machine.made["step"] > 0.95 * 2 / machine.seconds_per_step
    assert machine.state["playing"] is True
    assert machine.longest < 0.02


@pytest.mark.parametrize("seconds_per_step", [2e-5, 2e-4, 3e-3, 0.05])
def test_it_gives_way_to_others_often(machine: Machine, seconds_per_step: float) -> None:
    machine.seconds_per_step = seconds_per_step
    machine.do("play")
    machine.pass_time(0.3)
    assert machine.longest <= 2 * max(0.004, seconds_per_step)


def test_frames_come_thirty_times_a_second(machine: Machine) -> None:
    machine.do("play")
    machine.pass_time(2)
    assert 58 <= len(machine.frames) <= 61
    times = [time for time, _ in machine.frames]
    for start in times[:-31]:
        assert sum(start <= time < start + 1 for time in times) <= 31


def test_slow_parts_come_eight_times_a_second(machine: Machine) -> None:
    machine.run.describe()
    layout = machine.latest("experiment")["layout"]
    machine.do("play")
    machine.pass_time(2)
    slow = [frame for _, frame in machine.frames if "maps" in read_steps(frame, layout)]
    assert 12 <= len(slow) <= 17


def test_costly_frames_are_made_less_often(machine: Machine) -> None:
    machine.seconds_per_frame = 0.02
    machine.do("play")
    machine.pass_time(4)
    spent = len(machine.frames) * machine.seconds_per_frame
    assert spent <= 0.25 * 4
    assert len(machine.frames) >= 20


def test_frames_tell_the_measured_speed(machine: Machine) -> None:
    machine.do("play")
    machine.pass_time(2)
    assert machine.header["stepsPerSecond"] == pytest.approx(5000, rel=0.05)
    machine.do("pause")
    machine.pass_time(1)
    assert machine.header["stepsPerSecond"] == 0


@pytest.mark.parametrize("unit", ["phase", "step"])
@pytest.mark.parametrize("rate", [0.5, 1, 8, 30, 1000])
def test_a_speed_is_kept(machine: Machine, unit: str, rate: float) -> None:
    machine.do("speed", unit=unit, per_second=rate)
    machine.do("play")
    machine.pass_time(6)
    assert machine.made[unit] == pytest.approx(1 + rate * 6, abs=1.01)
    assert machine.made.total() == machine.made[unit]
    assert machine.state["speed"] == {"unit": unit, "per_second": rate}


def test_every_phase_of_a_slow_run_is_shown(machine: Machine) -> None:
    machine.do("speed", unit="phase", per_second=2)
    machine.do("play")
    machine.pass_time(3.6)
    seen = [read_header(frame) for _, frame in machine.frames]
    phases = list(dict.fromkeys((header["phase"], header["layer"]) for header in seen))
    assert phases == [
        ("sample", 0),
        ("forward", 1),
        ("forward", 2),
        ("loss", 0),
        ("backward", 2),
        ("backward", 1),
        ("update", 0),
    ]


def test_speed_can_change_while_it_plays(machine: Machine) -> None:
    machine.do("speed", unit="step", per_second=10)
    machine.do("play")
    machine.pass_time(20)
    slow = machine.made["step"]
    machine.do("speed", unit="step", per_second=None)
    machine.pass_time(1)
    assert machine.made["step"] > slow + 4000
    # However long it went slowly, it looks up from its work in time.
    assert machine.longest < 0.02
    machine.do("speed", unit="phase", per_second=4)
    before = machine.made.copy()
    machine.pass_time(2)
    assert machine.made["phase"] - before["phase"] <= 10
    assert machine.made["step"] == before["step"]


def test_nobody_looks_so_nothing_is_drawn_but_it_trains(machine: Machine) -> None:
    machine.run.outlook.watch((), 0)
    machine.do("play")
    machine.pass_time(1)
    assert machine.frames == []
    assert machine.made["step"] > 1000
    machine.run.outlook.watch(EVERYTHING, 1)
    machine.pass_time(0.1)
    assert machine.frames


def parts_of(machine: Machine) -> list[frozenset[str]]:
    """What was in each frame."""
    layout = _layout(machine)
    return [frozenset(read_steps(frame, layout)) for _, frame in machine.frames]


def test_only_what_is_watched_is_made(machine: Machine) -> None:
    machine.run.outlook.watch({"header", "maps", "money"}, 1)
    machine.do("play")
    machine.pass_time(1)
    assert set(parts_of(machine)) == {frozenset(), frozenset({"maps"})}


@pytest.mark.parametrize(
    ("unit", "rate", "followed"),
    [("phase", 8, True), ("phase", 9, False), ("phase", None, False), ("step", 2, False)],
)
def test_all_numbers_are_exact_while_the_phases_can_be_followed(
    machine: Machine, unit: str, rate: float | None, followed: bool
) -> None:
    machine.pass_time(1)
    machine.do("speed", unit=unit, per_second=rate)
    machine.pass_time(1)
    assert all("exact" in parts for parts in parts_of(machine) if parts & {"network"})
    before = len(machine.frames)
    machine.do("play")
    machine.pass_time(2)
    playing = parts_of(machine)[before:]
    assert playing
    assert all(("exact" in parts) is followed for parts in playing)
    machine.do("pause")
    machine.pass_time(1)
    assert "exact" in parts_of(machine)[-1]


def test_epochs_by_hand_are_exact_when_they_are_done(make: MakeMachine) -> None:
    machine = make(tiny(samples=100, batch_size=1))
    machine.pass_time(1)
    before = len(machine.frames)
    machine.do("step", unit="epoch", count=50)
    machine.pass_time(5)
    *underway, last = [parts for parts in parts_of(machine)[before:] if "network" in parts]
    assert underway
    assert not any("exact" in parts for parts in underway[:-1])
    assert "exact" in last


@pytest.mark.parametrize("units", [(8,) * 6, (32,) * 4])
def test_a_class_fits_into_its_network_whatever_is_trained(
    make: MakeMachine, units: tuple[int, ...]
) -> None:
    machine = make(tiny("spiral", units=units, activation="tanh"))
    # Weights that make steep and noisy maps, the worst to send.
    machine.run._trainer.network.parameters *= 3
    machine.seconds_per_step = 1e-2
    machine.run.outlook.watch(EVERYTHING, 40)
    machine.do("play")
    machine.pass_time(1)
    machine.frames.clear()
    machine.pass_time(4)
    assert sum(len(frame) for _, frame in machine.frames) * 40 * 8 / 4 <= 50e6
    alone = len(machine.frames)
    machine.run.outlook.watch(EVERYTHING, 1)
    machine.frames.clear()
    machine.pass_time(4)
    assert len(machine.frames) >= alone
    assert len([parts for parts in parts_of(machine) if "maps" in parts]) >= 4 * 7


def test_fewer_who_look_are_shown_nothing_anew(machine: Machine) -> None:
    machine.run.outlook.watch(EVERYTHING, 2)
    machine.pass_time(1)
    count = len(machine.frames)
    machine.run.outlook.watch({"header", "network"}, 1)
    machine.pass_time(1)
    assert len(machine.frames) == count
    machine.run.outlook.watch(EVERYTHING, 1)
    machine.pass_time(1)
    assert parts_of(machine)[count] | {"header"} == EVERYTHING - {"spotlight_exact", "images"}


def test_after_a_pause_the_picture_is_completed_and_then_it_is_quiet(machine: Machine) -> None:
    machine.run.describe()
    layout = machine.latest("experiment")["layout"]
    machine.do("play")
    machine.pass_time(1.01)
    machine.do("pause")
    step = machine.state["step"]
    machine.pass_time(1)
    newest: dict[str, float] = {}
    for _, frame in machine.frames:
        newest |= read_steps(frame, layout)
    assert set(newest.values()) == {step}
    count = len(machine.frames)
    machine.pass_time(10)
    assert len(machine.frames) == count
    assert machine.run.wait(machine.now) is None


@pytest.mark.parametrize(
    ("unit", "count", "steps", "phase"),
    [
        ("phase", 1, 0, "sample"),
        ("phase", 8, 1, "sample"),
        ("step", 1, 1, "update"),
        ("step", 4, 4, "update"),
        ("epoch", 2, 6, "update"),
    ],
)
def test_it_can_be_moved_by_hand(
    machine: Machine, unit: str, count: int, steps: int, phase: str
) -> None:
    machine.do("play")
    machine.do("step", unit=unit, count=count)
    machine.pass_time(1)
    assert machine.state["playing"] is False
    assert machine.state["step"] == steps
    assert machine.state["phase"]["kind"] == phase
    assert (machine.header["step"], machine.header["phase"]) == (steps, phase)


def test_reset_begins_again_with_the_same_weights(machine: Machine) -> None:
    machine.run.describe()
    machine.pass_time(1)
    layout = machine.latest("experiment")["layout"]
    first = read_tensors(machine.frames[0][1], layout)
    machine.do("play")
    machine.pass_time(1)
    machine.do("reset")
    machine.pass_time(1)
    experiment = machine.latest("experiment")
    assert experiment["effect"] == "reset"
    assert machine.state["playing"] is False
    assert machine.state["step"] == 0
    # What was stays in the timeline.
    assert machine.state["latest"] > 0
    assert experiment["history"]["step"]
    again = read_tensors(machine.frames[-1][1], experiment["layout"])
    for key, tensor in first.items():
        assert tensor.tolist() == again[key].tolist()


def test_playing_on_and_off_is_the_same_run_as_in_one_go(machine: Machine) -> None:
    for _ in range(3):
        machine.do("play")
        machine.pass_time(0.05)
        machine.do("pause")
        machine.do("step", unit="phase", count=3)
        machine.do("spotlight", split="test", index=2)
        machine.pass_time(0.5)
    alone = Trainer(tiny())
    alone.step("step", machine.state["step"])
    machine.do("step", unit="step")
    alone.step()
    machine.pass_time(1)
    parameters = read_tensors(machine.frames[-1][1], _layout(machine))["parameters", 1]
    assert parameters.tolist() == alone.network.views(alone.network.parameters)[0][0].tolist()


def _layout(machine: Machine) -> dict[str, Any]:
    machine.run.describe()
    layout: dict[str, Any] = machine.latest("experiment")["layout"]
    return layout


def test_another_sample_comes_into_the_spotlight(machine: Machine) -> None:
    layout = _layout(machine)
    dataset = Trainer(tiny()).dataset
    for split, samples in (("train", dataset.train), ("test", dataset.test)):
        machine.do("spotlight", split=split, index=3)
        machine.pass_time(1)
        assert machine.state["spotlight"] == {"split": split, "index": 3}
        shown = read_tensors(machine.frames[-1][1], layout)["activations", 0]
        assert shown.tolist() == pytest.approx(samples.inputs[3].tolist(), rel=1e-6)
    machine.do("spotlight", split="test", index=100_000)
    assert machine.state["spotlight"] == {"split": "test", "index": len(dataset.test) - 1}


LIVE: dict[str, Experiment] = {
    "training.batch_size": with_training(tiny(), batch_size=2),
    "training.l1": with_training(tiny(), l1=0.1),
    "training.l2": with_training(tiny(), l2=0.1),
    "training.optimizer.learning_rate": with_training(tiny(), optimizer=SGD(learning_rate=0.5)),
    "training.stop.max_epochs": with_training(tiny(), stop=StopRecipe(max_epochs=100_000)),
    "network.layers": with_layers(tiny(), [Dense(3), Dense(2)]),
}
RESET: dict[str, Experiment] = {
    "dataset": tiny("xor"),
    "samples": tiny(samples=30),
    "seed": tiny(seed=2),
}


@pytest.mark.parametrize("field", LIVE)
def test_some_changes_leave_the_run_going(machine: Machine, field: str) -> None:
    machine.do("play")
    machine.pass_time(0.1)
    step = machine.made["step"]
    machine.configure(LIVE[field])
    message = machine.latest("experiment")
    assert message["effect"] == "live"
    assert message["changes"] == [{"step": step, "fields": [field]}]
    assert message["history"]["step"]
    assert machine.state["playing"] is True
    assert machine.state["step"] == step
    machine.pass_time(0.1)
    assert machine.header["step"] > step
    assert machine.header["layoutId"] == message["layout"]["id"]


@pytest.mark.parametrize("field", RESET)
def test_other_changes_begin_it_again(machine: Machine, field: str) -> None:
    machine.do("play")
    machine.pass_time(0.1)
    machine.configure(RESET[field])
    message = machine.latest("experiment")
    assert message["effect"] == "reset"
    assert message["changes"] == []
    assert machine.state["step"] == 0
    # Whoever plays keeps playing.
    assert machine.state["playing"] is True
    machine.pass_time(0.1)
    assert machine.state["playing"] is True
    assert machine.header["step"] > 0


def test_before_the_first_step_everything_begins_again(machine: Machine) -> None:
    machine.configure(LIVE["network.layers"])
    assert machine.latest("experiment")["effect"] == "reset"
    machine.pass_time(1)
    fresh = Trainer(LIVE["network.layers"])
    shown = read_tensors(machine.frames[-1][1], _layout(machine))["parameters", 3]
    assert shown.tolist() == fresh.network.views(fresh.network.parameters)[2][0].tolist()


def test_the_same_experiment_again_changes_nothing(machine: Machine) -> None:
    machine.do("step", unit="step", count=5)
    machine.configure(tiny())
    message = machine.latest("experiment")
    assert (message["effect"], message["changes"]) == ("live", [])
    assert machine.state["step"] == 5


def test_changes_are_remembered_in_order(machine: Machine) -> None:
    machine.do("step")
    for number in range(150):
        machine.configure(with_training(tiny(), batch_size=2 + number % 2))
        machine.do("step")
    changes = machine.latest("experiment")["changes"]
    assert 0 < len(changes) <= 100
    assert [change["step"] for change in changes] == sorted(change["step"] for change in changes)
    machine.do("reset")
    machine.do("play")
    assert machine.latest("experiment")["changes"] == []


def test_a_run_that_ends_by_itself_says_why(make: MakeMachine) -> None:
    machine = make(tiny(stop=StopRecipe(max_epochs=4)))
    machine.do("play")
    machine.pass_time(1)
    state = machine.state
    assert (state["playing"], state["epoch"]) == (False, 4)
    assert state["stop"]["code"] == "max_epochs"
    assert state["stop"]["values"] == {"epochs": 4}
    assert machine.header["epoch"] == 4
    machine.do("play")
    assert machine.state["playing"] is False


def test_a_run_that_diverged_says_so_in_json(make: MakeMachine) -> None:
    machine = make(tiny("diabetes", units=(8,), activation="relu", optimizer=SGD(learning_rate=10)))
    machine.do("play")
    machine.pass_time(2)
    assert machine.state["stop"]["code"] == "diverged"
    assert machine.state["playing"] is False
    json.dumps(machine.messages, allow_nan=False)
    machine.run.describe()
    json.dumps(machine.messages, allow_nan=False)


def test_without_points_play_tells_what_is_missing(make: MakeMachine) -> None:
    machine = make(tiny("points"))
    machine.do("play")
    machine.pass_time(1)
    assert machine.state["playing"] is False
    assert machine.state["stop"]["code"] == "no_data"
    machine.configure(tiny("points", points=[(1, 1, 1), (-1, -1, 0), (2, 1, 1), (-2, 0, 0)]))
    machine.do("play")
    machine.pass_time(0.2)
    assert machine.state["stop"] is None
    assert machine.header["step"] > 0


def test_many_epochs_by_hand_do_not_hold_up_the_others(make: MakeMachine) -> None:
    machine = make(tiny(samples=100, batch_size=1))
    before = machine.now
    machine.do("step", unit="epoch", count=50)
    assert machine.now - before < 0.01
    machine.pass_time(0.3)
    assert 0 < machine.header["epoch"] < 50
    assert machine.header["trainLoss"] > 0
    machine.pass_time(2)
    assert machine.longest < 0.01
    assert (machine.state["epoch"], machine.state["step"]) == (50, 2500)
    assert (machine.header["epoch"], machine.header["step"]) == (50, 2500)
    assert machine.run.wait(machine.now) is None


@pytest.mark.parametrize("kind", ["pause", "reset", "play"])
def test_many_epochs_by_hand_can_be_cut_short(make: MakeMachine, kind: str) -> None:
    machine = make(tiny(samples=100, batch_size=1))
    machine.do("step", unit="epoch", count=1000)
    machine.pass_time(0.1)
    machine.do(kind)
    machine.pass_time(0.1)
    assert machine.state["playing"] is (kind == "play")
    assert machine.header["epoch"] < 1000
    machine.do("pause")
    machine.pass_time(1)
    assert machine.run.wait(machine.now) is None


def test_a_step_command_ends_when_the_run_does(make: MakeMachine) -> None:
    machine = make(tiny(stop=StopRecipe(max_epochs=2)))
    for unit in ("phase", "step", "epoch"):
        machine.do("reset")
        machine.do("step", unit=unit, count=1000)
        machine.pass_time(1)
        assert machine.state["stop"]["code"] == "max_epochs"
        assert machine.state["epoch"] == 2


def test_pressing_step_again_does_not_cut_the_first_short(make: MakeMachine) -> None:
    machine = make(Experiment())
    machine.seconds_per_step = 0.01  # An epoch takes longer than one slice.
    for _ in range(3):
        machine.do("step", unit="epoch")
    machine.pass_time(2)
    assert machine.messages[-1]["epoch"] == 3
    assert machine.messages[-1]["step"] == 75
