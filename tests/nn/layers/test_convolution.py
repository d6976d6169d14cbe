from __future__ import annotations

import numpy as np
import pytest

from app.nn.calls import Array
from app.nn.layers import Conv2D, Dense, MaxPool2D, ShapeError
from app.nn.losses import LOSSES
from app.nn.network import Network
from tests.nn.layers.case import build


def by_the_book(maps: Array, kernels: Array, biases: Array, stride: int, padding: int) -> Array:
    """One sample, every sum written out."""
    framed = np.pad(maps, ((0, 0), (padding, padding), (padding, padding)))
    size = kernels.shape[-1]
    rows, columns = ((length - size) // stride + 1 for length in framed.shape[1:])
    z = np.empty((len(kernels), rows, columns))
    for o in range(len(kernels)):
        for i in range(rows):
            for j in range(columns):
                window = framed[:, stride * i : stride * i + size, stride * j : stride * j + size]
                z[o, i, j] = biases[o] + (kernels[o] * window).sum()
    return z


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 1), (2, 1), (3, 2)])
def test_it_is_the_formula(stride: int, padding: int) -> None:
    layer = Conv2D(channels=3, kernel_size=3, stride=stride, padding=padding, activation="tanh")
    network = build(layer, (2, 6, 5), 1)
    bound = network.bind(2)
    bound.inputs[...] = np.random.default_rng(1).normal(size=bound.inputs.shape)
    bound.predict()
    parts = bound.layers[0].parts()
    for sample in range(2):
        z = by_the_book(
            parts["input"][..., sample], parts["kernels"], parts["biases"], stride, padding
        )
        np.testing.assert_allclose(parts["pre_activation"][..., sample], z, atol=1e-12)
        np.testing.assert_allclose(parts["output"][..., sample], np.tanh(z), atol=1e-12)


def test_the_border_stays_zero_whatever_passes() -> None:
    layer = Conv2D(channels=1, kernel_size=3, padding=1, activation="linear")
    bound = build(layer, (3, 3), 1).bind(1)
    bound.inputs[...] = 1
    once = bound.predict().copy()
    bound.inputs[...] = 1e6
    bound.predict()
    bound.inputs[...] = 1
    np.testing.assert_array_equal(bound.predict(), once)


def test_an_image_without_channels_is_one_channel() -> None:
    assert Conv2D(channels=4, kernel_size=3).output_shape((8, 8)) == (4, 6, 6)
    assert Conv2D(channels=4, kernel_size=3).output_shape((1, 8, 8)) == (4, 6, 6)


def test_a_kernel_too_large_is_named() -> None:
    layers = [Conv2D(channels=2, kernel_size=3, padding=1), MaxPool2D(), Conv2D(kernel_size=5)]
    with pytest.raises(ShapeError, match="at most 4 for an input of 4 × 4; got 5") as error:
        Network([*layers, Dense(units=1)], LOSSES["mean_squared_error"], (8, 8))
    assert error.value.field == "layers.2.kernel_size"


def test_a_row_of_features_is_no_image() -> None:
    with pytest.raises(ShapeError, match="height × width"):
        Conv2D().output_shape((64,))


def test_products_and_parameters_are_counted() -> None:
    layer = Conv2D(channels=16, kernel_size=5, padding=2)
    assert layer.multiply_adds((8, 14, 14)) == 16 * 8 * 25 * 14 * 14
    assert layer.parameter_shapes((8, 14, 14)) == ((8 * 25 + 1, 16),)


def test_strip_by_strip_is_the_same() -> None:
    # 32 channels are too much for one strip in all three products.
    layer = Conv2D(channels=32, kernel_size=5, padding=2, activation="linear")
    network = build(layer, (2, 14, 14), 1)
    bound = network.bind(8, network.gradients, input_gradient=True)
    rng = np.random.default_rng(1)
    bound.inputs[...] = rng.normal(size=bound.inputs.shape)
    bound.forward()
    bound.backward()
    parts = bound.layers[0].parts()
    z = by_the_book(parts["input"][..., 3], parts["kernels"], parts["biases"], 1, 2)
    np.testing.assert_allclose(parts["output"][..., 3], z, atol=1e-10)
    np.testing.assert_allclose(
        parts["bias_gradients"], parts["delta"].sum(axis=(1, 2, 3)), atol=1e-12
    )
    # The gradient of one kernel weight: its input, shifted, times the deltas.
    shifted = np.pad(parts["input"], ((0, 0), (2, 2), (2, 2), (0, 0)))[1, 3:17, 1:15]
    expected = (parts["delta"][7] * shifted).sum()
    assert parts["kernel_gradients"][7, 1, 3, 1] == pytest.approx(expected)
