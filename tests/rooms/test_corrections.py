"""Somebody says what a picture really is; viewers give pictures to whoever presents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.datasets import Drawing
from app.rooms import offers as offers_module
from app.rooms.offers import MOST_OF_ONE, MOST_OFFERS
from app.training import example_on
from tests.rooms.test_looking import Screen
from tests.rooms.test_room import Scene

EXPERIMENT = example_on("digits")


def pixels(seed: int, count: int = 64) -> str:
    return Drawing.of(np.random.default_rng(seed).integers(0, 256, count, np.uint8)).pixels


def told(messages: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return [message for message in messages if message["type"] == kind][-1]


def corrections(screen: Screen) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(screen.read(), "experiment")["experiment"]["dataset"][
        "corrections"
    ]
    return found


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    first = scene.join()
    scene.say(first, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    scene.say(first, "step", unit="epoch", count=3)
    return scene


def test_a_correction_is_learned_and_everybody_sees_before_and_after(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(presenter.viewer, "correct", pixels=pixels(1), label=7)
    messages = viewer.read()
    experiment = told(messages, "experiment")
    assert experiment["effect"] == "live"
    (added,) = experiment["experiment"]["dataset"]["corrections"]
    assert (added["pixels"], added["label"]) == (pixels(1), 7)
    # Nothing has been learned yet.
    assert told(messages, "corrections")["verdicts"] == [added["before"]]
    scene.say(presenter.viewer, "step", unit="epoch", count=5)
    (now,) = told(viewer.read(), "corrections")["verdicts"]
    assert now["answer"] == 7
    assert now["probability"] > 0.9 > added["before"]["probability"]
    # Who comes later is told as well, and what was said before is what it was.
    messages = _all_of(scene)
    assert told(messages, "experiment")["experiment"]["dataset"]["corrections"] == [added]
    assert told(messages, "corrections")["verdicts"] == [now]


def test_it_can_be_a_sample_of_the_data(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "correct", sample={"split": "test", "index": 3}, label=2)
    (added,) = corrections(presenter)
    dataset = scene.run._trainer.dataset
    assert dataset.pixels is not None
    expected = dataset.pixels[len(dataset.train) + 3]
    bytes_of = Drawing(added["pixels"]).check((8, 8), 10)
    np.testing.assert_allclose(bytes_of / 255, expected, atol=0.5 / 255)


def test_what_was_said_before_outlives_a_worker(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "correct", pixels=pixels(1), label=7)
    before = corrections(presenter)
    scene.say(presenter.viewer, "step", unit="epoch", count=3)
    scene.save()
    scene.room.on_lost()
    scene.runs[:] = scene.runs[-1:]
    scene.settle()
    assert corrections(presenter) == before


def test_a_page_need_not_know_and_cannot_change_what_was_said_before(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "correct", pixels=pixels(1), label=7)
    (added,) = corrections(presenter)
    scene.say(presenter.viewer, "step", unit="epoch", count=3)
    whole = EXPERIMENT.model_dump(mode="json")
    for before in (None, {"answer": 7, "probability": 1.0}):
        whole["dataset"]["corrections"] = [{**added, "before": before}]
        scene.say(presenter.viewer, "configure", experiment=whole)
        assert corrections(presenter) == [added]
    whole["dataset"]["corrections"] = []
    scene.say(presenter.viewer, "configure", experiment=whole)
    messages = presenter.read()
    assert told(messages, "experiment")["experiment"]["dataset"]["corrections"] == []
    assert told(messages, "corrections")["verdicts"] == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pixels": "AAAA", "label": 1}, "pixels"),
        ({"pixels": pixels(1), "label": 10}, "label"),
        ({"label": 1}, "sample"),
        (
            {"pixels": pixels(1), "sample": {"split": "test", "index": 0}, "label": 1},
            "sample",
        ),
        ({"sample": {"split": "test", "index": 5000}, "label": 1}, "sample.index"),
        ({"sample": {"split": "nowhere", "index": 1}, "label": 1}, "sample.split"),
        ({"pixels": pixels(1)}, "label"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_in_words(
    scene: Scene, fields: dict[str, Any], field: str
) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "correct", **fields)
    error = told(presenter.read(), "error")
    assert (error["code"], error["field"]) == ("invalid", field)


def test_viewers_correct_nothing_and_keep_the_samples_they_look_at(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "correct", pixels=pixels(1), label=7)
    assert told(viewer.read(), "error")["code"] == "not_presenter"
    scene.say(viewer.viewer, "spotlight", split="test", index=5)
    scene.say(presenter.viewer, "correct", pixels=pixels(1), label=7)
    assert viewer.viewer.sample is not None
    assert "looking" not in {message["type"] for message in viewer.read()[1:]}


# What viewers give.


def test_what_a_viewer_gives_waits_until_a_presenter_has_looked(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    other = Screen(scene)
    scene.say(viewer.viewer, "give", pixels=pixels(1), label=3)
    assert told(viewer.read(), "given")["waiting"] == 1
    offers = told(presenter.read(), "offers")
    (offer,) = offers["new"]
    number = viewer.viewer.number
    assert offer == {"id": 1, "number": number, "pixels": pixels(1), "label": 3}
    assert other.read() == []
    # Nothing of the run has changed.
    assert scene.run._trainer.experiment == EXPERIMENT
    scene.say(other.viewer, "give", pixels=pixels(2), label=4)
    more = told(presenter.read(), "offers")
    assert ([each["id"] for each in more["new"]], more["kept"]) == ([2], [1])
    # A second presenter is told all of it.
    assert [each["id"] for each in told(_all_of(scene), "offers")["new"]] == [1, 2]
    scene.say(presenter.viewer, "put_away", offers=[1, 77])
    gone = told(presenter.read(), "offers")
    assert (gone["new"], gone["kept"]) == ([], [2])
    assert told(viewer.read(), "given")["waiting"] == 0


def _all_of(scene: Scene) -> list[dict[str, Any]]:
    """What somebody is told who comes as a presenter."""
    screen = Screen.__new__(Screen)
    screen.viewer, screen.layout, screen.shown = scene.join(presenter=True), {}, {}
    return screen.read()


def test_viewers_put_nothing_away_and_give_no_nonsense(scene: Scene) -> None:
    viewer = Screen(scene)
    scene.say(viewer.viewer, "put_away", offers=[1])
    assert told(viewer.read(), "error")["code"] == "not_presenter"
    for fields, field in (
        ({"pixels": "AAAA", "label": 1}, "pixels"),
        ({"pixels": pixels(1), "label": 10}, "label"),
        ({"pixels": pixels(1)}, "label"),
    ):
        scene.say(viewer.viewer, "give", **fields)
        error = told(viewer.read(), "error")
        assert (error["code"], error["field"]) == ("invalid", field)


def test_nobody_fills_the_list_alone_or_in_a_hurry(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = Screen(scene)
    scene.say(viewer.viewer, "give", pixels=pixels(1), label=1)
    scene.say(viewer.viewer, "give", pixels=pixels(2), label=1)
    assert told(viewer.read(), "error")["code"] == "offers"
    monkeypatch.setattr(offers_module, "SECONDS", 0)
    for seed in range(2, 10):
        scene.say(viewer.viewer, "give", pixels=pixels(seed), label=1)
    assert told(viewer.read(), "given")["waiting"] == MOST_OF_ONE
    screens = [Screen(scene) for _ in range(MOST_OFFERS // MOST_OF_ONE + 1)]
    for screen in screens:
        for seed in range(MOST_OF_ONE):
            scene.say(screen.viewer, "give", pixels=pixels(seed), label=1)
    assert len(told(_all_of(scene), "offers")["new"]) == MOST_OFFERS


def test_other_data_make_what_was_given_void(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers_module, "SECONDS", 0)
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(viewer.viewer, "give", pixels=pixels(1), label=1)
    drawings = example_on("drawings").model_dump(mode="json")
    scene.say(presenter.viewer, "configure", experiment=drawings)
    assert told(presenter.read(), "offers") == {"type": "offers", "new": [], "kept": []}
    # Drawings of its own are other data, too, but what is given goes on to suit them.
    scene.say(viewer.viewer, "give", pixels=pixels(1, 256), label=1)
    drawings["dataset"]["drawings"] = [{"pixels": pixels(2, 256), "label": 1}]
    scene.say(presenter.viewer, "configure", experiment=drawings)
    assert "given" not in {message["type"] for message in viewer.read()[-3:]}
    assert [each["number"] for each in told(_all_of(scene), "offers")["new"]] == [
        viewer.viewer.number
    ]
