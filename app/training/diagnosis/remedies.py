"""The usual remedies, as changes of an experiment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.training.diagnosis.finding import Remedy
from app.training.experiment import Experiment

LEAST_RATE, GREATEST_RATE = 0.00001, 10.0
"""The bounds of `LearningRate`."""


def other_rate(experiment: Experiment, factor: float, code: str) -> Remedy | None:
    """Another learning rate: times the factor, with one digit, within the bounds."""
    now = experiment.training.optimizer.learning_rate
    rate = min(GREATEST_RATE, max(LEAST_RATE, float(f"{now * factor:.0e}")))
    if rate == now:
        return None

    def change(recipe: dict[str, Any]) -> None:
        recipe["training"]["optimizer"]["learning_rate"] = rate

    return Remedy(code, _changed(experiment, change), {"before": now, "after": rate})


def leaky(experiment: Experiment, rate_factor: float) -> Remedy:
    """Leaky ReLU in the place of ReLU, and a lower learning rate where the factor is below 1."""
    slower = other_rate(experiment, rate_factor, "slower") if rate_factor < 1 else None
    base = experiment if slower is None else slower.experiment

    def change(recipe: dict[str, Any]) -> None:
        for layer in recipe["network"]["layers"]:
            if layer.get("activation") == "relu":
                layer["activation"] = "leaky_relu"

    code = "leaky" if slower is None else "leaky_slower"
    return Remedy(code, _changed(base, change), {} if slower is None else slower.values)


def rectified(experiment: Experiment) -> Remedy | None:
    """ReLU in all hidden layers, with He's initial weights."""

    def change(recipe: dict[str, Any]) -> None:
        recipe["network"]["initializer"] = "he_uniform"
        for layer in recipe["network"]["layers"]:
            if "activation" in layer:
                layer["activation"] = "relu"

    changed = _changed(experiment, change)
    return None if changed == experiment else Remedy("rectified", changed, {}, fresh=True)


def scaled_weights(experiment: Experiment) -> Remedy | None:
    """Initial weights of a scale that suits the layers' sizes (Xavier)."""

    def change(recipe: dict[str, Any]) -> None:
        recipe["network"]["initializer"] = "xavier_uniform"

    changed = _changed(experiment, change)
    return None if changed == experiment else Remedy("xavier", changed, {}, fresh=True)


def penalised(experiment: Experiment, least: float, most: float) -> Remedy | None:
    """An L2 penalty, or ten times the one in force, between these."""
    now = experiment.training.l2
    penalty = min(most, max(least, float(f"{10 * now:.0e}")))
    if penalty <= now:
        return None

    def change(recipe: dict[str, Any]) -> None:
        recipe["training"]["l2"] = penalty

    return Remedy("penalty", _changed(experiment, change), {"before": now, "after": penalty})


def _changed(experiment: Experiment, change: Callable[[dict[str, Any]], None]) -> Experiment:
    """The experiment with a change to its JSON, validated again."""
    recipe = experiment.model_dump(mode="json")
    change(recipe)
    return Experiment.model_validate_json(json.dumps(recipe))
