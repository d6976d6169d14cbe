"""The strongest of very many terms, and what the others come to, so that messages stay small."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from app.nn.calls import Array
from app.nn.layers.reading import Places
from app.training.inspection.numbers import exact

MOST = 200
"""Terms of one sum that are told one by one; a neuron behind large maps has thousands."""


class Told(NamedTuple):
    """Which terms of a sum are told one by one.

    Attributes:
        places: of those, in their own order.
        rest: of the others the `count` and the sum `product` (None if not finite), ready for JSON;
            None where there are none.
    """

    places: Places
    rest: dict[str, Any] | None


def strongest_of(products: Array, asked: int | None = None) -> Told:
    """The largest terms of a sum, in either direction.

    Args:
        products: (terms,).
        asked: the place of a term that is told however small it is.
    """
    if len(products) <= MOST:
        return Told(np.arange(len(products)), None)
    order = np.argsort(-np.abs(products), kind="stable")
    if asked is not None and asked in order[MOST:]:
        order = np.insert(order[order != asked], 0, asked)
    others = products[order[MOST:]].astype(np.float64)
    return Told(np.sort(order[:MOST]), {"count": len(others), "product": exact(others.sum())})
