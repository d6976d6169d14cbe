"""Commands that say what a screen looks at, or show others."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field

from app.datasets.drawing import ClassIndex, Drawing, PixelText
from app.frames.layout import PartName
from app.rooms.commands.base import Command

Sight: TypeAlias = Literal["header", PartName]
"""What a screen can be sent: the parts of a frame, or its header alone."""

EVERYTHING: frozenset[str] = frozenset(("header", *get_args(PartName)))


class FollowSample(Command):
    """Put a sample into the spotlight."""

    type: Literal["spotlight"]
    split: Literal["train", "test"]
    index: Annotated[int, Field(ge=0, le=1_000_000)]


class Draw(Command):
    """Put a drawing into the spotlight."""

    type: Literal["draw"]
    pixels: PixelText
    label: ClassIndex | None = None

    @property
    def drawing(self) -> Drawing:
        """What was drawn."""
        return Drawing(self.pixels, self.label)


class Subscribe(Command):
    """Say what this screen shows of the run, and be sent no more than that."""

    type: Literal["subscribe"]
    parts: Annotated[tuple[Sight, ...], Field(max_length=len(EVERYTHING))]


class PointTarget(Command):
    """A neuron by its layer in the layout and its place in that layer."""

    layer: Annotated[int, Field(ge=0, le=1000)]
    unit: Annotated[int, Field(ge=0, le=1_000_000)]


class Point(Command):
    """Show the others a neuron, or none."""

    type: Literal["point"]
    target: PointTarget | None


class Follow(Command):
    """Look at the sample that the room follows again, and no longer at one of one's own."""

    type: Literal["follow"]
