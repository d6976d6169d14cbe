"""How far up among a network's answers the true class stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array


def chances_of(predictions: Array) -> Array:
    """The probability of every class, (classes, samples), from (outputs, samples).

    A network of two classes may have one output, the probability of the second.
    """
    if len(predictions) > 1:
        return predictions
    return np.concatenate([1 - predictions, predictions])


def ranks_of(chances: Array, truths: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many classes are answered before the true one, for each sample.

    Of equal chances the class that comes first is answered first, as by `classes_of`.

    Args:
        chances: (classes, samples).
        truths: the true class of each sample.
    """
    own = chances[truths, np.arange(len(truths))]
    earlier = np.arange(len(chances))[:, np.newaxis] < truths
    ranks: NDArray[np.intp] = ((chances > own) | ((chances == own) & earlier)).sum(axis=0)
    return ranks


def top_shares(chances: Array, truths: NDArray[np.intp], most: int) -> Array:
    """The share of samples whose true class is among the first 1, 2, … `most` answers.

    Returns:
        (most,), rising to 1 where `most` is the number of classes; NaN without samples.
    """
    counts = np.bincount(ranks_of(chances, truths), minlength=most)[:most]
    shares: Array = np.cumsum(counts) / np.float64(len(truths) or np.nan)
    return shares
