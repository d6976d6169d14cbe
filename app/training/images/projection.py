"""What the last hidden layer makes of the test samples, as points in a plane."""

from __future__ import annotations

import numpy as np

from app.nn.calls import Array
from app.training.trainer import Trainer

MOST_SAMPLES = 500
MOST_UNITS = 256
"""A decomposition costs the third power of the smaller of samples and units: for a wider layer as
many samples are shown as it takes to be quick."""


class Projection:
    """Test samples, projected onto the first two principal components of a layer's activations.

    It is the last hidden layer; the inputs where there is none. Principal components have no sign,
    and where two have equal variances no direction. So that points do not jump from one moment to
    the next, each picture is turned and mirrored to lie as close to the one before as it can, by
    the orthogonal matrix of the Procrustes problem (Schönemann, 1966). Distances stay as they are.

    Attributes:
        count: how many of the first test samples are shown.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self.count = 0
        self._before: Array | None = None
        bound = trainer.test_pass()
        if bound is not None:
            units = self._activations().shape[1]
            most = MOST_SAMPLES if units <= MOST_UNITS else MOST_UNITS
            self.count = min(bound.batch_size, most)

    def _activations(self) -> Array:
        """(samples, units) at the present parameters, of the samples that are at hand."""
        bound = self._trainer.test_pass()
        if bound is None:
            raise ValueError("there are no test samples")
        if len(bound.layers) == 1:
            return bound.inputs
        return bound.layers[-2].output.reshape(-1, bound.batch_size).T

    def points(self) -> tuple[Array, Array]:
        """The points now, and how much of the variance of all units the two components hold.

        Returns:
            (count, 2) and (2,), the larger share first; NaN while activations are not finite.
        """
        centred = self._activations()[: self.count]
        centred = centred - centred.mean(axis=0)
        if not np.isfinite(centred).all():
            return np.full((self.count, 2), np.nan), np.full(2, np.nan)
        points, shares = principal_components(centred)
        if self._before is not None:
            points = points @ closest_turn(points, self._before)
        self._before = points
        return points, shares


def principal_components(centred: Array) -> tuple[Array, Array]:
    """Points along the first two principal components, and their shares of the variance.

    They are the singular vectors, here from the smaller of XᵀX and XXᵀ, which is much quicker.

    Args:
        centred: X, (samples, units), each unit's mean 0.

    Returns:
        (samples, 2) and (2,), 0 where there is no such component. Each has the sign that makes its
        largest coordinate positive.
    """
    samples, units = centred.shape
    wide = units > samples
    variances, vectors = np.linalg.eigh(centred @ centred.T if wide else centred.T @ centred)
    variances = np.maximum(variances[::-1], 0)
    vectors = vectors[:, ::-1][:, :2]
    first = vectors * np.sqrt(variances[:2]) if wide else centred @ vectors
    points = np.zeros((samples, 2), centred.dtype)
    points[:, : first.shape[1]] = first
    largest = points[np.abs(points).argmax(axis=0), [0, 1]]
    points *= np.where(largest < 0, -1, 1)
    shares = np.zeros(2)
    total = variances.sum()
    if total > 0:
        shares[: len(variances[:2])] = variances[:2] / total
    return points, shares


def closest_turn(points: Array, before: Array) -> Array:
    """The orthogonal matrix R, (2, 2), for which ‖points · R − before‖ is least."""
    left, _, right = np.linalg.svd(points.T @ before)
    turn: Array = left @ right
    return turn
