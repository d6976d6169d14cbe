"""Boxes around what is seen in a picture: the centre's x and y, width and height.

All four are shares of the picture, from its left and upper border on.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BOX = 4
"""Numbers of a box; among the outputs of a network they stand behind the classes."""

BOX_LABELS = ("x", "y", "w", "h")


def intersection_over_union(
    boxes: NDArray[np.floating[Any]], others: NDArray[np.floating[Any]]
) -> NDArray[np.float64]:
    """What two boxes have in common as a share of what they cover (Everingham et al., 2010).

    Args:
        boxes, others: shape (4, n).

    Returns:
        Shape (n,): 1 for equal boxes, 0 for those that do not touch, or have no area.
    """
    (low, high), (other_low, other_high) = _corners(boxes), _corners(others)
    overlap = np.minimum(high, other_high) - np.maximum(low, other_low)
    common = overlap.clip(min=0).prod(axis=0)
    union = (high - low).prod(axis=0) + (other_high - other_low).prod(axis=0) - common
    shares: NDArray[np.float64] = np.zeros_like(common)
    np.divide(common, union, out=shares, where=union > 0)
    return shares


def _corners(
    boxes: NDArray[np.floating[Any]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both corners of each box, the upper left one first, as (2, n)."""
    centre, size = np.asarray(boxes[:2], np.float64), np.asarray(boxes[2:], np.float64)
    return centre - size / 2, centre + size / 2
