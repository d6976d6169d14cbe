"""Commands about the people in a room and their connections."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.rooms.commands.base import Command


class Lend(Command):
    """Let a viewer command the run, too; whoever had it before has it no more."""

    type: Literal["lend"]
    number: Annotated[int, Field(ge=1)]


class TakeBack(Command):
    """Be alone in command again."""

    type: Literal["take_back"]


class Ping(Command):
    """Ask whether anybody is there; anyone may."""

    type: Literal["ping"]
