"""What a step's mini-batch went by is told with the phase that it was needed in."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from app.frames import Probe, Spotlight
from app.nn.layers.batch_norm import EPSILON
from app.nn.network import BoundNetwork
from app.paths import STATIC
from app.training import Trainer
from tests.frames.reader import read_tensors_by_part
from tests.training.recipes import every_kind, tiny, with_layers

EXPERIMENT = with_layers(tiny("digits", samples=60), every_kind(rate=0.5))
NORM, DROPOUT, LAYERS = 2, 6, 9
STEPS = 3


def exact(trainer: Trainer, sample: Spotlight | None = None) -> dict[tuple[str, int], Any]:
    """The part of a frame that can be followed."""
    probe = Probe(trainer, sample or Spotlight())
    return read_tensors_by_part(probe.frame(0), probe.layout.to_json())["exact"]


def begun(phases: int) -> Trainer:
    """A run in the middle of a step."""
    trainer = Trainer(EXPERIMENT)
    trainer.step("step", STEPS)
    trainer.step("phase", phases)
    return trainer


def passed(batch: Any) -> BoundNetwork:
    """A mini-batch that goes through the network of that step, by another trainer's hand."""
    other = Trainer(EXPERIMENT)
    other.step("step", STEPS)
    bound = other.network.bind(len(batch), training=True)
    bound.inputs[...] = batch
    bound.forward()
    return bound


def test_they_are_those_that_the_pass_went_by() -> None:
    trainer = begun(1 + LAYERS)
    assert trainer.latest_batch is not None
    inputs, _ = trainer.latest_batch
    told, layers = exact(trainer), passed(inputs).layers
    norm, dropout = layers[NORM - 1], layers[DROPOUT - 1]
    maps = norm.wiring.as_input(norm.wiring.input)
    np.testing.assert_allclose(told["batch.mean", NORM], maps.mean((1, 2, 3)), rtol=1e-5)
    np.testing.assert_allclose(told["batch.variance", NORM], maps.var((1, 2, 3)), rtol=1e-4)
    factors = told["batch.factors", DROPOUT]
    assert set(factors) == {0, 2}
    before = dropout.wiring.input[:-1, 0]
    np.testing.assert_array_equal(dropout.output[:, 0], before * factors)


@pytest.mark.parametrize("phases", [0, 1, NORM, NORM + 1, DROPOUT, DROPOUT + 1, 12, 20])
def test_nothing_is_told_before_the_phase_that_brings_it(phases: int) -> None:
    trainer = begun(phases)
    told = exact(trainer)
    # Between two steps all of the one that was made is known.
    reached = LAYERS if phases == 0 else phases - 1
    for role, layer in (("mean", NORM), ("variance", NORM), ("factors", DROPOUT)):
        known = np.isfinite(told[f"batch.{role}", layer])
        assert known.all() if layer <= reached else not known.any()


def test_of_units_left_out_they_are_the_followed_samples_if_it_is_in_the_mini_batch() -> None:
    trainer = begun(1 + LAYERS)
    passed = trainer.latest_pass
    assert passed is not None
    chosen = [int(sample) for sample in passed.chosen]
    (absent, *_) = set(range(len(trainer.dataset.train))) - set(chosen)
    factors = passed.layers[DROPOUT - 1].went_by()["factors"]
    followed = [(Spotlight("train", sample), row) for row, sample in enumerate(chosen)]
    others = [(Spotlight("train", absent), 0), (Spotlight("test", chosen[1]), 0)]
    for sample, row in [*followed, *others]:
        told = exact(trainer, sample)
        assert told["batch.sample", 0] == chosen[row]
        np.testing.assert_array_equal(told["batch.factors", DROPOUT], factors[:, row])


def test_nothing_is_told_of_a_step_that_was_dropped() -> None:
    trainer = begun(1 + DROPOUT)
    trainer.edit(LAYERS, 0, 0, 0.5)
    told = exact(trainer)
    assert all(np.isnan(told[role]).all() for role in told if role[0].startswith("batch."))


def test_what_was_restored_knows_the_step_it_stands_in_alone() -> None:
    between = Trainer.from_snapshot(begun(0).snapshot())
    assert np.isnan(exact(between)["batch.sample", 0])
    assert np.isnan(exact(between)["batch.factors", DROPOUT]).all()
    within = begun(1 + DROPOUT)
    again = Trainer.from_snapshot(within.snapshot())
    for role, values in exact(within).items():
        if role[0].startswith("batch."):
            np.testing.assert_array_equal(exact(again)[role], values)


def test_the_followed_sample_goes_by_what_is_remembered() -> None:
    trainer = begun(0)
    probe = Probe(trainer, Spotlight("test", 1))
    parts = read_tensors_by_part(probe.frame(0), probe.layout.to_json())
    mean, variance = (parts["spotlight"][role, NORM] for role in ("mean", "variance"))
    np.testing.assert_array_equal(np.concatenate([mean, variance]), trainer.network.state)
    cells = parts["spotlight_exact"]
    before, after = (cells["activations", layer] for layer in (NORM - 1, NORM))
    scale, shift = parts["exact"]["parameters", NORM].reshape(2, -1, 1, 1)
    mean, variance = mean[:, None, None], variance[:, None, None]
    normal = (before - mean) / np.sqrt(variance + 1e-5)
    np.testing.assert_allclose(after, scale * normal + shift, rtol=1e-4, atol=1e-6)


def test_a_network_that_goes_by_nothing_is_told_of_as_before() -> None:
    probe = Probe(Trainer(tiny("digits")), Spotlight())
    roles = {tensor["role"] for tensor in probe.layout.to_json()["tensors"]}  # type: ignore[attr-defined]
    assert not roles & {"mean", "variance", "batch.sample"}


def test_the_page_normalises_with_the_engines_epsilon() -> None:
    text = (STATIC / "js/story/families/normalisation.js").read_text(encoding="utf-8")
    found = re.search(r"^export const EPSILON = (\S+);$", text, re.MULTILINE)
    assert found is not None
    assert float(found[1]) == EPSILON
