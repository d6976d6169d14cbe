"""What the tests of rooms share."""

from __future__ import annotations

import pytest

from tests.rooms.clock import CLOCK, CLOCKED


@pytest.fixture(autouse=True)
def time_can_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in this process go by a clock that a test may put forward."""
    for module in CLOCKED:
        monkeypatch.setattr(f"app.rooms.{module}.perf_counter", CLOCK.now)
