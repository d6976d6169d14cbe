"""Networks for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.nn import BoundNetwork, Network
from app.nn.calls import Array
from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dense
from app.nn.losses import LOSSES, BoundLoss
from app.nn.losses.detection import BOX


def network(
    hidden: Sequence[tuple[int, str]],
    loss: str,
    *,
    inputs: int = 2,
    outputs: int = 1,
    dtype: type = np.float64,
    seed: int = 1,
) -> Network:
    layers = [Dense(units=units, activation=activation) for units, activation in hidden]
    (width, _) = suited(loss, (outputs, 1))
    built = Network(
        [*layers, Dense(units=width, activation="linear")], LOSSES[loss], (inputs,), dtype
    )
    built.initialize(INITIALIZERS["xavier_normal"], seed)
    return built


def fill(bound: BoundNetwork, rng: np.random.Generator) -> None:
    """A random batch with targets that suit the loss."""
    bound.inputs[...] = rng.normal(size=bound.inputs.shape)
    bound.loss.targets[...] = targets_for(bound.network.loss.name, bound.loss.targets.shape, rng)


def suited(loss: str, shape: tuple[int, ...]) -> tuple[int, ...]:
    """A shape (outputs, batch) or (steps, outputs, batch), with what the loss needs besides."""
    *steps, outputs, batch = shape
    return *steps, outputs + (BOX if loss == "detection" else 0), batch


def targets_for(loss: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Random targets of shape (outputs, batch) or (steps, outputs, batch)."""
    *steps, outputs, batch = shape
    if loss in {"binary_cross_entropy", "hinge"}:
        return rng.integers(0, 2, shape).astype(np.float64)
    if loss in {"softmax_cross_entropy", "detection"}:
        classes = outputs - (BOX if loss == "detection" else 0)
        one_hot = np.eye(classes)[rng.integers(0, classes, (*steps, batch))]
        box = rng.random((*steps, batch, outputs - classes))
        return np.swapaxes(np.concatenate([one_hot, box], axis=-1), -1, -2).copy()
    return rng.normal(size=shape)


def distance_to_kink(loss: BoundLoss, name: str) -> float:
    """How far the nearest logit is from where the loss has no derivative."""
    error = np.abs(loss.prediction - loss.targets)
    if name == "mean_absolute_error":
        return float(error.min())
    if name == "huber":
        return float(np.abs(error - 1).min())
    if name == "detection":
        return float(np.abs(error[..., -BOX:, :] - 0.1).min())
    if name == "hinge":
        return float(np.abs(1 - (2 * loss.targets - 1) * loss.logits).min())
    return float("inf")
