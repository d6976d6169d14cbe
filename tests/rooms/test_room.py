from __future__ import annotations

import json
from typing import Any

import pytest

from app.rooms.run import Run
from app.rooms.viewer import Viewer
from app.training import Experiment
from tests.frames.reader import read_header
from tests.rooms.clock import CLOCK
from tests.rooms.in_process import open_room, waiting
from tests.training.recipes import tiny


def messages(viewer: Viewer) -> list[dict[str, Any]]:
    """Everything that waits for a viewer; a frame by its header."""
    return [
        json.loads(item) if isinstance(item, str) else {"type": "frame", **read_header(item)}
        for item in waiting(viewer)
    ]


class Scene:
    """A room with its run at rest."""

    def __init__(self) -> None:
        self.room, self.runs = open_room()

    def join(self, *, presenter: bool = True) -> Viewer:
        """Somebody joins, and all that follows from it happens."""
        viewer = self.room.join(presenter=presenter)
        self.settle()
        return viewer

    def say(self, viewer: Viewer, kind: str, **fields: object) -> None:
        """A command, and all that follows from it."""
        self.room.handle(viewer, json.dumps({"type": kind, **fields}))
        self.settle()

    def settle(self) -> None:
        """Let the run catch up, until it has shown all there is to see."""
        self.runs[0].catch_up()
        while (wait := self.run.wait(CLOCK.now())) is not None:
            CLOCK.skip(wait)
            self.runs[0].catch_up()

    def save(self) -> None:
        """Hand the run's state to the room, as a worker does every now and then."""
        self.room.on_saved(self.run.save())

    def people(self) -> tuple[int, bool]:
        """How many are there, and whether the room counts the time that nobody is."""
        return self.room.viewers, self.room.empty_since is not None

    @property
    def run(self) -> Run:
        """The present run."""
        run = self.runs[0].run
        assert run is not None
        return run


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_whoever_joins_is_told_all_in_order(scene: Scene) -> None:
    for count in (1, 2, 3):
        viewer = scene.join()
        welcome, experiment, state, *rest = messages(viewer)
        assert welcome == {
            "type": "welcome",
            "protocol": 5,
            "room": "KXQTPA",
            "role": "presenter",
            "number": count,
            "fresh": True,
            "limits": {"message_bytes": 131072, "frames_per_second": 30},
        }
        assert (experiment["type"], experiment["effect"]) == ("experiment", "start")
        assert (state["type"], state["viewers"]) == ("state", count)
        kinds = {message["type"] for message in rest}
        assert kinds <= {"state", "people", "timeline", "problems", "frame"}
        (frame,) = (message for message in rest if message["type"] == "frame")
        assert frame["layoutId"] == experiment["layout"]["id"]


def test_those_who_are_there_are_only_told_of_a_newcomer(scene: Scene) -> None:
    first = scene.join()
    waiting(first)
    scene.join()
    arrived = messages(first)
    assert {message["type"] for message in arrived} <= {"state", "problems", "frame"}
    states = [message for message in arrived if message["type"] == "state"]
    assert states[-1]["viewers"] == 2


def test_everybody_sees_the_same(scene: Scene) -> None:
    viewers = [scene.join(), scene.join()]
    for viewer in viewers:
        waiting(viewer)
    scene.say(viewers[0], "step", unit="step", count=3)
    first, second = (waiting(viewer) for viewer in viewers)
    assert first == second
    frames = [item for item in first if isinstance(item, bytes)]
    assert read_header(frames[-1])["step"] == 3


def test_a_mistake_is_told_to_its_author_alone(scene: Scene) -> None:
    author, other = scene.join(), scene.join()
    waiting(author)
    waiting(other)
    scene.say(author, "step", count=0)
    assert messages(author) == [
        {
            "type": "error",
            "code": "invalid",
            "field": "count",
            "message": "count must be 1 to 1000, or -1000 to -1 to go back; got 0",
            "given": "0",
            "allowed": "1 to 1000, or -1000 to -1 to go back",
            "request": None,
        }
    ]
    assert messages(other) == []


def test_a_room_is_fresh_until_somebody_does_something(scene: Scene) -> None:
    viewer = scene.join()
    scene.say(viewer, "dance")
    assert messages(scene.join())[0]["fresh"] is True
    scene.say(viewer, "pause")
    assert messages(scene.join())[0]["fresh"] is False


def test_a_changed_experiment_is_told_to_everybody_before_its_frames(scene: Scene) -> None:
    viewers = [scene.join(), scene.join()]
    for viewer in viewers:
        waiting(viewer)
    scene.say(viewers[0], "configure", experiment=tiny().model_dump(mode="json"))
    for viewer in viewers:
        experiment, *rest = messages(viewer)
        assert (experiment["type"], experiment["effect"]) == ("experiment", "reset")
        assert Experiment.model_validate_json(json.dumps(experiment["experiment"])) == tiny()
        frames = [message for message in rest if message["type"] == "frame"]
        assert [frame["layoutId"] for frame in frames] == [experiment["layout"]["id"]]


def test_an_empty_room_draws_nothing_and_remembers_since_when(scene: Scene) -> None:
    assert scene.people() == (0, True)
    viewers = [scene.join(), scene.join()]
    assert scene.people() == (2, False)
    scene.room.leave(viewers[0])
    scene.settle()
    assert (scene.people(), bool(scene.run.outlook.watched)) == ((1, False), True)
    assert [m for m in messages(viewers[1]) if m["type"] == "state"][-1]["viewers"] == 1
    scene.room.leave(viewers[1])
    scene.settle()
    assert (scene.people(), bool(scene.run.outlook.watched)) == ((0, True), False)
    scene.join()
    assert (scene.people(), bool(scene.run.outlook.watched)) == ((1, False), True)


def test_whoever_comes_back_finds_the_run_where_it_was(scene: Scene) -> None:
    viewer = scene.join()
    scene.say(viewer, "step", unit="step", count=5)
    scene.room.leave(viewer)
    _, experiment, state, *rest = messages(scene.join())
    assert experiment["effect"] == "start"
    assert state["step"] == 5
    assert [frame["step"] for frame in rest if frame["type"] == "frame"] == [5]
    assert len(scene.runs) == 1


def test_a_screen_that_stopped_reading_is_let_go_and_the_others_are_not(scene: Scene) -> None:
    asleep, awake = scene.join(), scene.join()
    for number in range(300):
        # Told of by a state message to everybody.
        command = {"type": "spotlight", "split": "train", "index": number % 5}
        scene.room.handle(awake, json.dumps(command))
        scene.runs[0].catch_up()
        if number % 50 == 0:
            waiting(awake)
    assert [asleep.lost, awake.lost] == [True, False]


def test_a_lost_run_is_told_and_goes_on_where_it_was_saved(scene: Scene) -> None:
    viewer = scene.join()
    scene.say(viewer, "configure", experiment=tiny().model_dump(mode="json"))
    scene.say(viewer, "step", unit="step", count=5)
    scene.save()
    scene.say(viewer, "step", unit="step", count=2)
    waiting(viewer)
    scene.room.on_lost()
    scene.settle()
    notice, experiment, state, *rest = messages(viewer)
    assert (notice["type"], notice["code"]) == ("notice", "worker_lost")
    assert notice["values"] == {"step": 5}
    assert (experiment["type"], experiment["effect"]) == ("experiment", "start")
    assert experiment["experiment"] == tiny().model_dump(mode="json")
    assert (state["type"], state["step"], state["playing"]) == ("state", 5, False)
    assert rest[-1]["layoutId"] == experiment["layout"]["id"]


TARGET = {"layer": 1, "unit": 2}


def pointed_at(viewer: Viewer) -> list[Any]:
    """What a viewer was shown since it was last asked."""
    return [message["target"] for message in messages(viewer) if message["type"] == "pointing"]


def test_what_is_pointed_at_is_shown_to_the_others_and_to_who_comes_later(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    assert pointed_at(viewer) == []
    scene.say(presenter, "point", target=TARGET)
    assert pointed_at(viewer) == [TARGET]
    newcomer = scene.join(presenter=False)
    kinds = [message["type"] for message in messages(newcomer)]
    assert kinds.index("pointing") > kinds.index("experiment")
    assert pointed_at(presenter) == []
    scene.say(presenter, "point", target=None)
    assert [pointed_at(viewer), pointed_at(newcomer)] == [[None], [None]]
    assert pointed_at(scene.join(presenter=False)) == []


def test_of_what_is_pointed_at_only_the_newest_waits(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    waiting(viewer)
    for unit in range(500):
        scene.room.handle(
            presenter, json.dumps({"type": "point", "target": {"layer": 1, "unit": unit}})
        )
    assert pointed_at(viewer) == [{"layer": 1, "unit": 499}]
    assert not viewer.lost


def answers(viewer: Viewer) -> list[tuple[str, Any]]:
    """What a viewer was told of its requests: the kind of answer, and which one it answers."""
    told = [m for m in messages(viewer) if m["type"] in ("configured", "error")]
    return [(m.get("code", m["type"]), m["request"]) for m in told]


TINY = tiny().model_dump(mode="json")
NOWHERE = {**TINY, "dataset": {"name": "fashion_mnist"}}
TOO_LARGE = {**TINY, "training": {"batch_size": 4000}}


def test_every_request_is_answered_by_its_number(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    answers(presenter)
    scene.say(presenter, "configure", experiment=TINY, request=7)
    # Nothing changes, and that is an answer, too.
    scene.say(presenter, "configure", experiment=TINY, request=8)
    scene.say(presenter, "configure", experiment=NOWHERE, request=9)
    scene.say(presenter, "configure", experiment=TOO_LARGE, request=10)
    scene.say(viewer, "configure", experiment=TINY, request=11)
    assert answers(presenter) == [
        *[("configured", 7), ("configured", 8)],
        *[("invalid", 9), ("invalid", 10)],
    ]
    assert answers(viewer) == [("not_presenter", 11)]


def test_a_request_without_a_number_is_carried_out_as_well(scene: Scene) -> None:
    presenter = scene.join()
    scene.say(presenter, "configure", experiment=TINY)
    described = [m for m in messages(presenter) if m["type"] == "experiment"]
    assert described[-1]["experiment"] == TINY
    scene.say(presenter, "configure", experiment=TOO_LARGE)
    assert answers(presenter) == [("invalid", None)]


def test_a_refusal_may_overtake_an_answer_and_says_what_it_refuses(scene: Scene) -> None:
    presenter = scene.join()
    for request, experiment in enumerate((TINY, TOO_LARGE)):
        command = {"type": "configure", "experiment": experiment, "request": request}
        scene.room.handle(presenter, json.dumps(command))
    scene.settle()
    assert answers(presenter) == [("invalid", 1), ("configured", 0)]


def test_a_viewer_may_not_point_unless_control_was_lent(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    scene.say(viewer, "point", target=TARGET)
    assert [m["code"] for m in messages(viewer) if m["type"] == "error"] == ["not_presenter"]
    assert pointed_at(presenter) == []
    scene.say(presenter, "lend", number=viewer.number)
    scene.say(viewer, "point", target=TARGET)
    assert pointed_at(presenter) == [TARGET]
    scene.say(presenter, "take_back")
    assert pointed_at(presenter) == [None]


def test_nothing_is_pointed_at_once_its_author_has_left(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    scene.say(presenter, "point", target=TARGET)
    waiting(viewer)
    scene.room.leave(presenter)
    assert pointed_at(viewer) == [None]
    assert pointed_at(scene.join(presenter=False)) == []


def test_pointing_does_not_make_a_room_less_fresh(scene: Scene) -> None:
    scene.say(scene.join(), "point", target=TARGET)
    assert messages(scene.join())[0]["fresh"] is True


def test_whoever_asks_whether_somebody_is_there_is_answered_alone(scene: Scene) -> None:
    presenter, viewer = scene.join(), scene.join(presenter=False)
    waiting(presenter)
    waiting(viewer)
    scene.say(viewer, "ping")
    assert messages(viewer) == [{"type": "pong"}]
    assert messages(presenter) == []
