"""How the network does on the test samples, for views that are not a plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.frames.layout import Part, Place, place_tensors
from app.frames.quantise import quantise, scale_of
from app.training import Trainer
from app.training.metrics import classes_of

MAX_PREDICTIONS = 500

MAX_ANSWERS = 12
"""Test samples whose boxes are drawn, the first ones."""


class Results:
    """A confusion matrix in classification; predictions in regression outside the plane.

    In detection, besides, how well boxes fit on both splits, and the answers for some samples.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        dataset = trainer.dataset
        self.last = len(trainer.network.layers)
        self.classes = len(dataset.classes or ())
        self.detection = dataset.spec.task == "detection"
        self.answers = min(len(dataset.test), MAX_ANSWERS) if self.detection else 0
        self.predictions = 0
        if dataset.spec.task == "regression" and dataset.spec.view != "plane":
            self.predictions = min(len(dataset.test.inputs), MAX_PREDICTIONS)

    def part(self) -> Part | None:
        """The part that `fill` writes, or None where there is nothing to show."""
        if self.classes:
            places = [Place("confusion", self.last, (self.classes, self.classes))]
            if self.detection:
                outputs = self.trainer.dataset.spec.outputs
                places += [
                    Place("iou", self.last, (2,)),
                    Place("box_answers", self.last, (self.answers, outputs)),
                ]
        elif self.predictions:
            places = [
                Place("predictions_scale", self.last, (1,)),
                Place("predictions", self.last, (self.predictions,), "int16", "predictions_scale"),
            ]
        else:
            return None
        return place_tensors("results", places)

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]]) -> None:
        """Read the test predictions at the present parameters and write them."""
        predictions, _ = self.trainer.test_predictions()
        if self.classes:
            classes, truths = map(classes_of, self.trainer.class_predictions())
            cells = truths * self.classes + classes
            counts = np.bincount(cells, minlength=self.classes**2)
            views["confusion", self.last][...] = counts.reshape(self.classes, self.classes)
            if self.detection:
                metrics = self.trainer.metrics
                views["iou", self.last][...] = metrics.train_iou, metrics.test_iou
                views["box_answers", self.last][...] = predictions[:, : self.answers].T
        else:
            shown = predictions[0, : self.predictions]
            scale = scale_of(shown)
            views["predictions_scale", self.last][...] = scale
            views["predictions", self.last][...] = quantise(shown, scale, "int16")
