"""Keeping what was learned when the layers of a running network are changed."""

from __future__ import annotations

from collections.abc import Sequence

from app.nn.layers import Layer
from app.nn.network import Network


def carry_over(old: Network, new: Network) -> None:
    """Copy into `new` all parameters of `old` that still have a place there, and its state.

    Layers are matched from both ends, so that a layer added or removed in the middle or at the
    end leaves the others theirs. Where a matched layer changed its size, the part that both
    sizes share is copied and the rest keeps its fresh initial values.
    """
    arrays = [
        (old.views(old.parameters), new.views(new.parameters)),
        (old.state_views(), new.state_views()),
    ]
    for before, after in _matches(old.layers, new.layers):
        for source, target in arrays:
            if source[before]:
                layer = new.layers[after]
                layer.carry_over(old.layers[before], source[before], target[after])


def _matches(old: Sequence[Layer], new: Sequence[Layer]) -> list[tuple[int, int]]:
    """Pairs of positions of layers that are the same layer, before and after."""
    if len(old) == len(new):
        pairs = [(index, index) for index in range(len(old))]
    else:
        shorter = min(len(old), len(new))
        head = 0
        while head < shorter - 1 and old[head] == new[head]:
            head += 1
        tail = shorter - head
        pairs = [(index, index) for index in range(head)]
        pairs += [(len(old) - 1 - back, len(new) - 1 - back) for back in range(tail)]
    return [(before, after) for before, after in pairs if old[before].kind == new[after].kind]
