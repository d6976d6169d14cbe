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


class Results:
    """A confusion matrix in classification; predictions in regression outside the plane."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        dataset = trainer.dataset
        self.last = len(trainer.network.layers)
        self.classes = len(dataset.classes or ())
        self.predictions = 0
        if dataset.spec.task == "regression" and dataset.spec.view != "plane":
            self.predictions = min(len(dataset.test.inputs), MAX_PREDICTIONS)

    def part(self) -> Part | None:
        """The part that `fill` writes, or None where there is nothing to show."""
        if self.classes:
            places = [Place("confusion", self.last, (self.classes, self.classes))]
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
        predictions, targets = self.trainer.test_predictions()
        if self.classes:
            cells = classes_of(targets) * self.classes + classes_of(predictions)
            counts = np.bincount(cells, minlength=self.classes**2)
            views["confusion", self.last][...] = counts.reshape(self.classes, self.classes)
        else:
            shown = predictions[0, : self.predictions]
            scale = scale_of(shown)
            views["predictions_scale", self.last][...] = scale
            views["predictions", self.last][...] = quantise(shown, scale, "int16")
