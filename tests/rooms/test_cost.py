"""What something costs, on a machine that has other things to do now and then."""

from __future__ import annotations

from app.rooms.cost import LATEST, Cost


def test_what_took_long_a_few_times_is_costly() -> None:
    cost = Cost()
    for _ in range(LATEST):
        assert cost.seconds == 0
        cost.note(0.2)
    assert cost.seconds == 0.2


def test_an_interruption_is_no_cost() -> None:
    cost = Cost()
    for seconds in (0.01, 0.02, 0.01, 5.0):
        cost.note(seconds)
    assert cost.seconds == 0.01
