"""What has no room in memory lies on a disk, and is found from there to the bit."""

from __future__ import annotations

import errno
import logging
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from app.nn.layers import Dense
from app.nn.optimizers import Adam
from app.training import Experiment, Trainer, Unit
from app.training.timeline import Timeline
from app.training.timeline.shelf import BLOCK_BYTES, Shelf, ShelfError
from tests.training.moments import Moment, moment_of, seek
from tests.training.recipes import tiny, with_layers

MEMORY = 1_500_000
"""For some twenty snapshots of this network: 60 KB each."""

STEPS = 300


def wide() -> Experiment:
    return with_layers(tiny(optimizer=Adam()), [Dense(units=64), Dense(units=64)])


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], float]:
    """A clock on which steps take long, and nothing else takes any time."""
    seconds, step_of = [0.0], Trainer.step

    def costly_step(trainer: Trainer, unit: Unit = "step", count: int = 1) -> int:
        seconds[0] += 0.06 * count
        return step_of(trainer, unit, count)

    monkeypatch.setattr(Trainer, "step", costly_step)
    return lambda: seconds[0]


def trained(shelf: Shelf, clock: Callable[[], float]) -> tuple[Timeline, list[Moment]]:
    """A run with more to remember than there is room in memory, and how each step was."""
    timeline = Timeline(wide(), clock, MEMORY, shelf)
    moments = [moment_of(timeline.trainer)]
    while timeline.trainer.steps < STEPS:
        timeline.step()
        moments.append(moment_of(timeline.trainer))
    return timeline, moments


def assert_all_are_found(timeline: Timeline, moments: list[Moment]) -> None:
    chance = random.Random(5)
    for _ in range(25):
        step = chance.randrange(STEPS)
        assert seek(timeline, step) == moments[step], step


@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=5),
            arrays_of.arrays(st.sampled_from(["f4", "f8", "i8"]), arrays_of.array_shapes()),
            max_size=4,
        ),
        max_size=6,
    )
)
def test_what_is_put_there_is_what_is_read(sets: list[dict[str, np.ndarray[Any, Any]]]) -> None:
    shelf = Shelf()
    slips = [shelf.put(arrays) for arrays in sets]
    for arrays, slip in zip(sets, slips, strict=True):
        assert slip is not None
        read = shelf.read(slip)
        assert list(read) == list(arrays)
        for name, array in arrays.items():
            assert read[name].dtype == array.dtype
            np.testing.assert_array_equal(read[name], array)


def test_room_is_used_again() -> None:
    shelf = Shelf(most_bytes=4 * BLOCK_BYTES)
    one = {"a": np.arange(BLOCK_BYTES // 8 * 2)}
    first, second = shelf.put(one), shelf.put(one)
    assert first is not None
    assert second is not None
    assert shelf.put(one) is None
    del first
    third = shelf.put({"a": one["a"] + 1})
    assert third is not None
    np.testing.assert_array_equal(shelf.read(third)["a"], one["a"] + 1)
    np.testing.assert_array_equal(shelf.read(second)["a"], one["a"])


def test_what_has_no_length_takes_no_room_of_others() -> None:
    shelf = Shelf()
    # Given back at once: its room is free.
    assert shelf.put({"large": np.ones(3 * BLOCK_BYTES, np.uint8)})
    nothing = shelf.put({"nothing": np.ones((0, 4))})
    assert nothing
    assert nothing.bytes == BLOCK_BYTES
    assert shelf.read(nothing)["nothing"].shape == (0, 4)


def test_a_shelf_without_room_asks_no_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert Shelf(0, tmp_path / "is not there").put({"one": np.ones(1)}) is None
    assert caplog.text == ""


def test_the_file_has_no_name_and_goes_with_the_shelf(tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path)
    assert shelf.put({"a": np.zeros(10)}) is not None
    assert list(tmp_path.iterdir()) == []


def test_every_step_is_found_from_the_shelf_to_the_bit(clock: Callable[[], float]) -> None:
    timeline, moments = trained(Shelf(), clock)
    assert timeline.bytes <= MEMORY
    assert timeline.shelved_bytes > 2 * MEMORY
    assert_all_are_found(timeline, moments)
    assert timeline.bytes <= MEMORY


def test_more_is_near_than_memory_has_room_for(clock: Callable[[], float]) -> None:
    """The ways from snapshot to snapshot, with and without a shelf."""
    with_shelf, _ = trained(Shelf(), clock)
    without, _ = trained(Shelf(most_bytes=0), clock)
    near, far = (len(line.tree.present.ladder.rungs) for line in (with_shelf, without))
    assert near >= 4 * far


def test_a_full_shelf_is_thinned_like_memory(clock: Callable[[], float]) -> None:
    timeline, moments = trained(Shelf(most_bytes=20 * BLOCK_BYTES), clock)
    assert 0 < timeline.shelved_bytes <= 20 * BLOCK_BYTES
    steps = [rung.key.step for rung in timeline.tree.present.ladder.rungs]
    gaps = [after - before for before, after in zip([0, *steps], [*steps, STEPS], strict=True)]
    assert max(gaps) <= 6 * STEPS / len(gaps)
    assert_all_are_found(timeline, moments)


def test_branches_share_the_shelf(clock: Callable[[], float]) -> None:
    most = 40 * BLOCK_BYTES
    timeline, moments = trained(Shelf(most_bytes=most), clock)
    for _ in range(5):
        seek(timeline, 150)
        timeline.branch_off()
        timeline.step("step", 100)
        assert timeline.bytes <= MEMORY
        assert timeline.shelved_bytes <= most
    timeline.switch(1)
    assert_all_are_found(timeline, moments)


def test_a_disk_that_is_full_hurts_nobody(
    clock: Callable[[], float],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.training.timeline.shelf.tempfile.TemporaryFile", full)
    with caplog.at_level(logging.WARNING, "glassbox.timeline"):
        timeline, moments = trained(Shelf(folder=tmp_path), clock)
    assert timeline.shelved_bytes == 0
    assert timeline.bytes <= MEMORY
    assert_all_are_found(timeline, moments)
    assert len(caplog.records) == 1
    assert "No space left on device" in caplog.text


def test_others_keep_their_part_of_the_disk(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    class Usage:
        free = 2**30

    monkeypatch.setattr("app.training.timeline.shelf.shutil.disk_usage", lambda _: Usage)
    shelf = Shelf(folder=tmp_path)
    with caplog.at_level(logging.WARNING, "glassbox.timeline"):
        assert shelf.put({"a": np.zeros(10)}) is None
        assert shelf.put({"a": np.zeros(10)}) is None
    assert len(caplog.records) == 1


def test_what_the_disk_has_lost_is_made_again(
    clock: Callable[[], float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf()
    timeline, moments = trained(shelf, clock)
    read, lost = shelf.read, []

    def lose_every_second(slip: Any) -> Any:
        lost.append(slip)
        if len(lost) % 2:
            raise ShelfError("a snapshot on the disk is not what was written there")
        return read(slip)

    monkeypatch.setattr(shelf, "read", lose_every_second)
    with caplog.at_level(logging.WARNING, "glassbox.timeline"):
        assert_all_are_found(timeline, moments)
    assert "is found from an earlier one" in caplog.text


def test_bytes_that_changed_on_the_disk_are_noticed(tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path)
    slip = shelf.put({"a": np.arange(1000)})
    assert slip is not None
    slip.checksum ^= 1
    with pytest.raises(ShelfError, match="not what was written"):
        shelf.read(slip)
