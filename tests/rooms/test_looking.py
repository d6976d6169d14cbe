"""A viewer looks at a sample of its own, and everybody else at the room's."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from app.rooms import people as people_module
from app.training import Trainer
from tests.frames.reader import read_tensors
from tests.rooms.in_process import waiting
from tests.rooms.test_room import Scene
from tests.training.recipes import tiny

EXPERIMENT = tiny(units=(3, 2))


class Screen:
    """A viewer; what it was told and shown since it was read last."""

    def __init__(self, scene: Scene, *, presenter: bool = False) -> None:
        self.viewer = scene.join(presenter=presenter)
        self.layout: dict[str, Any] = {}
        self.shown: dict[tuple[str, int], Any] = {}
        self.read()

    def read(self) -> list[dict[str, Any]]:
        """Take in what has come since: the messages."""
        messages = []
        for item in waiting(self.viewer):
            if isinstance(item, str):
                messages.append(json.loads(item))
                self.layout = messages[-1].get("layout", self.layout)
            else:
                self.shown |= read_tensors(item, self.layout)
        return messages

    @property
    def input(self) -> np.ndarray:
        """The sample whose way is drawn."""
        self.read()
        found: np.ndarray = self.shown["activations", 0]
        return found


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    first = scene.join()
    scene.say(first, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    scene.say(first, "spotlight", split="train", index=0)
    return scene


def sample(split: str, index: int) -> np.ndarray:
    dataset = Trainer(EXPERIMENT).dataset
    inputs: np.ndarray = getattr(dataset, split).inputs[index]
    return inputs.astype(np.float32)


def test_one_viewer_looks_elsewhere_and_returns(scene: Scene) -> None:
    presenter, viewer, other = Screen(scene, presenter=True), Screen(scene), Screen(scene)
    scene.say(viewer.viewer, "spotlight", split="test", index=3)
    assert {"type": "looking", "spotlight": {"split": "test", "index": 3}} in viewer.read()
    scene.say(presenter.viewer, "step", unit="step", count=1)
    np.testing.assert_array_equal(viewer.input, sample("test", 3))
    for screen in (presenter, other):
        np.testing.assert_array_equal(screen.input, sample("train", 0))

    # What the presenter follows changes nothing for who looks elsewhere.
    scene.say(presenter.viewer, "spotlight", split="train", index=5)
    np.testing.assert_array_equal(viewer.input, sample("test", 3))
    np.testing.assert_array_equal(other.input, sample("train", 5))

    scene.say(viewer.viewer, "follow")
    assert {"type": "looking", "spotlight": None} in viewer.read()
    np.testing.assert_array_equal(viewer.input, sample("train", 5))


def test_the_way_of_the_sample_is_the_networks_own(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "spotlight", split="test", index=2)
    scene.say(presenter.viewer, "step", unit="step", count=4)
    trainer = Trainer(EXPERIMENT)
    trainer.step("step", 4)
    twin = trainer.network.bind(1)
    twin.inputs[0] = trainer.dataset.test.inputs[2]
    prediction = twin.predict()[:, 0]
    viewer.read()
    np.testing.assert_array_equal(viewer.shown["activations", 3], prediction)
    np.testing.assert_array_equal(viewer.shown["activations", 1], twin.layers[0].output[:, 0])
    # And the run is what it would have been without anybody looking.
    np.testing.assert_array_equal(scene.run._trainer.network.parameters, trainer.network.parameters)


def test_a_sample_that_does_not_exist_shows_nothing_and_harms_nobody(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    before = viewer.input
    scene.say(viewer.viewer, "spotlight", split="test", index=999_999)
    scene.say(presenter.viewer, "step", unit="step", count=1)
    np.testing.assert_array_equal(viewer.input, before)
    assert "error" not in {message["type"] for message in presenter.read()}


def test_other_data_end_it_and_a_reset_does_not(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "spotlight", split="test", index=1)
    viewer.read()
    scene.say(presenter.viewer, "reset")
    assert "looking" not in {message["type"] for message in viewer.read()}
    data = EXPERIMENT.dataset.model_copy(update={"seed": 77})
    other = EXPERIMENT.model_copy(update={"dataset": data})
    scene.say(presenter.viewer, "configure", experiment=other.model_dump(mode="json"))
    assert {"type": "looking", "spotlight": None} in viewer.read()


def test_who_is_lent_control_looks_at_what_the_room_follows(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "spotlight", split="test", index=1)
    scene.say(presenter.viewer, "lend", number=viewer.viewer.number)
    assert {"type": "looking", "spotlight": None} in viewer.read()
    scene.say(viewer.viewer, "spotlight", split="test", index=1)
    np.testing.assert_array_equal(presenter.input, sample("test", 1))


def test_not_everybody_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_module, "MOST_SAMPLES", 1)
    one, other = Screen(scene), Screen(scene)
    scene.say(one.viewer, "spotlight", split="test", index=1)
    scene.say(other.viewer, "spotlight", split="test", index=2)
    (error,) = (message for message in other.read() if message["type"] == "error")
    assert error["code"] == "crowded"
    # Who looks elsewhere already may change to another sample, and makes place by leaving.
    scene.say(one.viewer, "spotlight", split="test", index=2)
    assert {"type": "looking", "spotlight": {"split": "test", "index": 2}} in one.read()
    scene.room.leave(one.viewer)
    scene.say(other.viewer, "spotlight", split="test", index=2)
    assert {"type": "looking", "spotlight": {"split": "test", "index": 2}} in other.read()
