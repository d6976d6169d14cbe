"""Tanh and sigmoid neurons on the flat ends of their curve, where the slope is almost 0."""

from __future__ import annotations

from app.training.diagnosis.evidence import Evidence, began
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import other_rate, scaled_weights

SHARE = 0.5
"""Half of a layer. LeCun et al. (1998), "Efficient BackProp", section 4.4 to 4.6, say why weights
that are too large, or grow too fast, bring neurons there, and Glorot & Bengio (2010) show it."""

LEARNS = 0.5
"""Networks that have learnt sharp edges are saturated for good reason; they have a low loss."""


def find(evidence: Evidence) -> Finding | None:
    """The layer with the largest share of saturated neurons, where that is at least half."""
    shares = evidence.share_of("saturated", "tanh", "sigmoid")
    if not len(shares):
        return None
    layer = int(shares[-1].argmax())
    first = began((shares[:, layer] >= SHARE) & ~evidence.learns(LEARNS))
    if first is None:
        return None
    experiment = evidence.experiment
    units = evidence.neurons[layer]
    since = int(evidence.steps[first])
    remedy = other_rate(experiment, 0.1, "slower")
    if first == 0 and experiment.network.initializer not in ("xavier_uniform", "xavier_normal"):
        remedy = scaled_weights(experiment)
    values = {"saturated": round(shares[-1, layer] * units), "units": units}
    return Finding("saturation", layer + 1, since, evidence.before(since), values, remedy)
