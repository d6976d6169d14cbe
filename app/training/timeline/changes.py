"""What was changed along a line, as people are told of it."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from app.training.differences import differences
from app.training.timeline.branch import Branch, Difference
from app.training.timeline.events import Configured, Edited, Event

MOST_CHANGES = 100
"""More marks on a chart could not be told from each other."""


def differences_of(branch: Branch) -> list[Difference]:
    """What was changed at a branch's beginning; of each setting and weight what came of it."""
    if branch.parent is None:
        return branch.differences
    own = branch.events[branch.origin.events :]
    begun = list(takewhile(lambda event: event.step == branch.origin.step, own))
    start = branch.experiment_at(branch.origin.events)
    end = branch.experiment_at(branch.origin.events + len(begun))
    step = branch.origin.step
    return [
        *(Difference(step, field, old, new) for field, old, new in differences(start, end)),
        *_edits(begun, step),
    ]


def _edits(events: list[Event], step: int) -> list[Difference]:
    """The weights that were set by hand, each with its first and its last value."""
    first: dict[tuple[int, int, int | None], float] = {}
    last: dict[tuple[int, int, int | None], float] = {}
    for event in events:
        if isinstance(event.change, Edited):
            place = event.change.layer, event.change.unit, event.change.source
            first.setdefault(place, event.change.before)
            last[place] = event.change.value
    return [
        Difference(step, "weight", before, last[place], place)
        for place, before in first.items()
        if before != last[place]
    ]


def marks(branch: Branch) -> list[dict[str, Any]]:
    """Where a line's settings or weights were changed, for the marks on charts."""
    found: list[dict[str, Any]] = []
    for event in branch.events:
        if isinstance(event.change, Configured):
            found.append({"step": event.step, "fields": list(event.change.fields)})
        elif isinstance(event.change, Edited):
            found.append({"step": event.step, "fields": ["weight"]})
        if len(found) == MOST_CHANGES:
            break
    return found
