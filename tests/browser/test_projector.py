"""Projector mode: legible from the last row, and led with a remote control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.legibility import RECORD_CANVASES, too_faint, too_small
from tests.browser.reading import button, fragment, neuron, number, wait_for
from tests.browser.test_time import branch_count, make_steps
from tests.browser.views import comparing, dialogs_of_keys, tabs_and_dialogs, unfold_settings

LEAST_SIZE = 20
LEAST_CONTRAST = 7

DIGITS: dict[str, Any] = {
    "dataset": {"name": "digits"},
    "network": {"layers": [{"kind": "dense", "units": 32, "activation": "relu"}]},
}
RECIPES: dict[str, dict[str, Any]] = {
    "plane": {},
    "digits": DIGITS,
    "table": {"dataset": {"name": "iris"}},
    "regression": {"dataset": {"name": "diabetes"}},
}


def projecting(page: Page) -> None:
    page.add_init_script(RECORD_CANVASES)
    page.add_init_script("localStorage.setItem('glassbox.projector', 'yes')")


def is_legible(page: Page, where: str) -> None:
    assert too_small(page, LEAST_SIZE) == set(), where
    assert too_faint(page, LEAST_CONTRAST) == set(), where


def walk(page: Page, phases: int) -> None:
    for _ in range(phases):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(120)
    page.wait_for_timeout(1100)  # the phase's own motion


def views(page: Page) -> Iterator[str]:
    """All that can be opened, one after the other."""
    yield "as it opens"
    walk(page, 6)
    yield "in the middle of a step"
    page.locator(".network").hover(position=neuron(page, 1, 0))
    yield "the card of a neuron"
    page.mouse.move(2, 2)
    page.locator(".handle").click()
    unfold_settings(page)
    yield "the settings"
    page.locator(".handle").click()
    page.locator(".results button.button[aria-expanded]").click()
    page.wait_for_timeout(300)
    yield "all results"
    page.locator(".results button.button[aria-expanded]").click()
    yield from dialogs_of_keys(page, ("?", "i"))
    yield from tabs_and_dialogs(page)
    page.locator(".room-button").click()
    page.locator("dialog[open]").wait_for()
    yield "the dialog of the room"
    page.keyboard.press("Escape")
    yield from comparing(page)


@pytest.mark.parametrize(
    ("recipe", "language"),
    combinations([("plane", "zh-CN")], RECIPES, ["en-US", "zh-CN"]),
)
def test_everything_is_large_and_stands_out(
    open_page: OpenPage, recipe: str, language: str
) -> None:
    path = f"/{fragment(RECIPES[recipe])}" if RECIPES[recipe] else "/"
    page = open_page(path, prepare=projecting, locale=language)
    for view in views(page):
        is_legible(page, f"{view}, {recipe}, {language}")


def test_three_branches_are_read_without_scrolling(open_page: OpenPage) -> None:
    page = open_page(prepare=projecting)
    for count in (2, 3, 4):
        make_steps(page, "step", 1)
        button(page, "New start").click()
        branch_count(page)(count)
    button(page, "Branches (4)").click()
    pins = page.get_by_role("button", name=re.compile("^Pin to the charts"))
    for _ in range(pins.count()):
        pins.first.click()
    page.keyboard.press("Escape")
    page.locator(".results button.button[aria-expanded]").click()
    lines = page.locator(".results .chart-legend li")
    expect(lines).to_have_count(3)
    cut = lines.evaluate_all(
        """all => all.map((one) => {
             const [line, whole] = [one, one.parentElement].map((e) => e.getBoundingClientRect());
             return Math.max(whole.top - line.top, line.bottom - whole.bottom);
           })"""
    )
    assert max(cut) <= 0.5
    is_legible(page, "the losses of four branches")


def test_the_colours_of_ten_classes_stand_out(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment(DIGITS)}", prepare=projecting)
    page.locator("#tab-images").click()
    page.locator(".cloud").scroll_into_view_if_needed()
    letters = "[...globalThis.written.values()].filter(({ text }) => /^[0-9]$/.test(text))"
    page.wait_for_function(f"() => new Set({letters}.map(({{ colour }}) => colour)).size >= 10")
    is_legible(page, "the images")


@pytest.mark.parametrize(
    ("size", "language"),
    combinations([], [(1280, 720), (1024, 768)], ["en-US", "zh-CN"]),
)
def test_it_fits_without_scrolling(
    open_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    for recipe in RECIPES.values():
        path = f"/{fragment(recipe)}" if recipe else "/"
        page = open_page(path, prepare=projecting, locale=language, viewport=viewport)
        walk(page, 3)
        overflows = page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll(
                  ".top, .settings, .stage, .results, .foot")].flatMap((part) => {
                 const wide = part.scrollWidth - part.clientWidth;
                 // The hint to press play hangs out of the header, over the network.
                 const hangs = part.matches(".top");
                 const high = hangs ? 0 : part.scrollHeight - part.clientHeight;
                 return wide > 1 || high > 1 ? [`${part.className || "page"} ${wide} ${high}`] : [];
               })"""
        )
        assert overflows == [], f"{recipe} at {size}"
        page.close()


@pytest.mark.slow
def test_a_key_and_a_button_switch_it_and_it_is_remembered(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.keyboard.press("p")
    expect(button(page, "Leave projector mode")).to_be_visible()
    assert page.evaluate(background) == "rgb(255, 255, 255)", "a projector is light"
    page.reload()
    button(page, "Leave projector mode").click()
    assert page.evaluate(background) == dark, "it was dark before"


def test_lines_are_thicker(open_page: OpenPage) -> None:
    page = open_page()
    widths = """() => new Promise((resolve) => {
      const seen = [];
      const proto = OffscreenCanvasRenderingContext2D.prototype;
      const stroke = proto.stroke;
      proto.stroke = function (...rest) {
        seen.push(this.lineWidth);
        return stroke.apply(this, rest);
      };
      glassbox.stage.setTheme();
      setTimeout(() => { proto.stroke = stroke; resolve(Math.max(...seen)); }, 300);
    })"""
    normal = page.evaluate(widths)
    page.keyboard.press("p")
    assert page.evaluate(widths) > normal * 1.4


def test_the_first_hint_stands_on_the_screen(open_page: OpenPage) -> None:
    for size in ({"width": 1024, "height": 768}, {"width": 390, "height": 844}):
        page = open_page(prepare=projecting, viewport=size)
        expect(page.locator(".play-place .hint")).to_be_in_viewport(ratio=1)


def test_headings_of_close_columns_do_not_touch(open_page: OpenPage) -> None:
    layers = [{"kind": "dense", "units": 2}] * 5
    link = fragment({"network": {"layers": layers}})
    page = open_page(f"/{link}", prepare=projecting, viewport={"width": 1024, "height": 768})
    button(page, "Compare").click()
    button(page, "Start the comparison").click()
    page.locator(".beside-stage .heading").last.wait_for()
    gaps = page.locator(".beside-stage .heading b").evaluate_all(
        """words => words.slice(1).map((word, i) =>
             word.getBoundingClientRect().left - words[i].getBoundingClientRect().right)"""
    )
    assert len(gaps) == 6
    assert min(gaps) >= 4


def test_the_remote_control_steps_and_blanks(open_page: OpenPage) -> None:
    page = open_page(prepare=projecting)
    page.locator(".split select").select_option("step")
    page.keyboard.press("PageDown")
    wait_for(page, "step", lambda value: value == 1)
    page.keyboard.press("PageDown")
    wait_for(page, "step", lambda value: value == 2)
    # The list that was only clicked does not swallow the remote control's keys.
    page.locator(".split select").click()
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    wait_for(page, "step", lambda value: value == 3)
    for leave in (".", "Escape"):
        page.keyboard.press(".")
        black = page.locator("dialog.blank[open]")
        expect(black).to_be_visible()
        assert black.evaluate("element => getComputedStyle(element).backgroundColor") == (
            "rgb(0, 0, 0)"
        )
        page.keyboard.press("PageDown")
        page.keyboard.press(leave)
        expect(black).to_be_hidden()
    page.keyboard.press(".")
    page.mouse.click(400, 300)
    expect(page.locator("dialog.blank")).to_be_hidden()
    assert number(page, "step") == 3, "nothing moves behind a black screen"


def test_the_remote_control_does_nothing_for_whoever_looks_on(
    open_page: OpenPage, page: Page
) -> None:
    viewer = open_page(page.url.split("/", 3)[3].split("#")[0].join(("/", "")))
    viewer.keyboard.press("PageDown")
    viewer.wait_for_timeout(300)
    expect(viewer.locator(".notice")).to_have_count(0)
    assert number(page, "step") == 0
