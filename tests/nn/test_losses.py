from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.nn.calls import Array, run
from app.nn.gradcheck import numerical_gradient, relative_error
from app.nn.losses import LOSSES, BoundLoss, Detection, Huber, Loss, SoftmaxCrossEntropy
from tests.nn.building import distance_to_kink, suited, targets_for

every_loss = pytest.mark.parametrize("name", LOSSES)
# (outputs, batch), or (steps, outputs, batch) for a prediction at every step.
flat_shapes = st.tuples(st.integers(1, 5), st.integers(1, 9))
step_shapes = st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6))
shapes = flat_shapes | step_shapes
seeds = st.integers(0, 2**32 - 1)


def bind(
    loss: Loss | str, logits: Array, targets: Array | float, mask: Array | None = None
) -> BoundLoss:
    loss = LOSSES[loss] if isinstance(loss, str) else loss
    bound = loss.bind(logits, np.full_like(logits, np.nan), mask)
    bound.targets[...] = targets
    return bound


def value(bound: BoundLoss) -> float:
    run(bound.forward())
    return float(bound.value)


def delta(bound: BoundLoss) -> Array:
    run(bound.forward())
    run(bound.backward())
    return bound.delta


def drawn(name: str, shape: tuple[int, ...], seed: int) -> tuple[Array, Array]:
    rng, shape = np.random.default_rng(seed), suited(name, shape)
    return rng.normal(scale=3, size=shape), targets_for(name, shape, rng)


def textbook(name: str, z: Array, y: Array) -> tuple[Array, float]:
    """Prediction and mean loss by the plain formula."""
    error = np.abs(z - y)
    if name == "binary_cross_entropy":
        # As 1 - p the other one would have no digits left where p is next to 1.
        p, q = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
        return p, float(np.mean(-y * np.log(p) - (1 - y) * np.log(q)))
    if name == "softmax_cross_entropy":
        p = np.exp(z) / np.exp(z).sum(axis=-2, keepdims=True)
        return p, float(np.mean(-(y * np.log(p)).sum(axis=-2)))
    if name == "detection":
        p = np.empty_like(z)
        p[..., :-4, :], classes = textbook("softmax_cross_entropy", z[..., :-4, :], y[..., :-4, :])
        p[..., -4:, :] = 1 / (1 + np.exp(-z[..., -4:, :]))
        error = np.abs(p - y)[..., -4:, :]
        smooth = np.where(error <= 0.1, error**2 / 0.2, error - 0.05)
        return p, classes + 2 * float(np.mean(smooth.sum(axis=-2)))
    if name == "hinge":
        signs = np.where(y == 1, 1, -1)
        return (np.clip(z, -1, 1) + 1) / 2, float(np.mean(np.maximum(0, 1 - signs * z)))
    if name == "mean_absolute_error":
        return z, float(np.mean(error))
    if name == "huber":
        return z, float(np.mean(np.where(error <= 1, error**2 / 2, error - 0.5)))
    return z, float(np.mean(error**2))


def test_there_are_those_of_the_field() -> None:
    assert list(LOSSES) == [
        "binary_cross_entropy",
        "softmax_cross_entropy",
        "mean_squared_error",
        "mean_absolute_error",
        "huber",
        "hinge",
        "detection",
    ]
    assert all(loss.name == name for name, loss in LOSSES.items())


@every_loss
@given(shape=shapes, seed=seeds)
def test_value_and_prediction_follow_the_formula(
    name: str, shape: tuple[int, ...], seed: int
) -> None:
    logits, targets = drawn(name, shape, seed)
    bound = bind(name, logits, targets)
    prediction, loss = textbook(name, logits, targets)
    assert value(bound) == pytest.approx(loss, abs=1e-12)
    np.testing.assert_allclose(bound.prediction, prediction, atol=1e-12)


@every_loss
@given(shape=shapes, seed=seeds)
def test_predicting_alone_gives_the_same_prediction(
    name: str, shape: tuple[int, ...], seed: int
) -> None:
    logits, targets = drawn(name, shape, seed)
    bound, again = bind(name, logits, targets), bind(name, logits, targets)
    run(bound.forward())
    run(again.predict())
    np.testing.assert_array_equal(again.prediction, bound.prediction)


@every_loss
@given(shape=shapes, seed=seeds)
def test_delta_is_the_derivative(name: str, shape: tuple[int, ...], seed: int) -> None:
    logits, targets = drawn(name, shape, seed)
    bound = bind(name, logits, targets)
    analytic = delta(bound).reshape(-1).copy()
    assume(distance_to_kink(bound, name) > 1e-4)
    # Of a slope next to nothing, differences show the rounding of the loss.
    assume(np.linalg.norm(analytic) > 1e-3)
    numerical = numerical_gradient(lambda: value(bound), logits.reshape(-1))
    assert relative_error(analytic, numerical) < 1e-6


@every_loss
@given(shape=shapes, seed=seeds)
def test_a_forward_pass_leaves_logits_targets_and_delta_alone(
    name: str, shape: tuple[int, ...], seed: int
) -> None:
    logits, targets = drawn(name, shape, seed)
    before = logits.copy()
    bound = bind(name, logits, targets)
    run(bound.forward())
    np.testing.assert_array_equal(logits, before)
    np.testing.assert_array_equal(bound.targets, targets)
    assert np.isnan(bound.delta).all()


@given(seed=seeds)
def test_softmax_sums_to_one(seed: int) -> None:
    logits = np.random.default_rng(seed).normal(scale=20, size=(4, 6))
    bound = bind("softmax_cross_entropy", logits, 0.25)
    run(bound.predict())
    np.testing.assert_allclose(bound.prediction.sum(axis=0), 1, atol=1e-12)


# Settings.


@given(shape=shapes, smoothing=st.floats(0, 1), seed=seeds)
def test_label_smoothing_mixes_in_the_even_distribution(
    shape: tuple[int, ...], smoothing: float, seed: int
) -> None:
    logits, targets = drawn("softmax_cross_entropy", shape, seed)
    bound = bind(SoftmaxCrossEntropy(label_smoothing=smoothing), logits, targets)
    mixed = (1 - smoothing) * targets + smoothing / shape[-2]
    _, loss = textbook("softmax_cross_entropy", logits, mixed)
    assert value(bound) == pytest.approx(loss, abs=1e-12)
    expected = delta(bind("softmax_cross_entropy", logits, mixed))
    np.testing.assert_allclose(delta(bound), expected, atol=1e-14)
    np.testing.assert_array_equal(bound.targets, targets)


def test_only_label_smoothing_costs_calls() -> None:
    plain, smoothed = (
        len(list(bind(SoftmaxCrossEntropy(label_smoothing=s), np.ones((3, 2)), 0).forward()))
        for s in (0.0, 0.1)
    )
    assert plain < smoothed


@given(shape=shapes, threshold=st.floats(0.001, 1000), seed=seeds)
def test_huber_is_squared_up_to_its_threshold_and_linear_beyond(
    shape: tuple[int, ...], threshold: float, seed: int
) -> None:
    logits, targets = drawn("huber", shape, seed)
    bound = bind(Huber(delta=threshold), logits, targets)
    error = logits - targets
    inside = np.abs(error) <= threshold
    losses = np.where(inside, error**2 / 2, threshold * (np.abs(error) - threshold / 2))
    assert value(bound) == pytest.approx(losses.mean(), rel=1e-9)
    slopes = np.where(inside, error, threshold * np.sign(error)) / logits.size
    np.testing.assert_allclose(delta(bound), slopes, rtol=1e-12)


@given(
    shape=shapes,
    threshold=st.floats(0.001, 1),
    weight=st.floats(0.01, 100),
    seed=seeds,
)
def test_the_heads_of_a_detection_do_not_mix(
    shape: tuple[int, ...], threshold: float, weight: float, seed: int
) -> None:
    logits, targets = drawn("detection", shape, seed)
    bound = bind(Detection(box_weight=weight, threshold=threshold), logits, targets)
    slopes = delta(bound)
    classes = bind("softmax_cross_entropy", logits[..., :-4, :].copy(), targets[..., :-4, :])
    np.testing.assert_allclose(slopes[..., :-4, :], delta(classes), atol=1e-12)

    p = 1 / (1 + np.exp(-logits[..., -4:, :]))
    error = p - targets[..., -4:, :]
    held = np.clip(error, -threshold, threshold)
    share = weight / threshold / (logits.size / logits.shape[-2])
    np.testing.assert_allclose(slopes[..., -4:, :], share * held * p * (1 - p), atol=1e-12)


@given(prediction=st.floats(0.01, 0.99), target=st.floats(0, 1), seed=seeds)
def test_what_is_said_of_a_box_number_is_its_delta(
    prediction: float, target: float, seed: int
) -> None:
    assume(abs(prediction - target) > 1e-6)
    loss = Detection()
    logits, targets = drawn("detection", (3, 1), seed)
    logits[4, 0], targets[4, 0] = np.log(prediction / (1 - prediction)), target
    slope = float(delta(bind(loss, logits, targets))[4, 0])
    assert loss.factor(prediction, target) * (prediction - target) == pytest.approx(slope)


def test_a_box_alone_is_no_detection() -> None:
    with pytest.raises(ValueError, match=r"4 numbers of a box; got 4 outputs"):
        bind("detection", np.zeros((4, 2)), 0)


def test_a_margin_of_one_is_enough_for_the_hinge() -> None:
    bound = bind("hinge", np.array([[2.0, -2.0, 0.5, -3.0]]), np.array([[1.0, 0, 1, 1]]))
    assert value(bound) == (0 + 0 + 0.5 + 4) / 4
    np.testing.assert_array_equal(bound.prediction, [[1, 0, 0.75, 0]])
    np.testing.assert_array_equal(delta(bound), [[0, 0, -0.25, -0.25]])


# Masks.


@every_loss
@given(shape=step_shapes, seed=seeds)
def test_with_a_mask_only_real_steps_count(name: str, shape: tuple[int, ...], seed: int) -> None:
    logits, targets = drawn(name, shape, seed)
    steps, outputs, batch = logits.shape
    mask = np.random.default_rng([seed, 1]).integers(0, 2, (steps, batch)).astype(np.float64)
    assume(mask.any())
    bound = bind(name, logits, targets, mask)

    chosen = np.nonzero(mask)
    columns = logits.transpose(0, 2, 1)[chosen].T.copy()
    alone = bind(name, columns, targets.transpose(0, 2, 1)[chosen].T)
    assert value(bound) == pytest.approx(value(alone), rel=1e-12)
    expected = np.zeros((steps, batch, outputs))
    expected[chosen] = delta(alone).T
    np.testing.assert_allclose(delta(bound), expected.transpose(0, 2, 1), atol=1e-14)


@every_loss
def test_the_mask_is_read_at_every_pass(name: str) -> None:
    logits, targets = drawn(name, (3, 2, 4), 5)
    mask = np.ones((3, 4))
    bound = bind(name, logits, targets, mask)
    full = value(bound)
    assert full == pytest.approx(value(bind(name, logits, targets)), rel=1e-12)
    mask[1:] = 0
    first = bind(name, logits[0].copy(), targets[0])
    assert value(bound) == pytest.approx(value(first), rel=1e-12)


@every_loss
def test_nothing_but_padding_costs_nothing(name: str) -> None:
    logits, targets = drawn(name, (3, 2, 4), 5)
    bound = bind(name, logits, targets, np.zeros((3, 4)))
    assert value(bound) == 0
    assert not delta(bound).any()


@every_loss
def test_one_prediction_for_a_sequence_needs_no_mask(name: str) -> None:
    logits, targets = drawn(name, (2, 4), 5)
    masked = bind(name, logits, targets, np.zeros((3, 4)))
    plain = bind(name, logits, targets)
    assert value(masked) == value(plain)
    assert len(list(masked.forward())) == len(list(plain.forward()))


@every_loss
def test_no_call_is_made_for_a_mask_that_is_not_there(name: str) -> None:
    logits, targets = drawn(name, (3, 2, 4), 5)
    masked = bind(name, logits, targets, np.ones((3, 4)))
    plain = bind(name, logits, targets)
    in_two_dimensions = bind(name, logits[0].copy(), targets[0])
    assert len(list(plain.forward())) == len(list(in_two_dimensions.forward()))
    assert len(list(plain.forward())) < len(list(masked.forward()))
