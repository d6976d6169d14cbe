"""Pictures of the page, really trained.

`python scripts/screenshots.py` makes docs/screenshot.png for the README;
`python scripts/screenshots.py DIR` fills DIR with every size, theme and language to look through.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.browser import chromium, server  # noqa: E402

SIZES = {"hd": (1280, 720), "full": (1920, 1080), "old": (1024, 768), "phone": (390, 844)}
SPIRAL: dict[str, Any] = {
    "dataset": {"name": "spiral", "noise": 0.0},
    "network": {
        "layers": [{"kind": "dense", "units": units, "activation": "tanh"} for units in (6, 6, 4)]
    },
    "training": {"optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 25},
}
DIGITS: dict[str, Any] = {
    "dataset": {"name": "digits"},
    "network": {"layers": [{"kind": "dense", "units": 32, "activation": "relu"}]},
    "training": {"optimizer": {"name": "adam", "learning_rate": 0.003}, "batch_size": 32},
}
TABLES: dict[str, Any] = {"dataset": {"name": "diabetes"}}


def main() -> None:
    """Make the picture of the README, or all."""
    with server() as address, chromium() as browser:
        if len(sys.argv) == 1:
            page = _open(browser, address, SPIRAL, "hd", "light", "en-US")
            _train(page, 120)
            _walk(page, "backward", 3)
            page.screenshot(path=ROOT / "docs" / "screenshot.png")
            return
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for size in SIZES:
            for theme in ("light", "dark"):
                for language in ("en-US", "zh-CN"):
                    _all_views(browser, address, folder, size, theme, language)


def _all_views(
    browser: Browser, address: str, folder: Path, size: str, theme: str, language: str
) -> None:
    name = f"{size}-{theme}-{language[:2]}"
    page = _open(browser, address, None, size, theme, language)
    page.screenshot(path=folder / f"{name}-1-first.png")
    page.close()
    for number, (title, experiment) in enumerate(
        (("spiral", SPIRAL), ("digits", DIGITS), ("diabetes", TABLES)), start=2
    ):
        page = _open(browser, address, experiment, size, theme, language)
        _train(page, 40)
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"{name}-{number}-{title}.png", full_page=size == "phone")
        page.close()


def _open(
    browser: Browser,
    address: str,
    experiment: dict[str, Any] | None,
    size: str,
    theme: str,
    language: str,
) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        device_scale_factor=float(os.environ.get("SCALE", "1")),
    )
    page = context.new_page()
    text = "" if experiment is None else json.dumps(experiment)
    encoded = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    page.goto(f"{address}/#e={encoded}" if text else address)
    layers = 2 if experiment is None else len(experiment.get("network", {}).get("layers", (0, 0)))
    page.locator("[data-metric=layers]", has_text=str(layers)).wait_for()
    page.wait_for_timeout(500)
    return page


def _train(page: Page, epochs: int) -> None:
    """Make whole epochs by hand, so that every picture shows the same step."""
    page.locator(".split select").select_option("epoch")
    for epoch in range(1, epochs + 1):
        page.locator(".split button").click()
        page.locator(f"[data-metric=epoch][data-value='{epoch}']").wait_for()


def _walk(page: Page, kind: str, layer: int) -> None:
    """Go on phase by phase until the step stands at a phase, in the middle of its motion."""
    page.locator(".split select").select_option("phase")
    while True:
        page.locator(".split button").click()
        page.wait_for_timeout(120)
        header = page.evaluate("({...glassbox.picture.header})")
        if header["phase"] == kind and header["layer"] == layer:
            page.wait_for_timeout(500)
            return


if __name__ == "__main__":
    main()
