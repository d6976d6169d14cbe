"""What can be asked about: a neuron, or one of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.training.problems import Problem


class Unit(NamedTuple):
    """A neuron: layer 0 holds the inputs, the last layer the outputs."""

    layer: int
    unit: int


class Parameter(NamedTuple):
    """A weight of a neuron, by the unit of the layer before that it reads, or its bias (None)."""

    layer: int
    unit: int
    input: int | None


def find_problem(
    units: Sequence[int], target: Unit | Parameter, prefix: str = ""
) -> Problem | None:
    """What is wrong with a target in a network with so many units a layer, inputs first."""
    first = 1 if isinstance(target, Parameter) else 0
    places = [("layer", target.layer, first, len(units) - 1)]
    if first <= target.layer < len(units):
        places.append(("unit", target.unit, 0, units[target.layer] - 1))
        if isinstance(target, Parameter) and target.input is not None:
            places.append(("input", target.input, 0, units[target.layer - 1] - 1))
    for name, given, least, most in places:
        if not least <= given <= most:
            field, allowed = f"{prefix}{name}", f"{least} to {most}"
            words = f"{field} must be {allowed}; got {given}"
            return Problem(field, words, str(given), allowed)
    return None
