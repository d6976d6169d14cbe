"""Measuring in batches comes to the same as measuring all samples in one go."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest

from app.datasets import intersection_over_union
from app.training import Trainer, metrics
from app.training.metrics import Evaluator
from tests.training.recipes import every_kind, tiny, with_layers


@pytest.mark.parametrize("dataset", ["digits", "shapes_detection", "diabetes"])
@pytest.mark.parametrize("most", [1, 7, 60])
def test_in_batches_as_in_one_go(monkeypatch: pytest.MonkeyPatch, dataset: str, most: int) -> None:
    experiment = tiny(dataset, samples=120)
    if dataset != "diabetes":
        experiment = with_layers(experiment, every_kind())
    trainer = Trainer(experiment)
    trainer.step("step", 3)
    network, samples = trainer.network, trainer.dataset.train
    task = trainer.dataset.spec.task
    whole = Evaluator(network, samples, task)
    score = whole.measure()
    assert whole.bound.batch_size == len(samples)
    monkeypatch.setattr(metrics, "MOST_NUMBERS", most * sum(map(prod, network.shapes)))
    pieces = Evaluator(network, samples, task)
    for _ in range(2):
        again = pieces.measure()
        assert again.loss == pytest.approx(score.loss, rel=1e-6)
        np.testing.assert_equal(again.accuracy, score.accuracy)
        np.testing.assert_allclose(again.iou, score.iou, rtol=1e-5)
        np.testing.assert_allclose(pieces.predictions, whole.predictions, rtol=2e-5, atol=1e-6)
        np.testing.assert_array_equal(pieces.targets, whole.targets)
        # What is read of the layers is of the first samples.
        size = pieces.bound.batch_size
        assert size <= most
        np.testing.assert_array_equal(pieces.bound.inputs, whole.bound.inputs[:size])


def test_boxes_are_measured_where_there_are_boxes() -> None:
    trainer = Trainer(tiny("shapes_detection", samples=80))
    trainer.step("step", 5)
    measured = trainer.metrics
    predictions, targets = trainer.test_predictions()
    classes = predictions[:4].argmax(axis=0) == targets[:4].argmax(axis=0)
    assert measured.test_accuracy == classes.mean()
    overlaps = intersection_over_union(predictions[4:], targets[4:])
    assert measured.test_iou == pytest.approx(overlaps.mean())
    assert 0 < measured.train_iou < 1
    assert np.isnan(Trainer(tiny("shapes", samples=80)).metrics.test_iou)
