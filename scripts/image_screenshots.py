"""Pictures of what the page shows of images, really trained: every size, theme and language.

`python scripts/image_screenshots.py DIR [NAME...]`, where a name is one of `VIEWS`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.training import example_on  # noqa: E402
from app.training.presets import PRESETS  # noqa: E402
from benchmarks.browser import chromium, server  # noqa: E402
from scripts.screenshots import SIZES, _open, _train, _walk  # noqa: E402

SEVEN = [[(0.22, 0.16), (0.78, 0.16), (0.62, 0.5), (0.45, 0.9)], [(0.32, 0.54), (0.8, 0.54)]]


def _preset(name: str) -> dict[str, Any]:
    return next(one for one in PRESETS if one.name == name).experiment.model_dump(mode="json")


def _seen(page: Page) -> None:
    _train(page, 12)


def _backward(page: Page) -> None:
    _train(page, 4)
    _walk(page, "backward", 3)


def _playing(page: Page) -> None:
    page.keyboard.press("Space")
    page.wait_for_timeout(4000)


def _pad(page: Page) -> None:
    _train(page, 25)
    page.locator(".pad-open").click()
    box = page.locator(".pad-paper canvas").bounding_box()
    if box is None:
        raise RuntimeError("the pad is not there")
    for stroke in SEVEN:
        for i, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=6)
            if i == 0:
                page.mouse.down()
        page.mouse.up()
    page.locator(".pad-says").wait_for()


def _editor(page: Page) -> None:
    page.locator(".edit-layers").click()


def _images(page: Page) -> None:
    _train(page, 20)
    page.locator("#tab-images").click()


VIEWS: dict[str, tuple[dict[str, Any], Callable[[Page], None]]] = {
    "lenet": (_preset("digits_lenet"), _seen),
    "backward": (_preset("digits_lenet"), _backward),
    "mnist": (_preset("mnist_lenet"), _playing),
    "pad": (_preset("digits_one"), _pad),
    "editor": (_preset("digits_lenet"), _editor),
    "images": (_preset("digits_one"), _images),
    "detection": (example_on("shapes_detection").model_dump(mode="json"), _seen),
}


def main() -> None:
    """Make all pictures, or those of some views."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with server() as address, chromium() as browser:
        for size in SIZES:
            for theme in ("light", "dark"):
                for language in ("en-US", "zh-CN"):
                    for view in sys.argv[2:] or VIEWS:
                        experiment, arrange = VIEWS[view]
                        page = _open(browser, address, experiment, size, theme, language)
                        arrange(page)
                        page.wait_for_timeout(600)
                        page.screenshot(path=folder / f"{view}-{size}-{theme}-{language[:2]}.png")
                        page.close()


if __name__ == "__main__":
    main()
