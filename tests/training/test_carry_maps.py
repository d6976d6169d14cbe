"""What layers of maps keep when they are changed while a network learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.nn.layers import BatchNorm, Conv2D, Dense, Layer, MaxPool2D
from app.training import Trainer
from tests.training.recipes import tiny, with_layers

FIRST, SECOND = Conv2D(4, kernel_size=3), Conv2D(3, kernel_size=3)
LAYERS: tuple[Layer, ...] = (FIRST, BatchNorm(), MaxPool2D(2), SECOND, Dense(5))


def changed(*layers: Layer) -> tuple[Trainer, Trainer]:
    """A run before and after its layers were changed."""
    experiment = with_layers(tiny("digits", samples=40), LAYERS)
    before, after = Trainer(experiment), Trainer(experiment)
    for trainer in (before, after):
        trainer.step("step", 4)
    assert after.reconfigure(with_layers(experiment, layers))
    return before, after


def kernels(trainer: Trainer, layer: int) -> np.ndarray:
    (array,) = trainer.network.views(trainer.network.parameters)[layer]
    found: np.ndarray = array
    return found


@pytest.mark.parametrize("channels", [2, 6])
def test_kernels_that_still_have_a_place_stay(channels: int) -> None:
    before, after = changed(replace(FIRST, channels=channels), *LAYERS[1:])
    kept = min(channels, 4)
    np.testing.assert_array_equal(kernels(after, 0)[:, :kept], kernels(before, 0)[:, :kept])
    # The next layer reads other maps, too: of those that are left it knows how.
    rows = 9 * kept
    np.testing.assert_array_equal(kernels(after, 3)[:rows], kernels(before, 3)[:rows])
    np.testing.assert_array_equal(kernels(after, 3)[-1], kernels(before, 3)[-1])
    old, new = (t.network.views(t.network.parameters)[1] for t in (before, after))
    for one, other in zip(old, new, strict=True):
        np.testing.assert_array_equal(other[:kept], one[:kept])
    for one, other in zip(
        before.network.state_views()[1], after.network.state_views()[1], strict=True
    ):
        np.testing.assert_array_equal(other[:kept], one[:kept])


def test_another_stride_or_padding_keeps_all_kernels() -> None:
    before, after = changed(replace(FIRST, padding=1), *LAYERS[1:])
    for layer in (0, 3):
        np.testing.assert_array_equal(kernels(after, layer), kernels(before, layer))


def test_kernels_of_another_size_begin_anew() -> None:
    before, after = changed(replace(FIRST, kernel_size=5, padding=1), *LAYERS[1:])
    fresh = Trainer(after.experiment)
    np.testing.assert_array_equal(kernels(after, 0), kernels(fresh, 0))
    np.testing.assert_array_equal(kernels(after, 3), kernels(before, 3))


def test_what_a_normalisation_remembers_outlives_a_change_elsewhere() -> None:
    before, after = changed(*LAYERS[:-1], Dense(7))
    np.testing.assert_array_equal(after.network.state, before.network.state)
