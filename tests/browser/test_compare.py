"""Two runs side by side on one screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import button, carried, number, until, wait_for


def compare(page: Page) -> None:
    """Begin the comparison that is suggested: ten times the learning rate."""
    button(page, "Compare").click()
    page.get_by_role("button", name="Start the comparison").click()
    expect(page.get_by_role("region", name="Two runs side by side")).to_be_visible()


def steps(page: Page) -> tuple[float, float]:
    return number(page, "a-step"), number(page, "b-step")


def series(page: Page) -> int:
    """How many lines the legend of the loss chart names."""
    return page.locator(".compare-legend li").count()


def test_two_runs_go_in_step_and_one_goes_on_alone(page: Page) -> None:
    button(page, "Spiral").click()
    compare(page)
    headings = page.locator(".compare-heading")
    expect(headings).to_have_count(2)
    expect(headings.nth(0)).to_contain_text("Learning rate")
    assert headings.nth(0).inner_text() != headings.nth(1).inner_text()
    assert steps(page) == (0, 0)
    button(page, "Play").click()
    wait_for(page, "b-step", lambda value: value > 100)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    until(page, lambda: len(set(steps(page))) == 1)
    assert number(page, "a-train-loss") != number(page, "b-train-loss")
    painted = page.evaluate("[glassbox.stage.painted, glassbox.besideStage.painted]")
    assert min(painted) > 1
    assert series(page) == 4
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    at = steps(page)[0]
    button(page, "End comparison").click()
    expect(headings).to_have_count(0)
    assert number(page, "step") == at


def test_what_differs_can_be_chosen_and_kept(page: Page) -> None:
    button(page, "Compare").click()
    page.get_by_label("What differs").select_option(label="Number of hidden layers")
    page.get_by_label("In B", exact=True).fill("3")
    page.get_by_role("button", name="Start the comparison").click()
    expect(page.locator(".compare-heading").nth(1)).to_contain_text("Hidden layers")
    layers = len(carried(page)["network"]["layers"])
    button(page, "Step").click()
    button(page, "Keep B").click()
    expect(page.locator(".compare-heading")).to_have_count(0)
    until(page, lambda: len(carried(page)["network"]["layers"]) == 3)
    assert layers != 3


@pytest.mark.slow
def test_viewers_see_both_and_may_not_end_it(page: Page, open_page: OpenPage) -> None:
    viewer = open_page("/" + page.url.partition("#")[0].split("/", 3)[3])
    compare(page)
    expect(viewer.locator(".beside-stage canvas")).to_be_visible()
    expect(viewer.get_by_role("button", name="End comparison")).to_have_count(0)
    button(page, "Play").click()
    wait_for(viewer, "b-step", lambda value: value > 20)
    assert viewer.evaluate("glassbox.besideStage.painted") > 0
