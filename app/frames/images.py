"""How the network does on the test images: the right answers' ranks, and where it puts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from app.frames.layout import Part, Place, place_tensors
from app.frames.quantise import quantise, scale_of
from app.training import Trainer
from app.training.images import Projection, chances_of, top_shares
from app.training.metrics import classes_of

MOST_RANKS = 5
"""Top-1 to top-5, as the ImageNet challenge counts."""


class Images:
    """The part `images`, for a dataset of images and classes."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._last = len(trainer.network.layers)
        self._classes = len(trainer.dataset.classes or ())
        self._ranks = min(MOST_RANKS, self._classes)
        self._projection: Projection | None = None

    def part(self) -> Part | None:
        """The part that `fill` writes, or None where there is nothing to show."""
        dataset = self._trainer.dataset
        if dataset.pixels is None or not self._classes or not len(dataset.test):
            return None
        self._projection = Projection(self._trainer)
        count, last = self._projection.count, self._last
        return place_tensors(
            "images",
            [
                Place("top_shares", last, (self._ranks,)),
                Place("explained", last, (2,)),
                Place("projection_scale", last, (1,)),
                Place("projection", last, (count, 2), "int16", "projection_scale"),
                Place("answers", last, (count,), "int16"),
            ],
        )

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]]) -> None:
        """Read what the network makes of the test samples at the present parameters."""
        if self._projection is None:
            raise RuntimeError("there is no such part")
        last = self._last
        predictions, targets = self._trainer.class_predictions()
        truths = classes_of(targets)
        views["top_shares", last][...] = top_shares(chances_of(predictions), truths, self._ranks)
        points, shares = self._projection.points()
        scale = scale_of(points)
        views["explained", last][...] = shares
        views["projection_scale", last][...] = scale
        views["projection", last][...] = quantise(points, scale, "int16")
        views["answers", last][...] = classes_of(predictions)[: self._projection.count]
