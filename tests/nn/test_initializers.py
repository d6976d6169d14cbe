from __future__ import annotations

import numpy as np
import pytest

from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dense
from app.nn.losses import LOSSES
from app.nn.network import Network

FAN_IN, FAN_OUT = 300, 200
VARIANCES = {
    "xavier_uniform": 2 / (FAN_IN + FAN_OUT),
    "xavier_normal": 2 / (FAN_IN + FAN_OUT),
    "he_uniform": 2 / FAN_IN,
    "he_normal": 2 / FAN_IN,
    "normal": 0.25,
    "orthogonal": 1 / FAN_IN,
    "zeros": 0,
}

every_initializer = pytest.mark.parametrize("name", INITIALIZERS)


@every_initializer
def test_scale_follows_the_paper(name: str) -> None:
    weights = np.empty((FAN_OUT, FAN_IN))
    INITIALIZERS[name].fill(weights, FAN_IN, FAN_OUT, np.random.default_rng(3))
    assert weights.var() == pytest.approx(VARIANCES[name], rel=0.02)
    assert abs(weights.mean()) <= 4 * (VARIANCES[name] / weights.size) ** 0.5


@pytest.mark.parametrize("name", ["xavier_uniform", "he_uniform"])
def test_uniform_ones_stay_within_their_limit(name: str) -> None:
    weights = np.empty((FAN_OUT, FAN_IN))
    INITIALIZERS[name].fill(weights, FAN_IN, FAN_OUT, np.random.default_rng(3))
    limit = (3 * VARIANCES[name]) ** 0.5
    assert 0.99 * limit < np.abs(weights).max() <= limit


@every_initializer
def test_biases_begin_at_zero_and_weights_do_not(name: str) -> None:
    layers = [Dense(units=5), Dense(units=3, activation="linear")]
    network = Network(layers, LOSSES["softmax_cross_entropy"], (4,))
    network.initialize(INITIALIZERS[name], 1)
    for (parameters,) in network.views(network.parameters):
        assert not parameters[:, -1].any()
        assert parameters[:, :-1].all() == (name != "zeros")


@pytest.mark.parametrize("shape", [(3, 3), (2, 5), (7, 4), (1, 6)])
def test_orthogonal_ones_stand_at_right_angles(shape: tuple[int, int]) -> None:
    weights = np.empty(shape)
    INITIALIZERS["orthogonal"].fill(weights, shape[1], shape[0], np.random.default_rng(3))
    short = weights if shape[0] <= shape[1] else weights.T
    np.testing.assert_allclose(short @ short.T, np.eye(min(shape)), atol=1e-12)


def first_weights(hidden: list[int], seed: int = 1) -> list[np.ndarray]:
    layers = [*(Dense(units=units) for units in hidden), Dense(units=1, activation="linear")]
    network = Network(layers, LOSSES["binary_cross_entropy"], (2,))
    network.initialize(INITIALIZERS["he_normal"], seed)
    return [view for (view,) in network.views(network.parameters)]


def test_weights_do_not_depend_on_the_layers_behind() -> None:
    short, long = first_weights([4, 4]), first_weights([4, 4, 8, 8])
    np.testing.assert_array_equal(short[0], long[0])
    np.testing.assert_array_equal(short[1], long[1])


def test_equal_layers_begin_differently() -> None:
    weights = first_weights([4, 4, 4])
    assert not np.array_equal(weights[1], weights[2])


def test_the_seed_decides() -> None:
    np.testing.assert_array_equal(first_weights([4], 1)[0], first_weights([4], 1)[0])
    assert not np.array_equal(first_weights([4], 1)[0], first_weights([4], 2)[0])
