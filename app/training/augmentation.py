"""Training pictures that are moved, turned and made noisy: other ones every time they are seen.

The test samples, and the training samples where they are measured, stay as they are.
"""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import NDArray

from app.datasets import Dataset
from app.nn.calls import Array
from app.training.experiment import AugmentationRecipe, Experiment

_STREAM = 2
"""Apart from the streams of the initial weights and of the order of samples."""


class Augmentation:
    """Changes a mini-batch of pictures where it lies.

    What it does follows from the seed and the number of the step alone: a step that is made again
    sees the same pictures, to the bit.

    Attributes:
        recipe: how much is done.
        blank, full: the network's inputs for a pixel without ink, and for one full of ink.
    """

    def __init__(
        self,
        recipe: AugmentationRecipe,
        shape: tuple[int, ...],
        blank: float,
        full: float,
        seed: int,
    ) -> None:
        """Augment pictures of this shape, (height, width) or (channels, height, width).

        Args:
            recipe: how much.
            shape: of a picture.
            blank: the network's input for a pixel without ink, which fills what is uncovered.
            full: the same for one full of ink.
            seed: of the training.
        """
        *channels, self._height, self._width = shape
        self._channels = prod(channels)
        self.recipe, self._seed = recipe, seed
        self.blank, self.full = blank, full

    @classmethod
    def of(cls, experiment: Experiment, dataset: Dataset) -> Augmentation | None:
        """What an experiment asks for; None where that is nothing, or the data are no pictures."""
        recipe = experiment.training.augmentation
        if not recipe.any or dataset.spec.view != "image":
            return None
        blank, full = dataset.inputs_of(np.array([[0.0], [1.0]]))[:, 0]
        seed = experiment.training.seed
        return cls(recipe, dataset.input_shape, float(blank), float(full), seed)

    def apply(self, inputs: Array, step: int) -> None:
        """Change the inputs of a step, shape (batch, numbers in a picture)."""
        rng = np.random.default_rng([self._seed, _STREAM, step])
        # A view even of rows with something between them: an axis is only divided.
        pictures = inputs.reshape(len(inputs), self._channels, self._height, self._width)
        recipe = self.recipe
        shifts = rng.integers(-recipe.shift, recipe.shift, (2, len(inputs)), endpoint=True)
        if recipe.rotate:
            degrees = rng.uniform(-recipe.rotate, recipe.rotate, len(inputs))
            pictures[...] = self._turned(pictures, np.radians(degrees), shifts)
        elif recipe.shift:
            pictures[...] = self._moved(pictures, shifts)
        if recipe.noise:
            noise = rng.standard_normal(pictures.shape, np.float32)
            pictures += noise * np.float32(recipe.noise * (self.full - self.blank))
            np.clip(pictures, self.blank, self.full, out=pictures)

    def _moved(self, pictures: Array, shifts: NDArray[np.int64]) -> Array:
        """Every picture moved down and to the right by whole pixels."""
        most = self.recipe.shift
        padded = self._padded(pictures, most)
        windows = np.lib.stride_tricks.sliding_window_view(
            padded, (self._height, self._width), axis=(2, 3)
        )
        down, right = most - shifts
        moved: Array = windows[np.arange(len(pictures)), :, down, right]
        return moved

    def _turned(
        self, pictures: Array, angles: NDArray[np.float64], shifts: NDArray[np.int64]
    ) -> Array:
        """Every picture turned about its middle and then moved; between pixels, bilinear."""
        count, height, width = len(pictures), self._height, self._width
        middle_y, middle_x = (height - 1) / 2, (width - 1) / 2
        down, right = shifts.astype(np.float32)[..., None, None]
        y = np.arange(height, dtype=np.float32)[:, None] - np.float32(middle_y) - down
        x = np.arange(width, dtype=np.float32) - np.float32(middle_x) - right
        sine, cosine = (f(angles).astype(np.float32)[:, None, None] for f in (np.sin, np.cos))
        # Where each pixel comes from, in the picture with a blank border one pixel wide. What is
        # further out comes from the border, too.
        from_y = np.clip(cosine * y + sine * x + np.float32(middle_y + 1), 0, height + 1)
        from_x = np.clip(cosine * x - sine * y + np.float32(middle_x + 1), 0, width + 1)
        top = np.minimum(np.floor(from_y), height)
        left = np.minimum(np.floor(from_x), width)
        below, beside = (from_y - top)[:, None], (from_x - left)[:, None]
        corners = top.astype(np.intp) * (width + 2) + left.astype(np.intp)
        padded = self._padded(pictures, 1)
        starts = np.arange(count * self._channels).reshape(count, -1, 1, 1)
        place = starts * (height + 2) * (width + 2) + corners[:, None]

        def corner(offset: int) -> Array:
            values: Array = padded.take(place + offset, mode="clip")
            return values

        upper, lower = corner(0), corner(width + 2)
        upper += (corner(1) - upper) * beside
        lower += (corner(width + 3) - lower) * beside
        turned: Array = upper + (lower - upper) * below
        return turned

    def _padded(self, pictures: Array, border: int) -> Array:
        count, channels, height, width = pictures.shape
        size = count, channels, height + 2 * border, width + 2 * border
        padded: Array = np.full(size, self.blank, pictures.dtype)
        padded[:, :, border : border + height, border : border + width] = pictures
        return padded
