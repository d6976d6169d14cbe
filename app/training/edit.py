"""Finding the one parameter that somebody wants to set, or saying why there is none."""

from __future__ import annotations

from math import isfinite, prod

from app.nn.network import Network
from app.training.places import place_of, reading_of
from app.training.problems import Refusal

LARGEST = 1e6
"""Beyond this no weight means anything, and the next loss would not be a number."""


def parameter_at(network: Network, layer: int, unit: int, source: int | None, value: float) -> int:
    """Where a parameter stands in the network's flat vectors; arguments as of `Trainer.edit`.

    Raises:
        Refusal: there is no such parameter, or it must not have this value.
    """
    layers = len(network.layers)
    _within("layer", layer, 1, layers)
    _within("unit", unit, 0, prod(network.shapes[layer]) - 1)
    if source is not None:
        _within("input", source, 0, len(reading_of(network, layer, unit).inputs) - 1)
    place = place_of(network, layer, unit, source)
    if place is None:
        kind = network.layers[layer - 1].kind
        words = f"has no weights to set by hand: {kind}"
        raise Refusal("layer", words, layer, "a layer that learns weights")
    if not (isfinite(value) and abs(value) <= LARGEST):
        allowed = f"{-LARGEST:g} to {LARGEST:g}"
        raise Refusal("value", f"must be from {allowed}", value, allowed)
    return place


def _within(field: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise Refusal(field, f"must be from {least} to {most}", given, f"{least} to {most}")
