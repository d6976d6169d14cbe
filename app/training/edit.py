"""Finding the one parameter that somebody wants to set, or saying why there is none."""

from __future__ import annotations

from math import isfinite

from app.nn.calls import Array
from app.nn.network import Network
from app.training.problems import Refusal

LARGEST = 1e6
"""Beyond this no weight means anything, and the next loss would not be a number."""


def parameter_at(
    network: Network, layer: int, unit: int, source: int | None, value: float
) -> tuple[Array, tuple[int, int]]:
    """The array that holds a parameter, (units, inputs + 1), and its place there.

    Raises:
        Refusal: there is no such parameter, or it must not have this value.
    """
    layers = len(network.layers)
    _within("layer", layer, 1, layers)
    arrays = network.views(network.parameters)[layer - 1]
    if len(arrays) != 1 or arrays[0].ndim != 2:
        kind = network.layers[layer - 1].kind
        raise Refusal("layer", f"has no weights to set by hand: {kind}", layer, "a dense layer")
    units, columns = arrays[0].shape
    _within("unit", unit, 0, units - 1)
    if source is not None:
        _within("input", source, 0, columns - 2)
    if not (isfinite(value) and abs(value) <= LARGEST):
        allowed = f"{-LARGEST:g} to {LARGEST:g}"
        raise Refusal("value", f"must be from {allowed}", value, allowed)
    return arrays[0], (unit, columns - 1 if source is None else source)


def _within(field: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise Refusal(field, f"must be from {least} to {most}", given, f"{least} to {most}")
