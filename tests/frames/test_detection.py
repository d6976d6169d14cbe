"""What is seen of a network that finds boxes."""

from __future__ import annotations

import numpy as np
import pytest

from app.datasets import intersection_over_union
from app.frames import Probe, Spotlight
from app.training import Trainer
from app.training.images.saliency import Saliency
from app.training.inspection import Inspector, Unit
from tests.frames.reader import read_tensors
from tests.training.recipes import tiny


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    trained = Trainer(tiny("shapes_detection", samples=80, batch_size=16))
    trained.step("step", 20)
    return trained


def test_the_results_are_those_of_both_heads(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    tensors = read_tensors(probe.frame(0), probe.layout.to_json())
    predictions, targets = trainer.test_predictions()
    np.testing.assert_array_equal(tensors["box_answers", 2], predictions[:, :12].T)
    measured = trainer.metrics.train_iou, trainer.metrics.test_iou
    np.testing.assert_array_equal(tensors["iou", 2], np.array(measured, np.float32))
    assert measured[1] == pytest.approx(
        intersection_over_union(predictions[4:], targets[4:]).mean()
    )
    confusion = np.zeros((4, 4))
    np.add.at(confusion, (targets[:4].argmax(axis=0), predictions[:4].argmax(axis=0)), 1)
    np.testing.assert_array_equal(tensors["confusion", 2], confusion)
    np.testing.assert_array_equal(
        tensors["target", 2], np.float32(trainer.dataset.train.targets[0])
    )


def test_what_is_told_of_images_is_told_of_classes_alone(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    tensors = read_tensors(probe.frame(0), probe.layout.to_json())
    predictions, targets = (outputs[:4] for outputs in trainer.test_predictions())
    answers, truths = predictions.argmax(axis=0), targets.argmax(axis=0)
    np.testing.assert_array_equal(tensors["answers", 2], answers)
    shares = tensors["top_shares", 2]
    assert shares[0] == pytest.approx((answers == truths).mean())
    assert shares[3] == 1
    found = Saliency(trainer).of(trainer.dataset.test, 0, None)
    assert found is not None
    assert found.label == answers[0]
    assert len(found.chances) == 4


def test_outputs_are_named_and_their_loss_is_told(trainer: Trainer) -> None:
    output = Probe(trainer, Spotlight()).layout.layers[-1]
    assert output.labels == ("circle", "square", "triangle", "cross", "x", "y", "w", "h")
    assert output.activation == "softmax_and_sigmoid"
    assert output.settings == {"box_weight": 2.0, "threshold": 0.1}


@pytest.mark.parametrize("unit", range(8))
def test_each_head_says_where_its_delta_comes_from(trainer: Trainer, unit: int) -> None:
    found = Inspector(trainer).read(Unit(2, unit), "train", 1)
    assert found is not None
    outcome = found["output"]
    error = outcome["prediction"] - outcome["target"]
    assert outcome["factor"] * error == pytest.approx(found["delta"], rel=1e-4)
    logits = np.array(outcome["logits"])
    if unit < 4:
        assert outcome["link"] == "softmax"
        powers = np.exp(logits)
        assert powers[unit] / powers.sum() == pytest.approx(outcome["prediction"], rel=1e-4)
    else:
        assert outcome["link"] == "sigmoid"
        assert 1 / (1 + np.exp(-logits[0])) == pytest.approx(outcome["prediction"], rel=1e-4)
