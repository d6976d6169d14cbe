from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Shape
from app.nn.layers import Conv2D
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import activation, functional


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Conv2D, Shape]:
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    padding = draw(st.integers(0, 2))
    layer = Conv2D(
        channels=draw(st.integers(1, 3)),
        kernel_size=draw(st.integers(1, min(height, width, 4) + 2 * padding)),
        stride=draw(st.integers(1, 3)),
        padding=padding,
        activation=draw(st.sampled_from(list(ACTIVATIONS))),
    )
    channels = draw(st.integers(0, 3))
    return layer, ((channels, height, width) if channels else (height, width))


def theirs(layer: Conv2D, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    (weights,) = parameters
    maps = x.unsqueeze(1) if x.ndim == 3 else x
    size = layer.kernel_size
    kernels = weights[:-1].T.reshape(layer.channels, maps.shape[1], size, size)
    z = functional().conv2d(maps, kernels, weights[-1], layer.stride, layer.padding)
    return activation(layer.activation)(z)


CASE = Case(
    drawn=drawn(),
    example=(
        Conv2D(channels=3, kernel_size=3, stride=2, padding=1, activation="tanh"),
        (2, 6, 5),
    ),
    theirs=theirs,
)
