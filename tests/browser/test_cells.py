"""Cells of maps, and other units without weights of their own, are worked out in the tab Neuron."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from app.datasets import Spotlight
from app.training import Experiment, Trainer
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, fragment, number, until
from tests.browser.test_numbers import choose, parameters, steps, tensor, value, values
from tests.browser.test_seeing import cell, stage

pytestmark = pytest.mark.still

LAYERS = [
    {"kind": "conv2d", "channels": 3, "kernel_size": 3, "padding": 1, "activation": "relu"},
    {"kind": "batch_norm"},
    {"kind": "max_pool2d"},
    {"kind": "dropout", "rate": 0.25},
    {"kind": "average_pool2d"},
    {"kind": "flatten"},
    {"kind": "dense", "units": 5},
]
CONV, NORM, POOL, DROPOUT, AVERAGE, FLATTEN = range(1, 7)
EXPERIMENT: dict[str, Any] = {"dataset": {"name": "digits"}, "network": {"layers": LAYERS}}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    page = open_page(f"/{fragment(EXPERIMENT)}")
    steps(page, 2)
    return page


def twin(made: int) -> Trainer:
    """The same run by another hand, after so many steps."""
    trainer = Trainer(Experiment.model_validate_json(json.dumps(EXPERIMENT)))
    trainer.step("step", made)
    return trainer


def choose_cell(page: Page, layer: int, unit: int) -> None:
    stage(page).click(position=cell(page, layer, unit))
    page.locator(".inspector [data-number=z]").wait_for()
    until(page, lambda: page.evaluate("glassbox.picture.isOfNow('spotlight_exact')"))


def total(page: Page, name: str) -> float:
    (only,) = values(page, name)
    return only


def test_a_cell_at_the_border_is_worked_out_and_its_kernel_is_shared(page: Page) -> None:
    unit = 64 + 8 * 7 + 7
    choose_cell(page, CONV, unit)
    page.get_by_role("heading", name="Conv 1, map 2, row 8, column 8").wait_for()
    button(page, "Show all 9").click()
    weights, products = values(page, "weight"), values(page, "product")
    kernel = parameters(page, CONV)[:, 1]
    np.testing.assert_array_equal(np.array(weights, np.float32), kernel.astype(np.float32))
    assert page.get_by_text("outside: 0").count() == 5
    image = np.pad(tensor(page, "activations", 0).reshape(8, 8), 1)[7:10, 7:10].ravel()
    assert products == pytest.approx(list(kernel[:9] * image), abs=1e-6)
    assert total(page, "z") == pytest.approx(sum(products) + kernel[9], abs=1e-6)
    page.locator("canvas.weights").click(position={"x": 50, "y": 50})
    page.get_by_text("All 64 cells of map 2 share it").wait_for()
    field = page.get_by_role("textbox", name="Weight", exact=True)
    field.fill("1.5")
    field.press("Enter")
    until(page, lambda: parameters(page, CONV)[4, 1] == 1.5)
    assert [len(values(page, "activation"))] == [1]
    button(page, "Check").click()
    page.locator(".checked").wait_for()
    (analytic,), (numerical,) = values(page, "analytic"), values(page, "numerical")
    assert numerical == pytest.approx(analytic, rel=1e-3, abs=1e-7)


def test_the_samples_that_excite_the_whole_map_stand_beside_those_of_the_cell(page: Page) -> None:
    choose_cell(page, CONV, 64 + 20)
    page.get_by_text("test samples that excite this cell most").wait_for()
    page.get_by_text("test samples that excite its map most, at any place").wait_for()
    lists = page.locator(".exciting")
    assert [found.locator("li").count() for found in lists.all()] == [6, 6]
    of_cell, of_map = (value(found.locator("data").first) for found in lists.all())
    assert of_map >= of_cell


@pytest.mark.slow
def test_units_without_weights_tell_where_their_number_comes_from(page: Page) -> None:
    choose_cell(page, POOL, 5)
    read = values(page, "read")
    assert len(read) == 4
    assert total(page, "z") == max(read)
    assert value(page.locator("tr.won [data-number=read]")) == max(read)
    choose_cell(page, AVERAGE, 1)
    read = values(page, "read")
    assert total(page, "z") == pytest.approx(sum(read) / 4, abs=1e-6)
    assert total(page, "sum") == pytest.approx(sum(read), abs=1e-6)
    choose_cell(page, DROPOUT, 7)
    assert total(page, "z") == values(page, "read")[0]
    page.get_by_text("While training, 25% are left out").wait_for()
    told = page.locator(".left-out").text_content() or ""
    found = re.search(
        r"In the latest mini-batch it was left out for (\d+) of (\d+) samples\. "
        r"For (?:training sample (\d+)|this sample) it was (left out|multiplied by 1\.33)\.",
        re.sub(r"\s+", " ", told),
    )
    assert found is not None
    passed = twin(2).latest_pass
    assert passed is not None
    factors = passed.layers[DROPOUT - 1].went_by()["factors"]
    row = passed.row_of(Spotlight("train", 0))
    assert (int(found[1]), int(found[2])) == ((factors[7] == 0).sum(), len(factors[7]))
    assert found[3] in (None, str(passed.chosen[row] + 1))
    assert (found[4] == "left out") == (factors[7, row] == 0)
    assert page.locator(".inspector .weight").count() == 0


@pytest.mark.slow
def test_a_normalised_cell_has_a_factor_and_a_bias_that_are_learned(page: Page) -> None:
    choose_cell(page, NORM, 64 + 9)
    (weight, _), (product,), (bias,) = (
        values(page, name) for name in ("weight", "product", "bias")
    )
    assert product == pytest.approx(weight * tensor(page, "activations", CONV)[64 + 9], rel=1e-5)
    assert total(page, "z") == pytest.approx(product + bias, abs=1e-5)
    trainer = twin(2)
    running = trainer.network.state[[1, 4]]
    assert [total(page, "mean"), total(page, "variance")] == pytest.approx(list(running), abs=1e-6)
    passed = trainer.latest_pass
    assert passed is not None
    own = [values[1] for values in passed.layers[NORM - 1].went_by().values()]
    told = [total(page, f"batch-{role}") for role in ("mean", "variance")]
    assert told == pytest.approx(own, abs=1e-6)
    read = tensor(page, "activations", CONV)[64 + 9]
    normal = (read - running[0]) / np.sqrt(running[1] + 1e-5)
    assert total(page, "normal") == pytest.approx(normal, rel=1e-4)
    page.locator(".inspector .weight").first.click()
    page.get_by_text("γ", exact=True).first.wait_for()
    gamma = float(page.locator(".parameter [data-number=value]").inner_text().replace("−", "-"))
    assert np.float32(gamma) == np.float32(parameters(page, NORM).ravel()[1])


@pytest.mark.slow
def test_one_walks_from_cell_to_cell_by_key(page: Page) -> None:
    choose_cell(page, POOL, 0)
    links = page.locator(".inputs .walk")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Norm 1, map 1, row 1, column 2").wait_for()
    page.get_by_role("button", name=re.compile("leads: Pool 1, map 1, row 1, column 1")).click()
    page.get_by_role("heading", name="Pool 1, map 1, row 1, column 1").wait_for()
    assert number(page, "step") == 2


@pytest.mark.slow
def test_of_thousands_of_inputs_the_others_are_told_by_their_sum(open_page: OpenPage) -> None:
    layers = [{"kind": "conv2d", "channels": 16, "padding": 1}, {"kind": "dense", "units": 3}]
    page = open_page(f"/{fragment({**EXPERIMENT, 'network': {'layers': layers}})}")
    steps(page, 1)
    choose(page, 2, 1)
    button(page, "Show the 200 strongest").click()
    page.get_by_text(re.compile(r"the \d+ others come to")).wait_for()
    products, rest, bias = values(page, "product"), total(page, "rest"), total(page, "bias")
    assert len(products) == 200
    assert total(page, "sum") == pytest.approx(sum(products) + rest, abs=1e-6)
    assert total(page, "z") == pytest.approx(sum(products) + rest + bias, abs=1e-5)
