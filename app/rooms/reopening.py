"""Whether a run can go on from a file: it is tried before a room is made of it."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.rooms.run import MAX_CHANGES, Run
from app.rooms.run_file import RunFileError, unpack
from app.rooms.wire import Saved, pack_json
from app.training import Experiment, Snapshot, SnapshotError, Trainer
from app.training.phases import START, phases_of
from app.training.problems import explain
from app.training.snapshots import Position

MOST_STEPS = 2**32 - 1
"""What a frame can tell of steps and epochs; a year of training."""

MESSAGE_LENGTH = 300

log = logging.getLogger("glassbox.rooms")


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class FollowedSample(_Strict):
    """The sample in the spotlight."""

    split: Literal["train", "test"]
    index: Annotated[int, Field(ge=0)]


class ChangedFields(_Strict):
    """A mark on the charts: what was changed at a step."""

    step: Annotated[int, Field(ge=0)]
    fields: list[Annotated[str, Field(max_length=MESSAGE_LENGTH)]]


class _State(BaseModel):
    """What of a state is passed on to pages as it is."""

    spotlight: FollowedSample
    changes: Annotated[list[ChangedFields], Field(max_length=MAX_CHANGES)]


@dataclass(frozen=True)
class Reopened:
    """A run that was in a file.

    Attributes:
        experiment: what it trains.
        saved: where it stands, written anew by this program; it stands still.
    """

    experiment: Experiment
    saved: Saved


def reopen(data: bytes) -> Reopened:
    """Read a file, and do with the run all that a worker would do first. It takes a while.

    Raises:
        RunFileError: the file is no run, or the run cannot go on from it.
    """
    saved = unpack(data)
    try:
        _State.model_validate(saved.state)
        _check_position(Snapshot.from_bytes(saved.snapshot))
        run = Run.restored(Saved({**saved.state, "playing": False}, saved.snapshot), _tell, _show)
        run.describe()
        run.advance()
        again = run.save()
        experiment = Snapshot.from_bytes(again.snapshot).experiment
    except RunFileError:
        raise
    except ValidationError as error:
        words = explain(error, saved.state).message
        raise RunFileError(f"The run in the file cannot go on: {words}.") from error
    except (SnapshotError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise RunFileError(f"The run in the file cannot go on: {_shortened(error)}.") from error
    except (AttributeError, struct.error) as error:
        log.info("a file was refused: %r", error)
        raise RunFileError("The run in the file cannot go on: it does not fit together.") from error
    return Reopened(experiment, again)


def begin(experiment: Experiment) -> Saved:
    """A run that nobody has looked at yet, at its first step."""
    return Run(experiment, _tell, _show).save()


def _check_position(snapshot: Snapshot) -> None:
    """Refuse a position that no run comes to, which would make a worker stumble later.

    Raises:
        RunFileError: it is such a position.
    """
    position, trainer = snapshot.position, Trainer(snapshot.experiment)
    for name, problem in _problems(position, trainer):
        if problem:
            raise RunFileError(f"The run in the file cannot go on: its {name} cannot be.")


def _problems(position: Position, trainer: Trainer) -> list[tuple[str, bool]]:
    phases = phases_of(len(trainer.network.layers))
    last_steps, last_epoch, last_batch = position.last_finite_at
    stop = position.stop
    done = position.phases_done
    return [
        ("step", max(position.steps, last_steps) > MOST_STEPS),
        ("epoch", max(position.epoch, last_epoch, position.history_stride) > MOST_STEPS),
        ("mini-batch", max(position.batch, last_batch) >= trainer.steps_per_epoch),
        ("phase", position.phase not in (START, *phases)),
        ("phase", done >= len(phases) or (done > 0 and position.phase != phases[done - 1])),
        ("progress", position.epochs_without_progress > MOST_STEPS),
        (
            "end",
            stop is not None
            and (
                len(stop.message) > MESSAGE_LENGTH or not all(map(isfinite, stop.values.values()))
            ),
        ),
    ]


def _tell(message: dict[str, Any], number: int = 0, /) -> None:
    """Nobody listens, but it must be possible to say it."""
    pack_json(message)


def _show(frame: bytes, number: int) -> None:
    """Nobody looks."""


def _shortened(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= MESSAGE_LENGTH else f"{words[: MESSAGE_LENGTH - 1]}…"
