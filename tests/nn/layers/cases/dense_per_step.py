from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.layers import DensePerStep
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import activation


def theirs(layer: DensePerStep, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    (weights,) = parameters
    return activation(layer.activation)(x @ weights[:, :-1].T + weights[:, -1])


CASE = Case(
    drawn=st.tuples(
        st.builds(DensePerStep, st.integers(1, 4), st.sampled_from(list(ACTIVATIONS))),
        st.tuples(st.integers(1, 4), st.integers(1, 3)),
    ),
    example=(DensePerStep(units=3, activation="tanh"), (4, 2)),
    theirs=theirs,
)
