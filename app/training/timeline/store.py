"""A timeline at rest: its branches and what was done to them, without the snapshots between.

All that is missing follows from the experiments and the events, and is computed again when
somebody wants to see it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, replace
from math import isfinite
from typing import Any

from app.training.experiment import Experiment
from app.training.saving import records_of
from app.training.snapshots import Snapshot, SnapshotError
from app.training.timeline.branch import Bookmark, Branch, Difference
from app.training.timeline.events import Configured, Diverged, Edited, Event, Key, Resumed
from app.training.timeline.timeline import Timeline
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer

TIP, START = 0, 1
_PIECE = struct.Struct("<BIQ")
"""In front of a snapshot: what it is, of which branch, its bytes."""


def to_json(timeline: Timeline) -> dict[str, Any]:
    """All but the snapshots; small, as it is written often."""
    tree = timeline.tree
    return {
        "present": tree.present.id,
        "at_tip": timeline.at_tip,
        "events": timeline.here.events,
        "goal": timeline.goal if timeline.searching else None,
        "next": [tree.next_branch, tree.next_bookmark],
        "branches": [_branch_to_json(tree, branch) for branch in tree.branches.values()],
        "bookmarks": [asdict(bookmark) for bookmark in tree.bookmarks.values()],
    }


def pack_tips(timeline: Timeline) -> bytes:
    """The newest moments of all branches but that of the run, where it stands there."""
    pieces = []
    for branch in timeline.tree.branches.values():
        if branch.tip is not None:
            pieces.append((TIP, branch.id, _packed_tip(branch)))
        if branch.start is not None:
            pieces.append((START, branch.id, branch.start.to_bytes()))
    return b"".join(_PIECE.pack(kind, branch, len(data)) + data for kind, branch, data in pieces)


def _packed_tip(branch: Branch) -> bytes:
    if branch.tip is None:
        raise RuntimeError(f"branch {branch.id} is where the run stands")
    if branch.packed is None or branch.packed[0] is not branch.tip:
        records = {name: record.to_array() for name, record in branch.records.items()}
        whole = replace(branch.tip, arrays={**branch.tip.arrays, **records})
        branch.packed = branch.tip, whole.to_bytes()
    return branch.packed[1]


def restore(
    data: dict[str, Any] | None, snapshot: bytes, tips: bytes, clock: Callable[[], float]
) -> Timeline:
    """The timeline that was at rest.

    Args:
        data: what `to_json` gave; None where nothing is known of the run's past.
        snapshot: of the trainer where the run stood, as bytes.
        tips: what `pack_tips` gave; of the present branch it may be out of date.
        clock: as in `Timeline`.

    Raises:
        SnapshotError: a snapshot cannot be read, or is missing.
    """
    moment = Snapshot.from_bytes(snapshot)
    trainer = Trainer.from_snapshot(moment)
    if data is None:
        return _without_past(moment, trainer, clock)
    moments = unpack_tips(tips)
    tree = Tree()
    for described in data["branches"]:
        branch = _branch_from_json(tree, described)
        tree.branches[branch.id] = branch
        branch.start = moments.get((START, branch.id))
        if branch.id == data["present"]:
            tree.present = branch
            if data["at_tip"]:
                continue
        tip = moments.get((TIP, branch.id))
        if tip is None:
            raise SnapshotError(f"the newest moment of branch {branch.id} is missing")
        branch.tip = tip
        branch.records = records_of(tip)
    tree.next_branch, tree.next_bookmark = data["next"]
    tree.bookmarks = {mark["id"]: Bookmark(**mark) for mark in data["bookmarks"]}
    goal = None if data["goal"] is None else Key(*data["goal"])
    return Timeline.restored(tree, trainer, data["events"], goal, clock)


def _without_past(moment: Snapshot, trainer: Trainer, clock: Callable[[], float]) -> Timeline:
    """A timeline that begins where the run stands."""
    tree, position = Tree(), moment.position
    tree.present = tree.begin(moment.experiment, None)
    if position.steps:
        tree.present.origin = Key(0, position.steps, position.phases_done)
        records = trainer.records
        bare = {name: array for name, array in moment.arrays.items() if name not in records}
        tree.present.start = replace(moment, arrays=bare)
    return Timeline.restored(tree, trainer, 0, None, clock)


def unpack_tips(tips: bytes) -> dict[tuple[int, int], Snapshot]:
    """What `pack_tips` gave: snapshots by kind, `TIP` or `START`, and number of the branch.

    Raises:
        SnapshotError: they cannot be read.
    """
    moments, offset = {}, 0
    while offset < len(tips):
        try:
            kind, branch, length = _PIECE.unpack_from(tips, offset)
        except struct.error as error:
            raise SnapshotError(f"what was saved of the branches is cut off: {error}") from error
        offset += _PIECE.size
        moments[kind, branch] = Snapshot.from_bytes(tips[offset : offset + length])
        offset += length
    return moments


def _branch_to_json(tree: Tree, branch: Branch) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": branch.id,
        "parent": branch.parent,
        "origin": branch.origin,
        "name": branch.name,
    }
    if branch.parent is None:
        described["first"] = branch.first.model_dump(mode="json")
        described["differences"] = [asdict(difference) for difference in branch.differences]
    shared = branch.origin.events
    before = branch.experiment_at(shared)
    events = []
    for event in branch.events[shared:]:
        events.append([event.step, event.phases, *_change_to_json(event, before)])
        if isinstance(event.change, Configured):
            before = event.change.experiment
    described["events"] = events
    return described


def _change_to_json(event: Event, before: Experiment) -> list[Any]:
    change = event.change
    match change:
        case Configured():
            return ["configure", change.fields, _parts(before, change.experiment)]
        case Edited():
            known = change.before if isfinite(change.before) else None
            return ["edit", change.layer, change.unit, change.source, known, change.value]
        case Resumed():
            return ["resume"]
        case Diverged():
            return ["diverge"]


def _parts(before: Experiment, after: Experiment) -> dict[str, dict[str, Any]]:
    """What of an experiment is new, by part and field; of corrections those alone that are."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    parts = {
        part: {name: value for name, value in new[part].items() if value != old[part][name]}
        for part in new
        if new[part] != old[part]
    }
    if "corrections" in parts.get("dataset", {}):
        known = old["dataset"]["corrections"]
        parts["dataset"]["corrections"] = [
            known.index(each) if each in known else each for each in new["dataset"]["corrections"]
        ]
    return parts


def _whole(before: Experiment, parts: dict[str, dict[str, Any]]) -> Experiment:
    """The experiment that `_parts` told the news of."""
    data = before.model_dump(mode="json")
    known = data["dataset"]["corrections"]
    for part, changed in parts.items():
        data[part] |= changed
    data["dataset"]["corrections"] = [
        known[each] if isinstance(each, int) else each for each in data["dataset"]["corrections"]
    ]
    return Experiment.model_validate_json(json.dumps(data))


def _branch_from_json(tree: Tree, data: dict[str, Any]) -> Branch:
    origin, parent = Key(*data["origin"]), data["parent"]
    if parent is None:
        first = Experiment.model_validate_json(json.dumps(data["first"]))
        branch = Branch(data["id"], None, origin, first, name=data["name"])
        branch.differences = [_difference(difference) for difference in data["differences"]]
    else:
        left = tree.branches[parent]
        events = left.events[: origin.events]
        branch = Branch(data["id"], parent, origin, left.first, events, name=data["name"])
    before = branch.experiment_at(origin.events)
    for step, phases, kind, *details in data["events"]:
        event = Event(step, phases, _change_from_json(kind, details, before))
        branch.events.append(event)
        if isinstance(event.change, Configured):
            before = event.change.experiment
    return branch


def _change_from_json(
    kind: str, details: list[Any], before: Experiment
) -> Configured | Edited | Resumed | Diverged:
    match kind:
        case "configure":
            fields, parts = details
            return Configured(_whole(before, parts), tuple(fields))
        case "edit":
            layer, unit, source, known, value = details
            return Edited(layer, unit, source, float("nan") if known is None else known, value)
        case "resume":
            return Resumed()
        case "diverge":
            return Diverged()
    raise SnapshotError(f"there is no event {kind!r}")


def _difference(data: dict[str, Any]) -> Difference:
    place = data.pop("place")
    return Difference(**data, place=None if place is None else tuple(place))
