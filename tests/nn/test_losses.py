from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.calls import Array, run
from app.nn.gradcheck import numerical_gradient, relative_error
from app.nn.losses import LOSSES, BoundLoss
from tests.nn.building import targets_for

every_loss = pytest.mark.parametrize("name", LOSSES)
sizes = st.tuples(st.integers(1, 5), st.integers(1, 9))
seeds = st.integers(0, 2**32 - 1)


def bind(name: str, logits: Array, targets: Array) -> BoundLoss:
    bound = LOSSES[name].bind(logits, np.empty_like(logits))
    bound.targets[...] = targets
    return bound


def value(bound: BoundLoss) -> float:
    run(bound.forward())
    return float(bound.value)


def textbook(name: str, z: Array, y: Array) -> tuple[Array, float]:
    """Prediction and mean loss by the plain formula."""
    if name == "binary_cross_entropy":
        p = 1 / (1 + np.exp(-z))
        return p, float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
    if name == "softmax_cross_entropy":
        p = np.exp(z) / np.exp(z).sum(axis=0)
        return p, float(np.mean(-(y * np.log(p)).sum(axis=0)))
    return z, float(np.mean((z - y) ** 2))


def test_there_is_one_for_every_task() -> None:
    assert set(LOSSES) == {"binary_cross_entropy", "softmax_cross_entropy", "mean_squared_error"}


@every_loss
@given(size=sizes, seed=seeds)
def test_value_and_prediction_follow_the_formula(
    name: str, size: tuple[int, int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    logits = rng.normal(scale=3, size=size)
    targets = targets_for(name, size, rng)
    bound = bind(name, logits, targets)
    prediction, loss = textbook(name, logits, targets)
    assert value(bound) == pytest.approx(loss, abs=1e-12)
    np.testing.assert_allclose(bound.prediction, prediction, atol=1e-12)


@every_loss
@given(size=sizes, seed=seeds)
def test_predicting_alone_gives_the_same_prediction(
    name: str, size: tuple[int, int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    logits = rng.normal(scale=3, size=size)
    bound = bind(name, logits, targets_for(name, size, rng))
    value(bound)
    expected = bound.prediction.copy()
    again = bind(name, logits, bound.targets)
    run(again.predict())
    np.testing.assert_array_equal(again.prediction, expected)


@every_loss
@given(size=sizes, seed=seeds)
def test_delta_is_the_derivative(name: str, size: tuple[int, int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    logits = rng.normal(scale=3, size=size)
    bound = bind(name, logits, targets_for(name, size, rng))
    value(bound)
    run(bound.backward())
    numerical = numerical_gradient(lambda: value(bound), logits.reshape(-1))
    assert relative_error(bound.delta.reshape(-1), numerical) < 1e-6


@every_loss
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_logits_stay_numbers(name: str, dtype: type) -> None:
    logits: Array = np.array([[1e4, -1e4, 0, 1e4], [-1e4, 1e4, 0, 1e4]], dtype)
    targets: Array = np.array([[1, 1, 0, 0], [0, 0, 1, 1]], dtype)
    bound = bind(name, logits, targets)
    assert np.isfinite(value(bound))
    run(bound.backward())
    assert np.isfinite(bound.prediction).all()
    assert np.isfinite(bound.delta).all()


@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_a_confident_mistake_costs_its_logit_and_not_infinity(name: str) -> None:
    rows = 1 if name == "binary_cross_entropy" else 2
    logits = np.array([[1e4], [0.0]], np.float32)[:rows]
    targets = np.array([[0.0], [1.0]], np.float32)[:rows]
    assert value(bind(name, logits, targets)) == pytest.approx(1e4)


@given(seed=seeds)
def test_softmax_sums_to_one(seed: int) -> None:
    logits = np.random.default_rng(seed).normal(scale=20, size=(4, 6))
    bound = bind("softmax_cross_entropy", logits, np.full((4, 6), 0.25))
    run(bound.predict())
    np.testing.assert_allclose(bound.prediction.sum(axis=0), 1, atol=1e-12)
