"""Huge and tiny numbers: everything stays finite, and what can be exact is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, run
from app.nn.clipping import clipping_calls
from app.nn.losses import LOSSES, BoundLoss, Huber, SoftmaxCrossEntropy
from app.nn.optimizers import OPTIMIZERS
from tests.nn.building import suited, targets_for

every_dtype = pytest.mark.parametrize("dtype", [np.float32, np.float64])
every_activation = pytest.mark.parametrize("name", ACTIVATIONS)
every_loss = pytest.mark.parametrize("name", LOSSES)
classifying = ["binary_cross_entropy", "softmax_cross_entropy", "hinge"]
huge = st.floats(-1e4, 1e4) | st.sampled_from([-1e4, -745, -104, -88.8, 0, 88.8, 104, 709.8, 1e4])

TAILS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "sigmoid": lambda z: np.exp(-np.logaddexp(0, -z)),
    "softplus": lambda z: np.logaddexp(0, z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "swish": lambda z: z * np.exp(-np.logaddexp(0, -z)),
}
"""Formulas that cannot overflow, for double precision."""


def activated(name: str, z: Array) -> tuple[Array, Array]:
    a, slope = np.empty_like(z), np.empty_like(z)
    run(ACTIVATIONS[name].forward(z, a))
    run(ACTIVATIONS[name].slope(z, a, slope))
    return a, slope


def passed(bound: BoundLoss) -> list[Array]:
    """Value, prediction and delta."""
    run(bound.forward())
    run(bound.backward())
    return [bound.value, bound.prediction, bound.delta]


@every_activation
@every_dtype
@given(numbers=st.lists(huge, min_size=1, max_size=40))
def test_activations_and_slopes_of_huge_numbers(
    name: str, dtype: type, numbers: list[float]
) -> None:
    z: Array = np.array(numbers, dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        results = activated(name, z)
    for result in results:
        assert result.dtype == dtype
        assert np.isfinite(result).all()


@pytest.mark.parametrize("name", TAILS)
@every_dtype
def test_tails_keep_to_the_formula(name: str, dtype: type) -> None:
    z: Array = np.concatenate([np.linspace(-120, 120, 481), [-1e4, 1e4]]).astype(dtype)
    a, _ = activated(name, z)
    # By way of tanh, small sigmoids are rounded like 1; swish multiplies that by z.
    tolerance = 16 * float(np.finfo(dtype).eps)
    np.testing.assert_allclose(a, TAILS[name](z.astype(np.float64)), tolerance, tolerance)


@every_activation
@every_dtype
def test_slopes_of_tails_are_those_of_a_line(name: str, dtype: type) -> None:
    z: Array = np.array([-1e4, 1e4], dtype)
    _, slope = activated(name, z)
    ends = {"linear": (1, 1), "tanh": (0, 0), "sigmoid": (0, 0), "leaky_relu": (0.01, 1)}
    np.testing.assert_allclose(slope, ends.get(name, (0, 1)), rtol=1e-6, atol=1e-30)


@every_loss
@every_dtype
@pytest.mark.parametrize("steps", [(), (2,)], ids=["once", "every step"])
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_losses_of_huge_logits(
    name: str, dtype: type, steps: tuple[int, ...], data: st.DataObject, seed: int
) -> None:
    shape = suited(name, (*steps, data.draw(st.integers(1, 4)), 3))
    size = int(np.prod(shape))
    numbers = data.draw(st.lists(huge, min_size=size, max_size=size))
    logits: Array = np.array(numbers, dtype).reshape(shape)
    bound = LOSSES[name].bind(logits, np.empty_like(logits))
    bound.targets[...] = targets_for(name, shape, np.random.default_rng(seed))
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        results = passed(bound)
    for result in results:
        assert result.dtype == dtype
        assert np.isfinite(result).all()
    assert bound.value >= 0


@pytest.mark.parametrize("name", classifying)
@every_dtype
def test_a_confident_mistake_costs_its_logit_and_not_infinity(name: str, dtype: type) -> None:
    rows = 2 if name == "softmax_cross_entropy" else 1
    logits: Array = np.array([[1e4], [0.0]], dtype)[:rows]
    bound = LOSSES[name].bind(logits, np.empty_like(logits))
    bound.targets[...] = np.array([[0.0], [1.0]])[:rows]
    passed(bound)
    assert float(bound.value) == pytest.approx(1e4, abs=1)
    assert bound.delta[0, 0] == 1


@pytest.mark.parametrize("name", classifying)
@every_dtype
def test_confidence_that_is_right_costs_nothing(name: str, dtype: type) -> None:
    rows = 2 if name == "softmax_cross_entropy" else 1
    logits: Array = np.array([[1e4], [-1e4]], dtype)[:rows]
    bound = LOSSES[name].bind(logits, np.empty_like(logits))
    bound.targets[...] = np.array([[1.0], [0.0]])[:rows]
    passed(bound)
    assert bound.value == 0
    assert not bound.delta.any()


@every_dtype
@given(shift=st.floats(-1e4, 1e4))
def test_softmax_does_not_see_what_all_logits_have_in_common(dtype: type, shift: float) -> None:
    logits: Array = np.array([[1.0], [0.0], [-2.0]], dtype)
    shifted = logits + np.asarray(shift, dtype)
    plain, moved = (
        LOSSES["softmax_cross_entropy"].bind(z, np.empty_like(z)) for z in (logits, shifted)
    )
    run(plain.predict())
    run(moved.predict())
    # What is left is how the shifted logits were rounded.
    tolerance = 1e4 * float(np.finfo(dtype).eps)
    np.testing.assert_allclose(moved.prediction, plain.prediction, atol=tolerance)


@every_dtype
def test_smoothed_labels_and_narrow_thresholds_are_safe_too(dtype: type) -> None:
    logits: Array = np.array([[1e4, -1e4], [-1e4, -1e4]], dtype)
    for loss in (SoftmaxCrossEntropy(label_smoothing=0.1), Huber(delta=0.001), Huber(delta=1000)):
        bound = loss.bind(logits, np.empty_like(logits))
        bound.targets[...] = [[0, 1], [1, 0]]
        assert all(np.isfinite(result).all() for result in passed(bound))


@pytest.mark.parametrize("name", OPTIMIZERS)
@every_dtype
def test_an_optimizer_stands_still_without_a_gradient(name: str, dtype: type) -> None:
    parameters: Array = np.array([1e4, -1e-4, 0], dtype)
    before = parameters.copy()
    optimizer = OPTIMIZERS[name]()
    update = list(optimizer.bind(parameters, np.zeros_like(parameters)).update())
    for _ in range(5):
        run(update)
    kept = (1 - optimizer.learning_rate * getattr(optimizer, "weight_decay", 0)) ** 5
    np.testing.assert_allclose(parameters, before * kept, rtol=1e-6)


@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "adam", "adamw"])
@every_dtype
@pytest.mark.parametrize("size", [1e4, 1e-4])
def test_a_scaled_step_is_about_the_learning_rate_however_steep(
    name: str, dtype: type, size: float
) -> None:
    parameters: Array = np.zeros(1, dtype)
    optimizer = OPTIMIZERS[name]()
    run(optimizer.bind(parameters, np.full_like(parameters, size)).update())
    first = -optimizer.learning_rate / (0.01**0.5 if name == "rmsprop" else 1)
    assert parameters[0] == pytest.approx(first, rel=0.01)


@every_dtype
def test_clipping_holds_the_longest_gradient(dtype: type) -> None:
    gradients: Array = np.full(100, 1e15, dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        run(clipping_calls(gradients, 1))
    assert np.linalg.norm(gradients) == pytest.approx(1, rel=1e-6)
