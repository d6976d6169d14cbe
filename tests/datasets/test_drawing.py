"""A drawing is a sample like those of its dataset."""

from __future__ import annotations

from base64 import b64encode

import numpy as np
import pytest

from app.datasets import DATASETS, BadDrawing, Dataset, Drawing, Spotlight, drawable_shape
from app.training import Trainer, example_on

IMAGES = [
    name
    for name, spec in DATASETS.items()
    if spec.view == "image" and spec.obstacle is None and name != "drawings"
]


def loaded(name: str) -> Dataset:
    return Trainer(example_on(name)).dataset


def drawn(pixels: np.ndarray, label: int | None = None) -> Drawing:
    return Drawing(b64encode(np.rint(255 * pixels).astype(np.uint8).tobytes()).decode(), label)


@pytest.mark.parametrize("name", IMAGES)
def test_a_picture_of_the_dataset_drawn_again_is_the_same_input(name: str) -> None:
    dataset = loaded(name)
    assert dataset.pixels is not None
    for split, samples, first in (
        ("train", dataset.train, 0),
        ("test", dataset.test, len(dataset.train)),
    ):
        for index in (0, 7):
            again = drawn(dataset.pixels[first + index]).as_samples(dataset)
            step = 1 / 255 * dataset.brightest
            if dataset.input_scale is not None:
                step /= float(dataset.input_scale.scale.min())
            np.testing.assert_allclose(
                again.inputs[0], samples.inputs[index], atol=step, err_msg=split
            )


@pytest.mark.parametrize("name", IMAGES)
def test_its_target_is_unknown_until_somebody_says_what_it_is(name: str) -> None:
    dataset = loaded(name)
    assert dataset.pixels is not None
    assert dataset.classes is not None
    assert np.isnan(drawn(dataset.pixels[0]).as_samples(dataset).targets).all()
    for index in range(3):
        label = int(dataset.targets[index])
        targets = drawn(dataset.pixels[index], label).as_samples(dataset).targets
        known = np.isfinite(targets[0])
        np.testing.assert_array_equal(targets[0][known], dataset.train.targets[index][known])
        assert known[: len(dataset.classes)].all()


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (Drawing("!!!"), "pixels must be base64 of 8 x 8 bytes; got what is not base64"),
        (Drawing("é"), "pixels must be base64 of 8 x 8 bytes; got what is not base64"),
        (Drawing(""), "pixels must be base64 of 8 x 8 bytes; got 0 bytes"),
        (drawn(np.zeros(63)), "pixels must be base64 of 8 x 8 bytes; got 63 bytes"),
        (drawn(np.zeros(784)), "pixels must be base64 of 8 x 8 bytes; got 784 bytes"),
        (drawn(np.zeros(64), 10), "label must be 0 to 9; got 10"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_words(drawing: Drawing, words: str) -> None:
    with pytest.raises(BadDrawing) as caught:
        drawing.as_samples(loaded("digits"))
    assert str(caught.value) == words
    assert caught.value.field in ("pixels", "label")


def test_points_and_tables_cannot_be_drawn() -> None:
    for name in ("circle", "iris"):
        dataset = loaded(name)
        assert drawable_shape(dataset) is None
        with pytest.raises(BadDrawing, match="no grey pictures"):
            drawn(np.zeros(4)).as_samples(dataset)


def test_a_spotlight_goes_out_where_a_drawing_does_not_fit() -> None:
    digits, circle = loaded("digits"), loaded("circle")
    spotlight = Spotlight.on(drawn(np.zeros(64)))
    assert spotlight.nearest(digits) == spotlight
    assert spotlight.find(circle) is None
    assert spotlight.nearest(circle) == Spotlight()
    assert Spotlight("test", 10**6).nearest(circle) == Spotlight("test", len(circle.test) - 1)
    assert Spotlight("test", -1).find(circle) is None
