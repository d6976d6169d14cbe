"""One step, told: the numbers of every phase are those that the engine computes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose, log, nan
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from app.training import Experiment, Trainer
from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.reading import button, fragment, until

ADAM = {"training": {"optimizer": {"name": "adam", "learning_rate": 0.01}, "l2": 0.001}}
MOMENTUM = {"training": {"optimizer": {"name": "momentum"}, "clip_norm": 0.05}}
Array = NDArray[np.floating[Any]]


@dataclass
class Way:
    """The way of training sample 1 through the network, computed with NumPy alone."""

    weights: list[Array]
    activations: list[Array]
    sums: list[Array]
    deltas: list[Array]
    target: float

    @classmethod
    def through(cls, trainer: Trainer) -> Way:
        """Of the present parameters: tanh inside, sigmoid and cross-entropy at the output."""
        network = trainer.network
        weights = [matrix.copy() for (matrix,) in network.views(network.parameters)]
        activations = [trainer.dataset.train.inputs[0].astype(float)]
        sums = []
        for matrix in weights:
            sums.append(matrix[:, :-1] @ activations[-1] + matrix[:, -1])
            activations.append(np.tanh(sums[-1]))
        activations[-1] = 1 / (1 + np.exp(-sums[-1]))
        target = float(trainer.dataset.train.targets[0][0])
        deltas = [activations[-1] - target]
        for matrix, a in zip(weights[:0:-1], activations[-2:0:-1], strict=True):
            deltas.insert(0, (matrix[:, :-1].T @ deltas[0]) * (1 - a**2))
        return cls(weights, activations, sums, deltas, target)


def near(shown: float | None, computed: float) -> bool:
    """Equal as far as single precision goes."""
    return isclose(nan if shown is None else shown, computed, rel_tol=2e-4, abs_tol=2e-6)


def phases(trainer: Trainer) -> Iterator[str]:
    """Make one step; tell where it stands after each phase."""
    while True:
        trainer.step("phase")
        kind, layer = trainer.phase.kind, trainer.phase.layer
        yield f"{kind} {layer}" if layer else kind
        if kind == "update":
            return


def told(page: Page, phase: str) -> dict[str, float | None]:
    """The exact numbers behind the formula, once the page tells of this phase."""
    place = page.locator(f".told[data-phase='{phase}']")
    expect(place).to_be_visible()
    expect(page.locator(".told-formula .katex")).to_be_visible()
    # The drawing follows the same frame; what moves has come to rest.
    until(page, lambda: bool(page.evaluate("glassbox.stage.atRest()")))
    values: dict[str, float | None] = json.loads(
        page.locator(".told-formula").get_attribute("data-values") or "{}"
    )
    return values


def focus(page: Page) -> tuple[int, int]:
    """Layer and unit of the neuron that is told of."""
    layer, unit = (page.locator(".told-formula").get_attribute("data-focus") or ".").split(".")
    return int(layer), int(unit)


def written(page: Page) -> list[str]:
    """All numbers of the formula as they are read on the screen."""
    text = page.locator(".told-formula .katex-html").inner_text()
    plain = re.sub(r"\s|\u200b", "", text).replace("\u2212", "-")
    return re.findall(r"\d+\.?\d*", plain)


def assert_written(page: Page, *numbers: float) -> None:
    """These numbers stand in the formula, rounded to the decimals that are shown."""
    shown = written(page)
    for number in map(abs, numbers):
        differences = [
            (abs(float(part) - number), 10.0 ** -len(part.partition(".")[2])) for part in shown
        ]
        assert any(
            difference <= min(0.501 * unit, 0.05 * number + 1e-9)
            for difference, unit in differences
        ), f"{number} is not among {shown}"


def check(page: Page, phase: str, trainer: Trainer, way: Way, before: list[Array]) -> None:
    """Compare one phase of the page with the engine."""
    values = told(page, phase)
    kind, _, index = phase.partition(" ")
    k = int(index or 0)
    if kind == "sample":
        assert values["target"] == way.target
        assert near(values["x"], way.activations[0][0])
        assert near(values["y"], way.activations[0][1])
        assert_written(page, *way.activations[0])
        return
    layer, unit = focus(page)
    if kind == "forward":
        assert layer == k
        z, a = float(way.sums[k - 1][unit]), float(way.activations[k][unit])
        assert near(values["z"], z)
        assert near(values["a"], a)
        assert near(values["b"], float(way.weights[k - 1][unit, -1]))
        assert_written(page, z, a)
    elif kind == "loss":
        p = float(way.activations[-1][0])
        loss = -log(p if way.target else 1 - p)
        assert near(values["loss"], loss)
        assert near(values["mean"], trainer.batch_loss)
        assert_written(page, loss, trainer.batch_loss)
    elif kind == "backward":
        check_backward(page, trainer, way, values, (layer, unit))
    else:
        network = trainer.network
        after = [matrix for (matrix,) in network.views(network.parameters)]
        gradients = [matrix for (matrix,) in network.views(network.gradients)]
        source = int(values["input"] or 0)
        old = float(before[layer - 1][unit, source])
        new = float(after[layer - 1][unit, source])
        assert near(values["before"], old)
        assert near(values["after"], new)
        assert near(values["g"], float(gradients[layer - 1][unit, source]))
        assert near(values["rate"], trainer.optimizer.learning_rate.item())
        for name, vector in trainer.optimizer.moments().items():
            moment = network.views(vector)[layer - 1][0][unit, source]
            assert near(values[name], float(moment))
        assert_written(page, old, new, trainer.optimizer.learning_rate.item())


def check_backward(
    page: Page, trainer: Trainer, way: Way, values: dict[str, Any], at: tuple[int, int]
) -> None:
    """The delta of the sample, the gradient of one weight, and the batch's mean gradient."""
    layer, unit = at
    delta = float(way.deltas[layer - 1][unit])
    assert near(values["delta"], delta)
    if layer < len(way.weights):
        gathered = float(way.weights[layer][:, unit] @ way.deltas[layer])
        assert near(values["sum"], gathered)
        assert near(values["slope"], float(1 - way.activations[layer][unit] ** 2))
    source = int(np.argmax(np.abs(way.activations[layer - 1])))
    gradient = float(way.activations[layer - 1][source]) * delta
    assert near(values["g"], gradient)
    network = trainer.network
    mean = network.views(network.gradients)[layer - 1][0][unit, source]
    assert near(values["mean"], float(mean))
    assert_written(page, delta, gradient, float(mean))


RECIPES: dict[str, dict[str, Any]] = {"default": {}, "adam": ADAM, "momentum": MOMENTUM}


@pytest.mark.parametrize(
    ("name", "locale"),
    combinations([("default", "zh-CN")], RECIPES, ["en-US", "zh-CN"]),
)
def test_the_numbers_of_every_phase_are_the_engines(
    open_page: OpenPage, name: str, locale: str
) -> None:
    changes = RECIPES[name]
    page = open_page(f"/{fragment(changes)}" if changes else "/", locale=locale)
    trainer = Trainer(Experiment.model_validate_json(json.dumps(changes)))
    # A step that is not the first: the optimizer remembers something, biases are not 0.
    page.locator(".split select").select_option("step")
    for _ in range(3):
        page.locator(".split button").click()
        trainer.step()
    until(page, lambda: page.evaluate("glassbox.picture.header.step") == trainer.steps)
    page.locator(".split select").select_option("phase")
    way = Way.through(trainer)
    network = trainer.network
    before = [matrix.copy() for (matrix,) in network.views(network.parameters)]
    for phase in phases(trainer):
        page.locator(".split button").click()
        check(page, phase, trainer, way, before)


def test_a_stop_of_the_ribbon_is_walked_to(page: Page) -> None:
    button(page, "Go to: Forward, layer 2").click()
    told(page, "forward 2")
    button(page, "Go to: Backward, layer 3").click()
    told(page, "backward 3")


def test_a_chosen_neuron_is_told_of_in_its_layer(page: Page) -> None:
    where = page.evaluate(
        "(({ x, width, top }) => ({ x: x + width / 2, y: top + 20 }))(glassbox.stage.columns()[1])"
    )
    page.locator(".network").click(position=where)
    button(page, "Go to: Forward, layer 1").click()
    told(page, "forward 1")
    assert focus(page) == (1, 0)


def test_the_sentence_is_spoken(page: Page) -> None:
    button(page, "Go to: Loss").click()
    told(page, "loss")
    expect(page.get_by_role("status").filter(has_text="The loss L tells")).to_have_count(1)


def test_the_library_of_formulas_comes_with_the_first_one(open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(prepare=lambda page: page.on("request", lambda one: asked.append(one.url)))
    assert not any("vendor/katex" in url for url in asked)
    button(page, "Step").click()
    expect(page.locator(".told-formula .katex")).to_be_visible()
    assert any("vendor/katex" in url for url in asked)
