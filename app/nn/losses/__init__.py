"""Losses: how far a prediction is from its target, averaged over the mini-batch.

Each loss works on the last layer's pre-activations (*logits*) and brings its own link to
predictions.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.nn.losses.base import BoundLoss, Loss
from app.nn.losses.cross_entropy import BinaryCrossEntropy, SoftmaxCrossEntropy
from app.nn.losses.detection import Detection
from app.nn.losses.hinge import Hinge
from app.nn.losses.regression import Huber, MeanAbsoluteError, MeanSquaredError

LOSSES: Mapping[str, Loss] = {
    loss.name: loss
    for loss in (
        BinaryCrossEntropy(),
        SoftmaxCrossEntropy(),
        MeanSquaredError(),
        MeanAbsoluteError(),
        Huber(),
        Hinge(),
        Detection(),
    )
}
"""Every loss by its name, with its default settings."""

__all__ = [
    "LOSSES",
    "BinaryCrossEntropy",
    "BoundLoss",
    "Detection",
    "Hinge",
    "Huber",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SoftmaxCrossEntropy",
]
