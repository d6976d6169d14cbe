"""What holds for all datasets, whatever the options."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.datasets import (
    DATASETS,
    DOMAIN,
    FEATURES,
    Dataset,
    DatasetSpec,
    Drawing,
    InvalidOption,
    load,
)

LANGUAGES = {"en", "zh-CN"}
coordinates = st.floats(*DOMAIN)
options = st.fixed_dictionaries(
    {
        "samples": st.integers(10, 1000),
        "noise": st.floats(0, 0.5),
        "test_fraction": st.floats(0.1, 0.9),
        "seed": st.integers(0, 2**31 - 1),
        "features": st.lists(st.sampled_from(list(FEATURES)), min_size=1, unique=True),
        "points": st.lists(st.tuples(coordinates, coordinates, st.sampled_from([0, 1]))),
        "position": st.floats(0, 1),
        "size": st.floats(0.3, 0.7),
        "size_spread": st.floats(0, 0.6),
        "rotation": st.floats(0, 180),
    }
)
# What may have to be fetched has tests of its own.
HERE = [name for name, spec in DATASETS.items() if not spec.fetchable]
names = pytest.mark.parametrize("name", HERE)
specs = pytest.mark.parametrize("spec", DATASETS.values(), ids=list(DATASETS))


def drawing(level: int, label: int) -> Drawing:
    return Drawing.of(np.arange(256, dtype=np.uint8) * np.uint8(level), label)


def arrays_of(dataset: Dataset) -> list[bytes]:
    """All numbers of a dataset, bit by bit."""
    values = [getattr(dataset, field.name) for field in fields(dataset)]
    for part in (dataset.train, dataset.test):
        values += [part.inputs, part.targets]
    return [value.tobytes() for value in values if isinstance(value, np.ndarray)]


def test_the_catalog_keeps_its_order() -> None:
    assert list(DATASETS) == [
        "circle",
        "xor",
        "two_gaussians",
        "spiral",
        "moons",
        "plane",
        "gaussians",
        "points",
        "digits",
        "mnist",
        "mnist_full",
        "fashion_mnist",
        "drawings",
        "shapes",
        "shapes_detection",
        "iris",
        "wine",
        "breast_cancer",
        "diabetes",
    ]


@names
@given(chosen=options)
@settings(max_examples=20, deadline=None)
def test_the_shapes_fit_together(name: str, chosen: dict[str, Any]) -> None:
    dataset = load(name, **chosen)
    spec, train, test = dataset.spec, dataset.train, dataset.test
    count, width = len(train) + len(test), int(np.prod(dataset.input_shape))
    precision = np.float32 if spec.view == "image" else np.float64
    classes = len(dataset.classes or ())
    outputs = {"multiclass": classes, "detection": classes + 4}.get(spec.task, 1)

    assert spec is DATASETS[name]
    assert len(dataset.input_labels) == width
    for part in (train, test):
        assert part.inputs.shape == (len(part), width)
        assert part.targets.shape == (len(part), outputs)
        assert part.inputs.dtype == precision
        assert part.targets.dtype == np.float64
        assert np.isfinite(part.inputs).all()
        assert np.isfinite(part.targets).all()
    assert dataset.targets.shape == (count,)
    assert (dataset.points is not None) == (spec.view == "plane")
    assert (dataset.pixels is not None) == (spec.view == "image")
    assert (dataset.classes is None) == (spec.task == "regression")
    assert dataset.boxes is None or dataset.boxes.shape == (count, 4)


@names
@given(chosen=options)
@settings(max_examples=10)
def test_what_a_network_needs_is_known_before_loading(name: str, chosen: dict[str, Any]) -> None:
    spec, loaded = DATASETS[name], load(name, **chosen)
    assert spec.input_shape(chosen["features"]) == loaded.input_shape
    assert spec.outputs == loaded.train.targets.shape[1]


@names
@given(chosen=options)
@settings(max_examples=20, deadline=None)
def test_targets_say_the_same_as_the_splits_targets(name: str, chosen: dict[str, Any]) -> None:
    dataset = load(name, **chosen)
    columns = np.concatenate([dataset.train.targets, dataset.test.targets])
    if dataset.spec.task == "multiclass":
        assert (columns.sum(axis=1) == 1).all()
        assert np.isin(columns, (0, 1)).all()
        np.testing.assert_array_equal(columns.argmax(axis=1), dataset.targets)
    elif dataset.spec.task == "detection":
        assert (columns[:, :-4].sum(axis=1) == 1).all()
        np.testing.assert_array_equal(columns[:, :-4].argmax(axis=1), dataset.targets)
        np.testing.assert_array_equal(columns[:, -4:], dataset.boxes)
    else:
        np.testing.assert_array_equal(columns[:, 0], dataset.targets)
    if dataset.spec.task == "binary":
        assert np.isin(columns, (0, 1)).all()


@names
@given(chosen=options)
@settings(max_examples=15, deadline=None)
def test_the_same_options_give_bitwise_the_same_data(name: str, chosen: dict[str, Any]) -> None:
    assert arrays_of(load(name, **chosen)) == arrays_of(load(name, **chosen))


@names
@given(chosen=options)
@settings(max_examples=20, deadline=None)
def test_the_test_part_has_its_share(name: str, chosen: dict[str, Any]) -> None:
    dataset = load(name, **chosen)
    count = len(dataset.targets)
    if count >= 2:
        assert len(dataset.train) >= 1
        assert len(dataset.test) >= 1
        assert abs(len(dataset.test) - count * chosen["test_fraction"]) <= 1
    if count >= 2 and dataset.spec.task != "regression":
        classes = len(dataset.classes or ())
        for label in range(classes):
            of_all = (dataset.targets == label).sum()
            of_test = (dataset.targets[len(dataset.train) :] == label).sum()
            assert abs(of_test - of_all * chosen["test_fraction"]) <= classes


@pytest.mark.parametrize("name", [name for name in HERE if name != "points"])
def test_every_option_listed_matters_and_no_other(name: str) -> None:
    spec = DATASETS[name]
    given: dict[str, Any] = {
        "samples": 300,
        "noise": 0.1,
        "test_fraction": 0.3,
        "seed": 1,
        "features": ["x", "y"],
        "points": [(1.0, 2.0, 0), (2.0, 1.0, 1)],
        "drawings": [drawing(level, level % 3) for level in range(9)],
        "position": 1.0,
        "size": 0.6,
        "size_spread": 0.4,
        "rotation": 20.0,
    }
    other: dict[str, Any] = {
        "samples": 301,
        "noise": 0.2,
        "test_fraction": 0.6,
        "seed": 2,
        "features": ["x", "sin_y"],
        "points": [(3.0, 2.0, 0)],
        "drawings": [drawing(5, 1), drawing(6, 2)],
        "position": 0.5,
        "size": 0.5,
        "size_spread": 0.2,
        "rotation": 90.0,
    }
    before = arrays_of(load(name, **given))
    for option, value in other.items():
        after = arrays_of(load(name, **{**given, option: value}))
        assert (after != before) == (option in spec.options), option


@specs
def test_texts_exist_in_both_languages(spec: DatasetSpec) -> None:
    for text in (spec.title, spec.description, *spec.words.values()):
        assert set(text) == LANGUAGES
        assert all(value.strip() for value in text.values())
    assert spec.description["en"][-1] in ".?"
    assert spec.description["zh-CN"][-1] == "。"


@names
def test_every_name_in_the_data_is_translated(name: str) -> None:
    dataset = load(name, samples=10, noise=0, test_fraction=0.5, seed=0, features=["x"], points=[])
    words = {
        *(dataset.classes or ()),
        *(() if dataset.points is not None else dataset.input_labels),
    }
    if dataset.target_scale is not None:
        words.add(dataset.target_scale.name)
    assert {word for word in words if word and not word.isdigit()} == set(dataset.spec.words)


@specs
def test_previews_follow_the_protocol(spec: DatasetSpec) -> None:
    preview = spec.preview
    if spec.view == "table" or spec.obstacle:
        assert preview is None
        return
    assert preview is not None
    assert json.loads(json.dumps(preview)) == preview
    if spec.view == "image":
        assert set(preview) == {"kind", "pixels", "shape"}
        pixels = np.array(preview["pixels"])
        assert preview["kind"] == "image"
        assert preview["shape"] == list(spec.input_shape([]))
        assert pixels.size == np.prod(spec.input_shape([]))
        assert pixels.min() == 0
        assert 0.9 < pixels.max() <= 1
        return
    assert set(preview) == {"kind", "points"}
    assert preview["kind"] == "points"
    points = np.array(preview["points"]).reshape(-1, 3)
    assert np.abs(points).max(initial=0) <= 1
    if spec.name == "points":
        assert len(points) == 0
    else:
        assert 60 <= len(points) <= 200
    if spec.task == "binary":
        assert np.isin(points[:, 2], (0, 1)).all()


def test_a_spec_cannot_be_changed() -> None:
    spec = DATASETS["circle"]
    with pytest.raises(FrozenInstanceError):
        spec.name = "square"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "sprial"}, ["name", "'sprial'", "circle", "spiral", "diabetes"]),
        ({"features": ["x", "z"]}, ["features", "'z'", "x_squared", "sin_y"]),
        ({"features": []}, ["features", "at least one"]),
        ({"features": ["x", "x"]}, ["features", "once"]),
        ({"samples": 1}, ["samples", "at least 2", "1"]),
        ({"noise": 0.6}, ["noise", "0 to 0.5", "0.6"]),
        ({"noise": float("nan")}, ["noise", "nan"]),
        ({"test_fraction": 0}, ["test_fraction", "more than 0"]),
        ({"test_fraction": 1}, ["test_fraction", "less than 1"]),
        ({"position": 1.1}, ["position", "0 to 1", "1.1"]),
        ({"size": 0.8}, ["size", "0.3 to 0.7", "0.8"]),
        ({"size_spread": 0.7}, ["size_spread", "0 to 0.6"]),
        ({"rotation": float("nan")}, ["rotation", "0 to 180", "nan"]),
        ({"seed": -1}, ["seed", "at least 0", "-1"]),
        ({"points": [(0.0, 0.0, 0), (7.0, 0.0, 1)]}, ["points[1]", "-6 to 6", "7.0"]),
        ({"points": [(float("nan"), 0.0, 0)]}, ["points[0]", "nan"]),
        ({"points": [(0.0, 0.0, 2)]}, ["points[0]", "0 or 1", "2"]),
    ],
)
def test_bad_options_are_named(change: dict[str, Any], words: list[str]) -> None:
    good: dict[str, Any] = {
        "name": "points",
        "samples": 100,
        "noise": 0.1,
        "test_fraction": 0.5,
        "seed": 1,
        "features": ["x", "y"],
        "points": [],
    }
    with pytest.raises(InvalidOption) as caught:
        load(**{**good, **change})
    assert all(word in str(caught.value) for word in words)
    assert caught.value.option in str(caught.value)
