from __future__ import annotations

import numpy as np
import pytest

from app.nn.initializers import INITIALIZERS
from app.nn.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    Layer,
    MaxPool2D,
    Parallel,
    Residual,
    ShapeError,
)
from app.nn.losses import LOSSES
from app.nn.network import Network

INCEPTION = Parallel(
    (
        (Conv2D(4, 1),),
        (Conv2D(2, 1), Conv2D(6, 3, padding=1)),
        (MaxPool2D(3, 1, 1), Conv2D(2, 1)),
    )
)
RESIDUAL = Residual(
    (Conv2D(8, 3, stride=2, padding=1), BatchNorm(), Conv2D(8, 3, padding=1, activation="linear")),
    shortcut="projection",
)


SUMMARY = """\
layer           kind          output      parameters  multiply-adds
                input         1 × 8 × 8
1               parallel      12 × 8 × 8         130          7,424
1.branches.0.0    conv2d      4 × 8 × 8            8            256
1.branches.1.0    conv2d      2 × 8 × 8            4            128
1.branches.1.1    conv2d      6 × 8 × 8          114          6,912
1.branches.2.0    max_pool2d  1 × 8 × 8            0              0
1.branches.2.1    conv2d      2 × 8 × 8            4            128
2               residual      8 × 4 × 4        1,576         24,576
2.layers.0        conv2d      8 × 4 × 4          872         13,824
2.layers.1        batch_norm  8 × 4 × 4           16              0
2.layers.2        conv2d      8 × 4 × 4          584          9,216
2.shortcut.0      conv2d      8 × 4 × 4          104          1,536
3               dense         10               1,290          1,280
                                               2,996         33,280"""


def test_a_network_with_blocks_is_one_list_that_can_be_printed() -> None:
    layers = [INCEPTION, RESIDUAL, Dense(10, "linear")]
    network = Network(layers, LOSSES["softmax_cross_entropy"], (1, 8, 8))
    assert str(network.summary()) == SUMMARY


def test_an_input_goes_around_what_gives_nothing() -> None:
    block = Residual((Dense(3, "linear"),), activation="linear")
    network = Network([block], LOSSES["mean_squared_error"], (3,), np.float64)
    bound = network.bind(2)
    bound.inputs[...] = np.random.default_rng(1).normal(size=(2, 3))
    np.testing.assert_array_equal(bound.predict(), bound.inputs.T)


def test_branches_stand_side_by_side_along_the_channels() -> None:
    block = Parallel(((Dense(2, "linear"),), (), (Dense(1, "linear"),)))
    network = Network([block], LOSSES["mean_squared_error"], (3,), np.float64)
    network.initialize(INITIALIZERS["normal"], 1)
    first, last = network.views(network.parameters)[0]
    bound = network.bind(2)
    x = np.random.default_rng(1).normal(size=(2, 3))
    bound.inputs[...] = x
    expected = np.vstack([first[:, :-1] @ x.T, x.T, last[:, :-1] @ x.T])
    np.testing.assert_allclose(bound.predict(), expected)


def test_inner_layers_can_be_looked_at() -> None:
    network = Network([RESIDUAL, Flatten()], LOSSES["mean_squared_error"], (1, 8, 8))
    bound = network.bind(2, network.gradients, training=True)
    parts = bound.layers[0].parts()
    assert parts["layers.0.kernels"].shape == (8, 1, 3, 3)
    assert parts["shortcut.0.kernels"].shape == (8, 1, 1, 1)
    assert parts["layers.1.running_mean"].shape == (8,)
    assert np.shares_memory(parts["layers.1.running_mean"], network.state)


def test_inner_layers_begin_each_by_itself() -> None:
    one = Residual((Dense(3, "tanh"), Dense(3, "linear")))
    network = Network([one], LOSSES["mean_squared_error"], (3,))
    network.initialize(INITIALIZERS["he_normal"], 1)
    first, second = network.views(network.parameters)[0]
    assert not np.array_equal(first, second)


@pytest.mark.parametrize(
    ("layer", "field", "words"),
    [
        (Residual(), "layers", "one layer or more"),
        (Residual((Conv2D(2, 3),)), "shortcut", "projection, because .* 2 × 6 × 6 of 1 × 8 × 8"),
        (Residual((Conv2D(2, 9),)), "layers.0.kernel_size", "at most 8"),
        (
            Residual((Conv2D(2, 3, activation="tanh"),), "projection"),
            "layers",
            "such that one stride leads",
        ),
        (Parallel(), "branches", "one branch or more"),
        (Parallel(((Conv2D(2, 3),), (Conv2D(2, 1),))), "branches.1", "fits beside 2 × 6 × 6"),
        (Parallel(((Conv2D(2, 3),), (MaxPool2D(9),))), "branches.1.0.kernel_size", "at most 8"),
    ],
)
def test_what_does_not_fit_is_named(layer: Layer, field: str, words: str) -> None:
    with pytest.raises(ShapeError, match=words) as error:
        layer.output_shape((1, 8, 8))
    assert error.value.field == field
