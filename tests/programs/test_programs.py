"""Exported programs print the losses of the run that they are made from."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path

import numpy as np
import pytest

from app.datasets import DATASETS, Correction, Drawing
from app.nn.activations import ACTIVATIONS
from app.nn.layers import AveragePool2D, BatchNorm, Conv2D, Dense, Flatten, Layer, MaxPool2D
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
from app.training.experiment import (
    HIDDEN_LAYERS,
    AugmentationRecipe,
    DatasetRecipe,
    StopRecipe,
)
from tests.programs.running import Printed, run_program
from tests.training.recipes import HERE, every_kind, tiny, with_layers, with_training

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


_LAYERS: dict[str, tuple[Layer, ...]] = {
    "convolution": (Conv2D(3, kernel_size=3, padding=1, activation="relu"), Dense(6, "tanh")),
    "strides and borders": (
        Conv2D(4, kernel_size=3, stride=2, padding=2, activation="tanh"),
        Conv2D(3, kernel_size=2, activation="linear"),
        Flatten(),
    ),
    "max pooling": (
        Conv2D(3, kernel_size=2, padding=1),
        MaxPool2D(3, stride=2, padding=1),
        Dense(5, "tanh"),
    ),
    "average pooling": (
        AveragePool2D(2),
        Conv2D(3, kernel_size=2),
        AveragePool2D(3, stride=1, padding=1),
        Dense(5, "tanh"),
    ),
    "normalisation": (
        Conv2D(3, kernel_size=3, activation="linear"),
        BatchNorm(momentum=0.3),
        MaxPool2D(2),
        BatchNorm(),
        Flatten(),
        BatchNorm(),
        Dense(5, "relu"),
    ),
    "without dropout": tuple(layer for layer in every_kind() if layer.kind != "dropout"),
}

WRITTEN = {"keras": {"dense"}}
"""Frameworks whose programs hold these kinds of layers alone."""

REFUSED = {"detection"}
"""Tasks for which no framework has a program."""


def _on_digits(layers: Sequence[Layer]) -> Experiment:
    experiment = with_layers(tiny("digits", samples=120, batch_size=8), layers)
    return with_training(experiment, optimizer=SGD(0.1), stop=TWICE)


def _experiments() -> Iterator[tuple[str, Experiment]]:
    for name in HERE:
        if name not in EMPTY and DATASETS[name].task != "detection":
            example = Experiment.example(name)
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
    for name, layers in _LAYERS.items():
        yield f"layers: {name}", _on_digits(layers)
    for l1, l2 in ((0.001, 0.0), (0.0, 0.01)):
        priced = with_training(_on_digits(_LAYERS["convolution"]), l1=l1, l2=l2, clip_norm=0.5)
        yield f"kernels, L1 {l1:g}, L2 {l2:g}", priced
    flat = with_layers(tiny("iris", samples=60), (Dense(5, "tanh"), BatchNorm(), Dense(4, "relu")))
    yield "neurons normalised", with_training(flat, optimizer=Adam(0.01), stop=TWICE)


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
    if not _is_written(experiment, framework):
        pytest.skip("there is no such program")
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
    for framework in FRAMEWORKS.values():
        assert set(framework.layers) == WRITTEN.get(framework.name, set(HIDDEN_LAYERS))
        assert set(framework.activations) == set(ACTIVATIONS)
        assert set(framework.optimizers) >= set(OPTIMIZERS)
        assert set(framework.losses) == set(LOSS_OF_TASK) - REFUSED
    tried = {experiment.training.schedule.name for experiment in EXPERIMENTS.values()}
    assert tried == set(SCHEDULES)
    tried = {experiment.training.optimizer.name for experiment in EXPERIMENTS.values()}
    assert tried == set(OPTIMIZERS)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_is_tidy(framework: str, name: str) -> None:
    if not _is_written(EXPERIMENTS[name], framework):
        pytest.skip("there is no such program")
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


def test_dropout_leaves_out_others_and_says_so(framework: str, tmp_path: Path) -> None:
    experiment = with_training(_on_digits(every_kind(rate=0.4)), stop=StopRecipe(max_epochs=30))
    if not _is_written(experiment, framework):
        pytest.skip("there is no such program")
    source = write_program(experiment, framework).source
    assert "dropout leaves out others at random than Glassbox does" in source
    printed = _run(experiment, framework, tmp_path)
    trainer = Trainer(experiment)
    trainer.step()
    # The same weights and samples: what was left out makes a difference, and no large one.
    assert printed.losses[0] == pytest.approx(trainer.batch_loss, rel=0.3)
    assert printed.losses[0] != pytest.approx(trainer.batch_loss, rel=TOLERANCE)
    first, last = printed.epochs[0][0], printed.epochs[-1][0]
    assert last < 0.9 * first


def test_says_for_which_layers_there_is_no_program() -> None:
    for kind in set(HIDDEN_LAYERS) - WRITTEN["keras"] - {"batch_norm"}:
        layers = [layer for layer in every_kind() if layer.kind == kind]
        words = f"No Keras 3 program can be written for layers of kind '{kind}' yet; there is one"
        with pytest.raises(ProgramError, match=words):
            write_program(_on_digits(layers[:1]), "keras")
    with pytest.raises(ProgramError, match="normalises a picture before anything else"):
        write_program(_on_digits((BatchNorm(), Dense(3))), "numpy")


def test_a_changed_picture_has_no_program() -> None:
    changed = with_training(tiny("digits", samples=60), augmentation=AugmentationRecipe(shift=1))
    with pytest.raises(ProgramError, match="changes its pictures while it trains"):
        write_program(changed, "numpy")


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


def _is_written(experiment: Experiment, framework: str) -> bool:
    kinds = {layer.kind for layer in experiment.network.layers}
    return kinds <= set(FRAMEWORKS[framework].layers)


def _run(experiment: Experiment, framework: str, folder: Path) -> Printed:
    return run_program(write_program(experiment, framework), folder)
