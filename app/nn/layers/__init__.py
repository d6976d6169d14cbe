"""The layers that a network can be built from, by kind."""

from __future__ import annotations

from collections.abc import Mapping

from app.nn.layers.base import BoundLayer, Context, Layer, ShapeError, Wiring
from app.nn.layers.dense import Dense

LAYERS: Mapping[str, type[Layer]] = {
    "dense": Dense,
}

__all__ = ["LAYERS", "BoundLayer", "Context", "Dense", "Layer", "ShapeError", "Wiring"]
