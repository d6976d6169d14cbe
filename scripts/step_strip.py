"""One step of the default network, phase by phase, as a strip of pictures.

`python scripts/step_strip.py DIR [LANGUAGE…]` writes DIR/LANGUAGE-N-PHASE.png for every phase, in
English and Chinese unless languages are given, and beside them what the page said, as text.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.browser import chromium, server  # noqa: E402

LANGUAGES = ("en-US", "zh-CN")
AT_REST = "glassbox.stage.atRest()"
SIZE: ViewportSize = {"width": 1280, "height": 720}


def main() -> None:
    """Write the strips."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with server() as address, chromium() as browser:
        for language in sys.argv[2:] or LANGUAGES:
            _strip(browser, address, folder, language)


def _strip(browser: Browser, address: str, folder: Path, language: str) -> None:
    context = browser.new_context(viewport=SIZE, locale=language)
    page = context.new_page()
    page.goto(address)
    page.locator("[data-metric=layers]", has_text="2").wait_for()
    page.locator(".split select").select_option("phase")
    said = []
    for number, name in enumerate(_phases(page), start=1):
        page.locator(".split button").click()
        page.locator(f".told[data-phase='{name}']").wait_for()
        page.locator(".told-formula .katex").wait_for()
        while not page.evaluate(AT_REST):
            page.wait_for_timeout(50)
        page.screenshot(path=folder / f"{language}-{number}-{name.replace(' ', '')}.png")
        sentence = page.locator(".told .sentence").inner_text()
        said.append(
            f"{name}: {sentence}\n    {page.locator('.told-formula annotation').text_content()}"
        )
    (folder / f"{language}.txt").write_text("\n".join(said) + "\n", encoding="utf-8")
    context.close()


def _phases(page: Page) -> list[str]:
    """The names of the phases of a step, with their layers."""
    last: int = page.evaluate("glassbox.picture.layout.layers.length - 1")
    layers = range(1, last + 1)
    forward, backward = (
        [f"{kind} {layer}" for layer in order]
        for kind, order in (("forward", layers), ("backward", reversed(layers)))
    )
    return ["sample", *forward, "loss", *backward, "update"]


if __name__ == "__main__":
    main()
