"""What real datasets share: reading once, splitting, standardising."""

from __future__ import annotations

from functools import cache

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.scikit_learn import sklearn_datasets
from app.datasets.split import Indices, stratified_split


@cache
def read(loader: str, **arguments: bool) -> tuple[Array, Array]:
    """Inputs, shape (n, features), and targets, shape (n,), of a loader of scikit-learn.

    Read once and kept, hence read-only.
    """
    inputs, targets = getattr(sklearn_datasets(), loader)(return_X_y=True, **arguments)
    raw = np.asarray(inputs, dtype=np.float64), np.asarray(targets, dtype=np.float64)
    for array in raw:
        array.setflags(write=False)
    return raw


def divide(targets: Array, options: Options, *, stratify: bool) -> tuple[Indices, Indices]:
    """Indices of the training part and of the test part."""
    strata = targets.astype(np.int64) if stratify else np.zeros(len(targets), np.int64)
    return stratified_split(strata, options.test_fraction, np.random.default_rng(options.seed))
