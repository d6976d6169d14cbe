"""Experiments that are made to go wrong, by the problem they have."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.training import Experiment


def recipe(
    dataset: str = "circle",
    units: Sequence[int] = (8, 8),
    activation: str = "tanh",
    *,
    optimizer: str = "sgd",
    rate: float = 0.03,
    initializer: str | None = None,
    **data: float,
) -> Experiment:
    """An experiment in a line; ReLU has He's initial weights, as it should."""
    suits = "he_uniform" if "relu" in activation else "xavier_uniform"
    whole: dict[str, Any] = {
        "dataset": {"name": dataset, **data},
        "network": {
            "layers": [
                {"kind": "dense", "units": count, "activation": activation} for count in units
            ],
            "initializer": initializer or suits,
        },
        "training": {"optimizer": {"name": optimizer, "learning_rate": rate}},
    }
    return Experiment.model_validate_json(json.dumps(whole))


EXPLODING = recipe("plane", (8, 8), "relu", rate=1.0)
DIVERGING = recipe("plane", (8, 8), "linear", rate=1.0)
DEAD = recipe("spiral", (8, 8, 8), "relu", rate=3.0)
VANISHING = recipe("circle", (8,) * 8, "sigmoid", rate=0.1)
SATURATED = recipe("moons", (8, 8), "tanh", optimizer="adam", rate=0.5)
OVERFITTING = recipe("breast_cancer", (32, 32), "relu", optimizer="adam", rate=0.01)
RATE_HIGH = recipe("spiral", (8, 8, 8), "tanh", rate=2.0)
RATE_LOW = recipe("circle", (4, 2), "tanh", rate=0.00001)
