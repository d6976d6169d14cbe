"""What was measured, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from benchmarks.engine.peers import JAX, OURS, PYTORCH, Peer
from benchmarks.engine.workloads import Workload

Times: TypeAlias = Mapping[str, Mapping[str, float]]
"""Microseconds by the names of workload and peer; a peer is missing where it has no number."""

GOALS: Mapping[str, Callable[[Workload], float]] = {
    PYTORCH: lambda workload: workload.goal,
    JAX: lambda _: 1,
}
"""How many times as fast as these we want to be."""


def times_table(workloads: Sequence[Workload], peers: Sequence[Peer], times: Times) -> str:
    """Microseconds of a step."""
    rows = ["Microseconds of a step", _row("", [peer.name for peer in peers])]
    for workload in workloads:
        cells = []
        for peer in peers:
            time = times[workload.name].get(peer.name)
            mark = "*" if workload.optimizer in peer.lacks else " "
            cells.append("–" if time is None else f"{time:.1f}{mark}")
        rows.append(_row(workload.name, cells))
    used = {workload.optimizer for workload in workloads}
    rows += [
        f"  * {peer.name} has no {optimizer}; another optimizer stands in"
        for peer in peers
        for optimizer in sorted(used & peer.lacks)
    ]
    return "\n".join(rows)


def ratios_table(workloads: Sequence[Workload], peers: Sequence[Peer], times: Times) -> str:
    """How many times as fast as each peer we are, with the goals."""
    names = [peer.name for peer in peers if peer.name != OURS]
    rows = [f"{OURS} is so many times as fast (goals: ≥)", _row("", names)]
    met, missed = 0, 0
    for workload in workloads:
        cells = []
        for name in names:
            ratio, goal = _ratio(times[workload.name], name), _goal(workload, name)
            cell = "–" if ratio is None else f"{ratio:.3g}"
            if ratio is not None and goal is not None:
                reached = ratio >= goal
                met, missed = met + reached, missed + (not reached)
                cell += f" {'≥' if reached else '<'} {goal:g}"
            cells.append(cell)
        rows.append(_row(workload.name, cells))
    unknown = len(GOALS) * len(workloads) - met - missed
    rows.append(f"  Goals: {met} met, {missed} missed, {unknown} not measured")
    return "\n".join(rows)


def _row(title: str, cells: Sequence[str]) -> str:
    return (f"  {title:2}" + "".join(f"{cell:>14}" for cell in cells)).rstrip()


def _ratio(times: Mapping[str, float], name: str) -> float | None:
    if OURS not in times or name not in times:
        return None
    return times[name] / times[OURS]


def _goal(workload: Workload, name: str) -> float | None:
    return GOALS[name](workload) if name in GOALS else None
