"""What goes wrong in a run, found in its own records: one file a problem, all of them here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.training.diagnosis import (
    dead,
    exploding,
    overfitting,
    rate_high,
    rate_low,
    saturation,
    vanishing,
)
from app.training.diagnosis.evidence import Evidence
from app.training.diagnosis.finding import Finding, Remedy
from app.training.trainer import Trainer

PROBLEMS: Mapping[str, Callable[[Evidence], Finding | None]] = {
    "exploding": exploding.find,
    "dead": dead.find,
    "rate_high": rate_high.find,
    "saturation": saturation.find,
    "vanishing": vanishing.find,
    "overfitting": overfitting.find,
    "rate_low": rate_low.find,
}
"""By code, the worst first."""

__all__ = ["PROBLEMS", "Evidence", "Finding", "Remedy", "diagnose"]


def diagnose(trainer: Trainer) -> list[Finding]:
    """What goes wrong in this run at this moment, the worst first."""
    evidence = Evidence(trainer)
    found = [found for find in PROBLEMS.values() if (found := find(evidence)) is not None]
    # All that goes wrong beside an explosion comes of it.
    return found[:1] if found and found[0].code == "exploding" else found
