from __future__ import annotations

import numpy as np
import pytest

from app.nn.optimizers import SGD
from app.training import Trainer, Unit
from app.training.problems import Refusal
from app.training.timeline import Timeline
from app.training.timeline.changes import differences_of, marks
from app.training.timeline.tree import MOST_BOOKMARKS, MOST_BRANCHES
from tests.training.moments import moment_of, seek, ticking
from tests.training.recipes import tiny, with_training

FASTER = with_training(tiny(), optimizer=SGD(learning_rate=0.3))


@pytest.fixture
def timeline() -> Timeline:
    timeline = Timeline(tiny(), ticking())
    timeline.step("step", 60)
    return timeline


@pytest.mark.parametrize(
    ("unit", "count", "place"),
    [
        ("phase", 1, (60, 1)),
        ("phase", 3, (59, 6)),
        ("phase", 9, (59, 0)),
        ("phase", 1000, (0, 0)),
        ("step", 1, (60, 0)),
        ("step", 2, (59, 0)),
        ("step", 99, (0, 0)),
        ("epoch", 1, (60, 0)),
        ("epoch", 2, (57, 0)),
        ("epoch", 99, (0, 0)),
    ],
)
def test_it_goes_back_by_phases_steps_and_epochs(
    timeline: Timeline, unit: Unit, count: int, place: tuple[int, int]
) -> None:
    # Seven phases a step, three steps an epoch.
    timeline.step("phase", 2)
    timeline.back(unit, count)
    timeline.settle()
    assert (timeline.trainer.steps, timeline.trainer.phases_done) == place
    alone = Trainer(tiny())
    alone.step("step", place[0])
    alone.step("phase", place[1])
    assert moment_of(timeline.trainer) == moment_of(alone)


def test_a_line_of_another_seed_keeps_its_own_order_of_mini_batches() -> None:
    timeline = Timeline(tiny(), ticking())
    timeline.step("step", 1)
    timeline.configure(with_training(tiny(), seed=7))
    timeline.step("step", 1)
    timeline.switch(1)
    timeline.step("step", 1)
    alone = Trainer(tiny())
    alone.step("step", 2)
    assert moment_of(timeline.trainer) == moment_of(alone)


def test_back_from_a_whole_step_all_but_its_update_is_done(timeline: Timeline) -> None:
    timeline.back("phase")
    timeline.settle()
    assert timeline.trainer.steps == 59
    assert timeline.trainer.phase.kind == "backward"
    timeline.step("phase")
    assert timeline.at_tip


def test_who_goes_back_faster_than_it_is_found_goes_back_from_where_it_would_be(
    timeline: Timeline,
) -> None:
    for _ in range(10):
        timeline.back("step")
    timeline.settle()
    assert timeline.trainer.steps == 50


def test_epochs_have_other_lengths_after_another_batch_size(timeline: Timeline) -> None:
    timeline.step("step", 1)
    timeline.configure(with_training(tiny(), batch_size=13))
    timeline.step("step", 2)
    assert timeline.trainer.epoch == 22
    for place in (62, 60, 57):
        timeline.back("epoch")
        timeline.settle()
        assert timeline.trainer.steps == place


def test_to_go_on_in_the_past_begins_a_branch(timeline: Timeline) -> None:
    seek(timeline, 20)
    assert timeline.branch_off()
    assert timeline.tree.present.id == 2
    assert timeline.latest == 20
    assert timeline.trainer.history.records[-1][0] <= 20
    timeline.step("step", 10)
    timeline.switch(1)
    assert timeline.trainer.steps == 60
    seek(timeline, 30)
    on_the_first = moment_of(timeline.trainer)
    timeline.switch(2)
    # Nothing was changed: the same network comes out of it.
    assert moment_of(timeline.trainer) == on_the_first


def test_phases_that_come_again_need_no_branch(timeline: Timeline) -> None:
    timeline.step("phase", 3)
    seek(timeline, 60)
    assert timeline.tip == (0, 60, 3)
    assert not timeline.branch_off()
    timeline.step("phase", 1)
    assert timeline.tip == (0, 60, 1)
    assert list(timeline.tree.branches) == [1]


def test_by_hand_the_past_is_walked_along_to_its_newest_moment(timeline: Timeline) -> None:
    newest = moment_of(timeline.trainer)
    seek(timeline, 50)
    timeline.step("step", 9)
    assert timeline.here < timeline.tip
    timeline.step("step", 1)
    assert timeline.here == timeline.tip
    assert moment_of(timeline.trainer) == newest
    assert timeline.step("epoch", 2) == 2
    assert timeline.latest == 66


def test_a_branch_is_told_by_what_was_changed_where_it_begins(timeline: Timeline) -> None:
    seek(timeline, 20)
    timeline.configure(with_training(FASTER, l2=0.5))
    timeline.configure(FASTER)
    before = float(timeline.trainer.network.views(timeline.trainer.network.parameters)[0][0][2, -1])
    timeline.edit(1, 2, None, 0.25)
    timeline.edit(1, 2, None, 0.5)
    timeline.step("step", 5)
    timeline.configure(with_training(FASTER, batch_size=2))
    found = differences_of(timeline.tree.present)
    assert [(d.step, d.field, d.before, d.after, d.place) for d in found] == [
        (20, "training.optimizer.learning_rate", 0.03, 0.3, None),
        (20, "weight", before, 0.5, (1, 2, None)),
    ]
    assert [mark["step"] for mark in marks(timeline.tree.present)] == [20, 20, 20, 20, 25]


def test_other_data_begin_a_line_of_their_own(timeline: Timeline) -> None:
    assert not timeline.configure(tiny("xor"))
    assert (timeline.tree.present.id, timeline.tree.present.parent) == (2, None)
    assert timeline.trainer.steps == timeline.latest == 0
    assert [d.field for d in differences_of(timeline.tree.present)] == ["dataset.name"]
    timeline.step("step", 5)
    timeline.switch(1)
    assert timeline.trainer.dataset.spec.name == "circle"
    assert timeline.trainer.steps == 60
    assert seek(timeline, 33)
    timeline.switch(2)
    assert timeline.trainer.dataset.spec.name == "xor"
    assert seek(timeline, 2)


def test_a_line_without_steps_is_replaced() -> None:
    timeline = Timeline(tiny(), ticking())
    for name in ("xor", "moons", "spiral"):
        assert not timeline.configure(tiny(name))
    assert list(timeline.tree.branches) == [1]
    timeline.step()
    seek(timeline, 0)
    assert not timeline.configure(FASTER)
    assert list(timeline.tree.branches) == [1, 2]


def test_reset_goes_back_to_the_weights_that_nobody_has_touched() -> None:
    timeline = Timeline(tiny(), ticking())
    first = moment_of(timeline.trainer)
    timeline.edit(2, 0, 0, 1.5)
    timeline.step("step", 5)
    timeline.reset()
    timeline.settle()
    assert moment_of(timeline.trainer) == first
    # By hand the recorded line is walked, and there it was touched.
    timeline.step("step", 5)
    assert timeline.at_tip


def test_the_oldest_branch_that_nobody_would_miss_makes_room(timeline: Timeline) -> None:
    timeline.bookmark(3, "here it is good")
    for _ in range(MOST_BRANCHES - 1):
        timeline.switch(1)
        seek(timeline, 20)
        timeline.branch_off()
    timeline.tree.rename(2, "mine")
    timeline.switch(1)
    seek(timeline, 20)
    timeline.branch_off()
    assert list(timeline.tree.branches) == [1, 2, *range(4, MOST_BRANCHES + 2)]
    for branch in timeline.tree.branches:
        timeline.tree.rename(branch, "kept")
    seek(timeline, 10)
    before = moment_of(timeline.trainer)
    with pytest.raises(Refusal, match="branch must be one of at most 12: delete one"):
        timeline.configure(FASTER)
    assert moment_of(timeline.trainer) == before
    timeline.delete(2)
    assert timeline.configure(FASTER)


def test_what_is_needed_is_not_deleted(timeline: Timeline) -> None:
    seek(timeline, 20)
    timeline.branch_off()
    with pytest.raises(Refusal, match="branch must not be the present one; got 2"):
        timeline.delete(2)
    with pytest.raises(Refusal, match="branch must have no branches of its own; it has 2; got 1"):
        timeline.delete(1)
    with pytest.raises(Refusal, match="branch must be one of 1, 2; got 7"):
        timeline.delete(7)
    timeline.switch(1)
    timeline.bookmark(5, "stays")
    timeline.delete(2)
    assert list(timeline.tree.branches) == [1]
    assert list(timeline.tree.bookmarks) == [1]


def test_a_branch_of_a_branch_begins_where_its_moment_belongs(timeline: Timeline) -> None:
    seek(timeline, 40)
    timeline.branch_off()
    timeline.step("step", 20)
    seek(timeline, 10)
    timeline.branch_off()
    assert timeline.tree.present.parent == 1
    timeline.switch(2)
    seek(timeline, 50)
    timeline.branch_off()
    assert timeline.tree.present.parent == 2


def test_bookmarks_are_set_renamed_and_taken_away(timeline: Timeline) -> None:
    timeline.bookmark(5, "first")
    timeline.bookmark(7, "second")
    timeline.bookmark(5, "renamed")
    marks = [
        (mark.id, mark.branch, mark.step, mark.name) for mark in timeline.tree.bookmarks.values()
    ]
    assert marks == [(1, 1, 5, "renamed"), (2, 1, 7, "second")]
    timeline.tree.unmark(1)
    with pytest.raises(Refusal, match="bookmark must be one of 2; got 1"):
        timeline.tree.unmark(1)
    with pytest.raises(Refusal, match="step must be from 0 to 60; got 61"):
        timeline.bookmark(61, "too far")
    for step in range(MOST_BOOKMARKS - 1):
        timeline.bookmark(step % 61, str(step))
    assert len(timeline.tree.bookmarks) <= MOST_BOOKMARKS


@pytest.mark.parametrize(
    ("arguments", "field", "allowed"),
    [
        ((0, 0, 0, 1.0), "layer", "1 to 2"),
        ((3, 0, 0, 1.0), "layer", "1 to 2"),
        ((1, 3, 0, 1.0), "unit", "0 to 2"),
        ((1, -1, 0, 1.0), "unit", "0 to 2"),
        ((1, 0, 2, 1.0), "input", "0 to 1"),
        ((1, 0, 0, 1.1e6), "value", "-1e+06 to 1e+06"),
        ((1, 0, 0, float("nan")), "value", "-1e+06 to 1e+06"),
        ((1, 0, 0, float("inf")), "value", "-1e+06 to 1e+06"),
    ],
)
def test_an_edit_that_is_no_edit_disturbs_nothing(
    timeline: Timeline,
    arguments: tuple[int, int, int | None, float],
    field: str,
    allowed: str,
) -> None:
    seek(timeline, 30)
    before = moment_of(timeline.trainer)
    with pytest.raises(Refusal) as caught:
        timeline.edit(*arguments)
    problem = caught.value.problem
    assert (problem.field, problem.allowed) == (field, allowed)
    assert problem.message.startswith(f"{field} must be from")
    assert moment_of(timeline.trainer) == before
    assert list(timeline.tree.branches) == [1]


def test_an_edited_weight_counts_at_once(timeline: Timeline) -> None:
    trainer = timeline.trainer
    timeline.step("phase", 4)
    before = trainer.metrics
    timeline.edit(2, 0, 1, -3.0)
    assert trainer.network.views(trainer.network.parameters)[1][0][0, 1] == -3
    assert trainer.metrics != before
    assert (trainer.phase.kind, trainer.phases_done) == ("start", 0)
    timeline.edit(2, 0, None, 9.0)
    assert trainer.network.views(trainer.network.parameters)[1][0][0, -1] == 9
    timeline.step("step", 3)
    assert timeline.latest == 63


def test_a_branch_has_nothing_of_what_its_parent_recorded_later() -> None:
    timeline = Timeline(tiny(samples=200), ticking())
    timeline.step("step", 19)
    parent = timeline.trainer.statistics
    assert [record.step for record in parent.records] == [1, 2, 4, 8, 16]
    # In the midst of an epoch, whose end is the parent's as well.
    seek(timeline, 12)
    timeline.edit(1, 0, 0, 2.0)
    timeline.step("step", 7)
    own = timeline.trainer.statistics
    assert [record.step for record in own.records] == [1, 2, 4, 8, 16]
    alike = [
        np.array_equal(mine.layers, its.layers, equal_nan=True)
        for mine, its in zip(own.records, parent.records, strict=True)
    ]
    assert alike == [True, True, True, True, False]


def test_what_diverges_after_an_edit_returns_to_the_edit(timeline: Timeline) -> None:
    timeline.configure(with_training(tiny(), optimizer=SGD(learning_rate=10.0), l2=1.0))
    for unit in range(3):
        timeline.edit(1, unit, 0, 1e6)
    timeline.step("step", 100)
    reason = timeline.trainer.stop_reason
    assert reason is not None
    assert reason.code == "diverged"
    assert timeline.latest >= 60
    newest = moment_of(timeline.trainer)
    seek(timeline, 59)
    timeline.step("step", 50)
    assert moment_of(timeline.trainer) == newest
