"""What the page's own formulas are tested against is still what the engine computes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.training.experiment import HIDDEN_LAYERS
from tests.fixtures.numbers.record import FOLDER, activations, shapes, story, updates


def recorded(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_the_recorded_activation_functions_are_the_engines() -> None:
    now, before = activations(), recorded("activations.json")
    assert set(now) == set(before)
    for name, curve in before.items():
        if name != "z":
            for part in ("value", "slope"):
                assert now[name][part] == pytest.approx(curve[part], rel=1e-12)


def test_the_recorded_shapes_are_the_engines() -> None:
    assert recorded("shapes.json") == shapes()


def test_the_recorded_networks_have_every_kind_of_layer() -> None:
    kinds = {layer["kind"] for network in recorded("shapes.json") for layer in network["layers"]}
    assert kinds == set(HIDDEN_LAYERS)


def test_the_recorded_updates_are_the_engines() -> None:
    now, before = updates(), recorded("updates.json")
    assert [one["optimizer"] for one in now] == [one["optimizer"] for one in before]
    for one, other in zip(now, before, strict=True):
        for mine, theirs in zip(one["inputs"], other["inputs"], strict=True):
            # Machines round differently.
            assert mine["weight"] == pytest.approx(theirs["weight"], rel=1e-4)
            assert mine["moments"] == pytest.approx(theirs["moments"], rel=1e-3)


def test_the_recorded_story_is_the_engines() -> None:
    now, before = story(), recorded("story.json")
    assert now["layers"] == before["layers"]
    assert set(now["tensors"]) == set(before["tensors"])
    for name, values in before["tensors"].items():
        assert now["tensors"][name] == pytest.approx(values, rel=1e-3, abs=1e-5), name
