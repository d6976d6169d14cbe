"""Exported programs print the losses of the run that they are made from."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path

import numpy as np
import pytest

from app.datasets import Correction, Drawing
from app.nn.activations import ACTIVATIONS
from app.nn.layers import Dense
from app.nn.optimizers import (
    OPTIMIZERS,
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from app.nn.schedules import (
    SCHEDULES,
    Constant,
    CosineDecay,
    ExponentialDecay,
    Schedule,
    StepDecay,
    WarmUp,
)
from app.programs import FRAMEWORKS, ProgramError, write_program
from app.programs.literals import literal
from app.programs.material import material_of
from app.programs.program import render
from app.training import Experiment, Trainer
from app.training.build import LOSS_OF_TASK, load_dataset
from app.training.experiment import HIDDEN_LAYERS, DatasetRecipe, StopRecipe
from tests.programs.running import Printed, run_program
from tests.training.recipes import HERE, tiny, with_training

TOLERANCE = 1e-5
"""Relative, of a loss in float32."""

NEEDS = {"numpy": "numpy", "pytorch": "torch", "keras": "keras"}

ONCE, TWICE = StopRecipe(max_epochs=1), StopRecipe(max_epochs=2)
LARGE_EPSILON = 0.05  # shows where a framework puts it

_OPTIMIZERS: dict[str, Optimizer] = {
    "sgd": SGD(0.3),
    "momentum": Momentum(0.1),
    "momentum of 0": Momentum(0.1, momentum=0.0),
    "nesterov": Nesterov(0.1),
    "nesterov of 0": Nesterov(0.1, momentum=0.0),
    "adagrad": Adagrad(0.1),
    "adagrad, large ε": Adagrad(0.1, epsilon=LARGE_EPSILON),
    "rmsprop": RMSProp(0.02),
    "rmsprop, large ε": RMSProp(0.02, epsilon=LARGE_EPSILON),
    "adam": Adam(0.05),
    "adam, large ε": Adam(0.05, epsilon=LARGE_EPSILON),
    "adam without means": Adam(0.05, beta1=0.0, beta2=0.0, epsilon=LARGE_EPSILON),
    "adamw": AdamW(0.05, weight_decay=0.3),
    "adamw without decay": AdamW(0.05, weight_decay=0.0, epsilon=LARGE_EPSILON),
}
_SCHEDULES: dict[str, Schedule] = {
    "step": StepDecay(every=3, factor=0.5),
    "exponential": ExponentialDecay(factor=0.9),
    "cosine": CosineDecay(steps=7, final=0.1),
    "warm_up": WarmUp(steps=4),
    "warm_up then step": WarmUp(steps=2, then=StepDecay(every=2, factor=0.5)),
}


EMPTY = ("points", "drawings")
"""What people have to make themselves."""


def _corrected() -> Experiment:
    """Two pictures weigh as much as three samples each; the last mini-batch is a small one."""
    example = Experiment.example("digits")
    rng = np.random.default_rng(1)
    added = tuple(
        Correction(Drawing.of(rng.integers(0, 256, 64, np.uint8)).pixels, label) for label in (3, 8)
    )
    dataset = example.dataset.model_copy(update={"corrections": added})
    changed = example.model_copy(update={"dataset": dataset})
    return with_training(changed, correction_weight=3, stop=ONCE)


def _experiments() -> Iterator[tuple[str, Experiment]]:
    for name in HERE:
        example = Experiment.example(name)
        if name not in EMPTY and all(isinstance(layer, Dense) for layer in example.network.layers):
            smaller = example.model_copy(
                update={"dataset": example.dataset.model_copy(update={"samples": 200})}
            )
            yield f"data {name}", with_training(smaller, stop=ONCE)
    points = [(-1.0, 2.5, 0), (0.3, 0.1, 1), (4, -4, 1), (1.5, 2, 0), (-3, -3, 1)]
    base = with_training(tiny(units=(5, 4), batch_size=3), stop=TWICE)
    yield "points of one's own", with_training(tiny("points", points=points), stop=TWICE)
    yield "corrections", _corrected()
    yield "a single point", with_training(tiny("points", points=points[:1]), stop=TWICE)
    for name in ACTIVATIONS:
        yield f"activation {name}", with_training(tiny(units=(5, 4), activation=name), stop=TWICE)
    for name, optimizer in _OPTIMIZERS.items():
        yield f"optimizer {name}", with_training(base, optimizer=optimizer)
    for name, schedule in _SCHEDULES.items():
        for optimizer in (Momentum(0.1), Nesterov(0.1), Adam(0.05)):
            changed = with_training(base, optimizer=optimizer, schedule=schedule)
            yield f"schedule {name}, {optimizer.name}", changed
    for task, name in (("binary", "circle"), ("multiclass", "iris"), ("regression", "plane")):
        for l1, l2 in ((0.01, 0.0), (0.0, 0.3), (0.01, 0.3)):
            yield (
                f"{task}, L1 {l1:g}, L2 {l2:g}",
                with_training(tiny(name), l1=l1, l2=l2, stop=ONCE, clip_norm=0.2),
            )
    yield "no hidden layer", with_training(tiny(units=()), stop=TWICE)
    yield (
        "linear and others",
        base.model_copy(
            update={
                "network": base.network.model_copy(
                    update={
                        "layers": tuple(Dense(3, name) for name in ("linear", "relu", "linear"))
                    }
                )
            }
        ),
    )
    features = DatasetRecipe(name="xor", samples=40, features=("xy", "x_squared", "sin_y"))
    yield "features", base.model_copy(update={"dataset": features})


EXPERIMENTS = dict(_experiments())

# Keras 3.15 with its PyTorch backend does not know NumPy 2.4's `copy` yet.
pytestmark = pytest.mark.filterwarnings("default:__array__ implementation:DeprecationWarning")


@pytest.fixture(params=list(FRAMEWORKS))
def framework(request: pytest.FixtureRequest) -> str:
    """A framework that is installed."""
    name: str = request.param
    if importlib.util.find_spec(NEEDS[name]) is None:
        pytest.skip(f"{NEEDS[name]} is not installed")
    return name


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_prints_the_losses_of_our_run(framework: str, name: str, tmp_path: Path) -> None:
    experiment = EXPERIMENTS[name]
    printed = _run(experiment, framework, tmp_path)
    trainer = Trainer(experiment)
    ours: list[float] = []
    while len(ours) < 10 and trainer.step():
        ours.append(trainer.batch_loss)
    assert printed.losses == pytest.approx(ours, rel=TOLERANCE)
    trainer.step("epoch", 10)
    records = [metrics for _, _, metrics in trainer.history.records]
    for (train, test), metrics in zip(printed.epochs, records, strict=True):
        # Differences in rounding grow from step to step, and the sixth digit is the last.
        assert train == pytest.approx(metrics.train_loss, rel=1e-3, abs=1e-6)
        if test is None:
            assert not isfinite(metrics.test_loss)
        else:
            assert test == pytest.approx(metrics.test_loss, rel=1e-3, abs=1e-6)


def test_runs_alone_in_a_folder_of_its_own(framework: str, tmp_path: Path) -> None:
    program = write_program(with_training(tiny(), stop=ONCE), framework)
    path = tmp_path / program.file_name
    path.write_text(program.source, encoding="utf-8")
    # Isolated: neither this folder nor PYTHONPATH, so that nothing of Glassbox can be imported.
    command = [sys.executable, "-I", program.file_name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["step"] * 3 + ["epoch"]


def test_says_when_it_diverges(framework: str, tmp_path: Path) -> None:
    wild = with_training(tiny("plane", activation="linear"), optimizer=SGD(10.0), stop=ONCE)
    wild = wild.model_copy(update={"training": wild.training.model_copy(update={"batch_size": 1})})
    wild = with_training(wild, stop=StopRecipe(max_epochs=20))
    printed = _run(wild, framework, tmp_path)
    trainer = Trainer(wild)
    trainer.step("epoch", 20)
    assert trainer.stop_reason is not None
    assert trainer.stop_reason.code == "diverged"
    assert "Diverged: after step" in printed.text


def test_stops_without_progress_where_our_run_does(framework: str, tmp_path: Path) -> None:
    stop = StopRecipe(max_epochs=50, patience=2)
    experiment = with_training(tiny(), optimizer=SGD(1e-5), stop=stop)
    trainer = Trainer(experiment)
    trainer.step("epoch", 50)
    printed = _run(experiment, framework, tmp_path)
    assert "Converged" in printed.text
    assert len(printed.epochs) == trainer.epoch < 50


def test_there_is_a_piece_for_everything_an_experiment_can_name() -> None:
    assert list(HIDDEN_LAYERS) == ["dense"], "programs are written for dense layers alone"
    for framework in FRAMEWORKS.values():
        assert set(framework.activations) == set(ACTIVATIONS)
        assert set(framework.optimizers) >= set(OPTIMIZERS)
        assert set(framework.losses) == set(LOSS_OF_TASK)
    tried = {experiment.training.schedule.name for experiment in EXPERIMENTS.values()}
    assert tried == set(SCHEDULES)
    tried = {experiment.training.optimizer.name for experiment in EXPERIMENTS.values()}
    assert tried == set(OPTIMIZERS)


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
    with pytest.raises(ProgramError, match="finds boxes"):
        write_program(tiny("shapes_detection"), "numpy")
    with pytest.raises(ProgramError, match="one of numpy, pytorch, keras; got 'fortran'"):
        write_program(tiny(), "fortran")


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


def _run(experiment: Experiment, framework: str, folder: Path) -> Printed:
    return run_program(write_program(experiment, framework), folder)
