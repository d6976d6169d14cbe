from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.calls import run
from app.nn.layers import Dense
from app.nn.losses import LOSSES
from app.nn.network import BoundNetwork, Network
from app.nn.optimizers import Adam
from tests.nn.building import fill, network

SOME = [(5, "tanh"), (3, "relu")]


def test_all_parameters_are_views_of_one_vector() -> None:
    built = network(SOME, "mean_squared_error")
    for flat in (built.parameters, built.gradients):
        views = built.views(flat)
        assert [view.shape for (view,) in views] == [(5, 3), (3, 6), (1, 4)]
        assert sum(view.size for (view,) in views) == flat.size
        for index, (view,) in enumerate(views):
            assert np.shares_memory(view, flat)
            view[...] = index + 7
            np.testing.assert_array_equal(flat[built.span(index)], index + 7)


def test_a_bound_network_sees_changed_parameters() -> None:
    built = network(SOME, "mean_squared_error")
    bound = built.bind(2)
    bound.inputs[...] = 1
    before = bound.predict().copy()
    built.parameters *= 2
    assert not np.array_equal(bound.predict(), before)


def test_float32_unless_asked_otherwise() -> None:
    built = Network([Dense(units=1, activation="linear")], LOSSES["mean_squared_error"], (2,))
    bound = built.bind(3, built.gradients)
    assert {array.dtype for array in (built.parameters, built.gradients, bound.rows)} == {
        np.dtype(np.float32)
    }
    assert bound.predict().dtype == np.float32


@given(batch=st.integers(1, 9), seed=st.integers(0, 1000))
def test_forward_is_the_formula(batch: int, seed: int) -> None:
    built = network(SOME, "binary_cross_entropy", seed=seed)
    bound = built.bind(batch)
    fill(bound, np.random.default_rng(seed))
    (first,), (second,), (last,) = built.views(built.parameters)
    x = bound.inputs
    a = np.tanh(x @ first[:, :-1].T + first[:, -1])
    a = np.maximum(a @ second[:, :-1].T + second[:, -1], 0)
    z = a @ last[:, :-1].T + last[:, -1]
    np.testing.assert_allclose(bound.predict(), 1 / (1 + np.exp(-z.T)), atol=1e-12)
    np.testing.assert_allclose(bound.layers[1].output, a.T, atol=1e-12)


def test_a_sample_alone_gives_what_it_gives_in_a_batch() -> None:
    built = network(SOME, "softmax_cross_entropy", outputs=3)
    many, one = built.bind(6), built.bind(1)
    fill(many, np.random.default_rng(2))
    expected = many.predict()
    for index in range(6):
        one.inputs[0] = many.inputs[index]
        np.testing.assert_allclose(one.predict()[:, 0], expected[:, index], atol=1e-12)


def test_an_image_is_read_flat() -> None:
    layer = Dense(units=2, activation="linear")
    built = Network([layer], LOSSES["mean_squared_error"], (4, 4), np.float64)
    assert built.views(built.parameters)[0][0].shape == (2, 17)
    assert built.bind(3).inputs.shape == (3, 16)


def after_a_pass() -> tuple[Network, BoundNetwork]:
    """A network, and itself bound to a batch that has gone both ways."""
    built = network(SOME, "binary_cross_entropy")
    training = built.bind(4, built.gradients)
    fill(training, np.random.default_rng(1))
    training.forward()
    training.backward()
    return built, training


def test_predicting_touches_nothing_of_the_training() -> None:
    built, training = after_a_pass()
    parameters, gradients = built.parameters.copy(), built.gradients.copy()
    prediction = training.loss.prediction.copy()

    watching = built.bind(9)
    fill(watching, np.random.default_rng(2))
    watching.predict()
    watching.forward()
    watching.backward()
    np.testing.assert_array_equal(built.parameters, parameters)
    np.testing.assert_array_equal(built.gradients, gradients)
    np.testing.assert_array_equal(training.loss.prediction, prediction)


def test_a_twin_has_gradients_of_its_own() -> None:
    built, _ = after_a_pass()
    parameters, gradients = built.parameters.copy(), built.gradients.copy()

    own = np.zeros_like(built.gradients)
    twin = built.bind(1, own)
    fill(twin, np.random.default_rng(2))
    twin.forward()
    twin.backward()
    assert own.any()
    np.testing.assert_array_equal(built.gradients, gradients)
    np.testing.assert_array_equal(built.parameters, parameters)


def allocated(loss: str, batch: int, steps: int) -> tuple[int, int]:
    """Bytes left over and bytes at the peak while so many steps are made."""
    hidden = [(6, "relu"), (6, "leaky_relu"), (6, "sigmoid"), (6, "tanh")]
    built = network(hidden, loss, outputs=3, dtype=np.float32)
    bound = built.bind(batch, built.gradients)
    fill(bound, np.random.default_rng(1))
    update = list(Adam(learning_rate=0.001).bind(built.parameters, built.gradients).update())

    def step() -> None:
        bound.forward()
        bound.backward()
        run(update)

    step()
    tracemalloc.start()
    try:
        for _ in range(steps):
            step()
        return tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("loss", LOSSES)
def test_a_thousand_steps_leave_nothing_behind(loss: str) -> None:
    left, _ = allocated(loss, batch=10, steps=1000)
    assert left < 2000


@pytest.mark.parametrize("loss", LOSSES)
def test_a_step_allocates_nothing_that_grows_with_the_batch(loss: str) -> None:
    # NumPy casts through a buffer of 8192 elements; these batches are larger.
    _, small = allocated(loss, batch=10_000, steps=3)
    _, large = allocated(loss, batch=40_000, steps=3)
    assert large < small + 1000
    assert large < 40_000
