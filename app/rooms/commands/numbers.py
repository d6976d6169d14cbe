"""Commands that ask where a number comes from; everybody may."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.rooms.commands.base import Command
from app.rooms.commands.looking import PointTarget

InputIndex = Annotated[int, Field(ge=0, le=1_000_000)]
"""A place in a neuron's row of weights: the unit of the layer before that it reads."""


class InspectTarget(PointTarget):
    """A neuron; `input` is the weight whose past is told, however weak it is."""

    input: InputIndex | None = None


class Inspect(Command):
    """Be told all numbers of a neuron, or of none any more."""

    type: Literal["inspect"]
    target: InspectTarget | None


class Check(Command):
    """Compute the gradient of a weight, or of the bias where `input` is null, in another way."""

    type: Literal["check"]
    layer: Annotated[int, Field(ge=1, le=1000)]
    unit: Annotated[int, Field(ge=0, le=1_000_000)]
    input: InputIndex | None
