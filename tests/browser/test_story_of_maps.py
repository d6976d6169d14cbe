"""One step of a network of layers of every kind, told: its numbers are those of the engine."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from app.datasets import Spotlight
from app.training import Experiment, Trainer
from app.training.places import place_of
from tests.browser.conftest import OpenPage
from tests.browser.reading import fragment, number, until
from tests.browser.test_one_step import assert_written, focus, near, phases, told

LENET: dict[str, Any] = {
    "dataset": {"name": "digits"},
    "network": {
        "layers": [
            {"kind": "conv2d", "channels": 4, "kernel_size": 3, "padding": 1, "activation": "tanh"},
            {"kind": "batch_norm"},
            {"kind": "max_pool2d"},
            {"kind": "conv2d", "channels": 6, "kernel_size": 2, "activation": "relu"},
            {"kind": "dropout"},
            {"kind": "average_pool2d", "kernel_size": 2, "stride": 1},
            {"kind": "flatten"},
            {"kind": "dense", "units": 8},
        ]
    },
}
STEPS = 2


def check(page: Any, phase: str, trainer: Trainer) -> None:
    """Compare what is told of a phase inside the network with what the engine has."""
    values = told(page, phase)
    kind, _, _ = phase.partition(" ")
    if kind in ("sample", "loss"):
        return
    layer, unit = focus(page)
    network = trainer.network
    if kind == "update":
        place = place_of(network, layer, unit, int(values["input"] or 0))
        assert near(values["before"], float(trainer.before_update[place]))
        assert near(values["after"], float(network.parameters[place]))
        assert near(values["g"], float(network.gradients[place]))
        return
    gradients = np.zeros_like(network.gradients)
    twin = network.bind(1, gradients)
    twin.inputs[0] = trainer.dataset.train.inputs[0]
    twin.loss.targets[:, 0] = trainer.dataset.train.targets[0]
    twin.forward()
    twin.backward()
    bound, last = twin.layers[layer - 1], len(twin.layers)
    if kind == "forward":
        output = twin.loss.prediction if layer == last else bound.output
        z = float(bound.pre_activation[unit, 0])
        assert near(values["a"], float(output[unit, 0]))
        assert near(values["z"], z)
        assert near((values["sum"] or 0) + (values.get("b") or 0), z)
        assert_written(page, z)
        check_batch(values, layer, unit, trainer)
        return
    delta = float(bound.delta[unit, 0])
    assert near(values["delta"], delta)
    assert_written(page, delta)
    if layer < last:
        slope = 1 if bound.slope is None else float(bound.slope[unit, 0])
        assert near((values["sum"] or 0) * slope, delta)
    if "g" in values:
        place = place_of(network, layer, unit, int(values["input"] or 0))
        assert near(values["g"], float(gradients[place]))
        assert near(values["mean"], float(network.gradients[place]))


def check_batch(values: dict[str, Any], layer: int, unit: int, trainer: Trainer) -> None:
    """Compare what is told of the mini-batch with what its pass went by."""
    passed = trainer.latest_pass
    assert passed is not None
    bound = passed.layers[layer - 1]
    for name, numbers in bound.went_by().items():
        if name == "factors":
            column = numbers[:, passed.row_of(Spotlight("train", 0))]
            assert (values["out"], values["units"]) == ((column == 0).sum(), len(column))
            assert 0 < values["out"] < values["units"]
        else:
            assert near(values[name], float(numbers[bound.channel_of(unit)]))


@pytest.mark.parametrize(
    ("locale", "motion"),
    [
        # The numbers are the same without movement, whose drawing takes most of the time.
        ("en-US", "reduce"),
        pytest.param("zh-CN", "no-preference", marks=pytest.mark.slow),
    ],
)
def test_the_numbers_of_every_phase_are_the_engines(
    open_page: OpenPage, locale: str, motion: str
) -> None:
    page = open_page(f"/{fragment(LENET)}", locale=locale, reduced_motion=motion)
    trainer = Trainer(Experiment.model_validate_json(json.dumps(LENET)))
    page.locator(".split select").select_option("step")
    for made in range(1, STEPS + 1):
        page.locator(".split button").click()
        trainer.step()
        until(page, lambda made=made: number(page, "step") == made)  # type: ignore[misc]
    page.locator(".split select").select_option("phase")
    sentences = set()
    whose = re.compile(
        r"训练样本 \d+|这个样本" if locale == "zh-CN" else r"training sample \d+|this sample"
    )
    for phase in phases(trainer):
        page.locator(".split button").click()
        check(page, phase, trainer)
        sentences.add(page.locator(".told .sentence").inner_text())
        # What is crossed out is named, and whose it is.
        if phase == "loss":
            expect(page.locator(".stage-notes")).to_have_text(whose)
    # Each layer and each phase has a sentence of its own.
    assert len(sentences) == 1 + 9 + 1 + 9 + 1
    expect(page.locator(".told-formula .katex")).to_be_visible()
    expect(page.locator(".stage-notes")).not_to_have_text(whose)
