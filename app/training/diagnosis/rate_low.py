"""A learning rate so low that the weights hardly move."""

from __future__ import annotations

import numpy as np

from app.training.diagnosis.evidence import Evidence
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import other_rate

UPDATE = 3e-5
"""Updates below this share of the weights, in every layer; a healthy one is a thousandth
(Karpathy, CS231n, "Ratio of weights:updates": much lower, and the rate might be too low)."""
HEALTHY = 1e-3

EPOCHS = 10
LEARNS = 0.75
"""The loss has stayed above this share of chance for so many epochs."""
GRADIENT = 1e-3
BLOCKED = 0.5
"""Where the gradients themselves are tiny, or layers let none through, the rate is not to blame."""


def find(evidence: Evidence) -> Finding | None:
    """All updates since the latest change were tiny, though there are gradients."""
    own = evidence.since_change
    ratios = evidence.update_ratio[own]
    if not len(ratios) or evidence.epochs[-1] - evidence.epochs[own][0] < EPOCHS:
        return None
    # The first step of Adam is as long as its rate, whatever the gradient.
    if not 0 < np.median(ratios) < UPDATE or ratios[-1] > UPDATE or evidence.learns(LEARNS)[-1]:
        return None
    gradient = np.nanmax(evidence.of_layers("gradient_rms")[-1])
    if not gradient > GRADIENT or evidence.shut[-1] > BLOCKED:
        return None
    ratio = float(np.median(ratios))
    since = int(evidence.steps[own][0])
    return Finding(
        "rate_low",
        None,
        since,
        evidence.before(since),
        {
            "ratio": ratio,
            "epochs": int(evidence.epochs[-1] - evidence.epochs[own][0]),
            "loss_before": float(evidence.train_loss[own][0]),
            "loss": float(evidence.train_loss[-1]),
            "rate": evidence.experiment.training.optimizer.learning_rate,
        },
        other_rate(evidence.experiment, HEALTHY / ratio, "faster"),
    )
