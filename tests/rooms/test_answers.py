"""Who asks what a network makes of images is told, and nobody else is."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

import numpy as np
import pytest

from app.training import Trainer
from app.training.images import Saliency
from tests.rooms.simulation import Machine
from tests.rooms.test_inspecting import of_kind
from tests.rooms.test_looking import Screen
from tests.rooms.test_room import Scene
from tests.training.recipes import small_convolution, tiny

EXPERIMENT = small_convolution()
QUESTIONS: list[dict[str, Any]] = [
    {"type": "samples", "truth": 1, "answer": 2},
    {"type": "mistakes"},
    {"type": "pictures", "indices": [0, 1]},
    {"type": "saliency", "label": 3},
    {"type": "kernels", "layer": 1, "channel": 0},
]


def ask(scene: Scene, screen: Screen, **question: Any) -> dict[str, Any]:
    kind = question.pop("type")
    scene.say(screen.viewer, kind, **question)
    (answer,) = of_kind(screen.read(), kind)
    return answer


@pytest.fixture(scope="module")
def scene() -> Scene:
    scene = Scene()
    first = scene.join()
    scene.say(first, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    scene.say(first, "step", unit="step", count=6)
    return scene


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    trainer = Trainer(EXPERIMENT)
    trainer.step("step", 6)
    return trainer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["type"])
def test_a_viewer_who_asks_is_told_and_nobody_else(scene: Scene, question: dict[str, Any]) -> None:
    viewer, other = Screen(scene), Screen(scene)
    answer = ask(scene, viewer, **question)
    assert {**answer, **question, "step": 6} == answer
    assert not other.read()
    scene.room.leave(viewer.viewer)
    scene.room.leave(other.viewer)


def test_samples_and_their_pictures(scene: Scene, trainer: Trainer) -> None:
    viewer = Screen(scene)
    answer = ask(scene, viewer, type="mistakes")
    assert answer["count"] > len(answer["samples"]) == 24
    indices = [sample["index"] for sample in answer["samples"]]
    pictures = ask(scene, viewer, type="pictures", indices=[*indices, 999_999])["pictures"]
    assert [picture["index"] for picture in pictures] == indices
    dataset = trainer.dataset
    assert dataset.pixels is not None
    for sample, picture in zip(answer["samples"], pictures, strict=True):
        assert sample["truth"] == picture["truth"] != sample["answer"]
        pixels = dataset.pixels[len(dataset.train) + sample["index"]]
        assert list(b64decode(picture["pixels"])) == np.rint(pixels * 255).tolist()
    cell = ask(scene, viewer, type="samples", truth=4, answer=4)
    assert all(sample["truth"] == sample["answer"] == 4 for sample in cell["samples"])
    scene.room.leave(viewer.viewer)


def test_saliency_is_of_the_sample_that_the_asker_follows(scene: Scene, trainer: Trainer) -> None:
    viewer, other = Screen(scene), Screen(scene)
    scene.say(viewer.viewer, "spotlight", split="test", index=9)
    for screen, split, index in [(viewer, "test", 9), (other, "train", 0)]:
        answer = ask(scene, screen, type="saliency", label=2)
        assert answer["sample"] == {"split": split, "index": index}
        expected = Saliency(trainer).of(getattr(trainer.dataset, split), index, 2)
        assert expected is not None
        values = np.frombuffer(b64decode(answer["map"]["values"]), "<f4")
        np.testing.assert_array_equal(values, expected.values)
        assert answer["map"]["answer"] == expected.answer
        assert answer["map"]["label"] == 2
        scene.room.leave(screen.viewer)


def test_saliency_of_a_drawing(scene: Scene) -> None:
    viewer = Screen(scene)
    pixels = b64encode(bytes(range(64))).decode()
    scene.say(viewer.viewer, "draw", pixels=pixels, label=None)
    answer = ask(scene, viewer, type="saliency", label=None)
    assert answer["sample"] == {"split": "drawing", "index": 0}
    assert (answer["map"]["truth"], answer["map"]["pixels"]) == (None, pixels)
    assert len(b64decode(answer["map"]["values"])) == 4 * 64
    scene.room.leave(viewer.viewer)


def test_kernels_at_several_moments(scene: Scene) -> None:
    viewer = Screen(scene)
    past = ask(scene, viewer, type="kernels", layer=3, channel=1)["past"]
    assert past["steps"][-1] == 6
    shape = len(past["steps"]), len(past["inputs"]), past["size"], past["size"]
    kernels = np.frombuffer(b64decode(past["kernels"]), "<f4").reshape(shape)
    column = scene.run._trainer.network.views(scene.run._trainer.network.parameters)[2][0][:, 1]
    np.testing.assert_array_equal(kernels[-1].ravel(), column[:-1])
    assert past["biases"][-1] == pytest.approx(column[-1])
    scene.room.leave(viewer.viewer)


def test_what_is_not_there_is_null(scene: Scene) -> None:
    viewer = Screen(scene)
    assert ask(scene, viewer, type="samples", truth=10, answer=0)["samples"] == []
    assert ask(scene, viewer, type="saliency", label=10)["map"] is None
    assert ask(scene, viewer, type="kernels", layer=2, channel=0)["past"] is None
    scene.say(viewer.viewer, "pictures", indices=list(range(65)))
    (error,) = of_kind(viewer.read(), "error")
    assert error["field"] == "indices"
    scene.room.leave(viewer.viewer)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["type"])
def test_other_data_have_no_images(question: dict[str, Any]) -> None:
    scene = Scene()
    presenter = Screen(scene, presenter=True)
    assert ask(scene, presenter, **question)


def test_a_question_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, EXPERIMENT)
    machine.do("step", unit="step", count=2)
    machine.pass_time(1)
    machine.run.save()
    frames = len(machine.frames)
    for question in QUESTIONS:
        machine.do(**{"kind" if name == "type" else name: question[name] for name in question})
    machine.pass_time(1)
    assert machine.run.unsaved is False
    assert len(machine.frames) == frames
    kinds = [message["type"] for message in machine.messages]
    assert [kinds.count(question["type"]) for question in QUESTIONS] == [1] * 5
    assert machine.run.wait(machine.now) is None


def test_while_it_plays_an_answer_is_of_the_moment_of_a_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, tiny("digits"))
    machine.do("play")
    machine.pass_time(0.5)
    for _ in range(10):
        machine.do("mistakes")
        # Who asks again before the answer came is answered once.
        machine.do("mistakes")
        machine.pass_time(0.2)
    answers = of_kind(machine.messages, "mistakes")
    assert len(answers) == 10
    assert len({answer["step"] for answer in answers}) == 10
