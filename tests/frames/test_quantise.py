from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.frames.quantise import MOST, NO_NUMBER, Levels, dequantise, quantise, scale_of

dtypes: st.SearchStrategy[Levels] = st.sampled_from(["int8", "int16"])
shapes = array_shapes(min_dims=1, max_dims=3, max_side=6)
ROUNDING = 1 + 2e-2
"""float32 has 8 bits more than int16: the division may be off by a hundredth of a level."""
SMALLEST = 2e-45


def numbers(*, finite: bool) -> st.SearchStrategy[Any]:
    elements = st.floats(width=32, allow_nan=not finite, allow_infinity=not finite)
    return arrays(np.float32, shapes, elements=elements)


@given(numbers(finite=True), dtypes, st.integers(1, 3))
def test_the_error_is_within_the_bound(values: Any, dtype: Levels, step: int) -> None:
    scale = scale_of(values)
    levels = quantise(values, scale, dtype, step=step)
    assert levels.dtype == dtype
    assert (levels % step == 0).all()
    error = np.abs(dequantise(levels, scale).astype(float) - values)
    # Where the step does not divide the highest level, the last ones are cut off.
    cut = MOST[dtype] % step
    bound = float(scale) * max(step / 2, cut) / MOST[dtype]
    assert error.max() <= bound * ROUNDING + SMALLEST


@given(numbers(finite=True))
def test_pictures_are_at_most_a_127th_of_their_scale_off(values: Any) -> None:
    scale = scale_of(values)
    error = np.abs(dequantise(quantise(values, scale, "int8", step=2), scale) - values)
    assert error.max() <= float(scale) / 127 * ROUNDING + SMALLEST


@given(numbers(finite=False), dtypes)
def test_what_is_no_number_stays_none_and_leaves_the_rest_alone(values: Any, dtype: Levels) -> None:
    finite = np.isfinite(values)
    scale = scale_of(values)
    levels = quantise(values, scale, dtype)
    assert ((levels == NO_NUMBER[dtype]) == ~finite).all()
    np.testing.assert_array_equal(
        levels[finite], quantise(np.where(finite, values, 0), scale, dtype)[finite]
    )
    assert (np.isnan(dequantise(levels, scale)) == ~finite).all()


@given(numbers(finite=True), dtypes)
def test_signs_and_zeros_are_kept(values: Any, dtype: Levels) -> None:
    levels = quantise(values, scale_of(values), dtype)
    assert (levels * np.sign(values) >= 0).all()
    assert (levels[values == 0] == 0).all()


@pytest.mark.parametrize(
    ("values", "scale"),
    [([0, 0], 1), ([-3, 2], 3), ([np.nan, np.inf], 1), ([np.nan, -0.5, np.inf], 0.5)],
)
def test_the_scale_is_the_largest_finite_value(values: list[float], scale: float) -> None:
    assert scale_of(np.array(values, np.float32)) == scale


def test_every_row_may_have_a_scale_of_its_own() -> None:
    values = np.array([[1, -2], [0.25, 0.5], [0, 0]], np.float32)
    scales = scale_of(values, axis=1)
    assert scales.tolist() == [2, 0.5, 1]
    levels = quantise(values, scales[:, np.newaxis], "int8")
    assert levels.tolist() == [[64, -127], [64, 127], [0, 0]]
    np.testing.assert_allclose(dequantise(levels, scales), values, atol=2 / 254)


def test_what_lies_beyond_the_scale_is_cut() -> None:
    values = np.array([-9, 9], np.float32)
    assert quantise(values, np.float32(1), "int8").tolist() == [-127, 127]
    assert quantise(values, np.float32(1), "int8", step=2).tolist() == [-126, 126]
