"""What drawing a frame costs, for networks of about 1,000, 10,000 and 40,000 edges.

Every frame has new weights. The window is 1280×720, Chromium is headless and renders in software.
TensorFlow Playground's largest network is drawn by its own page in the same run.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.browser import chromium, folder, only_local
from benchmarks.drawing.traces import CATEGORIES, spent
from benchmarks.stage import PLAYGROUND_STATE

ROOT = Path(__file__).resolve().parents[2]
SIZE: ViewportSize = {"width": 1280, "height": 720}
NETWORKS = {
    "2-18x4-1": (2, *[18] * 4, 1),
    "2-58x4-1": (2, *[58] * 4, 1),
    "2-32x11-1": (2, *[32] * 11, 1),
    "2-64x11-1": (2, *[64] * 11, 1),
}
"""By name: the units of every layer. The second and the third differ in the length of edges."""


class Cost(NamedTuple):
    """What a network's frames cost."""

    drawn: int
    """Edges that were drawn; there are no others."""
    scripting: float
    """Milliseconds of a processor for a frame."""
    painting: float
    """Milliseconds of a processor for a frame."""
    fps: float
    """Frames with new weights painted in a second."""
    click: float | None = None
    """Milliseconds from a click to the picture after it, the slowest of some."""


def run(seconds: float, playground: Path | None) -> None:
    """Print what a frame costs, and how many there are in a second."""
    print(f"Drawing: new weights in every frame, 1280x720, software; {os.cpu_count()} cores")
    print("  network          edges   scripting ms   painting ms   total ms   frames/s   click ms")
    with chromium() as browser:
        costs = {name: _ours(browser, units, seconds) for name, units in NETWORKS.items()}
        theirs = _playgrounds(browser, playground, seconds) if playground else None
    for name, cost in costs.items():
        print(_line(name, cost, theirs))
    if theirs:
        print(_line("Playground", theirs, None) + "   (trains an epoch a frame within it)")
    else:
        print("  Playground   not measured: pass --playground DIR with its built dist folder")


def _line(name: str, cost: Cost, peer: Cost | None) -> str:
    total = cost.scripting + cost.painting
    click = "" if cost.click is None else f"{cost.click:.0f}"
    line = (
        f"  {name:12} {cost.drawn:9,} {cost.scripting:14.1f} {cost.painting:13.1f}"
        f" {total:10.1f} {cost.fps:10.1f} {click:>10}"
    )
    if peer is None:
        return line
    edges, rate = cost.drawn / peer.drawn, cost.fps / peer.fps
    return f"{line}   {edges:.0f} times Playground's edges at {rate:.1f} times its rate"


def _ours(browser: Browser, units: tuple[int, ...], seconds: float) -> Cost:
    with folder(ROOT) as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/benchmarks/drawing/stage.html")
        page.wait_for_function("() => 'draw' in window")
        page.evaluate("units => draw(units, 2)", list(units))  # The compiler warms up.
        browser.start_tracing(page=page, categories=CATEGORIES)
        result = page.evaluate("([units, seconds]) => draw(units, seconds)", [list(units), seconds])
        used = spent(browser.stop_tracing())
        click = _clicks(page, units)
        page.close()
    edges = sum(before * after for before, after in pairwise(units))
    if result["drawn"] != edges:
        print(f"  only {result['drawn']} of {edges} edges were drawn:")
    frames = result["painted"]
    return Cost(
        result["drawn"],
        1000 * used.scripting / frames,
        1000 * used.painting / frames,
        frames / result["seconds"],
        click,
    )


def _clicks(page: Page, units: tuple[int, ...]) -> float:
    """The slowest answer to ten clicks while the network is drawn, in milliseconds."""
    page.evaluate("units => { globalThis.drawing = draw(units, 3); }", list(units))
    for _ in range(10):
        page.mouse.click(640, 360)
        page.wait_for_timeout(200)
    slowest: float = page.evaluate("async () => (await drawing).slowest")
    return slowest


def _playgrounds(browser: Browser, path: Path, seconds: float) -> Cost:
    with folder(path) as address:
        page = browser.new_page(viewport=SIZE)
        page.route("**/*", only_local)
        page.goto(f"{address}/index.html{PLAYGROUND_STATE}")
        page.click("#play-pause-button")
        page.wait_for_timeout(2000)
        browser.start_tracing(page=page, categories=CATEGORIES)
        elapsed, frames = _count_epochs(page, seconds)
        used = spent(browser.stop_tracing())
        edges = page.locator("#svg .core .link").count()
        page.close()
    return Cost(
        edges, 1000 * used.scripting / frames, 1000 * used.painting / frames, frames / elapsed
    )


def _count_epochs(page: Page, seconds: float) -> tuple[float, int]:
    """Seconds that have passed and pictures that were painted: Playground makes an epoch each."""
    elapsed, frames = page.evaluate(
        """async (seconds) => {
          const shown = () => document.querySelector("#iter-number").textContent;
          const began = performance.now();
          let frames = 0;
          let last = shown();
          while (performance.now() - began < seconds * 1000) {
            await new Promise(requestAnimationFrame);
            if (shown() !== last) frames += 1;
            last = shown();
          }
          return [(performance.now() - began) / 1000, frames];
        }""",
        seconds,
    )
    return float(elapsed), int(frames)
