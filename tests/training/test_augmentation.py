"""Training pictures that change: how, and that nothing else does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training import Experiment, Snapshot, Trainer, example_on
from app.training.augmentation import Augmentation
from app.training.experiment import AugmentationRecipe
from tests.training.recipes import tiny, with_training

BLANK, FULL = -1.0, 2.0
recipes = st.builds(
    AugmentationRecipe,
    shift=st.integers(0, 4),
    rotate=st.floats(0, 30),
    noise=st.floats(0, 0.5),
)


def augmented(
    pictures: np.ndarray, recipe: AugmentationRecipe, step: int = 0, seed: int = 1
) -> np.ndarray:
    """The pictures, shape (n, height, width), as a step sees them."""
    n, *shape = pictures.shape
    rows = np.ones((n, int(np.prod(shape)) + 1), np.float32)
    rows[:, :-1] = pictures.reshape(n, -1)
    Augmentation(recipe, tuple(shape), BLANK, FULL, seed).apply(rows[:, :-1], step)
    np.testing.assert_array_equal(rows[:, -1], 1)
    return rows[:, :-1].reshape(pictures.shape)


def dots(count: int, side: int, row: int, column: int) -> np.ndarray:
    """Blank pictures with one dot in each."""
    pictures = np.full((count, side, side), BLANK, np.float32)
    pictures[:, row, column] = FULL
    return pictures


def digits(**changes: object) -> Experiment:
    augmentation = AugmentationRecipe(shift=1, rotate=10.0, noise=0.1)
    settings = {"augmentation": augmentation, **changes}
    return with_training(example_on("digits"), **settings)


def test_a_shift_moves_every_picture_by_whole_pixels_in_all_directions() -> None:
    found = augmented(dots(400, 9, 4, 4), AugmentationRecipe(shift=2))
    places = {tuple(np.argwhere(picture == FULL)[0] - 4) for picture in found}
    assert places == {(y, x) for y in range(-2, 3) for x in range(-2, 3)}
    assert (np.sort(found.reshape(400, -1))[:, :-1] == BLANK).all()


def test_what_is_uncovered_is_blank() -> None:
    full = np.full((50, 6, 6), FULL, np.float32)
    found = augmented(full, AugmentationRecipe(shift=3))
    assert set(np.unique(found)) == {BLANK, FULL}
    rotated = augmented(full, AugmentationRecipe(rotate=30.0))
    assert rotated[:, 2:4, 2:4].min() == FULL
    assert rotated[:, 0, 0].min() < 0


def test_a_rotation_turns_about_the_middle() -> None:
    found = augmented(dots(300, 11, 0, 5), AugmentationRecipe(rotate=30.0))
    ink = found - BLANK
    y, x = np.mgrid[:11, :11] - 5.0
    angles = np.degrees(np.arctan2((ink * x).sum(axis=(1, 2)), -(ink * y).sum(axis=(1, 2))))
    assert -32 < angles.min() < -25
    assert 25 < angles.max() < 32
    middle = augmented(dots(300, 11, 5, 5), AugmentationRecipe(rotate=30.0))
    np.testing.assert_allclose(middle[:, 5, 5], FULL, atol=1e-5)


def test_noise_has_the_deviation_asked_for_and_stays_in_range() -> None:
    grey = np.full((50, 10, 10), (BLANK + FULL) / 2, np.float32)
    found = augmented(grey, AugmentationRecipe(noise=0.1))
    assert found.std() == pytest.approx(0.1 * (FULL - BLANK), rel=0.05)
    loud = augmented(grey, AugmentationRecipe(noise=0.5))
    assert loud.min() == BLANK
    assert loud.max() == FULL


@given(recipe=recipes, step=st.integers(0, 10**6), shape=st.sampled_from([(8, 8), (3, 6, 4)]))
def test_a_step_made_again_sees_the_same(
    recipe: AugmentationRecipe, step: int, shape: tuple[int, ...]
) -> None:
    pictures = np.random.default_rng(0).uniform(BLANK, FULL, (5, *shape)).astype(np.float32)
    first = augmented(pictures, recipe, step)
    assert first.tobytes() == augmented(pictures, recipe, step).tobytes()
    assert first.min() >= BLANK - 1e-5
    assert first.max() <= FULL + 1e-5


def test_channels_of_a_picture_stay_together() -> None:
    one = dots(40, 8, 3, 4)
    three = np.repeat(one[:, None], 3, axis=1)
    recipe = AugmentationRecipe(shift=2, rotate=20.0)
    found = augmented(three, recipe)
    for channel in range(3):
        np.testing.assert_array_equal(found[:, channel], augmented(one, recipe))


def test_steps_and_seeds_see_different_pictures() -> None:
    pictures, recipe = dots(8, 9, 4, 4), AugmentationRecipe(shift=3)
    first = augmented(pictures, recipe)
    assert not np.array_equal(first, augmented(pictures, recipe, step=1))
    assert not np.array_equal(first, augmented(pictures, recipe, seed=2))


def test_a_run_is_the_same_however_it_is_made() -> None:
    whole, phased = Trainer(digits()), Trainer(digits())
    whole.step("step", 6)
    phased.step("step", 2)
    phased.step("phase", 3)
    again = Trainer.from_snapshot(Snapshot.from_bytes(phased.snapshot().to_bytes()))
    assert again.latest_batch is not None
    assert phased.latest_batch is not None
    assert again.latest_batch[0].tobytes() == phased.latest_batch[0].tobytes()
    for trainer in (phased, again):
        trainer.step("step", 4)
        assert trainer.network.parameters.tobytes() == whole.network.parameters.tobytes()


def test_the_pictures_that_are_measured_stay_as_they_are() -> None:
    plain, changed = Trainer(digits(augmentation=AugmentationRecipe())), Trainer(digits())
    assert plain.metrics == changed.metrics
    for split in ("train", "test"):
        ours, theirs = (getattr(trainer.dataset, split).inputs for trainer in (plain, changed))
        changed.step("step", 3)
        np.testing.assert_array_equal(ours, theirs)
    plain.step("step", 3)
    assert plain.batch_loss != changed.batch_loss


def test_it_begins_and_ends_while_a_run_goes_on() -> None:
    trainer = Trainer(digits(augmentation=AugmentationRecipe()))
    trainer.step("step", 3)
    assert trainer.reconfigure(digits())
    trainer.step("step", 3)
    assert trainer.steps == 6


def test_data_that_are_no_pictures_take_no_notice() -> None:
    augmentation = AugmentationRecipe(shift=2, noise=0.5)
    plain, asked = Trainer(tiny()), Trainer(with_training(tiny(), augmentation=augmentation))
    for trainer in (plain, asked):
        trainer.step("step", 5)
    assert plain.network.parameters.tobytes() == asked.network.parameters.tobytes()
