"""Dividing samples into a training and a test part."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Indices: TypeAlias = NDArray[np.int64]


def stratified_split(
    strata: Indices, test_fraction: float, rng: np.random.Generator
) -> tuple[Indices, Indices]:
    """Shuffle the samples and cut them in two, with every class in proportion on both sides.

    Every class is shuffled and spread evenly from 0 to 1; the test part is the beginning of
    the merged line. So both parts alternate between the classes, a larger test part contains
    the smaller one, and a sample that is added last hardly moves the others.

    Args:
        strata: shape (n,), class index of every sample; all the same for a regression.

    Returns:
        Indices of the training part and of the test part. Neither is empty where n is at
        least 2; a single sample is for training.
    """
    count = len(strata)
    draw = rng.random(count)
    place = np.empty(count)
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        shuffled = members[np.argsort(draw[members])]
        place[shuffled] = (np.arange(len(members)) + 0.5) / len(members)
    line = np.argsort(place, kind="stable")
    cut = min(max(round(count * test_fraction), 1), count - 1) if count else 0
    return line[cut:], line[:cut]
