from __future__ import annotations

import random

import pytest

from app.nn.optimizers import Adam
from app.training import Trainer, Unit
from app.training.timeline import Timeline
from app.training.timeline.ladder import MOST_RUNGS
from tests.training.moments import moment_of, seek, ticking
from tests.training.recipes import tiny

BUDGET = 200_000


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    """A run that has far more to remember than it may."""
    timeline = Timeline(tiny(optimizer=Adam()), ticking(0.02), BUDGET)
    timeline.step("step", 2000)
    return timeline


def test_what_is_remembered_stays_within_its_budget(timeline: Timeline) -> None:
    assert 0.3 * BUDGET < timeline.bytes <= BUDGET


def test_it_is_thinned_evenly(timeline: Timeline) -> None:
    steps = [rung.key.step for rung in timeline.tree.present.ladder.rungs]
    gaps = [after - before for before, after in zip([0, *steps], [*steps, 2000], strict=True)]
    assert max(gaps) <= 6 * 2000 / len(gaps)


def test_all_is_still_found(timeline: Timeline) -> None:
    chance = random.Random(2)
    for _ in range(20):
        step = chance.randrange(2000)
        found = seek(timeline, step)
        seek(timeline, chance.randrange(2000))
        assert seek(timeline, step) == found
    assert timeline.bytes <= BUDGET


def test_branches_share_the_budget(timeline: Timeline) -> None:
    for _ in range(20):
        seek(timeline, 1000)
        timeline.branch_off()
        timeline.step("step", 200)
        assert timeline.bytes <= BUDGET
    assert seek(timeline, 1100)
    first = moment_of(timeline.trainer)
    timeline.switch(1)
    assert seek(timeline, 1100) == first


def test_rungs_are_not_without_number() -> None:
    timeline = Timeline(tiny(units=()), ticking(0.02))
    timeline.step("step", MOST_RUNGS + 500)
    assert len(timeline.tree.present.ladder.rungs) <= MOST_RUNGS


def test_without_any_memory_all_is_made_again() -> None:
    timeline = Timeline(tiny(), ticking(0.02), 1)
    timeline.step("step", 30)
    moment = moment_of(timeline.trainer)
    seek(timeline, 12)
    assert timeline.tree.present.ladder.rungs == []
    assert seek(timeline, 30) == moment


def test_the_steps_just_passed_are_near(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, step_of = [0.0], Trainer.step

    def costly_step(trainer: Trainer, unit: Unit = "step", count: int = 1) -> int:
        seconds[0] += 0.02 * count
        return step_of(trainer, unit, count)

    monkeypatch.setattr(Trainer, "step", costly_step)
    timeline = Timeline(tiny(optimizer=Adam()), lambda: seconds[0], BUDGET)
    timeline.step("step", 2000)
    seek(timeline, 1500)
    seek(timeline, 1400)
    for step in range(1399, 1396, -1):
        made = sum(1 for _ in timeline.seek(step))
        assert made <= 2
        found = moment_of(timeline.trainer)
        seek(timeline, 700)
        assert seek(timeline, step) == found
        seek(timeline, 1400)
    assert timeline.bytes <= BUDGET


def test_what_was_passed_on_another_branch_is_not_mixed_up() -> None:
    timeline = Timeline(tiny(), ticking(0.02), BUDGET)
    timeline.step("step", 300)
    first = seek(timeline, 250)
    seek(timeline, 240)
    timeline.edit(1, 0, 0, 0.5)
    timeline.step("step", 100)
    assert seek(timeline, 250) != first
    timeline.switch(1)
    assert seek(timeline, 250) == first
