"""When frames are due: to a beat, and at no more cost than a run can bear."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.rooms.frame_clock import (
    CROWDED_PROBE_SHARE,
    FRAME_SECONDS,
    PROBE_SHARE,
    SLOW_PARTS_SECONDS,
    FrameClock,
)

SECONDS = 600.0


def played(
    quick: float, slow: float, *, crowd: int = 1, sent: tuple[int, int] = (1000, 1)
) -> tuple[float, float, float]:
    """A run that plays, with frames that cost so many seconds, without slow parts and with.

    Returns:
        frames a second, those with slow parts among them, and the share of the time in frames.
    """
    clock, now, spent = FrameClock(), 0.0, 0.0
    frames = slow_frames = 0
    while now < SECONDS:
        clock.wanted = True  # A step was made.
        clock.share_time(crowd)
        wait = clock.wait(now) or 0.0
        if wait == 0:
            with_slow = clock.slow_parts_due(now)
            cost = slow if with_slow else quick
            clock.made(now, now + cost, slow_parts=with_slow, sent=sent, playing=True)
            now, spent = now + cost, spent + cost
            frames, slow_frames = frames + 1, slow_frames + with_slow
        now += max(0.001, wait)
    return frames / now, slow_frames / now, spent / now


def test_cheap_frames_come_thirty_times_a_second_and_their_slow_parts_eight_times() -> None:
    frames, slow, _ = played(0.0001, 0.001)
    assert frames == pytest.approx(1 / FRAME_SECONDS, rel=0.03)
    # A slow part waits for the next beat.
    assert 6.5 < slow <= 1 / SLOW_PARTS_SECONDS


def test_costly_slow_parts_become_rare_and_the_frames_between_them_do_not() -> None:
    frames, slow, share = played(0.001, 0.06)
    assert frames > 0.85 / FRAME_SECONDS
    assert slow < 3
    assert share <= PROBE_SHARE * 1.05


@pytest.mark.parametrize("crowd", [2, 20])
@pytest.mark.parametrize(
    ("quick", "slow"), [(0.02, 0.02), (0.02, 0.1), (0.001, 0.3), (0.1, 0.11), (0.03, 0.01)]
)
def test_frames_take_no_more_of_the_time_than_their_share(
    quick: float, slow: float, crowd: int
) -> None:
    assert played(quick, slow)[2] <= PROBE_SHARE * 1.1
    assert played(quick, slow, crowd=crowd)[2] <= CROWDED_PROBE_SHARE / crowd * 1.1


def test_frames_that_could_not_come_in_their_time_are_made_up_for() -> None:
    clock, now, made = FrameClock(), 0.0, []
    while now < SECONDS:
        clock.wanted = True
        clock.share_time(1)
        if clock.wait(now) == 0:
            clock.made(now, now + 0.001, slow_parts=False, sent=(1000, 1), playing=True)
            made.append(now)
        # Twice a second an epoch ends, and its losses are measured.
        now += 0.1 if now % 0.5 > 0.497 else 0.003
    assert len(made) / SECONDS == pytest.approx(1 / FRAME_SECONDS, rel=0.02)
    assert min(after - before for before, after in pairwise(made)) >= FRAME_SECONDS / 2


def test_after_a_rest_frames_begin_in_their_time() -> None:
    clock = FrameClock()
    for began, playing in ((0.0, False), (60.0, True)):
        clock.wanted = True
        clock.share_time(1)
        assert clock.wait(began) == 0
        clock.made(began, began, slow_parts=True, sent=(1000, 1), playing=playing)
    clock.wanted = True
    assert clock.wait(60.0) == pytest.approx(FRAME_SECONDS * 0.5)
    clock.made(60.02, 60.02, slow_parts=False, sent=(1000, 1), playing=True)
    clock.wanted = True
    assert (clock.wait(60.02) or 0.0) >= FRAME_SECONDS * 0.5


def test_a_large_class_is_sent_fewer_frames_that_are_large() -> None:
    alone, _, _ = played(0.001, 0.002, sent=(30_000, 1))
    class_of_forty, _, _ = played(0.001, 0.002, sent=(30_000, 40))
    larger, _, _ = played(0.001, 0.002, sent=(30_000, 400))
    assert class_of_forty < alone / 10
    assert larger == class_of_forty
