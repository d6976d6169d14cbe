from __future__ import annotations

import numpy as np
import pytest

from app.nn.layers import DensePerStep, Embedding, ShapeError
from tests.nn.layers.case import build


def test_each_token_has_its_row() -> None:
    network = build(Embedding(vocabulary=5, features=3), (4,), 1)
    bound = network.bind(2)
    bound.inputs[...] = [[0, 4, 2, 2], [1, 1, 3, 0]]
    bound.predict()
    parts = bound.layers[0].parts()
    for sample in range(2):
        for step in range(4):
            token = int(bound.inputs[sample, step])
            np.testing.assert_array_equal(parts["output"][step, :, sample], parts["table"][token])


def test_an_unknown_token_is_read_as_the_nearest() -> None:
    bound = build(Embedding(vocabulary=5, features=3), (2,), 1).bind(1)
    bound.inputs[...] = [[-7, 99]]
    bound.predict()
    parts = bound.layers[0].parts()
    np.testing.assert_array_equal(parts["output"][:, :, 0], parts["table"][[0, 4]])


def test_a_token_that_stands_twice_learns_twice() -> None:
    network = build(Embedding(vocabulary=3, features=2), (4,), 1)
    bound = network.bind(1, network.gradients)
    bound.inputs[...] = [[1, 0, 1, 1]]
    bound.forward()
    bound.backward()
    parts = bound.layers[0].parts()
    delta = parts["delta"][:, :, 0]
    expected = np.stack([delta[1], delta[[0, 2, 3]].sum(axis=0), np.zeros(2)])
    np.testing.assert_allclose(parts["table_gradients"], expected)


def test_sequences_only() -> None:
    with pytest.raises(ShapeError, match="sequences of token numbers"):
        Embedding().output_shape((4, 2))
    with pytest.raises(ShapeError, match="steps × features"):
        DensePerStep().output_shape((4,))
