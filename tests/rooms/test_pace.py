from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rooms.commands import Speed
from app.rooms.pace import Pace, Tachometer


def paced(per_second: float | None) -> Pace:
    pace = Pace(Speed(type="speed", unit="step", per_second=per_second))
    pace.start(100.0)
    return pace


def play(pace: Pace, seconds: float) -> int:
    """Make all that is due, exactly when it is due."""
    now, made = 100.0, 0
    while now <= 100.0 + seconds:
        due = pace.due(now)
        assert due is not None
        pace.made(due)
        made += due
        now += max(pace.wait(now), 1e-6)
    return made


@given(st.floats(0.1, 300), st.floats(0, 5))
def test_as_many_as_the_speed_says(rate: float, seconds: float) -> None:
    # One at once, then one each period.
    assert abs(play(paced(rate), seconds) - (1 + rate * seconds)) <= 1.01


def test_the_first_is_due_at_once() -> None:
    pace = paced(0.1)
    assert pace.due(100.0) == 1
    pace.made(1)
    assert pace.due(100.0) == 0
    assert pace.wait(100.0) == pytest.approx(10)


def test_at_full_speed_there_is_no_number_and_no_wait() -> None:
    pace = paced(None)
    assert pace.due(100.0) is None
    assert pace.wait(105.0) == 0


@given(st.floats(0.1, 100_000), st.lists(st.floats(0, 60), max_size=20))
def test_lost_time_is_not_made_up_for_in_a_rush(rate: float, pauses: list[float]) -> None:
    pace, now = paced(rate), 100.0
    for pause in pauses:
        now += pause
        due = pace.due(now)
        assert due is not None
        assert due <= 2 + rate * 0.25


@given(st.floats(0.1, 1000))
def test_a_small_delay_loses_nothing(rate: float) -> None:
    pace, now, made = paced(rate), 100.0, 0
    for _ in range(200):
        due = pace.due(now)
        assert due is not None
        pace.made(due)
        made += due
        now += 0.07
    assert abs(made - (1 + rate * 0.07 * 199)) <= 1.01


def test_a_new_start_forgets_what_was_owed() -> None:
    pace = paced(10)
    pace.due(101.0)
    pace.start(102.0)
    assert pace.due(102.0) == 1


def test_the_tachometer_measures_over_half_a_second() -> None:
    tachometer = Tachometer()
    assert tachometer.read(10.0, 0) == 0
    assert tachometer.read(10.4, 400) == 0
    assert tachometer.read(10.5, 600) == pytest.approx(1200)
    assert tachometer.read(10.9, 5000) == pytest.approx(1200)
    assert tachometer.read(11.5, 700) == pytest.approx(100)


def test_the_tachometer_falls_to_nothing_when_the_run_stops_or_begins_again() -> None:
    tachometer = Tachometer()
    tachometer.read(10.0, 0)
    tachometer.read(11.0, 1000)
    tachometer.stop()
    assert tachometer.steps_per_second == 0
    tachometer.read(12.0, 1000)
    # A reset takes the steps back to 0; that is no negative speed.
    assert tachometer.read(13.0, 10) >= 0
    assert tachometer.read(14.0, 110) == pytest.approx(100)
