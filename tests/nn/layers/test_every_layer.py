"""What holds for layers of every kind; the kinds come from `cases`."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from math import prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.nn import BoundNetwork, Network
from app.nn.calls import Array, run
from app.nn.gradcheck import numerical_gradient, relative_error
from app.nn.layers import LAYERS
from tests.nn.layers.case import Case, build, fill, replay
from tests.nn.layers.cases import CASES

every_kind = pytest.mark.parametrize("kind", LAYERS)
batches = st.integers(1, 4)
seeds = st.integers(0, 2**32 - 1)


def test_every_kind_has_a_case() -> None:
    assert list(CASES) == list(LAYERS)
    for kind, case in CASES.items():
        assert case.example[0].kind == kind


def bind(network: Network, case: Case, batch: int, *, training: bool) -> BoundNetwork:
    return network.bind(
        batch,
        network.gradients,
        training=training,
        masked=case.masked,
        input_gradient=case.differentiable,
    )


def assert_derivative(loss: Callable[[], float], numbers: Array, analytic: Array) -> None:
    """Check against central differences, unless they themselves do not know.

    Where a kink (of ReLU, of the largest in a window) lies within a step, differences of two
    widths disagree: the derivative is then not to be had numerically.
    """
    numerical = numerical_gradient(loss, numbers, 1e-5)
    assume(relative_error(numerical_gradient(loss, numbers, 3e-6), numerical) < 1e-7)
    assume(np.linalg.norm(numerical) > 1e-4)
    assert relative_error(analytic, numerical) < 1e-6


@every_kind
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
@given(data=st.data(), batch=batches, seed=seeds)
@settings(max_examples=40, deadline=None)
def test_gradients_are_derivatives(
    kind: str, training: bool, data: st.DataObject, batch: int, seed: int
) -> None:
    case = CASES[kind]
    layer, shape = data.draw(case.drawn)
    network = build(layer, shape, seed)
    bound = bind(network, case, batch, training=training)
    fill(bound, case, seed)
    restore = replay(network)

    def loss() -> float:
        restore()
        return bound.forward()

    loss()
    bound.backward()
    assert_derivative(loss, network.parameters, network.gradients)
    if bound.input_delta is not None:
        analytic = np.zeros_like(bound.rows)
        analytic[:, :-1] = bound.input_delta[:-1].T
        rows = bound.rows.reshape(-1)
        ones = np.arange(rows.size) % bound.rows.shape[1] == bound.rows.shape[1] - 1
        numerical_of_ones = numerical_gradient(loss, rows, 1e-5) * ones
        assert_derivative(loss, rows, analytic.reshape(-1) + numerical_of_ones)


@every_kind
@given(data=st.data(), seed=seeds)
@settings(max_examples=15, deadline=None)
def test_a_sample_alone_gives_what_it_gives_in_a_batch(
    kind: str, data: st.DataObject, seed: int
) -> None:
    case = CASES[kind]
    layer, shape = data.draw(case.drawn)
    network = build(layer, shape, seed)
    many = network.bind(3, masked=case.masked)
    one = network.bind(1, masked=case.masked)
    fill(many, case, seed)
    many.predict()
    for index in range(3):
        one.inputs[0] = many.inputs[index]
        if one.mask is not None and many.mask is not None:
            one.mask[:, 0] = many.mask[:, index]
        one.predict()
        np.testing.assert_allclose(
            one.layers[0].output[:, 0], many.layers[0].output[:, index], atol=1e-12
        )


@every_kind
@given(data=st.data(), batch=batches, seed=seeds)
@settings(max_examples=15, deadline=None)
def test_layer_by_layer_is_the_same_to_the_bit(
    kind: str, data: st.DataObject, batch: int, seed: int
) -> None:
    case = CASES[kind]
    layer, shape = data.draw(case.drawn)
    network = build(layer, shape, seed, np.float32)
    bound = bind(network, case, batch, training=True)
    fill(bound, case, seed)
    restore = replay(network)
    bound.forward()
    bound.backward()
    whole = network.gradients.copy()
    restore()
    for calls in (*bound.forward_calls, bound.loss_calls, *reversed(bound.backward_calls)):
        run(calls)
    np.testing.assert_array_equal(network.gradients, whole)


@every_kind
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
def test_parts_are_views_in_the_shape_of_a_sample(kind: str, training: bool) -> None:
    case = CASES[kind]
    layer, shape = case.example
    network = build(layer, shape, 1)
    bound = bind(network, case, 3, training=training)
    fill(bound, case, 1)
    bound.forward()
    bound.backward()
    parts = bound.layers[0].parts()
    output_shape = layer.output_shape(shape)
    assert parts["input"].shape == (*shape, 3)
    for name in ("pre_activation", "output", "delta"):
        assert parts[name].shape == (*output_shape, 3), name
    np.testing.assert_array_equal(parts["input"].reshape(-1, 3), bound.inputs.T)
    again = bound.layers[0].parts()
    for name, part in parts.items():
        assert np.shares_memory(part, again[name]), f"{name} is a copy"
    learned = sum(part.size for name, part in parts.items() if name.endswith("gradients"))
    if not layer.inner(shape):
        assert learned == sum(prod(array) for array in layer.parameter_shapes(shape))


@every_kind
def test_declared_sizes_are_the_real_ones(kind: str) -> None:
    layer, shape = CASES[kind].example
    shapes = layer.parameter_shapes(shape)
    assert tuple(mask.shape for mask in layer.weight_masks(shape)) == shapes
    for mask in layer.weight_masks(shape):
        assert set(np.unique(mask)) <= {0, 1}
    assert layer.multiply_adds(shape) >= 0


@pytest.mark.parametrize(
    "kind",
    # A block of many layers takes as long as all others together.
    [pytest.param(kind, marks=pytest.mark.slow if kind == "residual" else []) for kind in LAYERS],
)
def test_a_thousand_steps_allocate_no_array(kind: str) -> None:
    case = CASES[kind]
    layer, shape = case.example
    network = build(layer, shape, 1, np.float32)
    # So many samples that one row of them is larger than all of Python's small objects.
    bound = bind(network, case, 3000, training=True)
    fill(bound, case, 1)

    def step() -> None:
        bound.forward()
        bound.backward()

    # NumPy walks operands of unlike strides through a buffer of its own, 8192 numbers unless
    # told otherwise. That is no array of a step: make it too small to be mistaken for one.
    buffer_size = np.setbufsize(16)
    tracemalloc.start()
    try:
        step()
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(1000):
            step()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        np.setbufsize(buffer_size)
    assert peak - before < 3000 * 4
    assert after - before < 3000 * 4


@every_kind
def test_a_twin_changes_nothing(kind: str) -> None:
    case = CASES[kind]
    layer, shape = case.example

    def trained(*, watched: bool) -> tuple[Array, Array]:
        network = build(layer, shape, 1, np.float32)
        bound = bind(network, case, 5, training=True)
        fill(bound, case, 1)
        twin = network.bind(1, np.zeros_like(network.gradients), masked=case.masked)
        fill(twin, case, 2)
        for _ in range(5):
            bound.forward()
            if watched:
                twin.forward()
            bound.backward()
            if watched:
                twin.backward()
            network.parameters -= np.float32(0.1) * network.gradients
        return network.parameters.copy(), network.state.copy()

    for alone, with_twin in zip(trained(watched=False), trained(watched=True), strict=True):
        np.testing.assert_array_equal(alone, with_twin)
