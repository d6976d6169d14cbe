"""What can be asked about: a unit of a layer, or one of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from app.nn.network import Network
from app.training.places import reading_of
from app.training.problems import Problem


class Unit(NamedTuple):
    """A neuron or a cell of a map: layer 0 holds the inputs, the last layer the outputs."""

    layer: int
    unit: int


class Parameter(NamedTuple):
    """A weight of a unit, by its number among what that unit reads, or its bias (None)."""

    layer: int
    unit: int
    input: int | None


class Size(NamedTuple):
    """How many units a layer has, and how many numbers each of them reads."""

    units: int
    reads: int


def sizes_of(network: Network) -> list[Size]:
    """Of the input, which reads nothing, and of every layer."""
    reads = [
        0,
        *(len(reading_of(network, index + 1, 0).inputs) for index in range(len(network.layers))),
    ]
    return [Size(prod(shape), count) for shape, count in zip(network.shapes, reads, strict=True)]


def find_problem(
    sizes: Sequence[Size], target: Unit | Parameter, prefix: str = ""
) -> Problem | None:
    """What is wrong with a target in a network of layers of such sizes, the input first."""
    first = 1 if isinstance(target, Parameter) else 0
    places = [("layer", target.layer, first, len(sizes) - 1)]
    if first <= target.layer < len(sizes):
        size = sizes[target.layer]
        places.append(("unit", target.unit, 0, size.units - 1))
        if isinstance(target, Parameter) and target.input is not None:
            places.append(("input", target.input, 0, size.reads - 1))
    for name, given, least, most in places:
        if not least <= given <= most:
            field, allowed = f"{prefix}{name}", f"{least} to {most}"
            words = f"{field} must be {allowed}; got {given}"
            return Problem(field, words, str(given), allowed)
    return None
