"""What axe finds, and whether all can be done and seen with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.legibility import RECORD_CANVASES, forget_canvases, too_faint
from tests.browser.reading import button, carried, fragment, neuron, until
from tests.browser.views import (
    comparing,
    dialog,
    dialogs_of_keys,
    images_of_the_second_run,
    tabs_and_dialogs,
    unfold_settings,
)
from tests.training import ailing

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
    if not page.evaluate("'axe' in globalThis"):
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
        page.locator(".results button.button[aria-expanded]").click()
    unfold_settings(page)
    yield "everything unfolded"
    if page.locator(".handle").count():
        page.locator(".handle").click()
    yield from dialogs_of_keys(page, ("?", "i", "."))
    yield from tabs_and_dialogs(page)
    page.locator(".room-button").click()
    page.locator(".people-side > section:last-child .button").click()
    page.locator(".secret").wait_for()
    yield "the dialog of the room"
    page.keyboard.press("Escape")
    if page.locator(".take").is_visible():  # On a projector there is no room for its button.
        dialog(page, ".take")
        yield "the dialog of what is taken home"
        page.keyboard.press("Escape")
    yield from comparing(page)
    yield from images_of_the_second_run(page)


@pytest.mark.parametrize(
    ("recipe", "look", "language"),
    combinations(
        [("plane", "projector", "zh-CN")],
        ["plane", "digits"],
        LOOKS,
        ["en-US", "zh-CN"],
    ),
)
def test_axe_finds_nothing(open_page: OpenPage, recipe: str, look: str, language: str) -> None:
    path = f"/{fragment(DIGITS)}" if recipe == "digits" else "/"
    page = open_page(path, locale=language, **LOOKS[look])
    for view in views(page):
        assert findings(page) == [], view
        assert too_faint(page, 4.5) == set(), view


@pytest.mark.parametrize("look", combinations([("dark",)], LOOKS))
def test_axe_finds_nothing_on_what_goes_wrong(open_page: OpenPage, look: str) -> None:
    diverging = f"/{fragment(ailing.DIVERGING.model_dump(mode='json'))}"
    page = open_page(diverging, locale="zh-CN", **LOOKS[look])
    rate = ailing.DIVERGING.training.optimizer.learning_rate
    until(page, lambda: carried(page)["training"]["optimizer"]["learning_rate"] == rate)
    page.keyboard.press("Space")
    page.locator(".problem-card").wait_for()
    assert findings(page) == []
    assert too_faint(page, 4.5) == set()


@pytest.mark.parametrize(
    ("path", "look", "language"),
    combinations(
        [("/join", "light", "zh-CN"), ("/join?code=NOSUCH", "dark", "en-US")],
        ["/join", "/join?code=NOSUCH"],
        ["light", "dark"],
        ["en-US", "zh-CN"],
    ),
)
def test_axe_finds_nothing_where_one_joins(
    browser: Browser, address: str, path: str, look: str, language: str
) -> None:
    with closing(browser.new_context(locale=language, **LOOKS[look])) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        assert findings(page) == []
        assert too_faint(page, 4.5) == set()


@pytest.mark.slow
def test_every_control_shows_that_it_has_the_focus(open_page: OpenPage) -> None:
    for look in LOOKS.values():
        page = open_page(f"/{fragment({'dataset': {'name': 'points'}})}", **look)
        seen: list[str] = []
        while True:
            page.keyboard.press("Tab")
            name, ring = page.evaluate(
                """() => {
                  const at = document.activeElement;
                  // Of a slider made of a track and a knob, the knob wears the ring.
                  const styled = at.closest(".segment") ?? at.querySelector(".knob") ?? at;
                  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(styled);
                  const wide = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
                  const number = [...document.querySelectorAll("*")].indexOf(at);
                  return [`${number} ${at.outerHTML.slice(0, 90)}`, wide];
                }"""
            )
            if name in seen or "<body" in name:
                break
            seen.append(name)
            assert ring >= 2, name
        assert len(seen) >= 15
        assert any("network" in name for name in seen)
        assert any("plane" in name for name in seen)
        # Reached in the order in which they are read: header, settings, network, results.
        order = [int(name.split()[0]) for name in seen]
        assert order == sorted(order)


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page) -> None:
    opener = page.locator(".keys-button")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.keys[open]")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || "
            "document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.slow
def test_the_plane_is_walked_and_painted_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".plane").focus()
    before = page.evaluate("glassbox.picture.tensor('activations', 0).slice()")
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    until(
        page, lambda: page.evaluate("glassbox.picture.tensor('activations', 0).slice()") != before
    )
    page = open_page(f"/{fragment({'dataset': {'name': 'points'}})}")
    page.locator(".plane").focus()
    for key in ("ArrowUp", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    until(page, lambda: len(carried(page)["dataset"]["points"]) == 1)
    cell = 12 / 64
    placed = carried(page)["dataset"]["points"][0][:2]
    assert placed == pytest.approx([1.5 * cell, 0.5 * cell], abs=0.005), "to two decimals"


def test_a_screen_reader_hears_the_phase_the_numbers_and_the_neuron(page: Page) -> None:
    run, neuron_said = page.get_by_role("status").all()[-2:]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(run).to_contain_text("Forward, layer 1")
    loss = page.locator("[data-metric=train-loss]").text_content()
    expect(run).to_contain_text(f"Train loss {loss}")
    page.locator(".network").focus()
    page.keyboard.press("ArrowDown")
    expect(neuron_said).to_contain_text("Input x, value")
    # While it rushes there is silence, but for the fact itself.
    page.locator("body").press("Space")
    expect(run).to_have_text("Training.")
    heard = page.evaluate(
        """(element) => new Promise((resolve) => {
          let changes = 0;
          const watcher = new MutationObserver(() => { changes += 1; });
          watcher.observe(element, { childList: true, characterData: true, subtree: true });
          setTimeout(() => resolve(changes), 3000);
        })""",
        run.element_handle(),
    )
    assert heard == 0
    areas = page.get_by_role("table", name="The answers in nine areas")
    expect(areas.get_by_role("cell")).to_have_count(10)


@pytest.mark.slow
def test_a_page_at_twice_the_size_scrolls_one_way_only(open_page: OpenPage) -> None:
    # 200 % of 1280 x 720.
    page = open_page(viewport={"width": 640, "height": 360}, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button(page, "Play").click()
    expect(button(page, "Pause")).to_be_visible()


@pytest.mark.slow
def test_without_movement_the_story_is_the_same(open_page: OpenPage) -> None:
    def told(**wanted: Any) -> tuple[set[str], list[int]]:
        page = open_page(prepare=lambda page: page.add_init_script(RECORD_CANVASES), **wanted)
        for _ in range(6):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(120)
        now = page.locator("[aria-current=step]")
        expect(now).to_contain_text("Backward")
        page.wait_for_timeout(1300)
        forget_canvases(page)
        page.evaluate("glassbox.stage.setTheme()")
        until(page, lambda: bool(page.evaluate("globalThis.written.size")))
        texts = page.evaluate("[...globalThis.written.values()].map(({ text }) => text)")
        turns = page.evaluate("document.getAnimations().length")
        return set(texts), [turns]

    still, (animations,) = told(reduced_motion="reduce")
    assert still == told()[0]
    assert any("backward" in text for text in still)
    assert animations == 0
