"""Every number has an answer: pointed at, chosen, worked out, checked, edited and walked along."""

from __future__ import annotations

import re
from math import tanh
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

from tests.browser.between import Between
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, edge, fragment, neuron, number, until

pytestmark = pytest.mark.still

NETWORK = {"network": {"layers": [{"kind": "dense", "units": 3}, {"kind": "dense", "units": 2}]}}
DIGITS = {
    "dataset": {"name": "digits"},
    "network": {"layers": [{"kind": "dense", "units": 6, "activation": "relu"}]},
}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(f"/{fragment(NETWORK)}")


def stage(page: Page) -> Locator:
    return page.locator("canvas.network")


def steps(page: Page, count: int) -> None:
    """Make the first steps."""
    page.get_by_label("How far one press goes").select_option("step")
    for made in range(1, count + 1):
        button(page, "Step").click()
        until(page, lambda made=made: number(page, "step") == made)  # type: ignore[misc]


def value(place: Locator) -> float:
    """The exact number behind one that is written short."""
    return float(place.get_attribute("value") or "nan")


def values(page: Page, name: str) -> list[float]:
    return [value(found) for found in page.locator(f"[data-number={name}]").all()]


def parameters(page: Page, layer: int) -> np.ndarray:
    """Weights and biases of a layer, as the page's newest frame has them."""
    found: dict[str, Any] = page.evaluate(
        """layer => ({ values: [...glassbox.picture.tensor("parameters", layer)],
                       shape: glassbox.picture.shape("parameters", layer) })""",
        layer,
    )
    return np.array(found["values"]).reshape(found["shape"])


def tensor(page: Page, role: str, layer: int) -> np.ndarray:
    return np.array(
        page.evaluate("([role, layer]) => [...glassbox.picture.tensor(role, layer)]", [role, layer])
    )


def exact(card: Locator) -> str:
    """The first number of a card, once all its digits have come."""
    until(card.page, lambda: "≈" not in card.inner_text())
    return card.locator("dd").first.inner_text().replace("−", "-")


def choose(page: Page, layer: int, unit: int) -> None:
    stage(page).click(position=neuron(page, layer, unit))
    page.locator(".inspector [data-number=sum]").wait_for()


def test_an_edge_under_the_pointer_tells_its_weight(page: Page) -> None:
    steps(page, 1)
    stage(page).hover(position=edge(page, 1, 2, 0))
    card = page.locator(".card")
    card.get_by_text("Weight x → 1.3").wait_for()
    assert np.float32(exact(card)) == np.float32(parameters(page, 1)[2, 0])


def test_a_place_in_a_tile_and_in_the_boundary_tell_their_numbers(page: Page) -> None:
    steps(page, 1)
    stage(page).hover(position=neuron(page, 1, 0))
    page.locator(".card .neuron-map").wait_for()
    assert re.search(r"at x .*: ≈ ", page.locator(".card .at").inner_text())
    plane = page.locator("canvas.plane")
    box = plane.bounding_box()
    assert box is not None
    plane.hover(position={"x": box["width"] * 0.6, "y": box["height"] * 0.4})
    reading = page.locator(".plane-reading")
    reading.wait_for()
    percent = int(re.search(r"≈ (\d+)%", reading.inner_text()).group(1))  # type: ignore[union-attr]
    assert 0 <= percent <= 100
    plane.focus()
    page.mouse.move(5, 5)
    plane.press("ArrowUp")
    plane.press("ArrowRight")
    reading.wait_for()
    assert number(page, "step") == 1


def test_the_sum_of_a_neuron_is_worked_out(page: Page) -> None:
    steps(page, 3)
    choose(page, 2, 1)
    until(page, lambda: len(values(page, "product")) == 3)
    weights, products = values(page, "weight"), values(page, "product")
    matrix = parameters(page, 2)[1]
    np.testing.assert_array_equal(np.array(weights, np.float32), matrix.astype(np.float32))
    np.testing.assert_array_equal(
        np.array(products, np.float32),
        matrix[:-1].astype(np.float32) * tensor(page, "activations", 1).astype(np.float32),
    )
    (bias,), (z,) = values(page, "bias"), values(page, "z")
    assert values(page, "sum") == pytest.approx([sum(products)])
    assert z == pytest.approx(sum(products) + bias, abs=1e-6)
    (activation,), (slope,), (delta,) = (
        values(page, name) for name in ("activation", "slope", "delta")
    )
    assert activation == pytest.approx(tanh(z), abs=1e-6)
    assert slope == pytest.approx(1 - tanh(z) ** 2, abs=1e-6)
    assert delta == pytest.approx(sum(values(page, "returned")) * slope, rel=1e-5)


def test_a_weight_tells_its_gradient_and_its_update(page: Page) -> None:
    steps(page, 2)
    stage(page).click(position=edge(page, 1, 0, 1))
    detail = page.locator(".parameter")
    detail.locator("[data-number=after]").wait_for()
    (before,), (after,), (gradient,) = (
        values(page, name) for name in ("before", "after", "gradient")
    )
    assert after == pytest.approx(before - 0.03 * gradient, abs=1e-7)
    (sample,) = values(page, "sample-gradient")
    expected = tensor(page, "activations", 0)[1] * tensor(page, "deltas", 1)[0]
    assert sample == pytest.approx(expected, rel=1e-5)


def test_a_gradient_is_checked(page: Page) -> None:
    steps(page, 2)
    stage(page).click(position=edge(page, 2, 0, 2))
    button(page, "Check").click()
    page.locator(".checked .agree").wait_for()
    (analytic,), (numerical,), (applied,) = (
        values(page, name) for name in ("analytic", "numerical", "applied")
    )
    assert numerical == pytest.approx(analytic, rel=1e-5)
    assert applied == pytest.approx(analytic, rel=1e-4)


def test_a_weight_is_edited_and_taken_back(page: Page) -> None:
    steps(page, 2)
    stage(page).click(position=edge(page, 1, 0, 0))
    field = page.get_by_role("textbox", name="Weight", exact=True)
    field.wait_for()
    before = parameters(page, 1)[0, 0]
    field.fill("4")
    field.press("Enter")
    until(page, lambda: parameters(page, 1)[0, 0] == 4)
    changes = page.locator(".edited dd")
    until(page, lambda: len(set(re.findall(r"\d\.\d+", changes.first.inner_text()))) == 2)
    page.locator(".inspector-head").get_by_role("button", name="Undo").click()
    until(page, lambda: np.float32(parameters(page, 1)[0, 0]) == np.float32(before))

    slider = page.get_by_role("slider", name="Drag: Weight")
    slider.focus()
    slider.press("ArrowRight")
    until(page, lambda: np.float32(parameters(page, 1)[0, 0]) != np.float32(before))
    page.keyboard.press("Control+z")
    until(page, lambda: np.float32(parameters(page, 1)[0, 0]) == np.float32(before))
    assert page.locator(".inspector-head").get_by_role("button", name="Undo").count() == 0


def test_what_is_being_typed_stays_while_the_number_goes_on_changing(page: Page) -> None:
    stage(page).click(position=edge(page, 1, 0, 0))
    field = page.get_by_role("textbox", name="Weight", exact=True)
    field.wait_for()
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    page.evaluate("document.querySelector('.play').click()")
    began = number(page, "step")
    until(page, lambda: number(page, "step") > began + 20)
    page.keyboard.type("0")
    assert field.input_value() == "40"
    page.keyboard.press("Enter")
    until(page, lambda: abs(parameters(page, 1)[0, 0] - 40) < 5)
    until(page, lambda: field.input_value() not in ("4", "40"))


def test_one_walks_to_what_a_neuron_depends_on_and_influences(page: Page) -> None:
    steps(page, 1)
    choose(page, 1, 1)
    page.get_by_role("button", name=re.compile("Go to where it leads: Layer 2, neuron 1")).click()
    page.get_by_role("heading", name="Layer 2, neuron 1").wait_for()
    page.get_by_role("button", name=re.compile("comes from: Layer 1, neuron 3")).click()
    page.get_by_role("heading", name="Layer 1, neuron 3").wait_for()
    page.get_by_role("button", name="Let go of the neuron").click()
    # Whoever lets go is back where they were; the tab says how to choose.
    page.get_by_role("tab", name="Results", selected=True).wait_for()
    page.get_by_role("tab", name="Neuron").click()
    page.get_by_text("Choose a neuron or a line").wait_for()


def test_all_of_it_by_key_alone(page: Page) -> None:
    steps(page, 1)
    stage(page).focus()
    for key in ("ArrowRight", "ArrowRight", "]", "]"):
        page.keyboard.press(key)
    page.locator(".card", has_text="Weight y → 1.1").wait_for()
    page.keyboard.press("[")
    page.locator(".card", has_text="Weight x → 1.1").wait_for()
    page.keyboard.press("Enter")
    page.locator(".parameter").wait_for()
    check = button(page, "Check")
    check.focus()
    page.keyboard.press("Enter")
    page.locator(".checked").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Results", selected=True).wait_for()
    assert number(page, "step") == 1


def test_a_tap_chooses(open_page: OpenPage) -> None:
    page = open_page(
        f"/{fragment(NETWORK)}", viewport={"width": 390, "height": 844}, has_touch=True
    )
    where = neuron(page, 1, 0)
    stage(page).tap(position=where)
    page.get_by_role("heading", name="Layer 1, neuron 1").wait_for()


@pytest.mark.slow
def test_a_viewer_sees_all_and_changes_nothing(open_page: OpenPage) -> None:
    presenter = open_page(f"/{fragment(NETWORK)}")
    steps(presenter, 1)
    viewer = open_page(re.sub(r"^https?://[^/]+|#.*$", "", presenter.url))
    viewer.locator("canvas.network").click(position=edge(viewer, 1, 0, 0))
    viewer.locator(".parameter").wait_for()
    assert viewer.locator(".editor").count() == 0
    button(viewer, "Check").click()
    viewer.locator(".checked").wait_for()


@pytest.mark.slow
def test_digits_show_what_a_neuron_looks_for(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment(DIGITS)}")
    steps(page, 2)
    choose(page, 1, 2)
    page.locator("canvas.weights").wait_for()
    assert page.locator(".exciting li").count() == 6
    rows = page.locator(".inputs tbody tr")
    assert rows.count() == 9
    page.get_by_role("button", name="Show all 64").click()
    assert rows.count() == 65
    assert sum(values(page, "product")) == pytest.approx(values(page, "sum")[0], abs=1e-5)
    page.locator("canvas.weights").click(position={"x": 6, "y": 6})
    page.locator(".parameter").wait_for()


def test_a_pointer_that_rests_tells_what_comes_under_it(page: Page) -> None:
    steps(page, 1)
    stage(page).hover(position=edge(page, 1, 2, 0))
    card = page.locator(".card")
    card.wait_for()
    wider = {"network": {"layers": [{"kind": "dense", "units": 3}] * 2}}
    page.evaluate("hash => { location.hash = hash; }", fragment(wider))
    until(page, lambda: page.evaluate("glassbox.stage.columns()[2].units") == 3)
    card.get_by_text("Weight x → 1.3").wait_for()
    assert np.float32(exact(card)) == np.float32(parameters(page, 1)[2, 0])


def test_an_edge_is_found_once_its_weights_have_come(open_page: OpenPage) -> None:
    """What is pointed at may be told of before it is drawn: messages come before frames."""
    between = Between(lambda message: isinstance(message, bytes))
    page = open_page("/", prepare=between.prepare)
    between.hold()
    page.evaluate("hash => { location.hash = hash; }", fragment(NETWORK))
    until(
        page, lambda: page.evaluate("glassbox.stage.columns()[1].units") == 3 and bool(between.held)
    )
    stage(page).hover(position=edge(page, 1, 2, 0))
    between.let_go()
    page.locator(".card").get_by_text("Weight x → 1.3").wait_for()
