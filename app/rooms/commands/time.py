"""Commands that go through a run's past, begin other lines of it, or change a weight by hand."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from app.rooms.commands.base import Command
from app.training import Experiment
from app.training.timeline.tree import NAME_LENGTH

StepNumber: TypeAlias = Annotated[int, Field(ge=0, le=2**53)]
Number: TypeAlias = Annotated[int, Field(ge=1, le=2**31)]
Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH)
]


class Seek(Command):
    """Stand still at a step of the present branch."""

    type: Literal["seek"]
    step: StepNumber


class Try(Command):
    """Go back to a step and begin a branch there, with this experiment."""

    type: Literal["try"]
    step: StepNumber
    experiment: Experiment


class Edit(Command):
    """Set a weight, or the bias where `input` is null."""

    type: Literal["edit"]
    layer: Annotated[int, Field(ge=1, le=1000)]
    unit: Annotated[int, Field(ge=0, le=1_000_000)]
    input: Annotated[int, Field(ge=0, le=1_000_000)] | None
    value: Annotated[float, Field(ge=-1e6, le=1e6)]


class Switch(Command):
    """Go to the newest moment of a branch."""

    type: Literal["switch"]
    branch: Number


class RenameBranch(Command):
    """Give a branch a name, or take it away."""

    type: Literal["rename_branch"]
    branch: Number
    name: Name | None


class DeleteBranch(Command):
    """Forget a branch that is not the present one and that no other one left."""

    type: Literal["delete_branch"]
    branch: Number


class SetBookmark(Command):
    """Set a bookmark at a step of the present branch, or rename the one there."""

    type: Literal["bookmark"]
    step: StepNumber
    name: Name


class RemoveBookmark(Command):
    """Take a bookmark away."""

    type: Literal["remove_bookmark"]
    bookmark: Number


TimeCommand = (
    Seek | Try | Edit | Switch | RenameBranch | DeleteBranch | SetBookmark | RemoveBookmark
)
