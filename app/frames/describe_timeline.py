"""What a page is told of a run's branches and bookmarks, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from typing import Any

from app.frames.describe import describe_history
from app.training import Experiment
from app.training.differences import differences
from app.training.history import History
from app.training.timeline import Branch, Difference, Timeline
from app.training.timeline.changes import differences_of

MOST_RECORDS = 300
"""Epochs told of a branch that is not the present one; more than a chart has points across."""


def describe_timeline(timeline: Timeline) -> dict[str, Any]:
    """The `timeline` message (docs/protocol.md)."""
    tree = timeline.tree
    return {
        "type": "timeline",
        "branch": tree.present.id,
        "branches": [_branch(timeline, branch) for branch in tree.branches.values()],
        "bookmarks": [asdict(bookmark) for bookmark in tree.bookmarks.values()],
    }


def describe_differences(first: Experiment, second: Experiment) -> list[dict[str, Any]]:
    """The fields in which two experiments differ, with the value in either."""
    return [
        {"field": field, "before": before, "after": after}
        for field, before, after in differences(first, second)
    ]


def _branch(timeline: Timeline, branch: Branch) -> dict[str, Any]:
    present = branch is timeline.tree.present
    return {
        "id": branch.id,
        "parent": branch.parent,
        "from": branch.origin.step,
        "latest": timeline.latest if present else branch.tip_key.step,
        "name": branch.name,
        "differences": [_difference(difference) for difference in differences_of(branch)],
        "history": None if present else _history(branch),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    described = {
        "step": difference.step,
        "field": difference.field,
        "before": _value(difference.before),
        "after": _value(difference.after),
    }
    if difference.place is not None:
        described |= dict(zip(("layer", "unit", "input"), difference.place, strict=True))
    return described


def _value(value: object) -> object:
    """A setting as it is; an edited weight may have been no number."""
    return None if isinstance(value, float) and not isfinite(value) else value


def _history(branch: Branch) -> dict[str, Any]:
    history = branch.records["history"]
    if not isinstance(history, History):
        raise TypeError(f"history is a {type(history).__name__}")
    described = describe_history(history)
    every = -(-len(history.records) // MOST_RECORDS) or 1
    # From the end, so that the newest is always there.
    return {name: kept[::-every][::-1] for name, kept in described.items() if name != "epoch"}
