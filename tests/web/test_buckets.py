from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.buckets import Bucket, Buckets, Limit

LIMITS = st.builds(
    Limit, at_once=st.integers(1, 50), per_second=st.floats(0.1, 1000, allow_nan=False)
)
PAUSES = st.lists(st.floats(0, 10, allow_nan=False), max_size=200)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(LIMITS, PAUSES)
def test_never_more_than_what_was_there_and_what_flowed_in(
    limit: Limit, pauses: list[float]
) -> None:
    clock = Clock()
    bucket = Bucket(limit, clock)
    let_through = 0
    for pause in pauses:
        clock.now += pause
        let_through += bucket.take()
        flowed_in = (clock.now - 1000) * limit.per_second
        assert let_through <= limit.at_once + flowed_in + 1e-6


@given(LIMITS)
def test_a_full_bucket_lets_so_many_through_at_once_and_no_more(limit: Limit) -> None:
    bucket = Bucket(limit, Clock())
    assert [bucket.take() for _ in range(limit.at_once + 3)] == [True] * limit.at_once + [False] * 3


@given(LIMITS, PAUSES)
def test_who_waits_as_long_as_told_is_let_through(limit: Limit, pauses: list[float]) -> None:
    clock = Clock()
    bucket = Bucket(limit, clock)
    for pause in pauses:
        clock.now += pause
        if not bucket.take():
            clock.now += bucket.wait + 1e-6
            assert bucket.take()


@given(LIMITS)
def test_who_keeps_to_the_rate_is_always_let_through(limit: Limit) -> None:
    clock = Clock()
    bucket = Bucket(limit, clock)
    for _ in range(200):
        assert bucket.take()
        clock.now += 1.001 / limit.per_second


@given(LIMITS, st.floats(0, 1000))
def test_a_clock_that_goes_back_brings_nothing_and_takes_nothing(limit: Limit, back: float) -> None:
    clock = Clock()
    bucket = Bucket(limit, clock)
    for _ in range(limit.at_once):
        bucket.take()
    clock.now -= back
    assert not bucket.take()
    clock.now += 1.001 / limit.per_second
    assert bucket.take()


@given(st.lists(st.sampled_from("abcdefgh"), max_size=100))
def test_every_key_has_its_own_and_there_are_never_more_than_allowed(keys: list[str]) -> None:
    buckets = Buckets(Limit(2, 1), Clock(), most_keys=3)
    for key in keys:
        buckets.of(key).take()
        assert len(buckets) <= 3
    for key in "xy":
        assert buckets.of(key).take()


def test_the_key_that_was_asked_longest_ago_is_forgotten() -> None:
    buckets = Buckets(Limit(1, 0.1), Clock(), most_keys=2)
    for key in ("old", "used", "old", "new"):
        buckets.of(key).take()
    assert not buckets.of("old").take()
    assert buckets.of("used").take()


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(60, 30), "60 at once and then 30 a second"),
        (Limit(1, 0.5), "1 at once and then 0.5 a second"),
    ],
)
def test_a_limit_can_be_told(limit: Limit, words: str) -> None:
    assert str(limit) == words
