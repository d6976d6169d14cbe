"""Dividing samples into two parts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.datasets.split import stratified_split

strata = st.lists(st.integers(0, 4), max_size=80).map(lambda labels: np.array(labels, np.int64))
fractions = st.floats(0.01, 0.99)


def split(labels: NDArray[np.int64], fraction: float, seed: int = 0) -> tuple[list[int], list[int]]:
    train, test = stratified_split(labels, fraction, np.random.default_rng(seed))
    return train.tolist(), test.tolist()


@given(strata, fractions, st.integers(0, 1000))
def test_every_sample_is_in_exactly_one_part(
    labels: NDArray[np.int64], fraction: float, seed: int
) -> None:
    train, test = split(labels, fraction, seed)
    assert sorted(train + test) == list(range(len(labels)))


@given(strata, fractions)
def test_neither_part_is_empty_from_two_samples_on(
    labels: NDArray[np.int64], fraction: float
) -> None:
    train, test = split(labels, fraction)
    assert bool(train) == (len(labels) >= 1)
    assert bool(test) == (len(labels) >= 2)


@given(strata, fractions, fractions)
def test_a_larger_test_part_contains_the_smaller(
    labels: NDArray[np.int64], one: float, other: float
) -> None:
    small, large = (split(labels, fraction)[1] for fraction in sorted((one, other)))
    assert large[: len(small)] == small


@given(strata, fractions)
def test_classes_are_in_proportion(labels: NDArray[np.int64], fraction: float) -> None:
    _, test = split(labels, fraction)
    for label in np.unique(labels):
        expected = (labels == label).sum() * len(test) / len(labels)
        assert abs((labels[test] == label).sum() - expected) < len(np.unique(labels))


def test_the_random_source_decides_who_is_tested() -> None:
    labels = np.zeros(100, np.int64)
    assert split(labels, 0.5, seed=1) != split(labels, 0.5, seed=2)
    assert split(labels, 0.5, seed=1) == split(labels, 0.5, seed=1)
