"""The tab of images: what it says is what the network does, and a person can get at all of it."""

from __future__ import annotations

import re
from math import isclose
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from app.nn.optimizers import Adam
from app.training import Experiment, Trainer
from app.training.images import Saliency, confused_samples, top_shares, worst_mistakes
from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.legibility import RECORD_CANVASES, forget_canvases, too_faint, too_small
from tests.browser.reading import button, fragment, number, until
from tests.browser.test_accessibility import LOOKS, findings
from tests.training.recipes import small_convolution, tiny, with_training

pytestmark = pytest.mark.still

EXPERIMENT: Experiment = small_convolution()
RECIPE = EXPERIMENT.model_dump(mode="json")
STEPS = 12


def stand_at(page: Page, steps: int) -> Trainer:
    """Train so far, here and there; the trainer's numbers are the page's."""
    page.get_by_label("How far one press goes").select_option("step")
    for made in range(1, steps + 1):
        button(page, "Step").click()
        until(page, lambda made=made: number(page, "step") >= made - 5)  # type: ignore[misc]
    until(page, lambda: number(page, "step") == steps)
    trainer = Trainer(EXPERIMENT)
    trainer.step("step", steps)
    return trainer


def answers(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = page.evaluate("glassbox.answers")
    return told


def told_at(page: Page, selector: str, step: int) -> Locator:
    """A part of the panel, once it tells of a step."""
    place = page.locator(selector)
    expect(place.first).to_have_attribute("data-step", str(step), timeout=20_000)
    return place


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    page = open_page(f"/{fragment(RECIPE)}")
    page.get_by_role("tab", name="Images").click()
    return page


def test_the_panel_tells_what_the_network_does(page: Page) -> None:
    trainer = stand_at(page, STEPS)
    chances, targets = trainer.test_predictions()
    truths = targets.argmax(axis=0)

    ranks = told_at(page, ".ranks", STEPS)
    shares = top_shares(chances, truths, 5)
    for most in (1, 5):
        share = ranks.locator(f"[data-top='{most}']").get_attribute("data-share")
        assert float(share or "nan") == pytest.approx(shares[most - 1], rel=1e-3)

    told_at(page, ".mistakes", STEPS)
    count, worst = worst_mistakes(trainer, 24)
    shots = page.locator(".mistakes .picture")
    expect(shots).to_have_count(24)
    assert page.locator(".mistakes").get_attribute("data-count") == str(count)
    found = shots.evaluate_all("all => all.map((one) => one.dataset)")
    losses = [float(one["loss"]) for one in found]
    np.testing.assert_allclose(losses, [sample.loss for sample in worst], rtol=1e-3)
    assert {int(one["index"]) for one in found[:12]} <= {sample.index for sample in worst}

    cloud = told_at(page, ".cloud", STEPS)
    assert cloud.get_attribute("data-count") == "500"
    points = page.evaluate("[...glassbox.picture.tensor('projection', 5)]")
    assert np.abs(points).max() > 0
    explained = float(page.locator("[data-explained]").get_attribute("data-explained") or "nan")
    assert 0 < explained <= 1

    # A click on a mistake puts it into the spotlight, and its saliency on the image.
    index = int(found[0]["index"])
    shots.first.click()
    expect(shots.first).to_have_attribute("aria-pressed", "true")
    page.get_by_label("The class whose score is looked at").select_option("7")
    picture = page.locator(".saliency-map")
    expect(picture).to_have_attribute("data-label", "7")
    until(page, lambda: answers(page)["saliency"]["sample"] == {"split": "test", "index": index})
    expected = Saliency(trainer).of(trainer.dataset.test, index, 7)
    assert expected is not None
    np.testing.assert_allclose(
        answers(page)["saliency"]["values"], expected.values, rtol=1e-3, atol=1e-5
    )


def test_kernels_over_time(page: Page) -> None:
    trainer = stand_at(page, 6)
    told_at(page, ".kernels", 6)
    page.get_by_label("The convolution").select_option("3")
    button(page, "Next map").click()
    expect(page.locator(".kernels")).to_have_attribute("data-channel", "1")
    until(page, lambda: (answers(page)["kernels"] or {}).get("channel") == 1)
    past = answers(page)["kernels"]
    steps = past["past"]["steps"]
    assert (steps[0], steps[-1]) == (0, 6)
    strip = page.locator(".kernel-strip li")
    expect(strip).to_have_count(len(steps))
    for place, step in enumerate(steps):
        trainer = Trainer(EXPERIMENT)
        trainer.step("step", step)
        column = trainer.network.views(trainer.network.parameters)[2][0][:-1, 1]
        size = len(column)
        values = past["values"][place * size : (place + 1) * size]
        np.testing.assert_allclose(values, column, rtol=1e-4, atol=1e-6)


def test_cells_of_the_confusion_matrix_open(page: Page) -> None:
    trainer = stand_at(page, STEPS)
    page.get_by_role("tab", name="Results").click()
    until(page, lambda: page.evaluate("glassbox.picture.stepOf('results')") == STEPS)
    expect(page.locator(f".confusion[data-step='{STEPS}']")).to_be_visible()
    cell = page.locator(".confusion td.miss button").first
    cell.focus()
    page.keyboard.press("Enter")
    truth, answer = map(int, (cell.get_attribute("data-cell") or "").split())
    told_at(page, ".cell-samples", STEPS)
    count, samples = confused_samples(trainer, truth, answer, 24)
    shots = page.locator(".cell-samples .picture")
    expect(shots).to_have_count(len(samples))
    assert page.locator(".cell-samples").get_attribute("data-count") == str(count)
    for data in shots.evaluate_all("all => all.map((one) => one.dataset)"):
        assert (int(data["truth"]), int(data["answer"])) == (truth, answer)
    expect(shots.first.locator("img")).to_be_visible()
    # Arrow keys walk along the cells, and do not step the run.
    cell.focus()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.dataset.cell")
    assert focused is not None
    assert number(page, "step") == STEPS
    button(page, "Close the samples").click()
    expect(page.locator(".cell-samples")).to_have_count(0)


@pytest.mark.slow
def test_the_wall_and_the_cloud_follow_the_run(page: Page) -> None:
    button(page, "Play").click()
    wall = page.locator(".mistakes")
    expect(wall).to_have_attribute("data-step", re.compile(r"^[1-9]"))
    before = wall.get_attribute("data-step")
    expect(wall).not_to_have_attribute("data-step", before or "")
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    step = int(number(page, "step"))
    for selector in (".mistakes", ".cloud", ".saliency-map", ".kernels", ".ranks"):
        told_at(page, selector, step)


def test_of_two_runs_the_tab_tells_of_the_one_that_is_chosen(page: Page) -> None:
    """The second has ten times the learning rate."""
    button(page, "Compare").click()
    button(page, "Start the comparison").click()
    steps = 4
    own = stand_at(page, steps)
    other = Trainer(with_training(EXPERIMENT, optimizer=Adam(learning_rate=0.1)))
    other.step("step", steps)
    which = page.get_by_role("radiogroup", name="Which run this tells of")
    first, second = (which.get_by_role("radio", name=name) for name in ("A Lea", "B Lea"))
    expect(first).to_be_checked()
    expect(which).to_contain_text("Learning rate 0.01")
    expect(which).to_contain_text("Learning rate 0.1")
    _tells_of(page, own, steps)
    # The arrow keys are the choice's own here: no step is made.
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_checked()
    _tells_of(page, other, steps)
    assert number(page, "a-step") == steps
    button(page, "Step").click()
    other.step("step", 1)
    _tells_of(page, other, steps + 1)
    button(page, "End comparison").click()
    expect(which).to_have_count(0)
    own.step("step", 1)
    _tells_of(page, own, steps + 1)


def _tells_of(page: Page, trainer: Trainer, step: int) -> None:
    """All of the tab is of this run at this step."""
    told_at(page, ".ranks", step)
    chances, targets = trainer.test_predictions()
    shares = top_shares(chances, targets.argmax(axis=0), 5)
    first = page.locator(".ranks [data-top='1']")
    until(
        page,
        lambda: isclose(float(first.get_attribute("data-share") or 0), shares[0], rel_tol=1e-3),
    )
    told_at(page, ".mistakes", step)
    count, worst = worst_mistakes(trainer, 24)
    assert page.locator(".mistakes").get_attribute("data-count") == str(count)
    losses = page.locator(".mistakes .picture").evaluate_all(
        "all => all.map(one => +one.dataset.loss)"
    )
    np.testing.assert_allclose(losses, [sample.loss for sample in worst], rtol=1e-3)
    told_at(page, ".saliency-map", step)
    split, index = answers(page)["saliency"]["sample"].values()
    expected = Saliency(trainer).of(getattr(trainer.dataset, split), index, None)
    assert expected is not None
    np.testing.assert_allclose(
        answers(page)["saliency"]["values"], expected.values, rtol=1e-3, atol=1e-5
    )
    told_at(page, ".cloud", step)
    told_at(page, ".kernels", step)
    kernel = trainer.network.views(trainer.network.parameters)[0][0][:-1, 0]
    np.testing.assert_allclose(
        answers(page)["kernels"]["values"][-len(kernel) :], kernel, rtol=1e-4, atol=1e-6
    )


@pytest.mark.slow
def test_the_cloud_and_the_map_by_keyboard(page: Page) -> None:
    cloud = page.locator(".cloud")
    cloud.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(cloud).to_have_attribute("data-pointed", "2")
    expect(page.locator(".point-reading")).to_contain_text("Test sample 3")
    page.keyboard.press("Enter")
    until(page, lambda: (answers(page)["saliency"] or {}).get("sample", {}).get("index") == 2)
    picture = page.locator(".saliency-map")
    picture.focus()
    page.keyboard.press("ArrowDown")
    expect(picture).not_to_have_attribute("data-place", "")
    place = int(picture.get_attribute("data-place") or "-1")
    value = float(page.locator(".saliency .reading").get_attribute("data-value") or "nan")
    assert value == pytest.approx(answers(page)["saliency"]["values"][place])
    assert number(page, "step") == 0


@pytest.mark.slow
def test_a_click_in_the_cloud_follows_the_sample(page: Page) -> None:
    cloud = page.locator(".cloud")
    box = cloud.bounding_box()
    assert box is not None
    points = np.array(page.evaluate("[...glassbox.picture.tensor('projection', 5)]"))
    points = points.reshape(-1, 2)
    # The one that lies farthest out has no neighbour nearer to the pointer.
    sample = int(np.abs(points).max(axis=1).argmax())
    inner = cloud.evaluate("one => [one.clientWidth, one.clientHeight]")
    scale = (min(inner) / 2 - 14) / np.abs(points).max()
    x = inner[0] / 2 + scale * points[sample, 0] + 1
    y = inner[1] / 2 - scale * points[sample, 1] + 1
    cloud.click(position={"x": x, "y": y})
    expect(page.locator(".point-reading")).to_contain_text(f"Test sample {sample + 1}:")
    until(page, lambda: (answers(page)["saliency"] or {}).get("sample", {}).get("index") == sample)


@pytest.mark.slow
def test_other_data_have_no_such_tab(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment(tiny('digits').model_dump(mode='json'))}")
    page.get_by_role("tab", name="Images").click()
    page.get_by_role("button", name="Spiral", exact=False).first.click()
    expect(page.get_by_role("tab", name="Images")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("tab", name="Results")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(
    ("look", "language"), combinations([("light", "zh-CN")], LOOKS, ["en-US", "zh-CN"])
)
@pytest.mark.slow
def test_axe_finds_nothing(open_page: OpenPage, look: str, language: str) -> None:
    options = {**LOOKS[look]}
    prepare = options.pop("prepare", None)

    def record(page: Page) -> None:
        page.add_init_script(RECORD_CANVASES)
        if prepare is not None:
            prepare(page)

    page = open_page(f"/{fragment(RECIPE)}", locale=language, prepare=record, **options)
    page.locator("#tab-images").click()
    page.locator(".kernel-strip").wait_for()
    page.locator(".mistakes .picture img").first.wait_for()
    # First what is written, then axe, which writes on canvases itself.
    contrast = 7 if look == "projector" else 4.5
    assert too_faint(page, contrast) == set()
    if look == "projector":
        assert too_small(page, 20) == set()
    assert findings(page) == []
    page.locator("#tab-results").click()
    more = page.locator(".results .button[aria-expanded]")
    if more.count():
        more.click()
    page.locator(".confusion button").first.click()
    page.locator(".cell-samples img").first.wait_for()
    forget_canvases(page)
    assert too_faint(page, contrast) == set()
    assert findings(page) == []


@pytest.mark.slow
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment(RECIPE)}", viewport={"width": 390, "height": 844})
    page.locator("#tab-images").click()
    page.locator(".kernel-strip").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for selector in (".cloud", ".saliency-map", ".shots"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
