"""One step, phase by phase, as a strip of pictures: of the default network or of a preset.

`python scripts/step_strip.py [--preset NAME] DIR [LANGUAGE…]` writes DIR/LANGUAGE-N-PHASE.png for
every phase, in English and Chinese unless languages are given, and beside them what the page
said, as text.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from base64 import urlsafe_b64encode
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.training import Experiment  # noqa: E402
from app.training.presets import PRESETS  # noqa: E402
from benchmarks.browser import chromium, server  # noqa: E402

LANGUAGES = ("en-US", "zh-CN")
AT_REST = "glassbox.stage.atRest()"
SIZE: ViewportSize = {"width": 1280, "height": 720}


def main() -> None:
    """Write the strips."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--preset", choices=[preset.name for preset in PRESETS])
    wanted = parser.parse_args()
    experiment = next((p.experiment for p in PRESETS if p.name == wanted.preset), Experiment())
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with server() as address, chromium() as browser:
        for language in wanted.languages:
            _strip(browser, address, experiment, wanted.folder, language)


def _strip(
    browser: Browser, address: str, experiment: Experiment, folder: Path, language: str
) -> None:
    context = browser.new_context(viewport=SIZE, locale=language)
    page = context.new_page()
    text = urlsafe_b64encode(experiment.model_dump_json().encode()).decode()
    page.goto(f"{address}/#e={text}")
    layers = str(len(experiment.network.layers))
    page.locator("[data-metric=layers]", has_text=layers).wait_for()
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
