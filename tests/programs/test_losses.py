"""Exported programs print the losses of the run that they are made from."""

from __future__ import annotations

import subprocess
import sys
from math import isfinite
from pathlib import Path

import pytest

from app.nn.optimizers import SGD, Adam
from app.programs import write_program
from app.training import Experiment, Trainer
from app.training.experiment import StopRecipe
from tests.programs.experiments import EXPERIMENTS, ONCE, on_digits
from tests.programs.running import Printed, run_program
from tests.training.recipes import every_kind, tiny, with_training

TEN_TIMES = StopRecipe(max_epochs=10)

TOLERANCE = 1e-5
"""Relative, of a loss in float32."""

# Keras 3.15 with its PyTorch backend does not know NumPy 2.4's `copy` yet.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


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
    for (train, test), shares, metrics in zip(printed.epochs, printed.shares, records, strict=True):
        # Differences in rounding grow from step to step, and the sixth digit is the last.
        assert train == pytest.approx(metrics.train_loss, rel=1e-3, abs=1e-6)
        if test is None:
            assert not isfinite(metrics.test_loss)
        else:
            assert test == pytest.approx(metrics.test_loss, rel=1e-3, abs=1e-6)
        measured = (
            metrics.train_accuracy,
            metrics.test_accuracy,
            metrics.train_iou,
            metrics.test_iou,
        )
        # A percentage is printed to one decimal.
        assert shares == pytest.approx([each for each in measured if isfinite(each)], abs=6e-4)


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


def test_dropout_leaves_out_others_and_says_so(framework: str, tmp_path: Path) -> None:
    experiment = with_training(
        on_digits(every_kind(rate=0.4)), optimizer=Adam(0.02), stop=TEN_TIMES
    )
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


def _run(experiment: Experiment, framework: str, folder: Path) -> Printed:
    return run_program(write_program(experiment, framework), folder)
