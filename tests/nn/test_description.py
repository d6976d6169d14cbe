from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn import Network
from app.nn.layers import LAYERS, Dense
from app.nn.losses import LOSSES
from app.nn.settings import SettingError
from tests.nn.layers.case import build
from tests.nn.layers.cases import CASES

DENSE = {"kind": "dense", "units": 3}
GOOD: dict[str, Any] = {
    "input_shape": [2],
    "layers": [DENSE],
    "loss": {"name": "mean_squared_error"},
}


@pytest.mark.parametrize("kind", LAYERS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_every_kind_of_layer_survives_the_way_there_and_back(
    kind: str, data: st.DataObject
) -> None:
    layer, shape = data.draw(CASES[kind].drawn)
    built = build(layer, shape, 1)
    again = Network.from_json(built.to_json())
    assert again.layers == built.layers
    assert again.loss == built.loss
    assert again.dtype == built.dtype
    assert again.shapes == built.shapes
    assert again.to_json() == built.to_json()


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_survives_it_too(name: str) -> None:
    built = Network([Dense(units=1, activation="linear")], LOSSES[name], (2,), np.float32)
    assert Network.from_json(built.to_json()).loss == built.loss


def test_the_text_is_plain_json() -> None:
    built = Network.from_json(json.dumps(GOOD))
    assert json.loads(built.to_json()) == {
        "input_shape": [2],
        "layers": [{"kind": "dense", "units": 3, "activation": "tanh"}],
        "loss": {"name": "mean_squared_error"},
        "dtype": "float32",
    }


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"input_shape": [0]}, "input_shape", "whole numbers from 1 on"),
        ({"input_shape": 2}, "input_shape", "a list"),
        ({"dtype": "int8"}, "dtype", "float32 or float64; got 'int8'"),
        ({"layers": {}}, "layers", "a list"),
        ({"layers": [7]}, "layers.0", "an object; got 7"),
        ({"layers": [{"kind": "dance"}]}, "layers.0.kind", "one of dense"),
        ({"layers": [{}]}, "layers.0.kind", "one of dense"),
        ({"layers": [{**DENSE, "units": 0}]}, "layers.0.units", "at least 1; got 0"),
        ({"layers": [{**DENSE, "units": 2.5}]}, "layers.0.units", "a whole number; got 2.5"),
        ({"layers": [{**DENSE, "units": True}]}, "layers.0.units", "a whole number"),
        ({"layers": [{**DENSE, "units": "3"}]}, "layers.0.units", "a whole number"),
        ({"layers": [{**DENSE, "bias": 1}]}, "layers.0.bias", "one of units"),
        ({"layers": [DENSE, {**DENSE, "activation": "x"}]}, "layers.1.activation", "relu"),
        ({"loss": {"name": "luck"}}, "loss.name", "mean_squared_error"),
        ({"loss": None}, "loss", "an object"),
    ],
)
def test_a_mistake_is_named(change: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(SettingError, match=message) as error:
        Network.from_json(json.dumps({**GOOD, **change}))
    assert error.value.field == field


def test_a_network_is_an_object() -> None:
    with pytest.raises(SettingError, match="an object"):
        Network.from_json("[]")
