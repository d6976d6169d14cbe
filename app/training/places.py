"""Where single parameters stand in a network's flat vectors."""

from __future__ import annotations

import numpy as np

from app.nn.layers.reading import Places, Reading
from app.nn.network import Network


def reading_of(network: Network, layer: int, unit: int) -> Reading:
    """What a unit reads; layer 1 is the first, as in a layout."""
    return network.layers[layer - 1].reading(network.shapes[layer - 1], unit)


def place_of(network: Network, layer: int, unit: int, number: int | None) -> int | None:
    """Where the weight of this number among what the unit reads, or its bias (None), stands.

    None where it is not learned.
    """
    place = reading_of(network, layer, unit).place_of(number)
    return None if place is None else _start(network, layer) + place


def places_of(network: Network, layer: int, unit: int) -> tuple[Places, int | None]:
    """Where all weights of a unit that are learned, in order, and its bias stand."""
    reading, start = reading_of(network, layer, unit), _start(network, layer)
    weights = np.empty(0, np.intp) if reading.parameters is None else reading.parameters
    return start + weights, None if reading.bias is None else start + reading.bias


def _start(network: Network, layer: int) -> int:
    start: int = network.span(layer - 1).start
    return start
