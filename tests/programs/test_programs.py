"""Exported programs: what they are written of, how they look, and what has none."""

from __future__ import annotations

import ast
import warnings
from dataclasses import replace

import numpy as np
import pytest

from app.nn.activations import ACTIVATIONS
from app.nn.layers import Conv2D, Dense
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import SCHEDULES, Constant
from app.programs import FRAMEWORKS, ProgramError, write_program
from app.programs.literals import literal
from app.programs.material import gather, material_of
from app.programs.program import render
from app.training.build import LOSS_OF_TASK, load_dataset
from app.training.experiment import HIDDEN_LAYERS
from tests.programs.experiments import EXPERIMENTS, on_digits
from tests.training.recipes import tiny, with_training


def test_there_is_a_piece_for_everything_an_experiment_can_name() -> None:
    for framework in FRAMEWORKS.values():
        assert set(framework.layers) == set(HIDDEN_LAYERS)
        assert set(framework.activations) == set(ACTIVATIONS)
        assert set(framework.optimizers) >= set(OPTIMIZERS)
        assert set(framework.losses) == set(LOSS_OF_TASK)
    tried = {experiment.training.schedule.name for experiment in EXPERIMENTS.values()}
    assert tried == set(SCHEDULES)
    tried = {experiment.training.optimizer.name for experiment in EXPERIMENTS.values()}
    assert tried == set(OPTIMIZERS)
    layers = (experiment.network.layers for experiment in EXPERIMENTS.values())
    # What drops out is other than ours and has a test of its own.
    assert {layer.kind for each in layers for layer in each} == set(HIDDEN_LAYERS) - {"dropout"}


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_is_tidy(framework: str, name: str) -> None:
    source = write_program(EXPERIMENTS[name], framework).source
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ast.parse(source)
    for line in source.splitlines():
        assert len(line) <= 100, line
        assert line == line.rstrip()
    assert "\n\n\n\n" not in source
    assert "{{" not in source
    assert "{%" not in source


def test_an_experiment_without_an_end_gets_one() -> None:
    source = write_program(with_training(tiny(), schedule=Constant()), "numpy").source
    assert "EPOCHS = 100  # the experiment itself has no end\n" in source


def test_says_why_there_is_no_program() -> None:
    with pytest.raises(ProgramError, match="place some points first"):
        write_program(tiny("points"), "numpy")
    with pytest.raises(ProgramError, match="one of numpy, pytorch, keras; got 'fortran'"):
        write_program(tiny(), "fortran")


def test_says_for_which_layers_a_framework_has_no_program() -> None:
    poor = replace(FRAMEWORKS["keras"], layers={"dense": FRAMEWORKS["keras"].layers["dense"]})
    words = (
        "No Keras 3 program can be written for layers of kind 'conv2d' yet; "
        "there is one for NumPy and for PyTorch"
    )
    with pytest.raises(ProgramError, match=words):
        render(gather(on_digits((Conv2D(2), Dense(3)))), poor)


def test_pixels_have_no_names() -> None:
    assert "INPUTS = " not in write_program(tiny("digits"), "numpy").source.split("TRAIN_INPUTS")[0]


HOSTILE = (
    '"""\nimport os; os.abort()\n"""',
    "'); raise SystemExit(1); ('",
    "ends with a backslash \\",
    "two\nlines # and a comment",
    "\u202eesrever\u0000",
    "{{ 7 * 7 }}{% raw %}",
)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_names_in_the_data_are_text_and_nothing_else(framework: str) -> None:
    experiment = tiny("iris")
    dataset = replace(load_dataset(experiment), input_labels=HOSTILE[:4], classes=HOSTILE[3:])
    source = render(material_of(experiment, dataset), FRAMEWORKS[framework]).source
    names = {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id in ("INPUTS", "CLASSES")
    }
    assert names == {"INPUTS": HOSTILE[:4], "CLASSES": HOSTILE[3:]}
    harmless = write_program(experiment, framework).source
    assert _outline(source) == _outline(harmless)


def test_only_plain_values_become_literals() -> None:
    values = (1, -2.5, None, True, "x²", ["a", ("b",), ()])
    assert ast.literal_eval(literal(values)) == values
    with pytest.raises(TypeError, match="float32 cannot be written"):
        literal(np.float32(1))


def _outline(source: str) -> list[str]:
    """The statements, texts and numbers left out."""
    return [
        type(node).__name__
        for node in ast.walk(ast.parse(source))
        if not isinstance(node, ast.Constant)
    ]
