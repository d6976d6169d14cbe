"""The network learns its samples by heart: new ones get worse while those get better."""

from __future__ import annotations

import numpy as np

from app.training.diagnosis.evidence import Evidence
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import penalised

RISE = 0.2
"""The test loss has risen by a fifth from its lowest …"""
RISE_OF_CHANCE = 0.1
"""… and by a tenth of chance: it always sways a little."""
FALL = 0.1
"""The train loss has fallen by a tenth since. The three together are how Prechelt (1998), "Early
stopping – but when?", tells overfitting, by the loss's way above its lowest so far."""

LASTING = 5
"""Records in which the test loss was above for all of the time."""

LEAST_PENALTY, MOST_PENALTY = 0.01, 0.1


def find(evidence: Evidence) -> Finding | None:
    """Since its lowest point the test loss has risen for good, while the train loss fell."""
    ends = evidence.ends[np.isfinite(evidence.ends).all(axis=1)]
    if len(ends) <= LASTING:
        return None
    steps, train, test = ends.T
    best = int(test.argmin())
    if len(ends) - 1 - best < LASTING:
        return None
    lately = slice(-LASTING, None)
    least = max((1 + RISE) * test[best], test[best] + RISE_OF_CHANCE * evidence.chance)
    if not (test[lately].min() > least and train[lately].max() < (1 - FALL) * train[best]):
        return None
    after = best + int(np.argmax(test[best:] > least))
    return Finding(
        "overfitting",
        None,
        int(steps[after]),
        int(steps[best]),
        {
            "test_before": float(test[best]),
            "test": float(test[-1]),
            "train_before": float(train[best]),
            "train": float(train[-1]),
        },
        penalised(evidence.experiment, LEAST_PENALTY, MOST_PENALTY),
    )
