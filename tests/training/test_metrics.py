"""Measuring in batches comes to the same as measuring all samples in one go."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest

from app.training import Trainer, metrics
from app.training.metrics import Evaluator
from tests.training.recipes import every_kind, tiny, with_layers


@pytest.mark.parametrize("dataset", ["digits", "diabetes"])
@pytest.mark.parametrize("most", [1, 7, 60])
def test_in_batches_as_in_one_go(monkeypatch: pytest.MonkeyPatch, dataset: str, most: int) -> None:
    experiment = tiny(dataset, samples=120)
    if dataset == "digits":
        experiment = with_layers(experiment, every_kind())
    trainer = Trainer(experiment)
    trainer.step("step", 3)
    network, samples = trainer.network, trainer.dataset.train
    task = trainer.dataset.spec.task
    whole = Evaluator(network, samples, task)
    loss, accuracy = whole.measure()
    assert whole.bound.batch_size == len(samples)
    monkeypatch.setattr(metrics, "MOST_NUMBERS", most * sum(map(prod, network.shapes)))
    pieces = Evaluator(network, samples, task)
    for _ in range(2):
        again = pieces.measure()
        assert again[0] == pytest.approx(loss, rel=1e-6)
        np.testing.assert_equal(again[1], accuracy)
        np.testing.assert_allclose(pieces.predictions, whole.predictions, rtol=2e-5, atol=1e-6)
        np.testing.assert_array_equal(pieces.targets, whole.targets)
        # What is read of the layers is of the first samples.
        size = pieces.bound.batch_size
        assert size <= most
        np.testing.assert_array_equal(pieces.bound.inputs, whole.bound.inputs[:size])
