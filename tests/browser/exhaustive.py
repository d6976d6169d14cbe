"""Tests over all combinations of settings, of which some are quick enough for every run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

import pytest


def combinations(quick: Collection[tuple[Any, ...]], *axes: Iterable[Any]) -> list[Any]:
    """Parameters for all combinations of the axes; all but the quick ones are marked slow."""
    return [
        pytest.param(*values, marks=[] if values in quick else pytest.mark.slow)
        for values in product(*axes)
    ]
