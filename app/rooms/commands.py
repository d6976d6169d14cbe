"""The closed set of commands that a page may send."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from app.frames.layout import PartName
from app.training import Experiment
from app.training.problems import Problem, explain

MESSAGE_BYTES = 64 * 1024

Sight: TypeAlias = Literal["header", PartName]
"""What a screen can be sent: the parts of a frame, or its header alone."""

EVERYTHING: frozenset[str] = frozenset(("header", *get_args(PartName)))


class Command(BaseModel):
    """Base of all commands."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


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


class FollowSample(Command):
    """Put a sample into the spotlight."""

    type: Literal["spotlight"]
    split: Literal["train", "test"]
    index: Annotated[int, Field(ge=0, le=1_000_000)]


class Lend(Command):
    """Let a viewer command the run, too; whoever had it before has it no more."""

    type: Literal["lend"]
    number: Annotated[int, Field(ge=1)]


class TakeBack(Command):
    """Be alone in command again."""

    type: Literal["take_back"]


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


class Ping(Command):
    """Ask whether anybody is there; anyone may."""

    type: Literal["ping"]


RunCommand = Play | Pause | Reset | Step | Configure | Speed | FollowSample
"""What a run carries out; a room passes it on."""

RoomCommand = Lend | TakeBack | Subscribe | Point | Follow | Ping
"""What a room carries out itself."""

AnyCommand = RunCommand | RoomCommand

_ADAPTER: TypeAdapter[AnyCommand] = TypeAdapter(Annotated[AnyCommand, Field(discriminator="type")])


class BadCommand(Exception):
    """A message that is no command; `code` and `problem` say why."""

    def __init__(self, code: str, problem: Problem) -> None:
        super().__init__(problem.message)
        self.code, self.problem = code, problem


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
        raise BadCommand("invalid", explain(error, source)) from error


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
