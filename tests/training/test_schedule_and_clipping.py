from __future__ import annotations

import numpy as np
import pytest

from app.nn.optimizers import SGD
from app.nn.schedules import CosineDecay, StepDecay
from app.training import Trainer
from tests.training.recipes import tiny, with_training

RATE = 0.1
BASE = tiny(optimizer=SGD(learning_rate=RATE))


def changes(trainer: Trainer, steps: int) -> list[float]:
    """By how much of its gradient the first weight moves, step by step."""
    moved = []
    for _ in range(steps):
        before = float(trainer.network.parameters[0])
        trainer.step()
        after, gradient = trainer.network.parameters[0], trainer.network.gradients[0]
        moved.append((before - float(after)) / float(gradient))
    return moved


def test_the_learning_rate_follows_its_schedule() -> None:
    trainer = Trainer(with_training(BASE, schedule=StepDecay(every=2, factor=0.5)))
    expected = [RATE, RATE, RATE / 2, RATE / 2, RATE / 4]
    assert changes(trainer, 5) == pytest.approx(expected, rel=1e-3)


def test_phase_by_phase_it_follows_too() -> None:
    experiment = with_training(BASE, schedule=CosineDecay(steps=4), clip_norm=0.05)
    whole, slow = Trainer(experiment), Trainer(experiment)
    whole.step("step", 5)
    while slow.steps < 5:
        slow.step("phase")
    np.testing.assert_array_equal(whole.network.parameters, slow.network.parameters)


def test_a_schedule_chosen_on_the_way_counts_from_the_first_step() -> None:
    trainer = Trainer(BASE)
    trainer.step("step", 3)
    assert trainer.reconfigure(with_training(BASE, schedule=StepDecay(every=2, factor=0.5)))
    assert changes(trainer, 2) == pytest.approx([RATE / 2, RATE / 4], rel=1e-3)


def test_no_step_is_longer_than_the_clipped_gradient() -> None:
    trainer = Trainer(with_training(BASE, clip_norm=0.01))
    for _ in range(5):
        before = trainer.network.parameters.copy()
        trainer.step()
        length = np.linalg.norm(trainer.network.parameters - before)
        assert length == pytest.approx(RATE * 0.01, rel=1e-3)
