from __future__ import annotations

import json

import numpy as np
import pytest

from app.frames.describe import describe_data, describe_history, describe_metrics
from app.frames.describe_timeline import describe_timeline
from app.training import Trainer, example_on
from app.training.timeline import Timeline
from tests.training.recipes import HERE, tiny


@pytest.mark.parametrize("name", HERE)
def test_every_dataset_is_described(name: str) -> None:
    dataset = Trainer(example_on(name)).dataset
    data = json.loads(json.dumps(describe_data(dataset), allow_nan=False))
    count = len(dataset.train) + len(dataset.test)
    assert (data["train"], data["test"]) == (len(dataset.train), len(dataset.test))
    assert len(data["targets"]) == count
    assert data["view"] == dataset.spec.view
    assert data["task"] == dataset.spec.task
    assert (data["classes"] is None) == (data["task"] == "regression")
    if data["view"] == "plane":
        assert data["domain"] == [-6, 6]
        assert len(data["x"]) == len(data["y"]) == count
    elif data["view"] == "image":
        assert data["shape"] == list(dataset.input_shape)
        assert len(data["gallery"]) == min(40, len(dataset.test))
    else:
        assert len(data["features"]) == dataset.train.inputs.shape[1]


def test_points_stand_beside_their_targets() -> None:
    dataset = Trainer(tiny("points", points=[(1, 2, 1), (-3, 4, 0), (5, -1, 1)])).dataset
    data = describe_data(dataset)
    rows = set(zip(data["x"], data["y"], data["targets"], strict=True))
    assert rows == {(1, 2, 1), (-3, 4, 0), (5, -1, 1)}


def test_the_gallery_shows_test_samples() -> None:
    dataset = Trainer(example_on("digits")).dataset
    assert dataset.pixels is not None
    for image in describe_data(dataset)["gallery"]:
        row = dataset.test.targets[image["index"]]
        assert image["split"] == "test"
        assert image["target"] == row.argmax()
        pixels = dataset.pixels[len(dataset.train) + image["index"]]
        np.testing.assert_allclose(image["pixels"], pixels, atol=1e-4)
        assert 0 <= min(image["pixels"]) <= max(image["pixels"]) <= 1


def test_the_gallery_has_boxes_where_they_are_known() -> None:
    dataset = Trainer(tiny("shapes_detection", samples=80)).dataset
    assert dataset.boxes is not None
    for image in describe_data(dataset)["gallery"]:
        box = dataset.boxes[len(dataset.train) + image["index"]]
        np.testing.assert_allclose(image["box"], box, atol=1e-4)
    assert "box" not in describe_data(Trainer(tiny("digits")).dataset)["gallery"][0]


def test_a_measured_target_is_told_in_its_unit() -> None:
    scale = describe_data(Trainer(tiny("diabetes")).dataset)["target_scale"]
    assert set(scale) == {"name", "unit", "mean", "scale"}
    assert 100 < scale["mean"] < 200


def test_history_is_a_list_for_each_quantity() -> None:
    trainer = Trainer(tiny("plane"))
    trainer.step("epoch", 3)
    history = json.loads(json.dumps(describe_history(trainer.history), allow_nan=False))
    assert history["epoch"] == [1, 2, 3]
    assert history["step"] == [3, 6, 9]
    assert history["test_accuracy"] == history["test_iou"] == [None] * 3
    assert history["test_loss"][-1] == trainer.metrics.test_loss


def test_history_tells_how_well_boxes_fit_on_every_branch() -> None:
    timeline = Timeline(tiny("shapes_detection", samples=40))
    timeline.step("epoch", 2)
    present = describe_history(timeline.trainer.history)
    assert present["test_iou"][-1] == timeline.trainer.metrics.test_iou
    timeline.seek(1)
    timeline.settle()
    timeline.branch_off()
    timeline.step("epoch")
    first, second = describe_timeline(timeline)["branches"]
    assert second["history"] is None
    assert first["history"] == {name: told for name, told in present.items() if name != "epoch"}


def test_metrics_that_do_not_exist_are_null() -> None:
    trainer = Trainer(tiny("plane"))
    described = describe_metrics(trainer)
    assert described["batch_loss"] is None
    assert described["train_accuracy"] is None
    assert described["train_loss"] == trainer.metrics.train_loss
    assert described["measured_at"] == 0
