"""Shapes in the plane: where the points lie and what they are labelled."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.datasets import DATASETS, DOMAIN, FEATURES, Dataset, load
from app.datasets.scikit_learn import sklearn_datasets

PLANAR = [spec.name for spec in DATASETS.values() if spec.view == "plane"]
GENERATED = [name for name in PLANAR if name != "points"]
CLASSIFIED = [name for name in GENERATED if DATASETS[name].task == "binary"]


def generate(
    name: str, *, samples: int = 400, noise: float = 0, test_fraction: float = 0.5, seed: int = 1
) -> Dataset:
    return load(
        name,
        samples=samples,
        noise=noise,
        test_fraction=test_fraction,
        seed=seed,
        features=["x", "y"],
        points=[],
    )


def drawn(dataset: Dataset) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Raw coordinates and targets, which a planar dataset always has."""
    assert dataset.points is not None
    return dataset.points, dataset.targets


def as_set(dataset: Dataset) -> set[tuple[float, float, float]]:
    points, targets = drawn(dataset)
    return set(zip(points[:, 0], points[:, 1], targets, strict=True))


@given(
    name=st.sampled_from(GENERATED),
    samples=st.integers(2, 1000),
    noise=st.floats(0, 0.5),
    seed=st.integers(0, 2**31 - 1),
)
@settings(max_examples=150, deadline=None)
def test_points_stay_in_the_domain_and_classes_in_balance(
    name: str, samples: int, noise: float, seed: int
) -> None:
    points, targets = drawn(generate(name, samples=samples, noise=noise, seed=seed))
    assert points.shape == (samples, 2)
    assert DOMAIN[0] <= points.min() <= points.max() <= DOMAIN[1]
    if DATASETS[name].task == "binary":
        assert abs((targets == 1).sum() - (targets == 0).sum()) <= 1
    else:
        assert np.abs(targets).max() <= 1


@pytest.mark.parametrize("name", GENERATED)
def test_another_test_fraction_divides_the_same_points(name: str) -> None:
    small, large = (generate(name, noise=0.2, test_fraction=part) for part in (0.2, 0.6))
    assert as_set(small) == as_set(large)
    tests = [drawn(part)[0][len(part.train) :].tolist() for part in (small, large)]
    assert tests[1][: len(tests[0])] == tests[0]


@pytest.mark.parametrize("name", GENERATED)
def test_other_features_are_read_from_the_same_points(name: str) -> None:
    arguments = {"samples": 50, "noise": 0.2, "test_fraction": 0.4, "seed": 3, "points": []}
    plain = load(name, features=["x", "y"], **arguments)  # type: ignore[arg-type]
    every = load(name, features=list(FEATURES), **arguments)  # type: ignore[arg-type]
    np.testing.assert_array_equal(drawn(plain)[0], drawn(every)[0])
    np.testing.assert_array_equal(every.train.inputs[:, :2], plain.train.inputs)


@pytest.mark.parametrize("name", GENERATED)
def test_another_seed_gives_other_points(name: str) -> None:
    assert as_set(generate(name, noise=0.3, seed=1)) != as_set(generate(name, noise=0.3, seed=2))


@pytest.mark.parametrize("name", ["circle", "xor", "spiral", "moons"])
def test_noise_displaces_each_point_in_proportion(name: str) -> None:
    base, little, twice = (drawn(generate(name, noise=noise))[0] for noise in (0, 0.05, 0.1))
    np.testing.assert_allclose(twice - base, 2 * (little - base), atol=1e-12)
    assert np.abs(little - base).max() > 0.01


@pytest.mark.parametrize("name", CLASSIFIED)
def test_both_halves_of_the_plane_reach_far(name: str) -> None:
    points, _ = drawn(generate(name))
    assert (points.max(axis=0) > 1.5).all()
    assert (points.min(axis=0) < -1.5).all()


def test_circle_is_a_disc_in_a_ring() -> None:
    points, targets = drawn(generate("circle"))
    radius = np.linalg.norm(points, axis=1)
    assert radius[targets == 1].max() < 2.5
    assert radius[targets == 0].min() >= 3.5
    assert radius[targets == 0].max() <= 5


def test_xor_is_the_sign_of_the_product() -> None:
    points, targets = drawn(generate("xor"))
    np.testing.assert_array_equal(points.prod(axis=1) > 0, targets == 1)
    assert np.abs(points).min() >= 0.3
    assert np.abs(points).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (0.1, 1.2)])
def test_two_gaussians_have_their_centres_and_spread(noise: float, variance: float) -> None:
    points, targets = drawn(generate("two_gaussians", samples=20_000, noise=noise))
    for label, centre in ((1, 2), (0, -2)):
        cloud = points[targets == label]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.05)
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.05)


def test_the_spirals_arms_are_half_a_turn_apart() -> None:
    points, targets = drawn(generate("spiral"))
    blue, orange = (points[targets == label] for label in (1, 0))
    by_radius = [arm[np.argsort(np.linalg.norm(arm, axis=1))] for arm in (blue, orange)]
    np.testing.assert_allclose(by_radius[0], -by_radius[1], atol=1e-12)
    radius = np.linalg.norm(by_radius[0], axis=1)
    np.testing.assert_allclose(radius, 5 * np.arange(1, 201) / 200)
    angle = np.unwrap(np.arctan2(by_radius[0][:, 0], by_radius[0][:, 1]))
    assert angle[-1] - angle[0] == pytest.approx(2 * np.pi * 1.75 * 199 / 200)


def test_moons_are_two_half_circles() -> None:
    points, targets = drawn(generate("moons"))
    centres = np.where(targets[:, np.newaxis] == 1, (1.65, 0.825), (-1.65, -0.825))
    np.testing.assert_allclose(np.linalg.norm(points - centres, axis=1), 3.3)


@pytest.mark.xdist_group("scikit-learn")
def test_moons_are_those_of_scikit_learn() -> None:
    points, targets = drawn(generate("moons"))
    theirs, labels = sklearn_datasets().make_moons(len(points), shuffle=False)
    ours = points / 3.3 + (0.5, 0.25)
    order, expected = np.lexsort(ours.round(9).T), np.lexsort(theirs.round(9).T)
    np.testing.assert_allclose(ours[order], theirs[expected], atol=1e-12)
    np.testing.assert_array_equal(targets[order], labels[expected])


def test_plane_rises_from_corner_to_corner() -> None:
    points, targets = drawn(generate("plane"))
    np.testing.assert_allclose(targets, points.sum(axis=1) / 12)


def test_gaussians_are_hills_and_hollows() -> None:
    points, targets = drawn(generate("gaussians", samples=1000))
    signs = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    expected = np.zeros(len(points))
    for centre, sign in signs.items():
        distance = np.linalg.norm(points - centre, axis=1)
        expected += sign * np.maximum(0, 1 - distance / 2)
    np.testing.assert_allclose(targets, expected, atol=1e-12)


@pytest.mark.parametrize("name", ["plane", "gaussians"])
def test_noise_in_a_regression_changes_values_and_leaves_points(name: str) -> None:
    clean, noisy = generate(name), generate(name, noise=0.2)
    np.testing.assert_array_equal(drawn(clean)[0], drawn(noisy)[0])
    assert np.abs(clean.targets - noisy.targets).max() > 0.05


FORMULAS: dict[str, tuple[str, Callable[[float, float], float]]] = {
    "x": ("x", lambda x, y: x),
    "y": ("y", lambda x, y: y),
    "x_squared": ("x²", lambda x, y: x**2),
    "y_squared": ("y²", lambda x, y: y**2),
    "xy": ("xy", lambda x, y: x * y),
    "sin_x": ("sin x", lambda x, y: float(np.sin(x))),
    "sin_y": ("sin y", lambda x, y: float(np.sin(y))),
}


def test_features_have_their_values_and_labels() -> None:
    assert list(FEATURES) == list(FORMULAS)
    chosen = ["sin_y", "x", "xy", "y_squared", "y", "x_squared", "sin_x"]
    dataset = load(
        "circle", samples=20, noise=0.1, test_fraction=0.5, seed=1, features=chosen, points=[]
    )
    points, _ = drawn(dataset)
    expected = [[FORMULAS[name][1](x, y) for name in chosen] for x, y in points]
    inputs = np.concatenate([dataset.train.inputs, dataset.test.inputs])
    np.testing.assert_allclose(inputs, expected)
    np.testing.assert_array_equal(dataset.features_of(points), inputs)
    assert dataset.input_labels == tuple(FORMULAS[name][0] for name in chosen)
    assert dataset.features == tuple(chosen)


def test_features_of_needs_the_plane() -> None:
    iris = generate("iris")
    with pytest.raises(ValueError, match="iris"):
        iris.features_of(np.zeros((1, 2)))


def own(points: list[tuple[float, float, int]], test_fraction: float = 0.5) -> Dataset:
    return load(
        "points",
        samples=500,
        noise=0.5,
        test_fraction=test_fraction,
        seed=1,
        features=["x", "xy", "sin_y"],
        points=points,
    )


def test_own_points_are_taken_as_they_are() -> None:
    placed = [(1.5, 2.0, 1), (-3.0, 0.25, 0), (0.0, -6.0, 0), (6.0, 6.0, 1)]
    dataset = own(placed)
    assert as_set(dataset) == set(placed)
    assert len(dataset.train) == len(dataset.test) == 2
    assert sorted(dataset.train.targets[:, 0]) == [0, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_canvas_and_a_single_point_are_valid(count: int) -> None:
    dataset = own([(1.0, 1.0, 1)][:count])
    assert dataset.train.inputs.shape == (count, 3)
    assert dataset.train.targets.shape == (count, 1)
    assert dataset.test.inputs.shape == (0, 3)
    assert dataset.test.targets.shape == (0, 1)
    assert drawn(dataset)[0].shape == (count, 2)
    assert dataset.targets.shape == (count,)
    assert dataset.features_of(np.ones((5, 2))).shape == (5, 3)


def test_one_more_point_hardly_moves_the_others() -> None:
    rng = np.random.default_rng(0)
    places = [(float(x), float(y), i % 2) for i, (x, y) in enumerate(rng.uniform(-6, 6, (80, 2)))]
    for count in range(2, 80):
        before, after = (
            {tuple(point) for point in drawn(part)[0][: len(part.train)].tolist()}
            for part in (own(places[:count]), own(places[: count + 1]))
        )
        assert len(before - after) <= 2
