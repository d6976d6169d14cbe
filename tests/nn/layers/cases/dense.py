from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.layers import Dense
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import activation


def theirs(layer: Dense, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    (weights,) = parameters
    z = x.flatten(1) @ weights[:, :-1].T + weights[:, -1]
    return activation(layer.activation)(z)


CASE = Case(
    drawn=st.tuples(
        st.builds(Dense, st.integers(1, 5), st.sampled_from(list(ACTIVATIONS))),
        st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple),
    ),
    example=(Dense(units=4, activation="gelu"), (2, 3)),
    theirs=theirs,
)
