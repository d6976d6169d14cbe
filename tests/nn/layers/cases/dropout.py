from __future__ import annotations

from hypothesis import strategies as st

from app.nn.layers import Dropout
from tests.nn.layers.case import Case

CASE = Case(
    drawn=st.tuples(
        st.builds(Dropout, st.sampled_from([0.0, 0.2, 0.5, 0.9])),
        st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple),
    ),
    example=(Dropout(rate=0.3), (2, 3)),
    theirs=lambda layer, parameters, x, mask: x,
)
