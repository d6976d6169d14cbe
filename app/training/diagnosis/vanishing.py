"""Gradients that shrink from layer to layer on their way back, so that the first ones stand."""

from __future__ import annotations

import numpy as np

from app.training.diagnosis.evidence import Evidence, began, smoothed
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import rectified

SHARE = 0.01
"""The first layer's gradient is below a hundredth of the last one's. Glorot & Bengio (2010),
"Understanding the difficulty of training deep feedforward neural networks", show such gradients
for sigmoid layers, and that they do not shrink where the initial weights suit the layers."""

LEARNS = 0.9
"""It does not matter to a network whose loss falls below this share of chance."""

EPOCHS = 5
LEAST = 1e-30
BLOCKED = 0.5
"""Layers of which so much is dead or saturated let no gradient through, which is another story."""


def find(evidence: Evidence) -> Finding | None:
    """For some epochs the first layer's gradient has been tiny, and nothing is learnt."""
    gradients = evidence.of_layers("gradient_rms")
    if not len(gradients) or len(evidence.learning) < 2:
        return None
    # Pooling and the like have no gradients of their own.
    start, end = evidence.learning[0], evidence.learning[-1]
    small = (
        (smoothed(gradients[:, start] / np.maximum(gradients[:, end], LEAST)) < SHARE)
        & ~evidence.learns(LEARNS)
        & (evidence.shut < BLOCKED)
        & evidence.since_change
    )
    first = began(small)
    if first is None or evidence.epochs[-1] - evidence.epochs[first] < EPOCHS:
        return None
    since = int(evidence.steps[first])
    return Finding(
        "vanishing",
        start + 1,
        since,
        evidence.before(since),
        {"first": float(gradients[-1, start]), "last": float(gradients[-1, end])},
        rectified(evidence.experiment),
    )
