from __future__ import annotations

from hypothesis import strategies as st

from app.nn.layers import Flatten
from tests.nn.layers.case import Case

CASE = Case(
    drawn=st.tuples(
        st.just(Flatten()), st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple)
    ),
    example=(Flatten(), (2, 3, 2)),
    theirs=lambda layer, parameters, x, mask: x.flatten(1),
)
