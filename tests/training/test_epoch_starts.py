"""Where the epochs of a line began, found without counting them all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.training.timeline import Branch, Key
from app.training.timeline.branch import BEGINNING
from app.training.timeline.events import Configured, Event
from app.training.timeline.places import before
from tests.training.recipes import tiny

SAMPLES = 13


def _line(changes: list[tuple[int, int]]) -> Branch:
    """A line whose batch size was changed: at which step, to which."""
    branch = Branch(1, None, BEGINNING, tiny(batch_size=5))
    for step, batch_size in changes:
        changed = Configured(tiny(batch_size=batch_size), ("training.batch_size",))
        branch.events.append(Event(step, 0, changed))
    return branch


def _counted(changes: list[tuple[int, int]], here: int) -> list[int]:
    """The same, a step at a time."""
    starts, start, batch_size, left = [0], 0, 5, list(changes)
    for step in range(here + 1):
        if step == start + -(-SAMPLES // batch_size):
            starts.append(step)
            start = step
        while left and left[0][0] == step:
            _, changed = left.pop(0)
            if changed != batch_size:
                start, batch_size = step, changed
    return starts


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 13)), max_size=4).map(sorted),
    st.integers(60, 80),
    st.integers(1, 90),
)
def test_an_epoch_back_is_where_it_began(
    changes: list[tuple[int, int]], here: int, count: int
) -> None:
    starts = _counted(changes, here)
    underway = here > starts[-1]
    expected = starts[max(0, len(starts) - 1 - count + underway)]
    branch = _line(changes)
    assert before(branch, Key(len(changes), here, 0), "epoch", count, SAMPLES).step == expected


def test_an_epoch_back_is_found_after_a_hundred_million_steps() -> None:
    here = Key(0, 100_000_000, 0)
    assert before(_line([]), here, "epoch", 1000, SAMPLES).step == 99_999_999 - 999 * 3
