"""The code in docs/engine.md works as it stands there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.nn import layers as registry
from app.nn.activations import ACTIVATIONS
from app.nn.initializers import INITIALIZERS
from app.nn.losses import LOSSES
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import SCHEDULES
from tests.nn.layers import cases, test_every_layer

GUIDE = Path(__file__).parents[2] / "docs" / "engine.md"
FIRST_STEPS, LAYER, LINE, ENTRY = range(4)


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def executed(code: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(code, str(GUIDE), "exec"), module.__dict__)
    return module


def test_the_first_steps_learn(
    blocks: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = executed(blocks[FIRST_STEPS], "first_steps", monkeypatch)
    assert "conv2d" in capsys.readouterr().out
    assert done.loss > 0


def test_the_worked_example_passes_what_every_layer_must(
    blocks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scale = executed(blocks[LAYER], "app.nn.layers.scale", monkeypatch).Scale
    assert blocks[LINE].strip() == '"scale": Scale,'
    monkeypatch.setitem(registry.LAYERS, "scale", scale)
    monkeypatch.setattr(registry, "Scale", scale, raising=False)
    entry = executed(blocks[ENTRY], "tests.nn.layers.cases.scale", monkeypatch)
    monkeypatch.setitem(cases.CASES, "scale", entry.CASE)
    for training in (False, True):
        test_every_layer.test_gradients_are_derivatives(kind="scale", training=training)
        test_every_layer.test_parts_are_views_in_the_shape_of_a_sample("scale", training)
    test_every_layer.test_declared_sizes_are_the_real_ones("scale")
    test_every_layer.test_a_thousand_steps_allocate_no_array("scale")
    test_every_layer.test_a_twin_changes_nothing("scale")


def test_the_guide_names_all_that_there_is() -> None:
    text = GUIDE.read_text("utf-8")
    families = (registry.LAYERS, ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES, INITIALIZERS)
    missing = [name for family in families for name in family if f"`{name}`" not in text]
    assert not missing
