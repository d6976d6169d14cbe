"""Whether a run can go on from a file: it is tried before a room is made of it."""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from app.rooms.plausible import (
    MESSAGE_LENGTH,
    RunState,
    check_edits,
    impossible_moment,
    impossible_timeline,
)
from app.rooms.run import Run
from app.rooms.run_file import RunFileError, unpack
from app.rooms.wire import Saved, pack_json
from app.training import Experiment, Snapshot
from app.training.problems import explain
from app.training.timeline.store import unpack_tips

log = logging.getLogger("glassbox.rooms")


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
        return _tried(saved)
    except RunFileError:
        raise
    except ValidationError as error:
        raise _cannot(explain(error, saved.state).message) from error
    except (AttributeError, struct.error) as error:
        log.info("a file was refused: %r", error)
        raise _cannot("it does not fit together") from error
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise _cannot(str(error)) from error


def begin(experiment: Experiment) -> Saved:
    """A run that nobody has looked at yet, at its first step."""
    return Run(experiment, _tell, _show).save()


def _tried(saved: Saved) -> Reopened:
    state = RunState.model_validate_json(json.dumps(saved.state))
    tips = unpack_tips(saved.tips or b"")
    _possible(impossible_timeline(state, {branch for _, branch in tips}))
    for snapshot in (Snapshot.from_bytes(saved.snapshot), *tips.values()):
        _possible(impossible_moment(snapshot))
    standing = replace(saved, state={**saved.state, "playing": False})
    run = Run.restored(standing, _tell, _show)
    for branch in run.branches:
        check_edits(branch)
    run.describe()
    run.advance()
    again = replace(run.save(), tips=saved.tips)
    return Reopened(Snapshot.from_bytes(again.snapshot).experiment, again)


def _possible(impossible: str | None) -> None:
    if impossible is not None:
        raise _cannot(f"its {impossible} cannot be")


def _cannot(problem: str) -> RunFileError:
    words = " ".join(problem.split()).rstrip(".")
    words = words if len(words) <= MESSAGE_LENGTH else f"{words[: MESSAGE_LENGTH - 1]}…"
    return RunFileError(f"The run in the file cannot go on: {words}.")


def _tell(message: Mapping[str, Any], number: int = 0, /) -> None:
    """Nobody listens, but it must be possible to say it."""
    pack_json(message)


def _show(frame: bytes, number: int) -> None:
    """Nobody looks."""
