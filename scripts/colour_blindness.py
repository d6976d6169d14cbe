"""Pictures of the page as people see it who are blind to a colour.

`python scripts/colour_blindness.py DIR` fills DIR: both themes and the projector, each as it is
and simulated by Chromium for protanopia, deuteranopia and tritanopia.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.browser import chromium, server  # noqa: E402

LOOKS = ("light", "dark", "projector")
DEFICIENCIES = ("none", "protanopia", "deuteranopia", "tritanopia")
BACKWARD = 6
"""Phases into a step of the first network: the error has left the output."""


def main() -> None:
    """Fill a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with server() as address, chromium() as browser:
        for look in LOOKS:
            page = _learnt(browser, address, look)
            debugger = page.context.new_cdp_session(page)
            for deficiency in DEFICIENCIES:
                debugger.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
                page.screenshot(path=folder / f"{look}-{deficiency}.png")
            page.context.close()


def _learnt(browser: Browser, address: str, look: str) -> Page:
    """The first page after thirty epochs, in the middle of a backward pass."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720},
        color_scheme="dark" if look == "dark" else "light",
    )
    if look == "projector":
        context.add_init_script("localStorage.setItem('glassbox.projector', 'yes')")
    page = context.new_page()
    page.goto(address)
    page.locator("[data-metric=layers]", has_text="2").wait_for()
    page.locator(".split select").select_option("epoch")
    for epoch in range(1, 31):
        page.locator(".split button").click()
        page.locator(f"[data-metric=epoch][data-value='{epoch}']").wait_for()
    page.locator(".split select").select_option("phase")
    for _ in range(BACKWARD):
        page.locator(".split button").click()
        page.wait_for_timeout(150)
    page.wait_for_timeout(1200)
    return page


if __name__ == "__main__":
    main()
