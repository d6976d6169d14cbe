"""Where a browser's time went, read from its trace."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8"]
"""What must be traced for `spent`."""

TASKS = frozenset(("ThreadControllerImpl::RunTask", "RunTask"))
SCRIPTING = frozenset(
    (
        "FireAnimationFrame",
        "FunctionCall",
        "EvaluateScript",
        "TimerFire",
        "EventDispatch",
        "RunMicrotasks",
        "V8.GC_SCAVENGER",
        "MinorGC",
        "MajorGC",
    )
)
DRAWING_THREADS = ("Compositor", "CompositorTileWorker", "VizCompositorThread", "CrGpuMain")


@dataclass(frozen=True)
class Spent:
    """Seconds of a processor."""

    scripting: float
    """In scripts, their garbage collection included."""
    painting: float
    """In all else that the page's thread does, and in the threads that raster and compose."""


def spent(trace: bytes) -> Spent:
    """Sum up a Chromium trace of one page.

    Args:
        trace: The JSON text of a trace of `CATEGORIES`.
    """
    events = json.loads(trace)["traceEvents"]
    names = {
        (event["pid"], event["tid"]): event["args"]["name"]
        for event in events
        if event["ph"] == "M" and event["name"] == "thread_name"
    }
    page = _page_thread(events, names)
    scripting = busy = others = 0.0
    for thread, name in names.items():
        own = [event for event in events if (event["pid"], event["tid"]) == thread]
        if thread == page:
            busy = _outermost(own, TASKS)
            scripting = _outermost(own, SCRIPTING)
        elif name.startswith(DRAWING_THREADS):
            others += _outermost(own, TASKS)
    return Spent(scripting, busy - scripting + others)


def _page_thread(
    events: list[dict[str, Any]], names: dict[tuple[int, int], str]
) -> tuple[int, int]:
    """The thread that ran the page's animation frames."""
    counts: dict[tuple[int, int], int] = {}
    for event in events:
        thread = event["pid"], event["tid"]
        if event["name"] == "FireAnimationFrame" and names.get(thread) == "CrRendererMain":
            counts[thread] = counts.get(thread, 0) + 1
    if not counts:
        raise ValueError("the trace holds no animation frame")
    return max(counts, key=lambda thread: counts[thread])


def _outermost(events: Iterable[dict[str, Any]], names: frozenset[str]) -> float:
    """Processor seconds in events of these names on one thread, those within others not twice."""
    chosen = (event for event in events if event["ph"] == "X" and event["name"] in names)
    total = 0.0
    end = float("-inf")
    for event in sorted(chosen, key=lambda event: (event["ts"], -event.get("dur", 0))):
        if event["ts"] < end:
            continue
        end = event["ts"] + event.get("dur", 0)
        total += event.get("tdur", event.get("dur", 0))
    return total / 1e6
