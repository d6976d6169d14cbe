"""Two runs side by side on one screen."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from app.nn.layers import Conv2D, MaxPool2D
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, carried, edge, fragment, neuron, number, until, wait_for
from tests.training.recipes import tiny, with_layers

pytestmark = pytest.mark.still


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


def _steps(page: Page, count: int) -> None:
    """Make the first steps of both."""
    page.get_by_label("How far one press goes").select_option("step")
    for made in range(1, count + 1):
        button(page, "Step").click()
        wait_for(page, "b-step", lambda step, made=made: step == made)  # type: ignore[misc]


def _network_b(page: Page) -> Locator:
    return page.get_by_role("application", name="Network B")


def _written(card: Locator, symbol: str) -> np.float32:
    """The exact number that a card writes behind a symbol."""
    symbols = card.locator("dt i").all_inner_texts()
    text = card.locator("dd").nth(symbols.index(symbol)).inner_text()
    return np.float32(text.replace("−", "-"))


def _held(page: Page, role: str, layer: int) -> np.ndarray:
    """What the newest frame of the second run says."""
    found = page.evaluate(
        "([role, layer]) => [...glassbox.besidePicture.tensor(role, layer)]", [role, layer]
    )
    return np.array(found, dtype=np.float32)


def test_the_second_network_tells_its_own_numbers_under_the_pointer(page: Page) -> None:
    compare(page)
    _steps(page, 2)
    network, card = _network_b(page), page.locator(".beside-stage .card")
    network.hover(position=neuron(page, 1, 2, "besideStage"))
    expect(card).to_contain_text("Layer 1, neuron 3")
    assert _written(card, "b") == _held(page, "biases", 1)[2]
    assert _written(card, "a") == _held(page, "activations", 1)[2]
    own = np.float32(page.evaluate("glassbox.picture.tensor('biases', 1)[2]"))
    assert _written(card, "b") != own
    card.locator(".neuron-map").wait_for()
    network.hover(position=edge(page, 1, 0, 1, "besideStage"))
    expect(card).to_contain_text("Weight y → 1.1")
    expect(card).not_to_contain_text("≈")
    assert _written(card, "w") == _held(page, "parameters", 1)[1]
    # What is looked at there is this screen's own affair, and A's numbers stay where they are.
    expect(page.locator(".stage:not(.beside-stage) .card")).to_have_count(0)
    page.mouse.move(0, 0)
    expect(card).to_have_count(0)


def test_the_second_network_by_key_alone(page: Page) -> None:
    compare(page)
    _steps(page, 1)
    network, card = _network_b(page), page.locator(".beside-stage .card")
    network.focus()
    for key in ("ArrowRight", "ArrowRight", "["):
        page.keyboard.press(key)
    expect(card).to_contain_text("Bias of 1.1")
    assert _written(card, "b") == _held(page, "biases", 1)[0]
    expect(page.get_by_role("status").last).to_contain_text("Network B: Bias of 1.1")
    page.keyboard.press("Enter")
    button(page, "Step").focus()
    expect(card).to_contain_text("Bias of 1.1")
    assert number(page, "b-step") == 1
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    button(page, "End comparison").click()
    expect(network).to_have_count(0)


def test_a_tap_on_the_second_network_keeps_its_numbers_in_view(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    compare(page)
    network, card = _network_b(page), page.locator(".beside-stage .card")
    network.scroll_into_view_if_needed()
    network.tap(position=neuron(page, 1, 0, "besideStage"))
    expect(card).to_contain_text("Layer 1, neuron 1")
    inside = card.bounding_box()
    assert inside is not None
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= 390
    network.tap(position=neuron(page, 1, 0, "besideStage"))
    expect(card).to_have_count(0)


def test_the_space_bar_plays_what_was_just_begun(page: Page) -> None:
    button(page, "Compare").focus()
    page.keyboard.press("Enter")
    page.get_by_label("In B", exact=True).press("Enter")
    expect(page.get_by_role("region", name="Two runs side by side")).to_be_visible()
    page.keyboard.press("Space")
    wait_for(page, "b-step", lambda value: value > 0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    # Whoever changes their mind is where they were.
    page.keyboard.press("Space")
    button(page, "End comparison").click()
    button(page, "Compare").click()
    page.keyboard.press("Escape")
    expect(button(page, "Compare")).to_be_focused()


@pytest.mark.slow
def test_losses_say_of_which_step_they_are(open_page: OpenPage) -> None:
    convolutions = tuple(Conv2D(16, padding=1, activation="relu") for _ in range(2))
    recipe = with_layers(tiny("digits", batch_size=8), (*convolutions, MaxPool2D()))
    page = open_page(f"/{fragment(recipe.model_dump(mode='json'))}")
    page.get_by_role("tab", name="Images").wait_for()
    compare(page)
    button(page, "Play").click()
    # All samples take so long that a run that plays is measured now and then.
    for side in "ab":
        told = page.locator(f".compare-numbers.of-{side} .measured-at")
        expect(told).to_have_text(re.compile(r"step \d+"))
    button(page, "Pause").click()
    expect(page.locator(".measured-at")).to_have_count(0)
    until(page, lambda: len(set(steps(page))) == 1)


@pytest.mark.slow
def test_viewers_see_both_and_may_not_end_it(page: Page, open_page: OpenPage) -> None:
    viewer = open_page("/" + page.url.partition("#")[0].split("/", 3)[3])
    compare(page)
    expect(viewer.locator(".beside-stage canvas")).to_be_visible()
    expect(viewer.get_by_role("button", name="End comparison")).to_have_count(0)
    button(page, "Play").click()
    wait_for(viewer, "b-step", lambda value: value > 20)
    assert viewer.evaluate("glassbox.besideStage.painted") > 0
