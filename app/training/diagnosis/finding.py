"""What goes wrong in a run, where, since when, and what usually helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.training.experiment import Experiment

Values = Mapping[str, float | None]


@dataclass(frozen=True)
class Remedy:
    """What usually helps.

    Attributes:
        code: its name, for translations.
        experiment: the whole recipe with the remedy in it.
        values: the numbers in its name.
        fresh: whether it can help from the beginning of a run only.
    """

    code: str
    experiment: Experiment
    values: Values
    fresh: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that goes wrong.

    Attributes:
        code: its name, for translations.
        layer: where, 1 for the first hidden layer; None where it is the whole network.
        since: the step at which it was seen first.
        before: a step from before it happened.
        values: the numbers that show it.
        remedy: what usually helps, or None where all of it is in force already.
    """

    code: str
    layer: int | None
    since: int
    before: int
    values: Values
    remedy: Remedy | None

    def to_json(self) -> dict[str, Any]:
        """The finding as the protocol writes it."""
        remedy = self.remedy
        return {
            "code": self.code,
            "layer": self.layer,
            "since": self.since,
            "before": self.before,
            "values": dict(self.values),
            "remedy": None
            if remedy is None
            else {
                "code": remedy.code,
                "values": dict(remedy.values),
                "fresh": remedy.fresh,
                "experiment": remedy.experiment.model_dump(mode="json"),
            },
        }
