from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from app.nn.calls import Shape
from app.nn.layers import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Layer,
    LayerNorm,
    MaxPool2D,
    Parallel,
    Residual,
)
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import activation

smooth = st.sampled_from(["tanh", "softplus", "linear"])


def inside(layers: Sequence[Layer], shape: Shape, parameters: list[Any], x: Any) -> Any:
    """Layers one behind the other; each takes its parameters off the list."""
    from tests.nn.layers.cases import CASES

    for layer in layers:
        own = [parameters.pop(0) for _ in layer.parameter_shapes(shape)]
        x, shape = CASES[layer.kind].theirs(layer, own, x, None), layer.output_shape(shape)
    return x


def residual(layer: Residual, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    rest, shape = list(parameters), tuple(x.shape[1:])
    body, shortcut = layer.strands(shape)
    z = inside(body.layers, shape, rest, x) + inside(shortcut.layers, shape, rest, x)
    return activation(layer.activation)(z)


def parallel(layer: Parallel, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    import torch

    rest, shape = list(parameters), tuple(x.shape[1:])
    return torch.cat([inside(branch, shape, rest, x) for branch in layer.branches], dim=1)


@st.composite
def residuals(draw: st.DrawFn) -> tuple[Residual, Shape]:
    f = draw(smooth)
    if draw(st.booleans()):
        features, units = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        layers: tuple[Layer, ...] = (Dense(3, f), LayerNorm(), Dense(units, "linear"))
        shape: Shape = (features,)
        shortcut = "identity" if features == units else "projection"
    else:
        stride, channels = draw(st.integers(1, 2)), draw(st.integers(1, 2))
        layers = (Conv2D(2, 3, stride, 1, f), BatchNorm(), Conv2D(channels, 3, 1, 1, "linear"))
        shape = (2, draw(st.integers(2, 5)), draw(st.integers(2, 5)))
        shortcut = "identity" if (stride, channels) == (1, 2) else "projection"
    return Residual(layers, shortcut, draw(smooth)), shape  # type: ignore[arg-type]


@st.composite
def parallels(draw: st.DrawFn) -> tuple[Parallel, Shape]:
    f = draw(smooth)
    if draw(st.booleans()):
        return Parallel(((Dense(2, f), Dense(3, f)), (), (Dropout(0.3),))), (
            draw(st.integers(1, 3)),
        )
    branches = (
        (Conv2D(2, 1, 1, 0, f),),
        (Conv2D(1, 1, 1, 0, f), Conv2D(2, 3, 1, 1, f)),
        (MaxPool2D(3, 1, 1), Conv2D(1, 1, 1, 0, "linear")),
        (),
    )
    chosen = draw(st.permutations(branches))[: draw(st.integers(1, 4))]
    return Parallel(tuple(chosen)), (2, draw(st.integers(1, 4)), draw(st.integers(1, 4)))


RESIDUAL = Case(
    drawn=residuals(),
    example=(
        Residual(
            (Conv2D(4, 3, 2, 1, "tanh"), LayerNorm(), Conv2D(4, 3, 1, 1, "linear")),
            "projection",
            "tanh",
        ),
        (2, 6, 6),
    ),
    theirs=residual,
)
PARALLEL = Case(
    drawn=parallels(),
    example=(
        Parallel(
            (
                (Conv2D(2, 1, 1, 0, "tanh"),),
                (Conv2D(2, 1, 1, 0, "tanh"), Conv2D(3, 3, 1, 1, "tanh")),
                (AveragePool2D(3, 1, 1), Conv2D(1, 1, 1, 0, "linear")),
                (),
            )
        ),
        (2, 4, 5),
    ),
    theirs=parallel,
)
