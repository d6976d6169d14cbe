"""A page is sent what is on its screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import at_rest, button, fragment, number, until, wait_for

pytestmark = pytest.mark.still

TURN_AWAY = """hidden => {
    Object.defineProperty(document, "visibilityState",
        { get: () => hidden ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def received(page: Page) -> int:
    count: int = page.evaluate("glassbox.received")
    return count


def step_of(page: Page, part: str) -> int | None:
    step: int | None = page.evaluate("part => glassbox.picture.stepOf(part)", part)
    return step


class Asked:
    """The subscriptions that a page sends."""

    def __init__(self, page: Page) -> None:
        self.all: list[list[str]] = []
        page.on("websocket", lambda socket: socket.on("framesent", self._hear))

    def _hear(self, payload: str | bytes) -> None:
        command = json.loads(payload)
        if command["type"] == "subscribe":
            self.all.append(command["parts"])


def test_a_hidden_page_is_sent_nothing_and_comes_back_to_the_present(page: Page) -> None:
    button(page, "Play").click()
    wait_for(page, "step", lambda step: step > 50)
    page.evaluate(TURN_AWAY, True)
    # What was on its way arrives, and nothing after it.
    before, step = at_rest(page, lambda: received(page)), number(page, "step")
    page.wait_for_timeout(700)
    assert received(page) == before
    page.evaluate(TURN_AWAY, False)
    wait_for(page, "step", lambda now: now > step + 50)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    for part in ("network", "exact", "spotlight", "maps"):
        until(page, lambda part=part: step_of(page, part) == number(page, "step"))  # type: ignore[misc]


def test_a_paused_page_that_was_hidden_is_complete_at_once(page: Page) -> None:
    until(page, lambda: step_of(page, "maps") == 0)
    page.evaluate(TURN_AWAY, True)
    page.wait_for_timeout(300)
    before = received(page)
    page.evaluate(TURN_AWAY, False)
    until(page, lambda: received(page) > before and step_of(page, "maps") == 0)


@pytest.mark.parametrize(
    ("recipe", "wanted"),
    [
        ({}, ["header", "network", "exact", "spotlight", "spotlight_exact", "maps"]),
        (
            {"dataset": {"name": "digits"}},
            ["header", "network", "exact", "spotlight", "spotlight_exact", "maps", "results"],
        ),
    ],
)
def test_a_page_asks_for_what_its_panels_show(
    open_page: OpenPage, recipe: dict[str, Any], wanted: list[str]
) -> None:
    page = open_page(f"/{fragment(recipe)}")
    asked = Asked(page)
    page.reload()
    button(page, "Play").click()
    wait_for(page, "step", lambda step: step > 50)
    at_rest(page, lambda: len(asked.all))
    # Whoever asks for nothing is sent everything.
    everything = ["header", "network", "exact", "spotlight", "spotlight_exact", "maps", "results"]
    assert (asked.all or [everything])[-1] == wanted


@pytest.mark.slow
def test_a_phone_is_not_sent_what_is_scrolled_out_of_view(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 500})
    asked = Asked(page)
    page.reload()
    button(page, "Play").click()
    wait_for(page, "step", lambda step: step > 50)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    until(page, lambda: bool(asked.all) and "exact" not in asked.all[-1])
    page.evaluate("scrollTo(0, 0)")
    until(page, lambda: "exact" in asked.all[-1])
