"""What real datasets share: reading once, splitting, standardising."""

from __future__ import annotations

from functools import cache

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.scikit_learn import shipped
from app.datasets.split import Indices, stratified_split


@cache
def read_numbers(name: str, delimiter: str | None = None, header: int = 0) -> Array:
    """The numbers in a text file that scikit-learn ships, compressed or not, a row a line.

    Read once and kept, hence read-only.

    Args:
        name: of the file.
        delimiter: what stands between two numbers; None for blanks.
        header: lines before the first row.
    """
    numbers = np.loadtxt(shipped(name), delimiter=delimiter, skiprows=header)
    numbers.setflags(write=False)
    return numbers


def divide(targets: Array, options: Options, *, stratify: bool) -> tuple[Indices, Indices]:
    """Indices of the training part and of the test part."""
    strata = targets.astype(np.int64) if stratify else np.zeros(len(targets), np.int64)
    return stratified_split(strata, options.test_fraction, np.random.default_rng(options.seed))
