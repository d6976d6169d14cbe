"""Numbers that are only drawn, in 8 or 16 bits with a scale (docs/protocol.md)."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array

Levels: TypeAlias = Literal["int8", "int16"]

MOST: dict[str, int] = {"int8": 127, "int16": 32767}
"""The level that stands for the scale itself."""

NO_NUMBER: dict[str, int] = {"int8": -128, "int16": -32768}
"""The level of what is infinite or not a number."""


def scale_of(values: Array, axis: int | None = None) -> Array:
    """The largest absolute value that is finite; 1 where there is none but 0."""
    sizes = np.abs(values)
    scales = np.asarray(sizes.max(axis=axis), np.float32)
    # What is not finite anywhere shows in the largest.
    if not np.isfinite(scales).all():
        finite = np.isfinite(sizes)
        scales = np.asarray(sizes.max(axis=axis, where=finite, initial=0), np.float32)
    scales[scales == 0] = 1
    return scales


def quantise(
    values: Array, scales: Array | np.float32, dtype: Levels, *, step: int = 1
) -> NDArray[Any]:
    """Levels with value = level / MOST · scale, at most scale · step / (2 MOST) off.

    What lies beyond the scale is cut; what is not finite becomes NO_NUMBER.

    Args:
        values: of any shape.
        scales: what the highest level stands for; must broadcast with the values.
        dtype: how many bits.
        step: use only every so-manieth level, so that neighbours are alike more often.
    """
    most = MOST[dtype] // step
    levels = values / scales
    levels *= MOST[dtype] / step
    np.rint(levels, out=levels)
    levels.clip(-most, most, out=levels)
    finite = np.isfinite(values)
    everywhere = finite.all()
    if not everywhere:
        levels[~finite] = 0
    quantised: NDArray[Any] = levels.astype(dtype)
    if step != 1:
        quantised *= np.dtype(dtype).type(step)
    if not everywhere:
        quantised[~finite] = NO_NUMBER[dtype]
    return quantised


def dequantise(levels: NDArray[Any], scales: Array) -> Array:
    """The values that levels stand for; `scales` are one or one for each first index."""
    name = levels.dtype.name
    factors = scales.astype(np.float64).reshape(-1, *[1] * (levels.ndim - 1))
    with np.errstate(over="ignore"):
        values = (levels * factors / MOST[name]).astype(np.float32)
    values[levels == NO_NUMBER[name]] = np.nan
    return values
