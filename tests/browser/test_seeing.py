"""Convolution is seen: its maps, and every number that a cell came from, forward and backward."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, Position

from app.training import Experiment, Trainer
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, fragment, number, until

pytestmark = pytest.mark.still

LENET = {
    "dataset": {"name": "digits"},
    "network": {
        "layers": [
            {"kind": "conv2d", "channels": 6, "kernel_size": 3, "padding": 1},
            {"kind": "max_pool2d"},
            {"kind": "conv2d", "channels": 16, "kernel_size": 3, "stride": 2, "padding": 1},
            {"kind": "flatten"},
            {"kind": "dense", "units": 12, "activation": "relu"},
        ],
        "initializer": "he_normal",
    },
}
STEPS = 2

Numbers = NDArray[np.float32]


@cache
def engine() -> tuple[Any, ...]:
    """The layers of the network after some steps, with the first sample on its way through."""
    trainer = Trainer(Experiment.model_validate_json(json.dumps(LENET)))
    trainer.step("step", STEPS)
    network, samples = trainer.network, trainer.dataset.train
    twin = network.bind(1, np.zeros_like(network.gradients))
    twin.inputs[0] = samples.inputs[0]
    twin.loss.flat_targets[:, 0] = samples.targets[0]
    twin.forward()
    twin.backward()
    return tuple(twin.layers)


def maps(layer: int, part: str, shape: tuple[int, ...]) -> Numbers:
    """Outputs, sums before activation or deltas of a layer, as maps."""
    found: Numbers = getattr(engine()[layer - 1], part).reshape(shape)
    return found


def image() -> Numbers:
    """What went in."""
    found: Numbers = engine()[0].maps[..., 0]
    return found


def window(values: Numbers, row: int, column: int, stride: int) -> Numbers:
    """The cells that a window of three by three looks at, with a border of zeros."""
    framed = np.pad(values, ((0, 0), (1, 1), (1, 1)))
    top, left = row * stride, column * stride
    return framed[:, top : top + 3, left : left + 3]


def values(page: Page, name: str) -> Numbers:
    """The exact numbers behind those that are written in the card."""
    found = page.locator(f".card [data-number={name}]").evaluate_all("all => all.map(x => x.value)")
    return np.array(found, np.float64).astype(np.float32)


def value(page: Page, name: str) -> float:
    (only,) = values(page, name)
    return float(only)


def cell(page: Page, layer: int, unit: int) -> Position:
    """The middle of a unit on the canvas."""
    where: Position = page.evaluate(
        """([layer, unit]) => {
          const { x, y, width, height } = glassbox.stage.columns()[layer].boxOf(unit);
          return { x: x + width / 2, y: y + height / 2 };
        }""",
        [layer, unit],
    )
    return where


def stage(page: Page) -> Locator:
    return page.locator("canvas.network")


HERE = """() => {
  const { phase, layer } = glassbox.picture.header;
  return glassbox.picture.isOfNow("spotlight_exact") ? `${phase} ${layer}` : "";
}"""


def go_to(page: Page, phase: str, layer: int) -> None:
    """Walk phase by phase until the step stands there, and all that moves rests."""
    page.get_by_label("How far one press goes").select_option("phase")
    for _ in range(20):
        before = page.evaluate(HERE)
        button(page, "Step").click()
        until(page, lambda b=before: page.evaluate(HERE) not in ("", b))  # type: ignore[misc]
        if page.evaluate(HERE) == f"{phase} {layer}":
            until(page, lambda: page.evaluate("glassbox.stage.atRest()"))
            return
    raise AssertionError(f"the step never came to {phase} {layer}")


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    page = open_page(f"/{fragment(LENET)}")
    page.get_by_label("How far one press goes").select_option("step")
    for made in range(1, STEPS + 1):
        button(page, "Step").click()
        until(page, lambda made=made: number(page, "step") == made)  # type: ignore[misc]
    return page


def hover(page: Page, layer: int, unit: int) -> Locator:
    """Point at a cell; its card, once it has the exact numbers."""
    stage(page).hover(position=cell(page, layer, unit))
    card = page.locator(".card")
    card.wait_for()
    until(page, lambda: "≈" not in card.inner_text())
    return card


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(3, 4, marks=pytest.mark.slow, id="inside"),
        pytest.param(0, 0, id="first corner"),
        pytest.param(7, 7, marks=pytest.mark.slow, id="last corner"),
    ],
)
def test_a_cell_of_the_first_convolution_tells_what_it_came_from(
    page: Page, row: int, column: int
) -> None:
    go_to(page, "forward", 1)
    channel = 2
    card = hover(page, 1, channel * 64 + row * 8 + column)
    card.locator(".patch").wait_for()
    patch = window(image(), row, column, 1)[0]
    kernel = engine()[0].parts()["kernels"][channel, 0]
    np.testing.assert_array_equal(values(page, "patch"), patch.reshape(-1))
    np.testing.assert_array_equal(values(page, "kernel"), kernel.reshape(-1))
    np.testing.assert_allclose(values(page, "product"), (patch * kernel).reshape(-1), rtol=1e-6)
    z = maps(1, "pre_activation", (6, 8, 8))[channel, row, column]
    assert value(page, "map-sum") == pytest.approx(float((patch * kernel).sum()), abs=1e-5)
    assert value(page, "z") == pytest.approx(float(z), abs=1e-6)
    sums = float(values(page, "map-sum").sum()) + value(page, "bias")
    assert value(page, "z") == pytest.approx(sums, abs=1e-5)
    outside = card.locator("[data-number=patch].outside").count()
    assert outside == (0 if (row, column) == (3, 4) else 5)
    assert card.locator("[data-number=spread]").count() == 0


@pytest.mark.slow
def test_a_cell_over_many_maps_tells_the_one_that_says_the_most(page: Page) -> None:
    go_to(page, "forward", 3)
    channel, row, column = 5, 1, 0
    card = hover(page, 3, channel * 4 + row * 2 + column)
    before = maps(2, "output", (6, 4, 4))
    patches = window(before, row, column, 2)
    kernels = engine()[2].parts()["kernels"][channel]
    sums = (patches * kernels).sum(axis=(1, 2))
    shown = int(card.locator(".patch").get_attribute("data-map") or -1)
    assert abs(sums[shown]) == pytest.approx(abs(sums).max(), abs=1e-6)
    np.testing.assert_array_equal(values(page, "patch"), patches[shown].reshape(-1))
    np.testing.assert_array_equal(values(page, "kernel"), kernels[shown].reshape(-1))
    products = (patches[shown] * kernels[shown]).reshape(-1)
    np.testing.assert_allclose(values(page, "product"), products, rtol=1e-6, atol=1e-9)
    total = float(values(page, "map-sum").sum()) + value(page, "rest") + value(page, "bias")
    z = float(maps(3, "pre_activation", (16, 2, 2))[channel, row, column])
    assert value(page, "z") == pytest.approx(z, abs=1e-6)
    assert total == pytest.approx(z, abs=1e-5)


def test_backward_a_delta_spreads_over_the_patch(page: Page) -> None:
    go_to(page, "backward", 3)
    deltas = maps(3, "delta", (16, 2, 2))
    unit = int(np.abs(deltas).argmax())
    channel, row, column = np.unravel_index(unit, deltas.shape)
    card = hover(page, 3, unit)
    card.locator("[data-number=spread]").first.wait_for()
    shown = int(card.locator(".patch").get_attribute("data-map") or -1)
    kernel = engine()[2].parts()["kernels"][channel, shown]
    spread = deltas[channel, row, column] * kernel
    np.testing.assert_allclose(values(page, "spread"), spread.reshape(-1), rtol=1e-5, atol=1e-9)


@pytest.mark.slow
def test_what_all_deltas_send_back_is_what_arrives(page: Page) -> None:
    """Spread over their patches, all deltas of the second convolution are those of the pooling."""
    go_to(page, "backward", 2)
    found = page.evaluate("[2, 3].map(layer => [...glassbox.picture.tensor('deltas', layer)])")
    arrived = np.array(found[0]).reshape(6, 4, 4)
    deltas = np.array(found[1]).reshape(16, 2, 2)
    kernels = engine()[2].parts()["kernels"]
    framed = np.zeros((6, 6, 6))
    for channel, row, column in np.ndindex(deltas.shape):
        top, left = row * 2, column * 2
        framed[:, top : top + 3, left : left + 3] += deltas[channel, row, column] * kernels[channel]
    np.testing.assert_allclose(arrived, framed[:, 1:5, 1:5], atol=1e-6)
    np.testing.assert_allclose(arrived, maps(2, "delta", (6, 4, 4)), atol=1e-6)


def test_pooling_shows_which_cell_won(page: Page) -> None:
    go_to(page, "forward", 2)
    before = maps(1, "output", (6, 8, 8))
    channel, row, column = 1, 2, 1
    card = hover(page, 2, channel * 16 + row * 4 + column)
    patch = before[channel, row * 2 : row * 2 + 2, column * 2 : column * 2 + 2].reshape(-1)
    np.testing.assert_array_equal(values(page, "patch"), patch)
    won = card.locator("[data-number=patch]").evaluate_all(
        "all => all.findIndex(x => x.classList.contains('won'))"
    )
    assert won == int(patch.argmax())


@pytest.mark.slow
def test_flattened_neurons_and_cells_belong_together(page: Page) -> None:
    go_to(page, "forward", 4)
    card = hover(page, 4, 37)
    assert card.locator("[data-source='37']").count() == 1
    np.testing.assert_array_equal(
        maps(4, "output", (64,)), maps(3, "output", (16, 2, 2)).reshape(-1)
    )


@pytest.mark.slow
def test_a_weight_of_a_kernel_is_pointed_at(page: Page) -> None:
    place = page.evaluate(
        """() => {
          const { x, boxOf } = glassbox.stage.columns()[1];
          const first = boxOf(64 * 3), last = boxOf(64 * 3 + 63);
          return { x: (x + first.x) / 2, y: (first.y + last.y + last.height) / 2 };
        }"""
    )
    stage(page).hover(position=place)
    card = page.locator(".card", has_text="kernel")
    card.wait_for()
    until(page, lambda: "≈" not in card.inner_text())
    written = card.locator("dd").first.inner_text().replace("−", "-")
    kernels = engine()[0].parts()["kernels"][3, 0].reshape(-1)
    assert np.float32(written) in kernels.astype(np.float32)


def test_one_walks_over_maps_by_key(page: Page) -> None:
    go_to(page, "forward", 1)
    stage(page).focus()
    looked = "() => document.querySelector('.card b')?.textContent ?? ''"
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    names = [page.evaluate(looked)]
    for key in ("ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
        until(page, lambda n=names: page.evaluate(looked) != n[-1])  # type: ignore[misc]
        names.append(page.evaluate(looked))
    assert len(set(names)) == 4
    page.locator(".card .patch").wait_for()
