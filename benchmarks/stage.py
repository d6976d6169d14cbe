"""The biggest network of TensorFlow Playground, live in the browser, beside Playground itself.

Six layers of eight tanh units on the spiral, 250 training points, batch 10, all heatmaps
on, at full speed. Counted are epochs a second, frames a second that arrive, and frames a second
that are painted. Playground makes an epoch a frame.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.browser import chromium, folder, only_local, server

EXPERIMENT = {
    "dataset": {"name": "spiral", "samples": 500, "noise": 0.0, "test_fraction": 0.5},
    "network": {"layers": [{"kind": "dense", "units": 8, "activation": "tanh"}] * 6},
    "training": {"batch_size": 10},
}
PLAYGROUND_STATE = (
    "#activation=tanh&batchSize=10&dataset=spiral&learningRate=0.03&noise=0"
    "&networkShape=8,8,8,8,8,8&seed=0.5&percTrainData=50&x=true&y=true&problem=classification"
)
SIZE: ViewportSize = {"width": 1280, "height": 720}


def run(seconds: float, playground: Path | None) -> None:
    """Print epochs and frames a second of both, and their ratio."""
    print(f"Stage: 2-8x6-1 tanh, spiral, 250 training points, batch 10; {os.cpu_count()} cores")
    with chromium() as browser:
        epochs, arrived, painted = _ours(browser, seconds)
        print(
            f"  Glassbox     {epochs:7.0f} epochs/s   "
            f"{arrived:5.1f} frames/s arrive   {painted:5.1f} frames/s painted"
        )
        if playground is None:
            print("  Playground   not measured: pass --playground DIR with its built dist folder")
            return
        theirs, frames = _playgrounds(browser, playground, seconds)
        print(f"  Playground   {theirs:7.0f} epochs/s   {frames:5.1f} frames/s painted")
        print(f"  {epochs / theirs:.0f} times the epochs, {painted / frames:.1f} times the frames")


def _ours(browser: Browser, seconds: float) -> tuple[float, float, float]:
    encoded = base64.urlsafe_b64encode(json.dumps(EXPERIMENT).encode()).decode().rstrip("=")
    with server() as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/#e={encoded}")
        page.locator("[data-metric=layers]", has_text="6").wait_for()
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_timeout(2000)  # Both are measured after the same warm-up.
        before = _counters(page)
        page.wait_for_timeout(seconds * 1000)
        after = _counters(page)
        page.close()
    elapsed = after["time"] - before["time"]
    epochs, arrived, painted = (
        (after[name] - before[name]) / elapsed for name in ("epoch", "received", "painted")
    )
    return epochs, arrived, painted


def _counters(page: Page) -> dict[str, float]:
    counters: dict[str, float] = page.evaluate(
        """() => ({
          time: performance.now() / 1000,
          epoch: glassbox.picture.header.epoch,
          received: glassbox.received,
          painted: glassbox.stage.painted,
        })"""
    )
    return counters


def _playgrounds(browser: Browser, path: Path, seconds: float) -> tuple[float, float]:
    with folder(path) as address:
        page = browser.new_page(viewport=SIZE)
        page.route("**/*", only_local)
        page.goto(f"{address}/index.html{PLAYGROUND_STATE}")
        page.click("#play-pause-button")
        page.wait_for_timeout(2000)
        elapsed, epochs, frames = page.evaluate(
            """async (seconds) => {
              const epoch = () =>
                Number(document.querySelector("#iter-number").textContent.replaceAll(",", ""));
              const began = performance.now();
              const first = epoch();
              let frames = 0;
              let shown = first;
              while (performance.now() - began < seconds * 1000) {
                await new Promise(requestAnimationFrame);
                if (epoch() !== shown) {
                  shown = epoch();
                  frames += 1;
                }
              }
              return [(performance.now() - began) / 1000, epoch() - first, frames];
            }""",
            seconds,
        )
        page.close()
    return epochs / elapsed, frames / elapsed
