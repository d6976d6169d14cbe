"""Convolution on images, live in the browser at full speed, with all that the stage draws.

For presets of the catalog: training samples a second on the server, frames a second that arrive
and that are painted, the mean size of a frame as it came through the socket, and how long it
takes to paint all of it.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass

from playwright.sync_api import Browser, ViewportSize

from app.training.presets import PRESETS
from benchmarks.browser import chromium, server

SLOWER = ("mnist_lenet", ("100", "30"))
"""The preset whose frames are the largest is watched at these steps a second, too."""

SIZE: ViewportSize = {"width": 1280, "height": 720}
WARM_UP_SECONDS = 2


@dataclass(frozen=True)
class Watched:
    """What was counted in a second, the mean of a frame's bytes, and milliseconds to paint it."""

    samples: float
    arrived: float
    painted: float
    frame_bytes: float
    painting: float


def run(seconds: float) -> None:
    """Print the figures of every preset for images."""
    print(f"Images: presets at full speed, stage at 1280x720; {os.cpu_count()} cores")
    with chromium() as browser, server() as address:
        for preset in PRESETS:
            text = json.dumps(preset.experiment.model_dump(mode="json"))
            slower = SLOWER[1] if preset.name == SLOWER[0] else ()
            for speed in (None, *slower):
                watched = _watch(browser, address, text, speed, seconds)
                name = f"{preset.name}, {speed} steps/s" if speed else preset.name
                print(
                    f"  {name:26s} {watched.samples:8,.0f} samples/s   "
                    f"{watched.arrived:5.1f} frames/s arrive   {watched.painted:5.1f} painted   "
                    f"{watched.frame_bytes / 1024:5.1f} KB a frame   "
                    f"{watched.painting:5.1f} ms to paint one alone"
                )


def _watch(
    browser: Browser, address: str, experiment: str, speed: str | None, seconds: float
) -> Watched:
    encoded = base64.urlsafe_b64encode(experiment.encode()).decode().rstrip("=")
    page = browser.new_page(viewport=SIZE)
    sizes: list[int] = []

    def note(payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            sizes.append(len(payload))

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    page.goto(f"{address}/#e={encoded}")
    layers = len(json.loads(experiment)["network"]["layers"])
    page.locator("[data-metric=layers]", has_text=str(layers)).wait_for()
    if speed is not None:
        slider = page.get_by_role("slider", name="Speed")
        while f"{speed} step" not in (slider.get_attribute("aria-valuetext") or ""):
            slider.press("ArrowLeft")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(WARM_UP_SECONDS * 1000)
    sizes.clear()
    before = page.evaluate(_COUNTERS)
    page.wait_for_timeout(seconds * 1000)
    after = page.evaluate(_COUNTERS)
    # It would go on for a while beside the next one.
    page.get_by_role("button", name="Pause", exact=True).click()
    batch = json.loads(experiment)["training"]["batch_size"]
    painting = page.evaluate(_PAINT)
    page.close()
    elapsed = after["time"] - before["time"]
    steps, arrived, painted = (
        (after[name] - before[name]) / elapsed for name in ("step", "received", "painted")
    )
    return Watched(steps * batch, arrived, painted, sum(sizes) / max(1, len(sizes)), painting)


_COUNTERS = """() => ({
  time: performance.now() / 1000,
  step: glassbox.picture.header.step,
  received: glassbox.received,
  painted: glassbox.stage.painted,
})"""

_PAINT = """async () => {
  const { readPalette } = await import("/static/js/palette.js");
  const { width, height } = glassbox.stage.size();
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  const palette = readPalette();
  const times = [];
  for (let i = 0; i < 40; i++) {
    // As a new frame brings them: nothing that was painted or worked out before is of use.
    const { views } = glassbox.picture;
    for (const [key, values] of views) views.set(key, values.slice());
    const began = performance.now();
    glassbox.stage.portray(context, { ratio: 1, palette, vector: false });
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[times.length / 2];
}"""
