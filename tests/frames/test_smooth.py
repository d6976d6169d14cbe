from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.frames.smooth import deflate, from_differences, inflate, to_differences

pictures = arrays(np.int8, array_shapes(min_dims=2, max_dims=3, max_side=9))


def differences_of(cells: Any) -> Any:
    out = np.empty(cells.shape, np.uint8)
    to_differences(cells, out)
    return out


@given(pictures)
def test_no_cell_is_lost(cells: Any) -> None:
    before = cells.copy()
    restored = from_differences(differences_of(cells))
    assert restored.dtype == np.int8
    np.testing.assert_array_equal(restored, cells)
    np.testing.assert_array_equal(cells, before)


@given(pictures)
def test_a_difference_is_what_three_neighbours_do_not_tell(cells: Any) -> None:
    padded = np.pad(cells.astype(int), [(0, 0)] * (cells.ndim - 2) + [(1, 0), (1, 0)])
    expected = (
        padded[..., 1:, 1:] - padded[..., 1:, :-1] - padded[..., :-1, 1:] + padded[..., :-1, :-1]
    )
    np.testing.assert_array_equal(differences_of(cells), expected % 256)


@given(st.binary(max_size=3000))
def test_what_is_deflated_is_inflated(data: bytes) -> None:
    assert inflate(deflate(data), len(data)) == data


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (deflate(b"abc"), 2),
        (deflate(b"abc"), 4),
        (b"abc", 3),
        (deflate(b"abc")[:-1], 3),
        (deflate(b"abc") + b"x", 3),
        (b"", 0),
    ],
)
def test_other_bytes_are_refused(data: bytes, size: int) -> None:
    with pytest.raises(ValueError, match="inflate"):
        inflate(data, size)


def test_a_plane_takes_next_to_nothing() -> None:
    rows, columns = np.indices((64, 64))
    plane = (rows - columns).astype(np.int8)
    assert len(deflate(differences_of(plane).tobytes())) < 64 * 64 / 30
