from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from hypothesis import strategies as st

from app.nn.layers import BatchNorm, LayerNorm, LocalResponseNorm
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import functional

sizes = st.integers(1, 3)
shapes = st.lists(sizes, min_size=1, max_size=3).map(tuple)


def batch_norm(layer: BatchNorm, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    """While it trains; PyTorch wants the channels of a sequence in front of its steps."""
    scale, shift = parameters
    maps = x.transpose(1, 2) if x.ndim == 3 else x
    y = functional().batch_norm(maps, None, None, scale, shift, training=True)
    return y.transpose(1, 2) if x.ndim == 3 else y


def batch_norm_predicting(layer: BatchNorm, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    """With the state that `build` leaves it in."""
    from tests.nn.layers.case import build

    network = build(layer, tuple(x.shape[1:]), 3)
    scale, shift = parameters
    mean, variance = (x.new_tensor(half) for half in network.state.reshape(2, -1))
    maps = x.transpose(1, 2) if x.ndim == 3 else x
    y = functional().batch_norm(maps, mean, variance, scale, shift, training=False)
    return y.transpose(1, 2) if x.ndim == 3 else y


def layer_norm(layer: LayerNorm, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    scale, shift = parameters
    shape = tuple(x.shape[2:]) if x.ndim == 3 else tuple(x.shape[1:])
    assert prod(shape) == len(scale)
    return functional().layer_norm(x, shape, scale.reshape(shape), shift.reshape(shape))


def local_response_norm(
    layer: LocalResponseNorm, parameters: Sequence[Any], x: Any, mask: Any
) -> Any:
    return functional().local_response_norm(x, layer.size, layer.alpha, layer.beta, layer.k)


BATCH_NORM = Case(
    drawn=st.tuples(st.just(BatchNorm()), shapes),
    example=(BatchNorm(), (3, 2, 4)),
    theirs=batch_norm_predicting,
    theirs_training=batch_norm,
    masked=True,
)
LAYER_NORM = Case(
    drawn=st.tuples(st.just(LayerNorm()), shapes),
    example=(LayerNorm(), (3, 2, 4)),
    theirs=layer_norm,
)
LOCAL_RESPONSE_NORM = Case(
    drawn=st.tuples(
        st.builds(
            LocalResponseNorm,
            st.integers(1, 5),
            st.sampled_from([0.1, 1.0]),
            st.sampled_from([0.5, 0.75]),
            st.sampled_from([1.0, 2.0]),
        ),
        st.tuples(st.integers(1, 5), sizes, sizes),
    ),
    example=(LocalResponseNorm(size=4, alpha=0.5), (5, 2, 3)),
    theirs=local_response_norm,
)
