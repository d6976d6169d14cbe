"""Smooth pictures in few bytes: every cell told from its neighbours, the rest deflated."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def to_differences(cells: NDArray[np.int8], out: NDArray[np.uint8]) -> None:
    """Write cell - left - upper + upper left, modulo 256, into `out`.

    Neighbours beyond the rim count as 0. On a surface that is nearly plane this is nearly 0.

    Args:
        cells: pictures in the last two axes.
        out: of the same shape.
    """
    values = cells.view(np.uint8)
    out[...] = values
    out[..., :, 1:] -= values[..., :, :-1]
    out[..., 1:, :] -= out[..., :-1, :].copy()


def from_differences(differences: NDArray[Any]) -> NDArray[np.int8]:
    """The cells whose differences these are."""
    values = differences.view(np.uint8)
    rows = np.cumsum(values, axis=-2, dtype=np.uint8)
    return np.cumsum(rows, axis=-1, dtype=np.uint8).view(np.int8)


def deflate(data: bytes) -> bytes:
    """The zlib stream of what consists of small numbers and runs of zeros."""
    # Looking for longer repetitions takes twice the time and finds nothing in differences.
    deflater = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_RLE)
    return deflater.compress(data) + deflater.flush()


def inflate(data: bytes, size: int) -> bytes:
    """Undo `deflate`.

    Raises:
        ValueError: these are not the deflated bytes of something of that size.
    """
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, size + 1)
    except zlib.error as error:
        raise ValueError(f"a part cannot be inflated: {error}") from error
    if len(inflated) != size or inflater.unused_data or not inflater.eof:
        raise ValueError(f"a part should inflate to {size} bytes; got {len(inflated)}")
    return inflated
