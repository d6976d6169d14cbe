"""ReLU neurons that give 0 for every sample: their gradient is 0, and so they stay as they are."""

from __future__ import annotations

from app.training.diagnosis.evidence import Evidence, began
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import leaky

DEAD_SHARE = 0.5
"""Half of a layer. A few dead neurons do no harm; that as much as 40 % of a network can die when
the learning rate is too high is told by Karpathy (CS231n, "Commonly used activation functions").
The usual remedy is a slope below 0, too (Maas et al., 2013)."""

LEARNS = 0.2
"""A network whose loss is below this share of chance has enough of the living."""

HIGH_UPDATE = 0.1


def find(evidence: Evidence) -> Finding | None:
    """The layer with the largest share of dead neurons, where that is at least half."""
    shares = evidence.share_of("dead", "relu")
    if not len(shares) or evidence.learns(LEARNS)[-1]:
        return None
    layer = int(shares[-1].argmax())
    first = began(shares[:, layer] >= DEAD_SHARE)
    if first is None:
        return None
    units = evidence.neurons[layer]
    since = int(evidence.steps[first])
    violent = evidence.update_ratio[: first + 1].max() > HIGH_UPDATE
    return Finding(
        "dead",
        layer + 1,
        since,
        evidence.before(since),
        {"dead": round(shares[-1, layer] * units), "units": units},
        leaky(evidence.experiment, 0.1 if violent else 1),
    )
