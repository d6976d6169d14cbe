"""Shapes drawn by the program, and the boxes around them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.datasets import Dataset, intersection_over_union, load

SIDE = 16
OPTIONS = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**31 - 1),
        "position": st.floats(0, 1),
        "size": st.floats(0.3, 0.7),
        "size_spread": st.floats(0, 0.6),
        "rotation": st.floats(0, 180),
    }
)


def shapes(name: str = "shapes_detection", **changed: Any) -> Dataset:
    plain: dict[str, Any] = {
        "samples": 40,
        "noise": 0.0,
        "test_fraction": 0.3,
        "seed": 1,
        "features": ["x"],
        "points": [],
    }
    return load(name, **{**plain, **changed})


def pictures_of(dataset: Dataset) -> np.ndarray:
    assert dataset.pixels is not None
    return dataset.pixels[:].reshape(-1, SIDE, SIDE)


def boxes_of(dataset: Dataset) -> np.ndarray:
    assert dataset.boxes is not None
    return dataset.boxes


def edges(boxes: np.ndarray) -> np.ndarray:
    """Left, right, upper and lower, each in pixels: (4, n)."""
    x, y, width, height = boxes.T * SIDE
    return np.stack([x - width / 2, x + width / 2, y - height / 2, y + height / 2])


@given(chosen=OPTIONS)
@settings(max_examples=60, deadline=None)
def test_a_box_holds_all_the_ink_and_no_empty_border(chosen: dict[str, Any]) -> None:
    dataset = shapes(**chosen)
    inked = pictures_of(dataset) > 0
    for picture, (left, right, upper, lower) in zip(inked, edges(boxes_of(dataset)).T, strict=True):
        rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
        for first, last, low, high in (
            (columns[0], columns[-1] + 1, left, right),
            (rows[0], rows[-1] + 1, upper, lower),
        ):
            # Ink is smoothed over a quarter of a pixel, and fills whole pixels.
            assert first > low - 1.26
            assert last < high + 1.26
            # A corner has less and less ink towards its tip.
            assert first < low + 1.5
            assert last > high - 1.5


@given(chosen=OPTIONS)
@settings(max_examples=30, deadline=None)
def test_shapes_stay_within_the_picture(chosen: dict[str, Any]) -> None:
    left, right, upper, lower = edges(boxes_of(shapes(**chosen)))
    assert min(left.min(), upper.min()) >= -1e-9
    assert max(right.max(), lower.max()) <= SIDE + 1e-9


@given(chosen=OPTIONS)
@settings(max_examples=30, deadline=None)
def test_the_amount_of_ink_is_the_area_of_the_form(chosen: dict[str, Any]) -> None:
    dataset = shapes(**{**chosen, "rotation": 0, "size_spread": 0})
    ink = pictures_of(dataset).sum(axis=(1, 2)) / SIDE**2
    # Of the square around the form; of the triangle, of that over its side.
    shares = np.array([np.pi / 4, 1, np.sqrt(3) / 4, 2 * 0.32 - 0.32**2])
    expected = shares[dataset.targets.astype(int)] * chosen["size"] ** 2
    np.testing.assert_allclose(ink, expected, rtol=0.03)


def test_options_do_what_they_say() -> None:
    still = boxes_of(shapes(position=0))
    np.testing.assert_allclose(still[:, :2], 0.5)
    assert boxes_of(shapes(position=1))[:, :2].std() > 0.05
    upright = shapes(rotation=0, size_spread=0, size=0.5)
    np.testing.assert_allclose(boxes_of(upright)[:, 2], 0.5)
    sizes = boxes_of(shapes(rotation=0, size_spread=0.6, size=0.5))[:, 2]
    assert 0.2 <= sizes.min() < 0.3 < 0.4 < sizes.max() <= 0.5
    square = shapes(rotation=180).targets == 1
    assert boxes_of(shapes(rotation=180))[square, 2].max() > 0.65


def test_noise_is_added_to_the_same_pictures() -> None:
    clean, noisy = shapes(noise=0), shapes(noise=0.2)
    np.testing.assert_array_equal(boxes_of(clean), boxes_of(noisy))
    added = pictures_of(noisy) - pictures_of(clean)
    within = (pictures_of(noisy) > 0) & (pictures_of(noisy) < 1)
    assert added[within].std() == pytest.approx(0.2, rel=0.3)


def test_more_samples_keep_those_there_are() -> None:
    few = {row.tobytes() for row in boxes_of(shapes(samples=40))}
    many = {row.tobytes() for row in boxes_of(shapes(samples=60))}
    assert few < many


def test_both_datasets_are_of_the_same_pictures() -> None:
    classes, boxes = shapes("shapes"), shapes("shapes_detection")
    np.testing.assert_array_equal(pictures_of(classes), pictures_of(boxes))
    np.testing.assert_array_equal(boxes_of(classes), boxes_of(boxes))
    np.testing.assert_array_equal(classes.train.targets, boxes.train.targets[:, :4])


def test_how_far_boxes_agree() -> None:
    one = np.array([[0.5, 0.5, 0.4, 0.4]]).T
    others = np.array(
        [
            [0.5, 0.5, 0.4, 0.4],
            [0.7, 0.5, 0.4, 0.4],
            [0.5, 0.5, 0.2, 0.2],
            [0.9, 0.5, 0.4, 0.4],
            [0.1, 0.1, 0.1, 0.1],
            [0.5, 0.5, 0.0, 0.0],
        ]
    ).T
    shares = intersection_over_union(np.repeat(one, 6, axis=1), others)
    np.testing.assert_allclose(shares, [1, 1 / 3, 1 / 4, 0, 0, 0], atol=1e-12)
    nothing = np.zeros((4, 1))
    assert intersection_over_union(nothing, nothing) == 0
