"""The closed set of commands that a page may send: one file a family, all of them here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from app.rooms.commands.base import Question
from app.rooms.commands.giving import Give, PutAway
from app.rooms.commands.images import (
    AnyQuestion,
    AskSaliency,
    Kernels,
    Mistakes,
    NetworkQuestion,
    Pictures,
    Samples,
)
from app.rooms.commands.layers import BranchStatistics
from app.rooms.commands.looking import (
    EVERYTHING,
    Draw,
    Follow,
    FollowSample,
    Point,
    PointTarget,
    Sight,
    Subscribe,
)
from app.rooms.commands.numbers import Check, Inspect
from app.rooms.commands.people import Lend, Ping, TakeBack
from app.rooms.commands.running import (
    Compare,
    Configure,
    Correct,
    Pause,
    Play,
    RequestNumber,
    Reset,
    Speed,
    Step,
)
from app.rooms.commands.time import (
    DeleteBranch,
    Edit,
    RemoveBookmark,
    RenameBranch,
    Seek,
    SetBookmark,
    Switch,
    TimeCommand,
    Try,
)
from app.training.problems import Problem, explain

__all__ = [
    "EVERYTHING",
    "MESSAGE_BYTES",
    "AnyCommand",
    "AnyQuestion",
    "AskSaliency",
    "BadCommand",
    "BranchStatistics",
    "Check",
    "Compare",
    "Configure",
    "Correct",
    "DeleteBranch",
    "Draw",
    "Edit",
    "Follow",
    "FollowSample",
    "Give",
    "Inspect",
    "Kernels",
    "Lend",
    "Mistakes",
    "NetworkQuestion",
    "Pause",
    "Pictures",
    "Ping",
    "Play",
    "Point",
    "PointTarget",
    "PutAway",
    "Question",
    "RemoveBookmark",
    "RenameBranch",
    "Reset",
    "RoomCommand",
    "RunCommand",
    "Samples",
    "Seek",
    "SetBookmark",
    "Sight",
    "Speed",
    "Step",
    "Subscribe",
    "Switch",
    "TakeBack",
    "TimeCommand",
    "Try",
    "parse",
    "parse_for_run",
]

MESSAGE_BYTES = 128 * 1024
"""Room for an experiment with as many pictures of its own as there may be."""

RunCommand = (
    Play
    | Pause
    | Reset
    | Step
    | Configure
    | Correct
    | Compare
    | Speed
    | FollowSample
    | Draw
    | Check
    | TimeCommand
    | BranchStatistics
    | AnyQuestion
)
"""What a run carries out; a room passes it on."""

RoomCommand = Give | PutAway | Lend | TakeBack | Subscribe | Point | Follow | Inspect | Ping
"""What a room carries out itself."""

AnyCommand = RunCommand | RoomCommand

_ADAPTER: TypeAdapter[AnyCommand] = TypeAdapter(Annotated[AnyCommand, Field(discriminator="type")])


_REQUEST: TypeAdapter[int] = TypeAdapter(RequestNumber)


class BadCommand(Exception):
    """A message that is no command; `code` and `problem` say why, `request` which one it was."""

    def __init__(self, code: str, problem: Problem, request: int | None = None) -> None:
        super().__init__(problem.message)
        self.code, self.problem, self.request = code, problem, request


def parse(text: str) -> AnyCommand:
    """Read a command from a message.

    Raises:
        BadCommand: it is too large, not JSON, or a field is at fault.
    """
    size = len(text.encode())
    if size > MESSAGE_BYTES:
        raise BadCommand(
            "too_large",
            Problem(
                "message",
                f"The message must be at most {MESSAGE_BYTES} bytes; got {size}.",
                str(size),
                f"at most {MESSAGE_BYTES} bytes",
            ),
        )
    try:
        source = from_json(text)
    except ValueError as error:
        problem = Problem("message", f"The message is not JSON: {error}.", None, "a JSON object")
        raise BadCommand("not_json", problem) from error
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError as error:
        raise BadCommand("invalid", explain(error, source), _request_of(source)) from error


def _request_of(source: object) -> int | None:
    """The number of a `configure` that is at fault elsewhere, if it can be made out."""
    if not isinstance(source, dict) or source.get("type") != "configure":
        return None
    try:
        return _REQUEST.validate_python(source.get("request"), strict=True)
    except ValidationError:
        return None


def parse_for_run(text: str) -> RunCommand:
    """Read a command that a room has passed on.

    Raises:
        BadCommand: as `parse`.
        TypeError: it is one that a room carries out itself.
    """
    command = parse(text)
    if isinstance(command, RoomCommand):
        raise TypeError(f"{command.type} is for the room, not for its run")
    return command
