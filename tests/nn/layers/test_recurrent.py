from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.nn import BoundNetwork
from app.nn.initializers import INITIALIZERS
from app.nn.layers import GRU, LSTM, RNN, Layer, ShapeError
from app.nn.losses import LOSSES
from app.nn.network import Network
from tests.nn.layers.case import build

STEPS, FEATURES, UNITS, BATCH = 5, 3, 4, 6

every_cell = pytest.mark.parametrize("cell", [RNN, LSTM, GRU])


def bind(layer: Layer, *, masked: bool) -> BoundNetwork:
    network = build(layer, (STEPS, FEATURES), 1)
    bound = network.bind(BATCH, network.gradients, masked=masked, input_gradient=True)
    rng = np.random.default_rng(2)
    bound.inputs[...] = rng.normal(size=bound.inputs.shape)
    bound.loss.targets[...] = rng.normal(size=bound.loss.targets.shape)
    return bound


@every_cell
def test_full_masks_change_nothing(cell: Any) -> None:
    full, without = bind(cell(UNITS), masked=True), bind(cell(UNITS), masked=False)
    assert full.forward() == pytest.approx(without.forward(), rel=1e-14)
    full.backward()
    without.backward()
    np.testing.assert_allclose(full.network.gradients, without.network.gradients, atol=1e-14)


@every_cell
def test_the_last_state_is_that_of_the_last_step_there_is(cell: Any) -> None:
    bound = bind(cell(UNITS), masked=True)
    bound.predict()
    states = bound.layers[0].parts()["hidden_states"].copy()
    lengths = np.array([5, 4, 3, 2, 1, 0])
    assert bound.mask is not None
    bound.mask[...] = np.arange(STEPS)[:, None] < lengths
    bound.predict()
    last = bound.layers[0].output
    for sample, length in enumerate(lengths):
        expected = states[length - 1, :, sample] if length else np.zeros(UNITS)
        np.testing.assert_array_equal(last[:, sample], expected)


@every_cell
def test_what_stands_behind_the_end_has_no_influence(cell: Any) -> None:
    bound = bind(cell(UNITS), masked=True)
    assert bound.mask is not None
    assert bound.input_delta is not None
    bound.mask[3:] = 0
    loss = bound.forward()
    bound.backward()
    gradients = bound.network.gradients.copy()
    behind = bound.input_delta[:-1].reshape(STEPS, FEATURES, BATCH)[3:]
    assert not behind.any()
    bound.inputs.reshape(BATCH, STEPS, FEATURES)[:, 3:] = 1e4
    assert bound.forward() == loss
    bound.backward()
    np.testing.assert_array_equal(bound.network.gradients, gradients)


@every_cell
@pytest.mark.parametrize("returns", ["last", "all"])
def test_nothing_but_padding_gives_zeros(cell: Any, returns: Any) -> None:
    bound = bind(cell(UNITS, returns), masked=True)
    assert bound.mask is not None
    bound.mask[...] = 0
    bound.forward()
    bound.backward()
    assert not bound.layers[0].output.any()
    gradients, _ = bound.network.views(bound.network.gradients)
    assert not any(array.any() for array in gradients)


@every_cell
def test_huge_inputs_give_numbers(cell: Any) -> None:
    bound = bind(cell(UNITS, "all"), masked=False)
    bound.inputs[...] *= 1e4
    bound.forward()
    bound.backward()
    assert np.isfinite(bound.network.gradients).all()


@every_cell
def test_all_states_or_the_last(cell: Any) -> None:
    every, last = bind(cell(UNITS, "all"), masked=False), bind(cell(UNITS), masked=False)
    every.predict()
    last.predict()
    states = every.layers[0].parts()["output"]
    assert states.shape == (STEPS, UNITS, BATCH)
    np.testing.assert_array_equal(states, last.layers[0].parts()["hidden_states"])
    np.testing.assert_array_equal(states[-1], last.layers[0].output)


@every_cell
def test_a_row_of_features_is_no_sequence(cell: Any) -> None:
    with pytest.raises(ShapeError, match="steps × features"):
        cell().output_shape((7,))


def test_every_gate_begins_as_a_matrix_of_its_own() -> None:
    network = Network([LSTM(8)], LOSSES["mean_squared_error"], (3, 8), np.float64)
    network.initialize(INITIALIZERS["orthogonal"], 1)
    ((weights,),) = network.views(network.parameters)
    for gate in np.split(weights, 4):
        np.testing.assert_allclose(gate[:, :8] @ gate[:, :8].T, np.eye(8), atol=1e-12)
        np.testing.assert_allclose(gate[:, 8:-1] @ gate[:, 8:-1].T, np.eye(8), atol=1e-12)


def torch_module(torch: Any, bound: BoundNetwork, cell: Any) -> Any:
    """PyTorch's own layer with our numbers, in its order of gates."""
    parts = bound.layers[0].parts()
    module = getattr(torch.nn, cell.__name__)(FEATURES, UNITS, batch_first=True).double()
    zeros = np.zeros(UNITS)
    if cell is RNN:
        arrays = parts["input_weights"], parts["recurrent_weights"], parts["biases"], zeros
    elif cell is LSTM:
        order = [1, 2, 3, 0]  # theirs i, f, g, o; ours o, i, f, g
        w, u, b = (
            np.concatenate([np.split(parts[name], 4)[gate] for gate in order])
            for name in ("input_weights", "recurrent_weights", "biases")
        )
        arrays = w, u, b, np.zeros(4 * UNITS)
    else:
        candidate, memory = parts["candidate_weights"], parts["memory_weights"]
        arrays = (
            np.vstack([parts["gate_input_weights"], candidate[:, :-1]]),
            np.vstack([parts["gate_recurrent_weights"], memory[:, :-1]]),
            np.concatenate([parts["gate_biases"], candidate[:, -1]]),
            np.concatenate([np.zeros(2 * UNITS), memory[:, -1]]),
        )
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    with torch.no_grad():
        for name, array in zip(names, arrays, strict=True):
            getattr(module, name).copy_(torch.tensor(array))
    return module


@every_cell
def test_it_is_pytorchs_own_layer(cell: Any) -> None:
    torch: Any = pytest.importorskip("torch", reason="PyTorch, the extra `peers`, is missing")
    bound = bind(cell(UNITS, "all"), masked=False)
    bound.predict()
    module = torch_module(torch, bound, cell)
    x = torch.tensor(bound.inputs.reshape(BATCH, STEPS, FEATURES).copy())
    theirs, _ = module(x)
    ours = bound.layers[0].parts()["output"]
    np.testing.assert_allclose(np.moveaxis(ours, -1, 0), theirs.detach().numpy(), atol=1e-12)
