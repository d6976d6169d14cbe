"""What a person reads off the page."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from math import nan
from time import monotonic
from typing import Any

from playwright.sync_api import Locator, Page, Position


def button(page: Page, name: str) -> Locator:
    """The button with exactly this accessible name."""
    return page.get_by_role("button", name=name, exact=True)


def number(page: Page, metric: str) -> float:
    """A live number as it is written."""
    text = page.locator(f"[data-metric={metric}]").text_content() or "–"
    return nan if text.strip() == "–" else float(text.strip().removesuffix("%"))


def neuron(page: Page, layer: int, unit: int, stage: str = "stage") -> Position:
    """Where a neuron stands on the canvas of the network, or of the one beside it."""
    where: Position = page.evaluate(
        """([stage, layer, unit]) => {
          const { x, width, top, bottom, units } = glassbox[stage].columns()[layer];
          return { x: x + width / 2, y: top + ((unit + 0.5) / units) * (bottom - top) };
        }""",
        [stage, layer, unit],
    )
    return where


def edge(page: Page, layer: int, unit: int, source: int, stage: str = "stage") -> Position:
    """A point on an edge, nearer to its end."""
    columns = page.evaluate("stage => glassbox[stage].columns()", stage)

    def centre(column: dict[str, float], place: int) -> float:
        cell = column["width"]
        pitch = (column["bottom"] - column["top"] - cell) / max(1, column["units"] - 1)
        return column["top"] + cell / 2 + place * pitch

    start, end = columns[layer - 1], columns[layer]
    left, right = start["x"] + start["width"], end["x"]
    y0, y1 = centre(start, source), centre(end, unit)
    t = 0.65
    across = 1.5 * t * (1 - t) + t**3
    return {"x": left + (right - left) * across, "y": y0 + (y1 - y0) * t * t * (3 - 2 * t)}


def until(page: Page, condition: Callable[[], bool], seconds: float = 30) -> None:
    """Let the page live on until a condition holds."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"not within {seconds} seconds"
        page.wait_for_timeout(30)


def wait_for(
    page: Page, metric: str, condition: Callable[[float], bool], seconds: float = 30
) -> None:
    """Wait until a live number fulfils a condition."""
    until(page, lambda: condition(number(page, metric)), seconds)


def at_rest(page: Page, look: Callable[[], float], seconds: float = 30) -> float:
    """A number once it has stood still for a while; fails if it never does."""
    seen: list[float] = []

    def rests() -> bool:
        seen.append(look())
        # Longer than a number waits for its rhythm, or a frame for its turn.
        page.wait_for_timeout(500)
        return look() == seen[-1]

    until(page, rests, seconds)
    return seen[-1]


def fragment(experiment: Mapping[str, Any]) -> str:
    """The part of a link that carries an experiment."""
    encoded = base64.urlsafe_b64encode(json.dumps(experiment).encode()).decode().rstrip("=")
    return f"#e={encoded}"


def in_fragment(link: str) -> dict[str, Any]:
    """The experiment that a link carries."""
    encoded = link.partition("#e=")[2]
    experiment: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    )
    return experiment


def carried(page: Page) -> dict[str, Any]:
    """The experiment in the page's address."""
    return in_fragment(page.evaluate("location.hash"))


def fulfils(whole: Any, wanted: Any) -> bool:
    """Whether an experiment, or a part of it, has everything that was wanted of it."""
    if isinstance(wanted, Mapping):
        return isinstance(whole, Mapping) and all(
            name in whole and fulfils(whole[name], part) for name, part in wanted.items()
        )
    if isinstance(wanted, list):
        return len(whole) == len(wanted) and all(map(fulfils, whole, wanted))
    return bool(whole == wanted)
