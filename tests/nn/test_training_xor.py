from __future__ import annotations

import numpy as np
import pytest

from app.nn.calls import run
from app.nn.optimizers import SGD, Adam, Momentum, Optimizer
from tests.nn.building import network


@pytest.mark.parametrize(
    "optimizer", [SGD(learning_rate=0.5), Momentum(learning_rate=0.1), Adam(learning_rate=0.05)]
)
def test_a_hidden_layer_learns_exclusive_or(optimizer: Optimizer) -> None:
    built = network([(4, "tanh")], "binary_cross_entropy", dtype=np.float32, seed=3)
    bound = built.bind(4, built.gradients)
    bound.inputs[...] = [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    bound.loss.targets[...] = [[0, 1, 1, 0]]
    update = list(optimizer.bind(built.parameters, built.gradients).update())
    first = bound.forward()
    for _ in range(500):
        bound.forward()
        bound.backward()
        run(update)
    assert bound.forward() < 0.05 < first
