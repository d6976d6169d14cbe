"""Commands that advance the run or change what it is."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.datasets.drawing import ClassIndex, PixelText
from app.rooms.commands.base import Command
from app.training import Experiment

RequestNumber: TypeAlias = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""Any number that a page can count to."""


class Play(Command):
    """Train on until paused."""

    type: Literal["play"]


class Pause(Command):
    """Stand still."""

    type: Literal["pause"]


class Reset(Command):
    """Stand at step 0 again, with the same initial weights."""

    type: Literal["reset"]


class Step(Command):
    """Pause and advance by hand, or go back where the count is negative."""

    type: Literal["step"]
    unit: Literal["phase", "step", "epoch"] = "step"
    count: Annotated[int, Field(ge=-1000, le=1000)] = 1

    @field_validator("count")
    @classmethod
    def _moves(cls, count: int) -> int:
        if count == 0:
            allowed = "1 to 1000, or -1000 to -1 to go back"
            raise PydanticCustomError("not_allowed", "{allowed}", {"allowed": allowed})
        return count


class Configure(Command):
    """Put another experiment in force.

    Attributes:
        request: whatever number the page knows it by; the answer gives it back.
    """

    type: Literal["configure"]
    experiment: Experiment
    request: RequestNumber | None = None


class SamplePlace(Command):
    """A sample of the run's own data."""

    split: Literal["train", "test"]
    index: Annotated[int, Field(ge=0, le=1_000_000)]


class Correct(Command):
    """Say what a picture really is, drawn or a sample of the data, and learn from it."""

    type: Literal["correct"]
    label: ClassIndex
    pixels: PixelText | None = None
    sample: Annotated[SamplePlace | None, Field(validate_default=True)] = None

    @field_validator("sample")
    @classmethod
    def _is_the_only_picture(
        cls, sample: SamplePlace | None, others: ValidationInfo
    ) -> SamplePlace | None:
        if "pixels" in others.data and (others.data["pixels"] is None) == (sample is None):
            allowed = {"allowed": "given where pixels are not, and only there"}
            raise PydanticCustomError("not_allowed", "{allowed}", allowed)
        return sample


class Compare(Command):
    """Put a run of another experiment on the same data beside the room's own, or take it away."""

    type: Literal["compare"]
    experiment: Experiment | None


class Speed(Command):
    """How fast to play: so many phases or steps a second, or null for as fast as it goes."""

    type: Literal["speed"]
    unit: Literal["phase", "step"]
    per_second: Annotated[float, Field(ge=0.1, le=100_000)] | None
