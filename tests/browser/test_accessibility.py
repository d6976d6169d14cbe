"""What axe finds, and whether all can be done and seen with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage
from tests.browser.legibility import too_faint
from tests.browser.reading import fragment, neuron

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

DIGITS: dict[str, Any] = {
    "dataset": {"name": "digits"},
    "network": {"layers": [{"kind": "dense", "units": 32, "activation": "relu"}]},
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "projector": {
        "prepare": lambda page: page.add_init_script(
            "localStorage.setItem('glassbox.projector', 'yes')"
        )
    },
}


def findings(page: Page) -> list[str]:
    """What axe has to say about the page as it stands."""
    # Given to the page by the debugger: the security policy would refuse a script.
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        """async (tags) => {
          const options = { runOnly: { type: "tag", values: tags } };
          const { violations } = await axe.run(document, options);
          return violations.flatMap(({ id, nodes }) => nodes.map((node) => {
            const checks = [...node.any, ...node.all, ...node.none];
            const why = checks.map(({ message }) => message).join("; ");
            return `${id}: ${node.html.slice(0, 160)} — ${why}`;
          }));
        }""",
        RULES,
    )
    return sorted(set(found))


def views(page: Page) -> Iterator[str]:
    """All that can be opened, one after the other."""
    yield "as it opens"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.locator(".network").hover(position=neuron(page, 1, 0))
    yield "the card of a neuron"
    page.mouse.move(2, 2)
    if page.locator(".handle").count():
        page.locator(".handle").click()
        page.locator(".results [aria-expanded]").click()
    for summary in page.locator(".settings summary").all():
        summary.click()
    yield "everything unfolded"
    if page.locator(".handle").count():
        page.locator(".handle").click()
    for key in ("?", "i", "."):
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        yield f"the dialog of {key}"
        page.keyboard.press("Escape")
    page.locator(".room-button").click()
    page.locator(".people-side > section:last-child .button").click()
    page.locator(".secret").wait_for()
    yield "the dialog of the room"
    page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("recipe", ["plane", "digits"])
def test_axe_finds_nothing(open_page: OpenPage, recipe: str, look: str, language: str) -> None:
    path = f"/{fragment(DIGITS)}" if recipe == "digits" else "/"
    page = open_page(path, locale=language, **LOOKS[look])
    for view in views(page):
        assert findings(page) == [], view
        assert too_faint(page, 4.5) == set(), view


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("path", ["/join", "/join?code=NOSUCH"])
@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_axe_finds_nothing_where_one_joins(
    browser: Browser, address: str, path: str, look: str, language: str
) -> None:
    with closing(browser.new_context(locale=language, **LOOKS[look])) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        assert findings(page) == []
        assert too_faint(page, 4.5) == set()
