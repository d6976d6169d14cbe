"""The loss, and the weights with it, grow beyond all bounds."""

from __future__ import annotations

from math import inf, isfinite

import numpy as np

from app.training.diagnosis.evidence import Evidence
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import other_rate

GREAT_UPDATE = 10.0
"""An update ten times as large as the weights it changes leaves nothing of them; a healthy one
is a thousandth of them (Karpathy, CS231n, "Ratio of weights:updates")."""

GREAT_WEIGHTS = 100.0
"""So many times the length that a layer's weights had when they were recorded first."""

GREAT_LOSS = 100.0
"""So many times chance: Pascanu et al. (2013), "On the difficulty of training
recurrent neural networks", describe the jump of the loss that an exploding gradient makes."""

LEARNS = 0.9
WHOLE_WEIGHTS = 1.0


def find(evidence: Evidence) -> Finding | None:
    """The run diverged, or an update or the loss was beyond these bounds since the last change."""
    ratio, loss = evidence.update_ratio, evidence.train_loss
    lengths = evidence.of_layers("weight_norm")
    great = (ratio > GREAT_UPDATE) | ~(loss < GREAT_LOSS * evidence.chance)
    great |= (lengths > GREAT_WEIGHTS * lengths[:1]).any(axis=1)
    great &= evidence.since_change
    diverged = evidence.stop is not None and evidence.stop.code == "diverged"
    # Weights that have grown once do not come back: what was seen once still stands, unless the
    # network learns all the same.
    recovered = len(loss) > 0 and bool(evidence.learns(LEARNS)[-1])
    if not diverged and (recovered or not great.any()):
        return None
    stopped = int(evidence.stop.values["step"]) if diverged and evidence.stop else inf
    first = int(np.flatnonzero(great)[0]) if great.any() else None
    since = stopped if first is None else min(stopped, evidence.steps[first])
    before = evidence.best_before(since)
    peak = float(ratio[evidence.since_change].max(initial=-inf))
    layer = None
    if isfinite(peak):
        ratios = np.nan_to_num(evidence.of_layers("update_ratio")[evidence.since_change], nan=-1)
        layer = int(ratios.max(axis=0).argmax()) + 1
    return Finding(
        "exploding",
        layer,
        int(since),
        before,
        {
            "ratio": peak if isfinite(peak) else None,
            "loss": None
            if diverged or not len(loss) or not isfinite(loss[-1])
            else float(loss[-1]),
            "step": int(since),
        },
        other_rate(evidence.experiment, 0.01 if peak > WHOLE_WEIGHTS else 0.1, "slower"),
    )
