from __future__ import annotations

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn.layers import LAYERS, Dense, ShapeError
from app.nn.summary import summarize
from tests.nn.building import network
from tests.nn.layers.case import build
from tests.nn.layers.cases import CASES


def test_a_table_of_what_the_network_is_made_of() -> None:
    built = network([(8, "tanh"), (3, "relu")], "softmax_cross_entropy", inputs=4, outputs=2)
    assert str(built.summary()).splitlines() == [
        "layer  kind   output  parameters  multiply-adds",
        "       input  4",
        "1      dense  8               40             32",
        "2      dense  3               27             24",
        "3      dense  2                8              6",
        "                              75             62",
    ]


@pytest.mark.parametrize("kind", LAYERS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_sums_are_those_of_the_real_network(kind: str, data: st.DataObject) -> None:
    layer, shape = data.draw(CASES[kind].drawn)
    built = build(layer, shape, 1)
    summary = built.summary()
    outer = [row for row in summary.rows if not row.depth]
    assert summary.parameters == built.parameters.size
    assert [row.kind for row in outer] == [kind, "dense"]
    assert [row.output_shape for row in outer] == built.shapes[1:]
    assert summary.activations >= sum(prod(shape) for shape in built.shapes)
    assert summary.multiply_adds == sum(row.multiply_adds for row in outer)
    bound = built.bind(4, built.gradients, training=True)
    calls = sum(map(len, [*bound.forward_calls, bound.whole_backward_calls, bound.loss_calls]))
    assert summary.calls / 3 <= calls <= summary.calls * 3 + 100
    inner = [row for row in summary.rows if row.depth == 1]
    if inner:
        assert sum(row.parameters for row in inner) == outer[0].parameters
        assert sum(row.multiply_adds for row in inner) == outer[0].multiply_adds
        assert all(row.path.startswith("1.") for row in inner)


def test_what_does_not_fit_is_named_by_its_place() -> None:
    class Picky(Dense):
        def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
            raise ShapeError("units", 4, "at most 3, as the input has 3")

    with pytest.raises(ShapeError, match=r"layers\.1\.units must be at most 3.*got 4") as error:
        summarize([Dense(units=3), Picky(units=4)], (2,))
    assert error.value.field == "layers.1.units"
