from __future__ import annotations

import json
from time import perf_counter
from typing import Any

import pytest

from app.nn.layers import Dense
from app.nn.optimizers import SGD, Adam
from app.training import SnapshotError, Trainer
from app.training.experiment import StopRecipe
from app.training.timeline import Timeline, store
from app.training.timeline.changes import differences_of
from tests.training.moments import moment_of, seek, ticking
from tests.training.recipes import tiny, with_layers, with_training


def at_rest(timeline: Timeline) -> tuple[dict[str, Any], bytes, bytes]:
    """What is saved of it, as it is read again."""
    data = json.loads(json.dumps(store.to_json(timeline), allow_nan=False))
    return data, timeline.trainer.snapshot().to_bytes(), store.pack_tips(timeline)


def after_rest(timeline: Timeline) -> Timeline:
    return store.restore(*at_rest(timeline), ticking())


def eventful() -> Timeline:
    """A timeline with everything that can happen."""
    timeline = Timeline(tiny(), ticking())
    timeline.step("step", 20)
    timeline.configure(with_layers(tiny(), [Dense(5), Dense(2)]))
    timeline.step("step", 7)
    timeline.step("phase", 3)
    timeline.edit(2, 1, None, 0.5)
    timeline.configure(with_training(timeline.trainer.experiment, optimizer=Adam()))
    timeline.step("step", 10)
    timeline.configure(with_training(timeline.trainer.experiment, stop=StopRecipe(max_epochs=14)))
    timeline.step("step", 100)
    timeline.bookmark(25, "the middle")
    timeline.configure(with_training(timeline.trainer.experiment, stop=StopRecipe()))
    timeline.step("step", 30)
    seek(timeline, 24)
    timeline.configure(
        with_training(timeline.trainer.experiment, optimizer=SGD(learning_rate=10.0), l2=1.0)
    )
    timeline.step("step", 500)
    timeline.resume()
    timeline.step("step", 2)
    timeline.tree.rename(2, "too fast")
    timeline.configure(tiny("xor"))
    timeline.step("step", 8)
    return timeline


def assert_same(one: Timeline, other: Timeline) -> None:
    assert list(one.tree.branches) == list(other.tree.branches)
    assert one.tree.bookmarks == other.tree.bookmarks
    assert one.tree.present.id == other.tree.present.id
    assert moment_of(one.trainer) == moment_of(other.trainer)
    for branch in one.tree.branches:
        for timeline in (one, other):
            timeline.switch(branch)
        first, second = one.tree.present, other.tree.present
        assert (first.name, first.origin, first.parent) == (
            second.name,
            second.origin,
            second.parent,
        )
        assert first.events == second.events
        assert differences_of(first) == differences_of(second)
        assert repr(one.trainer.history.records) == repr(other.trainer.history.records)
        assert one.latest == other.latest
        for step in range(0, one.latest + 1, 3):
            assert seek(one, step) == seek(other, step)


def test_all_of_it_outlives_its_process() -> None:
    timeline = eventful()
    assert_same(timeline, after_rest(timeline))


@pytest.mark.parametrize("step", [0, 3, 22, 30])
def test_it_outlives_it_while_the_run_stands_in_the_past(step: int) -> None:
    timeline = eventful()
    timeline.switch(1)
    seek(timeline, step)
    restored = after_rest(timeline)
    assert restored.trainer.steps == step
    assert not restored.at_tip
    assert_same(timeline, restored)


def test_it_outlives_it_while_a_moment_is_being_searched() -> None:
    timeline = eventful()
    timeline.switch(1)
    expected = seek(timeline, 40)
    fresh = after_rest(timeline)
    fresh.seek(2)
    fresh.settle()
    fresh.seek(40)
    next(fresh.pending or iter(()))
    again = after_rest(fresh)
    assert again.searching
    again.settle()
    assert moment_of(again.trainer) == expected


def test_it_goes_on_as_it_would_have() -> None:
    timeline = eventful()
    restored = after_rest(timeline)
    for one in (timeline, restored):
        seek(one, 5)
        one.branch_off()
        one.step("step", 30)
    assert_same(timeline, restored)


def test_a_long_search_is_made_in_pieces() -> None:
    timeline = Timeline(tiny())
    timeline.step("step", 3000)
    restored = store.restore(*at_rest(timeline), perf_counter)
    assert sum(1 for _ in restored.seek(2990)) > 10
    assert restored.trainer.steps == 2990
    # What was made again is remembered now.
    assert restored.tree.present.ladder.rungs


def test_a_run_of_which_no_past_was_kept_begins_where_it_stands() -> None:
    trainer = Trainer(tiny())
    trainer.step("step", 12)
    trainer.step("phase", 3)
    before = moment_of(trainer)
    timeline = store.restore(None, trainer.snapshot().to_bytes(), b"", ticking())
    assert moment_of(timeline.trainer) == before
    timeline.step("step", 20)
    timeline.reset()
    timeline.settle()
    assert moment_of(timeline.trainer) == before
    later = seek(timeline, 20)
    again = after_rest(timeline)
    assert seek(again, 14)
    assert seek(again, 20) == later


def test_what_is_cut_off_is_refused() -> None:
    timeline = eventful()
    data, snapshot, tips = at_rest(timeline)
    for cut in (b"", tips[:5], tips[:-1]):
        with pytest.raises(SnapshotError):
            store.restore(data, snapshot, cut, ticking())


def test_little_is_written_of_a_long_run() -> None:
    timeline = Timeline(tiny(), ticking())
    for number in range(200):
        timeline.step("step", 3)
        timeline.configure(with_training(tiny(), l2=(number % 2) * 0.01))
    assert len(json.dumps(store.to_json(timeline))) < 200 * 120
