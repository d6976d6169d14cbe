"""Shapes are found: boxes over pictures, drawn while it trains, with the numbers of the server."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.datasets import intersection_over_union
from app.training import Experiment, Trainer, example_on
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, fragment, number, until

pytestmark = pytest.mark.still

EPOCHS = 12


def share(text: str | None) -> float:
    """A percentage as a number from 0 to 1."""
    assert text is not None
    return float(text.strip().removesuffix("%")) / 100


def rows(page: Page) -> np.ndarray:
    """The true box and the one found, as the page writes them."""
    texts = page.locator(".where tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))"
    )
    return np.array(texts, float)


def drawn(page: Page, kind: str) -> np.ndarray:
    """A box of the large picture: left, upper, width and height in hundredths."""
    numbers: list[float] = page.locator(f".followed rect.{kind}.line").evaluate(
        "box => ['x', 'y', 'width', 'height'].map((name) => Number(box.getAttribute(name)))"
    )
    return np.array(numbers)


def test_boxes_come_to_fit_while_it_plays(page: Page) -> None:
    button(page, "Shapes and boxes").click()
    button(page, "Use settings that suit it").click()
    until(page, lambda: page.locator("[data-metric=layers]").text_content() == "5")
    until(page, lambda: number(page, "test-iou") < 40)
    button(page, "Play").click()
    until(page, lambda: number(page, "test-iou") > 50, seconds=90)
    until(page, lambda: number(page, "test-accuracy") > 80, seconds=90)
    assert number(page, "train-iou") > 45


@pytest.fixture
def trained(open_page: OpenPage) -> tuple[Page, Trainer]:
    """A page that stands at a step, and a run of our own at the same."""
    recipe: dict[str, Any] = example_on("shapes_detection").model_dump(mode="json")
    recipe["dataset"]["samples"] = 200
    recipe["training"]["stop"]["max_epochs"] = EPOCHS
    page = open_page(f"/{fragment(recipe)}")
    button(page, "Play").click()
    until(page, lambda: number(page, "epoch") == EPOCHS)
    trainer = Trainer(Experiment.model_validate_json(json.dumps(recipe)))
    trainer.step("epoch", EPOCHS)
    return page, trainer


def test_the_numbers_are_those_of_the_server(trained: tuple[Page, Trainer]) -> None:
    page, trainer = trained
    network, samples = trainer.network, trainer.dataset.train
    twin = network.bind(1, np.zeros_like(network.gradients))
    twin.inputs[0] = samples.inputs[0]
    twin.forward()
    found, truth = twin.loss.prediction[4:, 0], samples.targets[0, 4:]
    until(page, lambda: np.allclose(rows(page), [truth, found], atol=6e-4))

    overlap = intersection_over_union(truth[:, None], found[:, None])[0]
    assert share(page.locator("[data-metric=iou]").text_content()) == pytest.approx(
        overlap, abs=1e-3
    )
    for kind, (x, y, width, height) in (("true", truth), ("found", found)):
        expected = [x - width / 2, y - height / 2, width, height]
        np.testing.assert_allclose(drawn(page, kind) / 100, expected, atol=1e-4)
    assert number(page, "test-iou") / 100 == pytest.approx(trainer.metrics.test_iou, abs=1e-3)
    assert number(page, "train-iou") / 100 == pytest.approx(trainer.metrics.train_iou, abs=1e-3)


def test_how_well_boxes_fit_is_a_curve_and_stands_beside_another_run(
    trained: tuple[Page, Trainer],
) -> None:
    page, trainer = trained
    # The chart knows what was measured long before this page was loaded.
    page.reload()
    chart = page.locator(".loss-chart")
    button(page, "IoU").click()
    expect(chart).to_have_attribute(
        "aria-label", "Train and test intersection over union of boxes over the steps"
    )
    recorded = {
        step: (metrics.train_iou, metrics.test_iou) for step, _, metrics in trainer.history.records
    }

    def reading(across: float) -> re.Match[str] | None:
        """The step and both shares under the pointer."""
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box is not None
        page.mouse.move(0, 0)
        page.mouse.move(box["x"] + across * box["width"], box["y"] + 40)
        text = page.locator(".loss .reading").text_content() or ""
        return re.fullmatch(r"step (\d+) · train ([\d.]+)% · test ([\d.]+)%", text)

    reads: list[re.Match[str]] = []

    def has_read(across: float) -> bool:
        read = reading(across)
        reads.extend([read] if read else [])
        return read is not None

    for across in (0.5, 0.9):
        until(page, lambda across=across: has_read(across))  # type: ignore[misc]
        read = reads[-1]
        known = [float(read[2]) / 100, float(read[3]) / 100]
        assert known == pytest.approx(recorded[int(read[1])], abs=1e-3)

    button(page, "Compare").click()
    page.get_by_role("button", name="Start the comparison").click()
    # Both begin with the same weights.
    until(page, lambda: number(page, "b-test-iou") < 20)
    assert number(page, "a-test-iou") == number(page, "b-test-iou")
    button(page, "Back to now").click()
    until(page, lambda: number(page, "b-step") == trainer.steps)
    measured = trainer.metrics.test_iou
    until(page, lambda: abs(number(page, "a-test-iou") / 100 - measured) < 1e-3)
    recipe = trainer.experiment.model_dump(mode="json")
    recipe["training"]["optimizer"]["learning_rate"] *= 10
    other = Trainer(Experiment.model_validate_json(json.dumps(recipe)))
    other.step("epoch", EPOCHS)
    found = other.metrics.test_iou
    until(page, lambda: abs(number(page, "b-test-iou") / 100 - found) < 1e-3)
    assert found != pytest.approx(measured)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.slow
def test_others_can_be_looked_at_and_followed(trained: tuple[Page, Trainer]) -> None:
    page, trainer = trained
    predictions, targets = trainer.test_predictions()
    overlaps = intersection_over_union(predictions[4:], targets[4:])
    names = trainer.dataset.classes
    assert names is not None
    picks = page.locator(".boxes button")
    assert picks.count() == 12

    def label(index: int) -> str:
        return picks.nth(index).get_attribute("aria-label") or ""

    def told(index: int) -> bool:
        found = re.search(r": (\w+), taken for (\w+); the boxes agree by ([\d.]+)%", label(index))
        assert found is not None
        classes = [names[column[:4, index].argmax()] for column in (targets, predictions)]
        agreed = float(found[3]) / 100
        return [found[1], found[2]] == classes and abs(agreed - overlaps[index]) < 1e-3

    until(page, lambda: all(told(index) for index in range(12)))
    picks.nth(3).click()
    until(page, lambda: picks.nth(3).get_attribute("aria-pressed") == "true")
    until(page, lambda: np.allclose(rows(page)[0], targets[4:, 3], atol=6e-4))
    np.testing.assert_allclose(rows(page)[1], predictions[4:, 3], atol=2e-3)


@pytest.mark.slow
def test_it_is_told_in_chinese_and_fits_a_phone(open_page: OpenPage) -> None:
    recipe = example_on("shapes_detection").model_dump(mode="json")
    page = open_page(f"/{fragment(recipe)}", locale="zh-CN", viewport={"width": 390, "height": 844})
    page.locator(".where tbody tr").first.wait_for()
    assert page.locator(".where tbody th").all_text_contents() == ["真实边框", "找到的边框"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
