"""The presets keep what they promise."""

from __future__ import annotations

from time import process_time

import pytest

from app.datasets import DATASETS
from app.frames import Probe, Spotlight
from app.training import Trainer
from app.training.presets import PRESETS, Preset
from tests.training.recipes import with_training

SECONDS = 30
FRAME_BYTES = 30_000

ON_DIGITS = [preset for preset in PRESETS if preset.experiment.dataset.name == "digits"]


def test_names_are_distinct_and_data_known() -> None:
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)
    assert {preset.experiment.dataset.name for preset in PRESETS} <= set(DATASETS)
    assert len(ON_DIGITS) == 3
    for preset in PRESETS:
        for text in (preset.title, preset.description):
            assert set(text) == {"en", "zh-CN"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("preset", ON_DIGITS, ids=lambda preset: preset.name)
def test_digits_are_told_apart_within_half_a_minute_on_one_core(preset: Preset, seed: int) -> None:
    trainer = Trainer(with_training(preset.experiment, seed=seed))
    assert preset.experiment.dataset.test_fraction == 0.3
    began = process_time()
    while trainer.metrics.test_accuracy < 0.98 and process_time() - began < SECONDS:
        trainer.step("epoch")
    assert trainer.metrics.test_accuracy >= 0.98


@pytest.mark.slow
def test_mnist_is_learned() -> None:
    (preset,) = [preset for preset in PRESETS if preset.name == "mnist_lenet"]
    trainer = Trainer(preset.experiment)
    while trainer.metrics.test_accuracy < 0.96 and trainer.epoch < 40:
        trainer.step("epoch")
    assert trainer.metrics.test_accuracy >= 0.96


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_frames_stay_small(preset: Preset) -> None:
    """While it plays, with all maps on; the first epoch is the worst, for nothing is blank yet."""
    trainer = Trainer(preset.experiment)
    probe = Probe(trainer, Spotlight("test", 0))
    sizes = []
    for _ in range(5):
        trainer.step("step", 10)
        sizes.append(len(probe.frame(0, ["network", "spotlight", "results"])))
    assert sum(sizes) / len(sizes) <= FRAME_BYTES
