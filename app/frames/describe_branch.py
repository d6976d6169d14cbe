"""What a page is told of how another branch's layers did, as JSON."""

from __future__ import annotations

from typing import Any

from app.frames.describe_statistics import describe_statistics
from app.training import Experiment
from app.training.statistics import Statistics
from app.training.timeline import Branch, Timeline

DRAWN = ("activation_50", "gradient_50", "update_ratio")
"""What is a line in the charts; the rest of a record would be six times as much."""


def describe_branch_statistics(timeline: Timeline, number: int) -> dict[str, Any]:
    """The `branch_statistics` message (docs/protocol.md)."""
    branch = timeline.tree.branches.get(number)
    told: dict[str, Any] = {"type": "branch_statistics", "branch": number}
    if branch is None:
        return {**told, "latest": None, "records": None}
    present = branch is timeline.tree.present
    latest = timeline.latest if present else branch.tip_key.step
    return {**told, "latest": latest, "records": _records(branch, latest)}


def _records(branch: Branch, latest: int) -> dict[str, Any]:
    """Each layer that the branch has by now, where it was of that kind when it was recorded."""
    statistics = branch.records["statistics"]
    if not isinstance(statistics, Statistics):
        raise TypeError(f"statistics is a {type(statistics).__name__}")
    records = [record for record in statistics.records if record.step <= latest]
    described = describe_statistics(records, DRAWN)
    then = [_kinds(_in_force(branch, record.step)) for record in records]
    layers = [
        {
            "kind": kind,
            **{
                name: [
                    value if kinds[index : index + 1] == [kind] else None
                    for value, kinds in zip(layer[name], then, strict=True)
                ]
                for name in DRAWN
            },
        }
        for index, (kind, layer) in enumerate(
            zip(_kinds(branch.newest), described["layers"], strict=False)
        )
    ]
    return {"step": described["step"], "layers": layers}


def _in_force(branch: Branch, step: int) -> Experiment:
    """What a step was trained with: what is changed at a step changes the next one."""
    return branch.experiment_at(sum(event.step < step for event in branch.events))


def _kinds(experiment: Experiment) -> list[str]:
    """As the layout names them, without the input."""
    return [*(layer.kind for layer in experiment.network.layers), "output"]
