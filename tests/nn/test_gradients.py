from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, run
from app.nn.gradcheck import check_gradients, numerical_gradient, relative_error
from app.nn.losses import LOSSES
from app.nn.network import BoundNetwork
from app.nn.penalties import penalty_calls
from tests.nn.building import distance_to_kink, fill, network

hidden_layers = st.lists(
    st.tuples(st.integers(1, 7), st.sampled_from(list(ACTIVATIONS))), max_size=3
)
seeds = st.integers(0, 2**32 - 1)


def bound_network(
    hidden: list[tuple[int, str]], loss: str, batch: int, inputs: int, outputs: int, seed: int
) -> BoundNetwork:
    built = network(hidden, loss, inputs=inputs, outputs=outputs, seed=seed)
    rng = np.random.default_rng(seed)
    # Biases count too, and at zero a ReLU would often stand on its kink.
    built.parameters += rng.normal(scale=0.3, size=built.parameters.shape)
    bound = built.bind(batch, built.gradients)
    fill(bound, rng)
    bound.forward()
    kinks = [
        np.abs(layer.pre_activation).min()
        for layer, (_, activation) in zip(bound.layers, hidden, strict=False)
        if activation in {"relu", "leaky_relu"}
    ]
    # Central differences across a kink measure the kink.
    assume(min([*kinks, distance_to_kink(bound.loss, loss)]) > 1e-3)
    return bound


@given(
    hidden=hidden_layers,
    loss=st.sampled_from(list(LOSSES)),
    batch=st.integers(1, 9),
    inputs=st.integers(1, 4),
    outputs=st.integers(1, 4),
    seed=seeds,
)
@settings(max_examples=150)
def test_gradients_are_the_derivatives_of_the_loss(
    hidden: list[tuple[int, str]], loss: str, batch: int, inputs: int, outputs: int, seed: int
) -> None:
    bound = bound_network(hidden, loss, batch, inputs, outputs, seed)
    # A dead network has no gradient; then rounding is all there is to compare.
    bound.backward()
    assume(np.linalg.norm(bound.network.gradients) > 1e-4)
    assert check_gradients(bound, bound.network.gradients) < 1e-6


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_goes_with_every_loss(activation: str, loss: str) -> None:
    for seed in range(3, 40):
        built = network([(5, activation), (4, activation)], loss, outputs=3, seed=seed)
        bound = built.bind(7, built.gradients)
        fill(bound, np.random.default_rng(seed))
        bound.forward()
        nearest = min(np.abs(layer.pre_activation).min() for layer in bound.layers)
        if min(nearest, distance_to_kink(bound.loss, loss)) > 1e-3:
            assert check_gradients(bound, built.gradients) < 1e-6
            return
    pytest.fail("no seed keeps away from the kinks")


@given(
    hidden=hidden_layers,
    loss=st.sampled_from(list(LOSSES)),
    l1=st.sampled_from([0.0, 0.01, 1.0]),
    l2=st.sampled_from([0.0, 0.01, 1.0]),
    seed=seeds,
)
def test_penalties_are_derivatives_too_and_leave_biases_alone(
    hidden: list[tuple[int, str]], loss: str, l1: float, l2: float, seed: int
) -> None:
    bound = bound_network(hidden, loss, 5, 2, 2, seed)
    built = bound.network
    is_weight = built.weight_mask.astype(np.float64)
    assume(np.abs(built.parameters).min() > 1e-3)
    bound.backward()
    assume(np.linalg.norm(built.gradients) > 1e-4)
    run(penalty_calls(built.parameters, built.gradients, built.weight_mask, l1, l2))

    def penalised() -> float:
        weights = built.parameters * is_weight
        return (
            bound.forward() + l1 * float(np.abs(weights).sum()) + l2 / 2 * float(weights @ weights)
        )

    assert relative_error(built.gradients, numerical_gradient(penalised, built.parameters)) < 1e-6


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_penalties_are_as_exact_as_the_network(dtype: type[np.floating[Any]]) -> None:
    """A gradient that is next to nothing may be the sum of a penalty and its opposite."""
    built = network([(3, "tanh")], "mean_squared_error", dtype=dtype)
    l1, l2 = 0.1, 0.3
    built.gradients[...] = 0
    run(penalty_calls(built.parameters, built.gradients, built.weight_mask, l1, l2))
    weights = built.weight_mask > 0
    expected = l1 * np.sign(built.parameters[weights]) + l2 * built.parameters[weights]
    np.testing.assert_allclose(
        built.gradients[weights], expected, rtol=2 * float(np.finfo(dtype).eps)
    )
    assert not built.gradients[~weights].any()


@given(l1=st.floats(0, 1), l2=st.floats(0, 1), seed=seeds)
def test_penalties_layer_by_layer_are_the_same_to_the_bit(l1: float, l2: float, seed: int) -> None:
    built = network([(3, "tanh"), (4, "relu")], "binary_cross_entropy", dtype=np.float32, seed=seed)
    gradients: Array = np.random.default_rng(seed).normal(size=built.parameters.size)
    gradients = gradients.astype(np.float32)
    pieces = gradients.copy()
    run(penalty_calls(built.parameters, gradients, built.weight_mask, l1, l2))
    for layer in range(len(built.layers)):
        span = built.span(layer)
        run(penalty_calls(built.parameters[span], pieces[span], built.weight_mask[span], l1, l2))
    np.testing.assert_array_equal(gradients, pieces)


def test_a_wrong_gradient_is_noticed() -> None:
    built = network([(4, "tanh")], "mean_squared_error")
    bound = built.bind(6, built.gradients)
    fill(bound, np.random.default_rng(1))
    bound.forward()
    bound.backward()
    numerical = numerical_gradient(bound.forward, built.parameters)
    wrong = built.gradients.copy()
    wrong[3] *= 1.01
    assert relative_error(wrong, numerical) > 1e-5


def test_the_parameters_are_put_back_after_a_check() -> None:
    built = network([(4, "tanh")], "mean_squared_error")
    bound = built.bind(6, built.gradients)
    fill(bound, np.random.default_rng(1))
    before = built.parameters.copy()
    check_gradients(bound, built.gradients)
    np.testing.assert_array_equal(built.parameters, before)
