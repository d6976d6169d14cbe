from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS, Activation
from app.nn.calls import Array, run

# ELU's slope has a kink where its value has none, which differences see as well.
KINKED = {"relu", "leaky_relu", "elu"}
GELU_SCALE = (2 / np.pi) ** 0.5
EXPECTED: dict[str, Callable[[Array], Array]] = {
    "linear": lambda z: z,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
    "gelu": lambda z: z / 2 * (1 + np.tanh(GELU_SCALE * (z + 0.044715 * z**3))),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "swish": lambda z: z / (1 + np.exp(-z)),
}

every_activation = pytest.mark.parametrize("name", ACTIVATIONS)
values = st.lists(st.floats(-8, 8), min_size=1, max_size=20)


def outputs(activation: Activation, z: Array) -> Array:
    a = np.empty_like(z)
    run(activation.forward(z, a))
    return a


def slopes(activation: Activation, z: Array) -> Array:
    slope = np.empty_like(z)
    run(activation.slope(z, outputs(activation, z), slope))
    return slope


def test_all_of_the_field_are_there() -> None:
    assert set(ACTIVATIONS) == set(EXPECTED)


@every_activation
@given(values)
def test_output_follows_the_formula(name: str, numbers: list[float]) -> None:
    z = np.array(numbers)
    np.testing.assert_allclose(outputs(ACTIVATIONS[name], z), EXPECTED[name](z), atol=1e-15)


@every_activation
@given(values)
def test_slope_is_the_derivative(name: str, numbers: list[float]) -> None:
    step = 1e-5
    z = np.array(numbers)
    if name in KINKED:
        # Nothing has a slope at a kink.
        z = np.where(np.abs(z) < 2 * step, 1.0, z)
    activation = ACTIVATIONS[name]
    difference = outputs(activation, z + step) - outputs(activation, z - step)
    np.testing.assert_allclose(slopes(activation, z), difference / (2 * step), atol=1e-9)


@every_activation
def test_pre_activations_are_left_alone(name: str) -> None:
    z = np.linspace(-2, 2, 9)
    before = z.copy()
    slopes(ACTIVATIONS[name], z)
    np.testing.assert_array_equal(z, before)
