"""Optimizers: how gradients change parameters. Whole vectors at once, PyTorch's conventions."""

from __future__ import annotations

from collections.abc import Mapping

from app.nn.optimizers.adam import Adam, AdamW
from app.nn.optimizers.base import BoundOptimizer, Optimizer
from app.nn.optimizers.descent import SGD, Momentum, Nesterov
from app.nn.optimizers.scaled import Adagrad, RMSProp

OPTIMIZERS: Mapping[str, type[Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": Adagrad,
    "rmsprop": RMSProp,
    "adam": Adam,
    "adamw": AdamW,
}

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "BoundOptimizer",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
]
