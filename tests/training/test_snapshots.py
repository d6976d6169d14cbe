from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.frames import Probe, Spotlight
from app.frames.codec import HEADER
from app.nn.optimizers import OPTIMIZERS, Adam
from app.training import Experiment, Snapshot, SnapshotError, Trainer
from tests.training.recipes import experiments, tiny

CONTINUE = """
import hashlib, sys
from app.training import Snapshot, Trainer
trainer = Trainer.from_snapshot(Snapshot.from_bytes(sys.stdin.buffer.read()))
trainer.step("step", 100)
print(trainer.steps, hashlib.sha256(trainer.network.parameters.tobytes()).hexdigest())
"""


def after_bytes(trainer: Trainer) -> Trainer:
    return Trainer.from_snapshot(Snapshot.from_bytes(trainer.snapshot().to_bytes()))


def assert_same(one: Trainer, other: Trainer) -> None:
    assert one.experiment == other.experiment
    assert (one.steps, one.epoch, one.phase) == (other.steps, other.epoch, other.phase)
    assert one.stop_reason == other.stop_reason
    np.testing.assert_equal(one.batch_loss, other.batch_loss)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    np.testing.assert_array_equal(one.network.gradients, other.network.gradients)
    np.testing.assert_array_equal(one.network.state, other.network.state)
    np.testing.assert_equal(repr(one.history.records), repr(other.history.records))
    np.testing.assert_equal(repr(one.metrics), repr(other.metrics))


@given(experiments(), st.integers(0, 30), st.integers(0, 9), st.integers(0, 30))
@settings(max_examples=60)
def test_a_restored_run_is_the_run_and_goes_on_as_it(
    experiment: Experiment, steps: int, phases: int, more: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step("step", steps)
    trainer.step("phase", phases)
    restored = after_bytes(trainer)
    assert_same(restored, trainer)
    for one in (trainer, restored):
        one.step("phase", 3)
    assert_same(restored, trainer)
    for one in (trainer, restored):
        one.step("step", more)
        one.step("epoch", 1)
    assert_same(restored, trainer)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_is_restored_in_a_fresh_process(name: str) -> None:
    trainer = Trainer(tiny("spiral", units=(5, 4), optimizer=OPTIMIZERS[name](), samples=40))
    trainer.step("step", 37)
    trainer.step("phase", 4)
    data = trainer.snapshot().to_bytes()
    fresh = subprocess.run(
        [sys.executable, "-c", CONTINUE], input=data, capture_output=True, check=True
    )
    trainer.step("step", 100)
    expected = hashlib.sha256(trainer.network.parameters.tobytes()).hexdigest()
    assert fresh.stdout.decode().split() == [str(trainer.steps), expected]


def test_a_snapshot_is_a_moment_and_does_not_follow_the_run() -> None:
    trainer = Trainer(tiny(optimizer=Adam()))
    trainer.step("step", 5)
    snapshot = trainer.snapshot()
    before = snapshot.to_bytes()
    trainer.step("step", 5)
    assert snapshot.to_bytes() == before
    assert Trainer.from_snapshot(snapshot).steps == 5


def test_a_restored_run_looks_the_same() -> None:
    trainer = Trainer(tiny("moons", units=(4, 3)))
    trainer.step("step", 7)
    trainer.step("phase", 5)
    restored = after_bytes(trainer)
    ours, theirs = (Probe(one, Spotlight()).frame(0) for one in (trainer, restored))
    # The header holds the time and the layout's number; the numbers of the run follow it.
    assert ours[HEADER.size :] == theirs[HEADER.size :]


def test_a_run_that_was_changed_is_restored_as_it_is_now() -> None:
    trainer = Trainer(tiny(units=(4, 3)))
    trainer.step("step", 7)
    assert trainer.reconfigure(tiny(units=(4, 5, 3), optimizer=Adam()))
    trainer.step("step", 4)
    restored = after_bytes(trainer)
    for one in (trainer, restored):
        one.step("step", 20)
    assert_same(restored, trainer)


@given(st.integers(0, 400), st.integers(0, 255))
def test_damaged_bytes_are_refused_or_harmless(place: int, value: int) -> None:
    trainer = Trainer(tiny())
    data = bytearray(trainer.snapshot().to_bytes())
    data[place % len(data)] = value
    with suppress(SnapshotError):
        restored = Trainer.from_snapshot(Snapshot.from_bytes(bytes(data)))
        assert restored.network.parameters.shape == trainer.network.parameters.shape


@pytest.mark.parametrize("data", [b"", b"{}", b"\x80\x04K\x01.", b"\xff" * 40])
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(SnapshotError, match="not a"):
        Snapshot.from_bytes(data)


def test_a_snapshot_cut_off_is_refused() -> None:
    data = Trainer(tiny()).snapshot().to_bytes()
    with pytest.raises(SnapshotError):
        Snapshot.from_bytes(data[:-1])


def test_arrays_of_another_network_are_refused() -> None:
    small, large = Trainer(tiny(units=(3,))).snapshot(), Trainer(tiny(units=(5,))).snapshot()
    mixed = Snapshot(small.experiment, small.position, small.random, large.arrays)
    with pytest.raises(SnapshotError, match="parameters is float32"):
        Trainer.from_snapshot(mixed)
    arrays = {name: array for name, array in small.arrays.items() if name != "gradients"}
    incomplete = Snapshot(small.experiment, small.position, small.random, arrays)
    with pytest.raises(SnapshotError, match="no gradients"):
        Trainer.from_snapshot(incomplete)


def test_the_header_is_readable_without_the_program() -> None:
    data = Trainer(tiny()).snapshot().to_bytes()
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    assert json.loads(header["__metadata__"]["glassbox-snapshot"])["version"] == 1
    assert header["parameters"]["dtype"] == "F32"
