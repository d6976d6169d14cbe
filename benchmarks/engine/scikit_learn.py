"""scikit-learn's MLPRegressor and MLPClassifier: one `partial_fit` a step."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from benchmarks.engine.running import InProcess, Running
from benchmarks.engine.workloads import CLASSES, Dense, Workload


def prepare(workload: Workload) -> Running | None:
    """Only stacks of dense layers can be said in scikit-learn."""
    *hidden, _ = workload.layers
    sizes = [layer.units for layer in hidden if isinstance(layer, Dense)]
    activations = {layer.activation for layer in hidden if isinstance(layer, Dense)}
    if len(sizes) < len(hidden):
        return None
    # Its squared error is halved.
    twice = 2 if workload.loss == "squared_error" else 1
    make = MLPRegressor if workload.loss == "squared_error" else MLPClassifier
    model: Any = make(
        hidden_layer_sizes=sizes,
        activation=activations.pop(),
        solver=workload.optimizer,
        alpha=0,
        batch_size=workload.batch_size,
        learning_rate_init=workload.learning_rate * twice,
        momentum=0,
        nesterovs_momentum=False,
    )
    inputs, targets = workload.data()
    targets = targets.ravel()
    _begin(model, workload, inputs, targets)
    batches = cycle(workload.batches())

    def step() -> Any:
        chosen = next(batches)
        model.partial_fit(inputs[chosen], targets[chosen])
        return twice * model.loss_

    return InProcess(step)


def _begin(model: Any, workload: Workload, inputs: Any, targets: Any) -> None:
    """Let the model allocate its arrays with a first call; then put it back to the start."""
    first = workload.batch_size
    classes = {} if workload.loss == "squared_error" else {"classes": np.arange(CLASSES)}
    model.partial_fit(inputs[:first], targets[:first], **classes)
    for index, (weights, biases) in enumerate(workload.parameters()):
        model.coefs_[index][...] = weights.T
        model.intercepts_[index][...] = biases
    del model._optimizer
