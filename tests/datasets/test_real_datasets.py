"""Real data: complete, named as they are, standardised on the training part only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.datasets import DATASETS, Dataset, Standardisation, load
from app.datasets.scikit_learn import sklearn_datasets

# One test process is enough to wait for scikit-learn's import.
beside_scikit_learn = pytest.mark.xdist_group("scikit-learn")

COUNTS = {"digits": 1797, "iris": 150, "wine": 178, "breast_cancer": 569, "diabetes": 442}
TABLES = [name for name in COUNTS if name != "digits"]


def read(name: str, *, test_fraction: float = 0.3, seed: int = 1) -> Dataset:
    return load(
        name,
        samples=10,
        noise=0,
        test_fraction=test_fraction,
        seed=seed,
        features=["x"],
        points=[],
    )


def loaded(name: str, **arguments: bool) -> Any:
    """What scikit-learn's own loader gives."""
    return getattr(sklearn_datasets(), f"load_{name}")(**arguments)


def scale_of(dataset: Dataset) -> Standardisation:
    assert dataset.input_scale is not None
    return dataset.input_scale


def rows(*parts: np.ndarray) -> list[tuple[float, ...]]:
    """Rows in one order, rounded, so that two tables can be compared."""
    return sorted(map(tuple, np.round(np.column_stack(parts), 6).tolist()))


@beside_scikit_learn
@pytest.mark.parametrize("name", COUNTS)
def test_every_sample_is_there_once_and_unchanged(name: str) -> None:
    dataset = read(name)
    arguments = {"scaled": False} if name == "diabetes" else {}
    raw, target = loaded(name, return_X_y=True, **arguments)
    restored = scale_of(dataset).restore(
        np.concatenate([dataset.train.inputs, dataset.test.inputs]).astype(np.float64)
    )
    targets = dataset.targets
    if dataset.target_scale is not None:
        targets = dataset.target_scale.mean + dataset.target_scale.scale * targets
    assert len(targets) == COUNTS[name]
    assert rows(restored, targets) == rows(raw, target)


@pytest.mark.parametrize("name", TABLES)
def test_each_column_is_standardised_on_the_training_part(name: str) -> None:
    dataset = read(name)
    np.testing.assert_allclose(dataset.train.inputs.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(dataset.train.inputs.std(axis=0), 1)
    assert np.abs(dataset.test.inputs.mean(axis=0)).max() > 0.01


def test_digits_are_standardised_as_whole_pictures() -> None:
    dataset = read("digits")
    assert dataset.train.inputs.mean() == pytest.approx(0, abs=1e-6)
    assert dataset.train.inputs.std() == pytest.approx(1)
    assert scale_of(dataset).mean.shape == scale_of(dataset).scale.shape == (1,)
    assert dataset.pixels is not None
    inputs = np.concatenate([dataset.train.inputs, dataset.test.inputs])
    # Neighbouring float32 are further apart than these.
    np.testing.assert_allclose(inputs, dataset.inputs_of(dataset.pixels[:]), atol=1e-6)


@pytest.mark.parametrize("name", COUNTS)
def test_the_test_part_has_no_say_in_the_scale(name: str) -> None:
    dataset = read(name)
    scale = scale_of(dataset)
    raw = scale.restore(dataset.train.inputs.astype(np.float64))
    values = raw.reshape(-1, 1) if name == "digits" else raw
    if name == "digits":
        values = values.round()
    np.testing.assert_allclose(scale.mean, values.mean(axis=0))
    np.testing.assert_allclose(scale.scale, values.std(axis=0))
    other = scale_of(read(name, test_fraction=0.6))
    assert not np.array_equal(scale.mean, other.mean)


def test_the_value_of_diabetes_is_standardised_and_can_be_stated_in_its_unit() -> None:
    dataset = read("diabetes")
    scale = dataset.target_scale
    assert scale is not None
    assert scale.name == "disease progression"
    assert scale.unit is None
    assert dataset.train.targets.mean() == pytest.approx(0, abs=1e-9)
    assert dataset.train.targets.std() == pytest.approx(1)
    raw = scale.mean + scale.scale * dataset.targets
    assert raw[: len(dataset.train)].mean() == pytest.approx(scale.mean)
    assert (round(raw.min()), round(raw.max())) == (25, 346)


def test_a_column_that_never_varies_becomes_zero() -> None:
    train = np.array([[0.1, 1.0], [0.1, 3.0], [0.1, 5.0]])
    scale = Standardisation.fit(train)
    assert scale.scale[0] == 1
    np.testing.assert_allclose(scale.apply(train)[:, 0], 0, atol=1e-15)


@pytest.mark.parametrize("name", COUNTS)
def test_a_single_training_sample_is_still_finite(name: str) -> None:
    dataset = read(name, test_fraction=0.9999)
    assert len(dataset.train) == 1
    assert np.isfinite(dataset.test.inputs).all()


@beside_scikit_learn
@pytest.mark.parametrize("name", ["iris", "breast_cancer"])
def test_names_stand_in_the_order_of_scikit_learn(name: str) -> None:
    bunch = loaded(name)
    dataset = read(name)
    assert dataset.classes == tuple(bunch.target_names)
    assert dataset.input_labels == tuple(
        label.removesuffix(" (cm)") for label in bunch.feature_names
    )


@beside_scikit_learn
def test_names_of_wine_stand_in_the_order_of_scikit_learn() -> None:
    given = [name.replace("_", " ") for name in loaded("wine").feature_names]
    labels = [label.lower() for label in read("wine").input_labels]
    assert [name.startswith(label) for name, label in zip(given, labels, strict=True)] == [
        True
    ] * 13


def test_names_of_diabetes_fit_the_ranges_of_their_columns() -> None:
    dataset = read("diabetes")
    scale = scale_of(dataset)
    raw = scale.restore(np.concatenate([dataset.train.inputs, dataset.test.inputs]))
    columns = dict(zip(dataset.input_labels, raw.T, strict=True))
    assert (round(columns["age"].min()), round(columns["age"].max())) == (19, 79)
    assert set(np.round(columns["sex"])) == {1, 2}
    assert 15 < columns["body mass index"].min() < columns["body mass index"].max() < 45
    ratio = columns["total cholesterol"] / columns["HDL"]
    assert np.corrcoef(ratio, columns["cholesterol/HDL"])[0, 1] > 0.95


def test_the_gallery_shows_test_digits_of_every_class() -> None:
    dataset = read("digits")
    gallery = dataset.gallery
    assert gallery is not None
    assert gallery.shape == (40, 64)
    assert gallery.min() == 0
    assert gallery.max() == 1
    np.testing.assert_allclose(
        scale_of(dataset).apply(16 * gallery), dataset.test.inputs[:40], atol=1e-12
    )
    shown = dataset.targets[len(dataset.train) :][:40]
    assert np.bincount(shown.astype(int), minlength=10).min() >= 3


def test_only_pictures_have_a_gallery() -> None:
    here = [name for name, spec in DATASETS.items() if not spec.fetchable]
    assert [name for name in here if read(name).gallery is not None] == [
        "digits",
        "mnist",
        "drawings",
        "shapes",
        "shapes_detection",
    ]


@pytest.mark.parametrize("name", COUNTS)
def test_the_seed_decides_the_split(name: str) -> None:
    one, other = read(name, seed=1), read(name, seed=2)
    assert one.train.inputs.shape == other.train.inputs.shape
    assert not np.array_equal(one.train.inputs, other.train.inputs)


def test_loaded_data_may_be_written_to_without_harm_to_the_next() -> None:
    first = read("digits")
    expected = first.train.inputs.copy()
    first.train.inputs[:] = 0
    assert first.pixels is not None
    first.pixels[:][:] = 0
    np.testing.assert_array_equal(read("digits").train.inputs, expected)
