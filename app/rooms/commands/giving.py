"""Commands about pictures that people in a room draw for others; everybody may give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.datasets.drawing import ClassIndex, Drawing, PixelText
from app.rooms.commands.base import Command


class Give(Command):
    """Offer presenters a picture and what it is, for the run to learn from."""

    type: Literal["give"]
    pixels: PixelText
    label: ClassIndex

    @property
    def drawing(self) -> Drawing:
        """The picture with its label."""
        return Drawing(self.pixels, self.label)


class PutAway(Command):
    """Take pictures off the list of those that were offered: they were taken, or nobody wants them.

    Numbers of which there is none any more are passed over: two may tidy up at once.
    """

    type: Literal["put_away"]
    offers: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(max_length=200, strict=False)]
