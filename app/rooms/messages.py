"""What a room says by itself, as the protocol writes it (docs/protocol.md)."""

from __future__ import annotations

import json
from typing import Any

from app.frames import Spotlight
from app.frames.codec import VERSION
from app.rooms.refusing import describe_problem, describe_refusal
from app.rooms.viewer import Viewer
from app.training.problems import Problem


def welcome(room: str, viewer: Viewer, *, fresh: bool, limits: dict[str, Any]) -> str:
    """The first message to whoever joins.

    Args:
        room: its code.
        viewer: who has joined.
        fresh: whether nobody has started or changed anything yet.
        limits: what this server allows.
    """
    return json.dumps(
        {
            "type": "welcome",
            "protocol": VERSION,
            "room": room,
            "role": "presenter" if viewer.presenter else "viewer",
            "number": viewer.number,
            "fresh": fresh,
            "limits": limits,
        }
    )


def notice(code: str, message: str, values: dict[str, Any]) -> str:
    """Something that happened and was dealt with; pages tell it in their reader's language."""
    return json.dumps({"type": "notice", "code": code, "message": message, "values": values})


def worker_lost(step: int) -> str:
    """The run's process died; where the run goes on."""
    words = f"The process that trained this network died. The run goes on from step {step}."
    return notice("worker_lost", words, {"step": step})


def rested(seconds: float, step: int) -> str:
    """The run was paused because nobody looked for so long."""
    minutes = round(seconds / 60)
    words = f"Nobody was looking for {minutes} minutes, so the run paused at step {step}."
    return notice("rested", words, {"minutes": minutes, "step": step})


def data_missing(dataset: str) -> str:
    """The data of the run are not here; what stands in for it, and until when."""
    words = (
        f"The data of this run, {dataset}, are not on this server any more, so a new run stands "
        "here instead. The old one is kept until somebody starts or changes something here. Fetch "
        "its data, or load the page again once they are back, and it goes on."
    )
    return notice("data_missing", words, {"dataset": dataset})


def pointing(target: dict[str, int] | None) -> str:
    """What somebody points at."""
    return json.dumps({"type": "pointing", "target": target})


def looking(sample: Spotlight | None) -> str:
    """Which sample of its own a screen is shown, None for the room's."""
    spotlight = None if sample is None else sample.place
    return json.dumps({"type": "looking", "spotlight": spotlight})


def people(numbers: list[int], borrower: int | None) -> str:
    """Who is there besides presenters, and to whom control is lent."""
    return json.dumps({"type": "people", "numbers": numbers, "borrower": borrower})


def given(count: int) -> str:
    """How many of a viewer's drawings wait for a presenter to look at them."""
    return json.dumps({"type": "given", "waiting": count})


def offers(new: list[dict[str, Any]], kept: list[int]) -> str:
    """What viewers have drawn for presenters.

    Args:
        new: what this presenter has not been told of.
        kept: the numbers of what it has been told of and still waits.
    """
    return json.dumps({"type": "offers", "new": new, "kept": kept})


def control(mine: bool) -> str:
    """Whether a viewer may command the run from now on."""
    return json.dumps({"type": "control", "control": mine})


def error(code: str, problem: Problem, request: int | None = None) -> str:
    """A command that was not carried out."""
    return json.dumps(describe_problem(code, problem, request))


def refusal(
    code: str, message: str, *, allowed: str | None = None, request: int | None = None
) -> str:
    """A command that is not this screen's to give, or not now."""
    return json.dumps(describe_refusal(code, message, allowed, request))


def not_presenter(request: int | None = None) -> str:
    """A command of somebody who only looks on."""
    words = "Only the presenter can change this run. Make a copy to try it yourself."
    return refusal("not_presenter", words, request=request)


STOPPING = notice("stopping", "The server stops. Everything is saved.", {})

UNRESTORABLE = notice(
    "unrestorable",
    "What was saved of this run cannot be read. It begins again, with its settings.",
    {},
)

PONG = json.dumps({"type": "pong"})

CHECKING = refusal("checking", "Another gradient is being checked. Try again in a moment.")
