"""Microseconds of one training step, beside scikit-learn's MLP on the same data."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from time import perf_counter

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from app.nn.layers import Dense
from app.nn.optimizers import SGD, Adam, Optimizer
from app.training import Experiment, Trainer
from app.training.experiment import DatasetRecipe, NetworkRecipe, TrainingRecipe


def run(seconds: float) -> None:
    """Print a line for each network: ours, scikit-learn's, and the ratio."""
    print("Engine: one step (fetch, forward, loss, backward, update), float32, one thread")
    cases: tuple[tuple[str, str, tuple[int, ...], str, int, Optimizer], ...] = (
        ("2-4-2-1 tanh, batch 10, SGD", "circle", (4, 2), "tanh", 10, SGD()),
        ("2-8x6-1 tanh, batch 10, SGD", "spiral", (8,) * 6, "tanh", 10, SGD()),
        ("64-64-64-10 ReLU, batch 32, Adam", "digits", (64, 64), "relu", 32, Adam()),
    )
    for title, dataset, units, activation, batch_size, optimizer in cases:
        ours, theirs = _compare(dataset, units, activation, batch_size, optimizer, seconds)
        print(
            f"  {title:34} {ours:8.1f} µs   scikit-learn {theirs:8.1f} µs   "
            f"{theirs / ours:5.1f} times as fast"
        )


def _compare(
    dataset: str,
    units: tuple[int, ...],
    activation: str,
    batch_size: int,
    optimizer: Optimizer,
    seconds: float,
) -> tuple[float, float]:
    trainer = Trainer(
        Experiment(
            dataset=DatasetRecipe(name=dataset),
            network=NetworkRecipe(
                layers=tuple(Dense(units=size, activation=activation) for size in units)
            ),
            training=TrainingRecipe(optimizer=optimizer, batch_size=batch_size),
        )
    )
    peer = MLPClassifier(
        units,
        activation=activation,
        solver=optimizer.name,
        alpha=0,
        batch_size=batch_size,
        learning_rate_init=optimizer.learning_rate,
        momentum=0,
    )
    samples = trainer.dataset.train
    inputs = samples.inputs.astype(np.float32)
    targets = samples.targets.ravel() if samples.targets.shape[1] == 1 else samples.targets
    classes = targets if targets.ndim == 1 else targets.argmax(axis=1)
    batch, labels = inputs[:batch_size], classes[:batch_size]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        peer.partial_fit(batch, labels, classes=np.unique(classes))
        ours = _microseconds(lambda: trainer.step("step", 50), 50, seconds)
        theirs = _microseconds(lambda: peer.partial_fit(batch, labels), 1, seconds)
    return ours, theirs


def _microseconds(action: Callable[[], object], steps: int, seconds: float) -> float:
    """The median time of a step over many calls, after a warm-up."""
    times, end = [], perf_counter() + seconds
    while perf_counter() < end:
        began = perf_counter()
        action()
        times.append((perf_counter() - began) / steps)
    return float(np.median(times[len(times) // 5 :])) * 1e6
