"""Somebody draws: its way is shown, to everybody or to who drew it alone."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np
import pytest

from app.datasets import Drawing
from app.rooms import people as people_module
from app.rooms.glances import SETTLED_SECONDS
from app.training import Trainer, example_on
from tests.frames.reader import read_tensors
from tests.rooms.simulation import Machine
from tests.rooms.test_looking import Screen
from tests.rooms.test_room import Scene

EXPERIMENT = example_on("digits")
LAST = len(EXPERIMENT.network.layers) + 1
CONVOLUTION = EXPERIMENT.model_validate_json(
    EXPERIMENT.model_copy()
    .model_dump_json()
    .replace('"layers":[', '"layers":[{"kind":"conv2d"},', 1)
)


def picture(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, 64, np.uint8)


def text(pixels: np.ndarray) -> str:
    return b64encode(pixels.tobytes()).decode()


def as_input(pixels: np.ndarray) -> np.ndarray:
    samples = Drawing(text(pixels)).as_samples(Trainer(EXPERIMENT).dataset)
    inputs: np.ndarray = samples.inputs[0].astype(np.float32)
    return inputs


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    first = scene.join()
    scene.say(first, "configure", experiment=EXPERIMENT.model_dump(mode="json"))
    return scene


def test_what_a_presenter_draws_everybody_sees(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    scene.say(presenter.viewer, "draw", pixels=text(picture(1)))
    for screen in (presenter, viewer):
        states = [message for message in screen.read() if message["type"] == "state"]
        assert states[-1]["spotlight"] == {"split": "drawing", "index": 0}
        np.testing.assert_array_equal(screen.input, as_input(picture(1)))
    twin = Trainer(EXPERIMENT).network.bind(1)
    twin.inputs[0] = as_input(picture(1))
    np.testing.assert_array_equal(viewer.shown["activations", LAST], twin.predict()[:, 0])


def test_a_drawing_has_no_loss_and_no_way_back_until_somebody_says_what_it_is(
    scene: Scene,
) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "draw", pixels=text(picture(1)))
    presenter.read()
    for layer in range(1, LAST + 1):
        assert np.isnan(presenter.shown["deltas", layer]).all()
    assert np.isnan(presenter.shown["target", LAST]).all()
    scene.say(presenter.viewer, "draw", pixels=text(picture(1)), label=3)
    presenter.read()
    assert presenter.shown["target", LAST].tolist() == [float(i == 3) for i in range(10)]
    np.testing.assert_allclose(
        presenter.shown["deltas", LAST],
        presenter.shown["activations", LAST] - presenter.shown["target", LAST],
        atol=1e-6,
    )


def test_a_viewer_draws_for_itself(scene: Scene) -> None:
    presenter, viewer, other = Screen(scene, presenter=True), Screen(scene), Screen(scene)
    before = presenter.input
    looking = {"type": "looking", "spotlight": {"split": "drawing", "index": 0}}
    scene.say(viewer.viewer, "draw", pixels=text(picture(1)))
    assert looking in viewer.read()
    np.testing.assert_array_equal(viewer.input, as_input(picture(1)))
    scene.say(viewer.viewer, "draw", pixels=text(picture(2)))
    assert looking not in viewer.read()
    np.testing.assert_array_equal(viewer.input, as_input(picture(2)))
    for screen in (presenter, other):
        np.testing.assert_array_equal(screen.input, before)
    scene.say(viewer.viewer, "follow")
    assert {"type": "looking", "spotlight": None} in viewer.read()
    np.testing.assert_array_equal(viewer.input, before)


def test_a_viewer_whose_page_is_hidden_draws_for_nobody_else(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    before = presenter.input
    scene.say(viewer.viewer, "draw", pixels=text(picture(1)))
    scene.say(viewer.viewer, "subscribe", parts=[])
    scene.say(viewer.viewer, "draw", pixels=text(picture(2)))
    np.testing.assert_array_equal(presenter.input, before)
    scene.say(viewer.viewer, "subscribe", parts=["header", "spotlight"])
    np.testing.assert_array_equal(viewer.input, as_input(picture(2)))


def test_two_draw_two_drawings(scene: Scene) -> None:
    one, other = Screen(scene), Screen(scene)
    for seed in (1, 2, 3):
        scene.say(one.viewer, "draw", pixels=text(picture(seed)))
        scene.say(other.viewer, "draw", pixels=text(picture(seed + 10)))
    np.testing.assert_array_equal(one.input, as_input(picture(3)))
    np.testing.assert_array_equal(other.input, as_input(picture(13)))


@pytest.mark.parametrize("presents", [True, False])
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pixels": text(np.zeros(63, np.uint8))}, "pixels"),
        ({"pixels": "?"}, "pixels"),
        ({"pixels": "A" * 30_000}, "pixels"),
        ({}, "pixels"),
        ({"pixels": text(picture(1)), "label": 10}, "label"),
        ({"pixels": text(picture(1)), "label": -1}, "label"),
    ],
)
def test_a_drawing_that_does_not_fit_is_refused(
    scene: Scene, presents: bool, fields: dict[str, Any], field: str
) -> None:
    screen = Screen(scene, presenter=presents)
    before = screen.input
    scene.say(screen.viewer, "draw", **fields)
    (error,) = (message for message in screen.read() if message["type"] == "error")
    assert (error["code"], error["field"]) == ("invalid", field)
    np.testing.assert_array_equal(screen.input, before)


def test_not_everybody_draws_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_module, "MOST_SAMPLES", 1)
    one, other = Screen(scene), Screen(scene)
    scene.say(one.viewer, "draw", pixels=text(picture(1)))
    scene.say(other.viewer, "draw", pixels=text(picture(2)))
    assert "crowded" in {message.get("code") for message in other.read()}


def test_other_data_end_it(scene: Scene) -> None:
    presenter, viewer = Screen(scene, presenter=True), Screen(scene)
    for screen in (presenter, viewer):
        scene.say(screen.viewer, "draw", pixels=text(picture(1)))
        screen.read()
    circle = example_on("circle").model_dump(mode="json")
    scene.say(presenter.viewer, "configure", experiment=circle)
    assert {"type": "looking", "spotlight": None} in viewer.read()
    states = [message for message in presenter.read() if message["type"] == "state"]
    assert states[-1]["spotlight"] == {"split": "train", "index": 0}


def test_it_is_still_followed_after_the_run_moved_to_another_worker(scene: Scene) -> None:
    presenter = Screen(scene, presenter=True)
    scene.say(presenter.viewer, "draw", pixels=text(picture(4)), label=2)
    saved = scene.run.save()
    restored = type(scene.run).restored(saved, lambda *_: None, lambda *_: None)
    assert restored.outlook.spotlight == scene.run.outlook.spotlight
    np.testing.assert_array_equal(presenter.input, as_input(picture(4)))


def test_a_neuron_is_inspected_for_the_drawing(scene: Scene) -> None:
    viewer = Screen(scene)
    scene.say(viewer.viewer, "draw", pixels=text(picture(1)))
    scene.say(viewer.viewer, "inspect", target={"layer": LAST, "unit": 2})
    found = [message for message in viewer.read() if message["type"] == "inspection"][-1]
    assert found["sample"] == {"split": "drawing", "index": 0}
    assert found["activation"] == pytest.approx(float(viewer.shown["activations", LAST][2]))
    assert found["delta"] is None
    assert found["output"]["target"] is None
    assert found["output"]["value"] is None
    assert found["inputs"][0]["sample_gradient"] is None
    assert found["inputs"][0]["product"] is not None


def test_no_gradient_is_checked_on_a_drawing_without_a_label(scene: Scene) -> None:
    viewer = Screen(scene)
    scene.say(viewer.viewer, "draw", pixels=text(picture(1)))
    scene.say(viewer.viewer, "check", layer=LAST, unit=0, input=0)
    (error,) = (message for message in viewer.read() if message["type"] == "error")
    assert "no sample with a target" in error["message"]
    scene.say(viewer.viewer, "draw", pixels=text(picture(1)), label=1)
    scene.say(viewer.viewer, "check", layer=LAST, unit=0, input=0)
    (answer,) = (message for message in viewer.read() if message["type"] == "checked")
    assert answer["on"] == "sample"
    assert answer["relative_error"] < 1e-5


def test_while_somebody_draws_only_the_way_is_sent_and_then_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, CONVOLUTION)
    machine.pass_time(2)
    layout = machine.run.outlook.layout.to_json()
    before = len(machine.frames)
    for seed in range(16):
        machine.do("draw", pixels=text(picture(seed)))
        machine.pass_time(1 / 16)
    drawn = machine.frames[before:]
    assert 14 <= len(drawn) <= 17
    shown = [read_tensors(frame, layout) for _, frame in drawn]
    for tensors in shown:
        assert ("activations", 1) in tensors
        # Neither the parameters, nor the cells of maps a second time, exactly.
        assert tensors.keys().isdisjoint({("parameters", 1), ("pre_activations", 1)})
    for tensors, seed in zip(shown, range(16), strict=False):
        np.testing.assert_array_equal(tensors["activations", 0], as_input(picture(seed)))
    machine.pass_time(SETTLED_SECONDS + 1)
    settled: dict[tuple[str, int], Any] = {}
    for _, frame in machine.frames[before + len(drawn) :]:
        settled |= read_tensors(frame, layout)
    assert ("pre_activations", 1) in settled
    assert ("parameters", 1) in settled
    assert sum(message["type"] == "state" for message in machine.messages) <= 3
    # And then nothing more happens by itself.
    count = len(machine.frames)
    machine.pass_time(5)
    assert len(machine.frames) == count
