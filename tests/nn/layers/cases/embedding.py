from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from app.nn.calls import Array
from app.nn.layers import Embedding
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import functional

VOCABULARY = 5


def tokens(rng: np.random.Generator, size: tuple[int, ...]) -> Array:
    return rng.integers(0, VOCABULARY, size).astype(np.float64)


CASE = Case(
    drawn=st.tuples(
        st.builds(Embedding, st.just(VOCABULARY), st.integers(1, 3)),
        st.tuples(st.integers(1, 4)),
    ),
    example=(Embedding(vocabulary=VOCABULARY, features=3), (4,)),
    theirs=lambda layer, parameters, x, mask: functional().embedding(x.long(), parameters[0]),
    inputs=tokens,
    differentiable=False,
)
