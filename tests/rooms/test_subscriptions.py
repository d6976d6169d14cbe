"""Every screen is sent what it shows, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.rooms.commands import EVERYTHING
from app.rooms.viewer import Viewer
from tests.frames.reader import read_header, read_steps
from tests.rooms.in_process import waiting
from tests.rooms.test_room import Scene

MAPLESS = EVERYTHING - {"spotlight_exact", "images"}
"""All that there is to see of a network without feature maps."""


@pytest.fixture
def scene() -> Scene:
    return Scene()


class Screen:
    """A viewer, and what is sent to it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.viewer = scene, scene.join()
        self.layout: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []
        self.frames: list[bytes] = []
        self.read()

    def read(self) -> None:
        """Take in what has come since."""
        items = waiting(self.viewer)
        self.messages = [json.loads(item) for item in items if isinstance(item, str)]
        self.frames = [item for item in items if isinstance(item, bytes)]
        for message in self.messages:
            self.layout = message.get("layout", self.layout)

    def subscribe(self, *parts: str) -> None:
        """Ask for parts, and read what follows from it."""
        self.scene.say(self.viewer, "subscribe", parts=parts)
        self.read()

    @property
    def steps(self) -> dict[str, float]:
        """The parts that were sent, and at which step they were taken."""
        newest: dict[str, float] = {}
        for frame in self.frames:
            newest |= read_steps(frame, self.layout)
        return newest


def step(scene: Scene, viewer: Viewer) -> None:
    scene.say(viewer, "step", unit="step", count=1)


def test_who_says_nothing_is_sent_everything(scene: Scene) -> None:
    screen = Screen(scene)
    assert screen.steps.keys() | {"header"} == MAPLESS


def test_each_is_sent_its_own_parts(scene: Scene) -> None:
    screens = [Screen(scene) for _ in range(4)]
    wanted: list[list[str]] = [["header", "maps"], ["network", "results"], ["header"], []]
    for screen, parts in zip(screens, wanted, strict=True):
        screen.subscribe(*parts)
    step(scene, screens[0].viewer)
    for screen, parts in zip(screens, wanted, strict=True):
        screen.read()
        assert screen.steps == dict.fromkeys(set(parts) - {"header"}, 1)
        assert bool(screen.frames) is bool(parts)
        for frame in screen.frames:
            assert read_header(frame)["step"] == 1


def test_those_who_see_the_same_share_the_bytes(scene: Scene) -> None:
    screens = [Screen(scene) for _ in range(3)]
    for screen in screens[:2]:
        screen.subscribe("network")
    step(scene, screens[0].viewer)
    for screen in screens[:2]:
        screen.read()
    one, other = (screen.frames for screen in screens[:2])
    assert one
    assert all(frame is same for frame, same in zip(one, other, strict=True))


def test_only_what_somebody_shows_is_made(scene: Scene) -> None:
    first, second = Screen(scene), Screen(scene)
    assert scene.run.outlook.watched == EVERYTHING
    first.subscribe("header", "maps")
    second.subscribe("spotlight", "maps")
    assert scene.run.outlook.watched == {"header", "maps", "spotlight"}
    scene.room.leave(second.viewer)
    scene.settle()
    assert scene.run.outlook.watched == {"header", "maps"}
    first.subscribe()
    assert scene.run.outlook.watched == frozenset()
    step(scene, first.viewer)
    first.read()
    assert first.frames == []
    assert first.messages[-1]["step"] == 1


def test_what_comes_into_view_is_sent_at_once_although_the_run_stands(scene: Scene) -> None:
    screen, other = Screen(scene), Screen(scene)
    step(scene, screen.viewer)
    screen.subscribe("network")
    screen.subscribe("network", "maps", "results")
    assert screen.steps == {"network": 1, "maps": 1, "results": 1}
    assert [message["type"] for message in screen.messages] == []
    other.read()
    assert other.steps.keys() | {"header"} == MAPLESS


def test_who_looked_away_is_told_all_that_was_missed(scene: Scene) -> None:
    screen = Screen(scene)
    screen.subscribe()
    step(scene, screen.viewer)
    screen.read()
    screen.subscribe(*EVERYTHING)
    experiment, state, *_ = screen.messages
    assert (experiment["type"], experiment["effect"]) == ("experiment", "start")
    assert (state["type"], state["step"]) == ("state", 1)
    assert screen.steps == dict.fromkeys(MAPLESS - {"header"}, 1)


def test_who_may_not_command_may_still_choose_what_to_see(scene: Scene) -> None:
    presenter = Screen(scene)
    guest = scene.room.join(presenter=False)
    scene.settle()
    waiting(guest)
    scene.say(guest, "subscribe", parts=["maps"])
    assert not any("error" in item for item in waiting(guest) if isinstance(item, str))
    assert guest.parts == {"maps"}
    assert presenter.viewer.parts == EVERYTHING
    assert scene.room.fresh


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"parts": ["maps", "money"]}, "parts.1"),
        ({"parts": "maps"}, "parts"),
        ({}, "parts"),
        ({"parts": ["maps"] * (len(EVERYTHING) + 1)}, "parts"),
        ({"parts": [], "more": 1}, "more"),
    ],
)
def test_other_names_are_refused(scene: Scene, fields: dict[str, object], field: str) -> None:
    screen = Screen(scene)
    scene.say(screen.viewer, "subscribe", **fields)
    screen.read()
    (error,) = screen.messages
    assert (error["code"], error["field"]) == ("invalid", field)
    assert screen.viewer.parts == EVERYTHING


def test_a_run_in_a_new_process_makes_what_is_shown(scene: Scene) -> None:
    screen = Screen(scene)
    screen.subscribe("header", "maps")
    scene.save()
    scene.room.on_lost()
    scene.settle()
    screen.read()
    assert scene.run.outlook.watched == {"header", "maps"}
    assert screen.steps == {"maps": 0}
