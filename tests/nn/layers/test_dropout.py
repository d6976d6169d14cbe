from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.nn import BoundNetwork, Network
from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dropout
from app.nn.losses import LOSSES
from tests.nn.layers.case import replay


def bind(rate: float, *, training: bool, seed: int = 1) -> BoundNetwork:
    network = Network([Dropout(rate=rate)], LOSSES["mean_squared_error"], (1000,))
    network.initialize(INITIALIZERS["zeros"], seed)
    bound = network.bind(10, network.gradients, training=training)
    bound.inputs[...] = 3
    return bound


@given(st.floats(0, 0.9))
def test_the_share_that_is_left_out_and_the_rest_that_makes_up_for_it(rate: float) -> None:
    y = bind(rate, training=True).predict()
    dropped = float(np.mean(y == 0))
    assert abs(dropped - rate) < 0.03
    np.testing.assert_allclose(y[y != 0], 3 / (1 - rate), rtol=1e-6)


def test_each_pass_leaves_out_others() -> None:
    bound = bind(0.5, training=True)
    assert not np.array_equal(bound.predict().copy(), bound.predict())


def test_the_same_seed_leaves_out_the_same() -> None:
    one, other = bind(0.5, training=True, seed=4), bind(0.5, training=True, seed=4)
    for _ in range(3):
        np.testing.assert_array_equal(one.predict(), other.predict())
    restore = replay(one.network)
    expected = one.predict().copy()
    restore()
    np.testing.assert_array_equal(one.predict(), expected)


def test_who_predicts_leaves_nothing_out_and_draws_nothing() -> None:
    bound = bind(0.5, training=False)
    before = bound.network.rng.bit_generator.state
    assert (bound.predict() == 3).all()
    assert bound.network.rng.bit_generator.state == before
