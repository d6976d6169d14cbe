from __future__ import annotations

from hypothesis import strategies as st

from app.nn.calls import Shape
from app.nn.layers import AveragePool2D, GlobalAveragePool, MaxPool2D
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import functional

maps = st.lists(st.integers(1, 6), min_size=2, max_size=3).map(tuple)


@st.composite
def drawn(
    draw: st.DrawFn, kind: type[MaxPool2D] | type[AveragePool2D]
) -> tuple[MaxPool2D | AveragePool2D, Shape]:
    shape = draw(maps)
    size = draw(st.integers(1, min(*shape[-2:], 4)))
    padding = draw(st.integers(0, size // 2))
    return kind(kernel_size=size, stride=draw(st.integers(1, 4)), padding=padding), shape


MAX_POOL2D = Case(
    drawn=drawn(MaxPool2D),
    example=(MaxPool2D(kernel_size=3, stride=2, padding=1), (2, 6, 5)),
    theirs=lambda layer, parameters, x, mask: functional().max_pool2d(
        x, layer.kernel_size, layer.stride, layer.padding
    ),
)

AVERAGE_POOL2D = Case(
    drawn=drawn(AveragePool2D),
    example=(AveragePool2D(kernel_size=3, stride=2, padding=1), (2, 6, 5)),
    theirs=lambda layer, parameters, x, mask: functional().avg_pool2d(
        x, layer.kernel_size, layer.stride, layer.padding
    ),
)

GLOBAL_AVERAGE_POOL = Case(
    drawn=st.tuples(st.just(GlobalAveragePool()), maps),
    example=(GlobalAveragePool(), (3, 4, 2)),
    theirs=lambda layer, parameters, x, mask: x.mean(dim=(-2, -1)).reshape(len(x), -1),
)
