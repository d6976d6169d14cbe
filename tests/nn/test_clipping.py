from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.calls import Array, run
from app.nn.clipping import clipping_calls

seeds = st.integers(0, 2**32 - 1)


def clipped(gradients: Array, max_norm: float) -> Array:
    result = gradients.copy()
    run(clipping_calls(result, max_norm))
    return result


@given(size=st.integers(1, 50), scale=st.floats(1e-3, 1e3), norm=st.floats(1e-3, 1e3), seed=seeds)
def test_long_gradients_keep_their_direction_and_short_ones_everything(
    size: int, scale: float, norm: float, seed: int
) -> None:
    gradients = np.random.default_rng(seed).normal(scale=scale, size=size)
    length = float(np.linalg.norm(gradients))
    result = clipped(gradients, norm)
    if length + 1e-6 <= norm:
        np.testing.assert_array_equal(result, gradients)
    else:
        np.testing.assert_allclose(result, gradients * norm / (length + 1e-6), rtol=1e-12)
        assert np.linalg.norm(result) <= norm


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_gradient_of_zero_stays_zero(dtype: type) -> None:
    result = clipped(np.zeros(4, dtype), 0.5)
    assert result.dtype == dtype
    np.testing.assert_array_equal(result, 0)


def test_nothing_is_allocated() -> None:
    gradients = np.ones(50_000, np.float32)
    calls = list(clipping_calls(gradients, 1))
    run(calls)
    tracemalloc.start()
    try:
        run(calls)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2000
