"""Commands that advance the run or change what it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.rooms.commands.base import Command
from app.training import Experiment


class Play(Command):
    """Train on until paused."""

    type: Literal["play"]


class Pause(Command):
    """Stand still."""

    type: Literal["pause"]


class Reset(Command):
    """Begin again at step 0 with the same initial weights."""

    type: Literal["reset"]


class Step(Command):
    """Pause and advance by hand."""

    type: Literal["step"]
    unit: Literal["phase", "step", "epoch"] = "step"
    count: Annotated[int, Field(ge=1, le=1000)] = 1


class Configure(Command):
    """Put another experiment in force."""

    type: Literal["configure"]
    experiment: Experiment


class Speed(Command):
    """How fast to play: so many phases or steps a second, or null for as fast as it goes."""

    type: Literal["speed"]
    unit: Literal["phase", "step"]
    per_second: Annotated[float, Field(ge=0.1, le=100_000)] | None
