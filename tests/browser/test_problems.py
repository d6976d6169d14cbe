"""What goes wrong is marked, told, and put right with one click."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.reading import button, carried, fragment, number, until, wait_for
from tests.training import ailing

pytestmark = pytest.mark.still


def link(experiment: Any) -> str:
    return f"/{fragment(experiment.model_dump(mode='json'))}"


def opened(open_page: OpenPage, experiment: Any, **context: Any) -> Page:
    """The page of an experiment; a first visitor's link is sent to the room."""
    page = open_page(link(experiment), **context)
    rate = experiment.training.optimizer.learning_rate
    until(page, lambda: carried(page)["training"]["optimizer"]["learning_rate"] == rate)
    return page


def overlaps(page: Page, first: str, second: str) -> bool:
    """Whether two elements share a part of the screen."""
    shared: bool = page.evaluate(
        """([first, second]) => {
          const [a, b] = [first, second].map((selector) =>
            document.querySelector(selector).getBoundingClientRect());
          return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        }""",
        [first, second],
    )
    return shared


def test_a_run_that_diverges_is_told_once_and_can_be_put_right(open_page: OpenPage) -> None:
    page = opened(open_page, ailing.DIVERGING)
    button(page, "Play").click()
    card = page.locator(".problem-card")
    expect(card).to_contain_text("Exploding loss")
    expect(card).to_contain_text("the loss was no longer a number")
    expect(page.locator(".notice")).to_have_count(0)
    assert not overlaps(page, ".problem-card", "canvas.network")
    assert not overlaps(page, ".problem-card", ".foot")
    button(page, "Rewind to before it (step 0)").click()
    wait_for(page, "step", lambda step: step == 0)
    expect(card).to_have_count(0)
    button(page, "Play").click()
    expect(card).to_be_visible()
    card.get_by_role("button", name=re.compile("Try the remedy: learning rate 1 → 0.01")).click()
    until(page, lambda: carried(page)["training"]["optimizer"]["learning_rate"] == 0.01)
    expect(card).to_have_count(0)
    button(page, "Play").click()
    wait_for(page, "epoch", lambda epoch: epoch >= 40)
    assert number(page, "train-loss") < 0.01
    expect(card).to_have_count(0)


@pytest.mark.slow
def test_dead_neurons_are_marked_at_their_layer(open_page: OpenPage) -> None:
    page = opened(open_page, ailing.DEAD)
    page.get_by_label("How far one press goes").select_option("epoch")
    button(page, "Step").click()
    card = page.locator(".problem-card")
    expect(card).to_contain_text("Dead ReLUs in layer 3")
    expect(card).to_contain_text("8 of 8 neurons give 0 for every sample")
    mark = page.locator(".headings").get_by_role("button", name="Dead ReLUs in layer 3")
    expect(mark).to_be_visible()
    button(page, "Dismiss").click()
    expect(card).to_have_count(0)
    button(page, "Step").click()
    wait_for(page, "epoch", lambda epoch: epoch == 2)
    expect(card).to_have_count(0)
    mark.click()
    expect(card).to_be_visible()
    page.get_by_role("tab", name="Layers").click()
    row = page.locator(".layer-row[data-layer='3']")
    expect(row.locator("[data-share=dead]")).to_have_text("dead 8/8")
    expect(row.locator("[data-values=activation]")).to_have_text("0 · 0 · 0")
    card.get_by_role("button", name=re.compile("Rewind")).click()
    expect(card).to_have_count(0)
    expect(mark).to_have_count(0)


def test_the_layers_numbers_are_the_networks_own(page: Page) -> None:
    page.get_by_label("How far one press goes").select_option("epoch")
    page.get_by_role("tab", name="Layers").click()
    expect(page.locator(".layer-row")).to_have_count(3)
    for _ in range(3):
        button(page, "Step").click()
    wait_for(page, "epoch", lambda epoch: epoch == 3)
    update = page.locator(".layer-row[data-layer='1'] [data-values=update]")
    expect(update).to_have_text(re.compile(r"\d"))
    # The histogram holds each gradient of the layer's three columns for four neurons.
    until(
        page,
        lambda: page.evaluate(
            """() => glassbox.picture.tensor("gradient_histogram", 1)
              ?.reduce((sum, count) => sum + count, 0) === 12"""
        ),
    )
    chart = page.locator(".layer-row[data-layer='1'] .over-time").first
    box = chart.bounding_box()
    assert box is not None
    newest = page.locator(".layers-panel > .fine").first.text_content()
    page.mouse.move(box["x"] + 1, box["y"] + 5)
    expect(page.locator(".layers-panel > .fine").first).to_contain_text("step 1:")
    page.mouse.move(10, 10)
    expect(page.locator(".layers-panel > .fine").first).to_have_text(newest or "")
    chart.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".layers-panel > .fine").first).not_to_have_text(newest or "")
    wait_for(page, "epoch", lambda epoch: epoch == 3)


@pytest.mark.parametrize(
    "size", combinations([((1280, 720),)], [(1280, 720), (1024, 768), (390, 844)])
)
@pytest.mark.slow
def test_the_card_covers_nothing(open_page: OpenPage, size: tuple[int, int]) -> None:
    page = opened(
        open_page, ailing.DEAD, viewport={"width": size[0], "height": size[1]}, locale="zh-CN"
    )
    page.keyboard.press(" ")
    page.locator(".problem-card").wait_for()
    page.wait_for_timeout(200)
    expect(page.locator(".problem-card")).to_contain_text("ReLU 失活")
    for other in ("canvas.network", ".foot", ".results", ".settings"):
        assert not overlaps(page, ".problem-card", other), other
    inside = """() => {
      const { left, right } = document.querySelector(".problem-card").getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    }"""
    assert page.evaluate(inside)
