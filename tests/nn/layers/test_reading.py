"""What one unit reads: the same numbers that go into it and come back from it."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn import BoundNetwork
from app.nn.calls import Shape
from app.nn.layers import LAYERS, Layer
from tests.nn.layers.case import build, fill
from tests.nn.layers.cases import CASES

KINDS = (
    "dense",
    "conv2d",
    "max_pool2d",
    "average_pool2d",
    "flatten",
    "batch_norm",
    "dropout",
)
every_kind = pytest.mark.parametrize("kind", KINDS)
seeds = st.integers(0, 2**32 - 1)


def passed(kind: str, data: st.DataObject, seed: int) -> tuple[BoundNetwork, Layer, Shape]:
    """A layer of this kind after a sample has gone there and back."""
    case = CASES[kind]
    layer, shape = data.draw(case.drawn)
    network = build(layer, shape, seed)
    bound = network.bind(1, network.gradients, input_gradient=True)
    fill(bound, case, seed)
    bound.forward()
    bound.backward()
    return bound, layer, shape


@every_kind
@given(data=st.data(), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_a_unit_is_the_weighted_sum_of_what_it_reads(
    kind: str, data: st.DataObject, seed: int
) -> None:
    bound, layer, shape = passed(kind, data, seed)
    inputs, own = bound.inputs[0], bound.layers[0]
    for unit, value in enumerate(own.pre_activation[:, 0]):
        reading = layer.reading(shape, unit)
        weights = own.weights_of(unit, np.arange(len(reading.inputs)))
        assert weights.shape == reading.inputs.shape
        there = reading.inputs >= 0
        total = weights[there] @ inputs[reading.inputs[there]] + own.offset_of(unit)
        np.testing.assert_allclose(total, value, rtol=1e-9, atol=1e-12)


@every_kind
@given(data=st.data(), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_who_reads_a_number_is_the_inverse_of_what_is_read(
    kind: str, data: st.DataObject, seed: int
) -> None:
    layer, shape = data.draw(CASES[kind].drawn)
    expected: dict[int, set[tuple[int, int]]] = {place: set() for place in range(prod(shape))}
    for unit in range(prod(layer.output_shape(shape))):
        for number, place in enumerate(layer.reading(shape, unit).inputs.tolist()):
            if place >= 0:
                expected[place].add((unit, number))
    for place, readers in expected.items():
        units, numbers = layer.read_by(shape, place)
        assert len(units) == len(readers)
        assert set(zip(units.tolist(), numbers.tolist(), strict=True)) == readers


@every_kind
@given(data=st.data(), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_what_comes_back_to_a_number_is_what_its_readers_send(
    kind: str, data: st.DataObject, seed: int
) -> None:
    bound, layer, shape = passed(kind, data, seed)
    own = bound.layers[0]
    assert bound.input_delta is not None
    for place, delta in enumerate(bound.input_delta[:-1, 0]):
        units, numbers = layer.read_by(shape, place)
        sent = own.weights_of(units, numbers) @ own.delta[units, 0]
        np.testing.assert_allclose(sent, delta, rtol=1e-9, atol=1e-12)


@every_kind
@given(data=st.data(), seed=seeds)
@settings(max_examples=20, deadline=None)
def test_the_parameters_are_those_that_change_the_unit(
    kind: str, data: st.DataObject, seed: int
) -> None:
    bound, layer, shape = passed(kind, data, seed)
    own, network = bound.layers[0], bound.network
    size = network.span(0).stop
    unit = data.draw(st.integers(0, len(own.output) - 1))
    reading = layer.reading(shape, unit)
    numbers = np.arange(len(reading.inputs))
    before = [*own.weights_of(unit, numbers), own.offset_of(unit)]
    places = [*(reading.place_of(int(number)) for number in numbers), reading.place_of(None)]
    assert all(place is None or place < size for place in places)
    for index, place in enumerate(places):
        if place is None:
            continue
        kept = network.parameters[place]
        network.parameters[place] += 1
        now = [*own.weights_of(unit, numbers), own.offset_of(unit)]
        network.parameters[place] = kept
        assert now[index] != before[index]
        if kind != "batch_norm":  # γ moves the offset, too.
            assert now[:index] + now[index + 1 :] == before[:index] + before[index + 1 :]
    assert (size == 0) == all(place is None for place in places)


def test_of_equals_the_first_wins() -> None:
    layer = LAYERS["max_pool2d"]()
    network = build(layer, (2, 2), 1)
    bound = network.bind(1)
    bound.inputs[...] = [[0, 3, 3, 1]]
    bound.forward()
    assert bound.layers[0].weights_of(0, np.arange(4)).tolist() == [0, 1, 0, 0]


def test_others_say_that_they_are_no_weighted_sums() -> None:
    for kind in set(LAYERS) - set(KINDS):
        layer, shape = CASES[kind].example
        with pytest.raises(NotImplementedError, match=kind):
            layer.reading(shape, 0)
        with pytest.raises(NotImplementedError, match=kind):
            layer.read_by(shape, 0)
