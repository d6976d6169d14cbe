"""Losses over all samples in frames: of that moment, or, where it is costly, of a named one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.frames.layout import MEASURED_PARTS
from app.training import Trainer
from tests.frames.reader import read_header, read_parts
from tests.rooms.simulation import Machine
from tests.training.recipes import tiny

LOSSES = ("trainLoss", "testLoss", "trainAccuracy", "testAccuracy")
DIGITS = tiny("digits", samples=600, batch_size=1)
"""Several hundred steps are an epoch, so that few of them end one."""


def playing(monkeypatch: pytest.MonkeyPatch, seconds_per_measurement: float) -> Machine:
    """A run that has played for two seconds."""
    machine = Machine(monkeypatch, DIGITS)
    machine.seconds_per_step = 1e-3
    machine.seconds_per_measurement = seconds_per_measurement
    machine.do("play")
    machine.pass_time(1)
    machine.frames.clear()
    machine.measuring = 0.0
    machine.pass_time(2)
    return machine


def headers(machine: Machine) -> list[dict[str, Any]]:
    return [read_header(frame) for _, frame in machine.frames]


def test_what_costs_little_is_measured_for_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = playing(monkeypatch, 1e-3)
    assert len(machine.frames) >= 58
    assert all(header["measuredAt"] == header["step"] for header in headers(machine))


def test_what_is_costly_leaves_time_for_frames_and_for_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = playing(monkeypatch, 0.05)
    assert len(machine.frames) >= 54
    assert machine.measuring <= 0.15 * 2
    told = headers(machine)
    assert sum(header["measuredAt"] == header["step"] for header in told) >= 2
    assert any(header["measuredAt"] < header["step"] for header in told)


def test_losses_are_those_of_the_step_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = playing(monkeypatch, 0.05)
    moments = {header["measuredAt"]: header for header in headers(machine)}
    trainer = Trainer(DIGITS)
    for step in sorted(moments):
        trainer.step("step", int(step) - trainer.steps)
        measured = trainer.metrics
        expected = [measured.train_loss, measured.test_loss]
        expected += [measured.train_accuracy, measured.test_accuracy]
        told = [moments[step][name] for name in LOSSES]
        np.testing.assert_array_equal(told, np.array(expected, np.float32))


def test_what_tells_of_all_samples_comes_with_their_measurement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = playing(monkeypatch, 0.05)
    layout = machine.latest("experiment")["layout"]
    seen = 0
    for _, frame in machine.frames:
        header, parts = read_header(frame), read_parts(frame, layout)
        if header["measuredAt"] != header["step"]:
            assert not MEASURED_PARTS & parts.keys()
        seen += "results" in parts
    assert seen >= 2


def test_at_rest_all_is_of_that_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = playing(monkeypatch, 0.05)
    layout = machine.latest("experiment")["layout"]
    machine.frames.clear()
    machine.do("pause")
    machine.pass_time(1)
    last = read_header(machine.frames[-1][1])
    assert last["measuredAt"] == last["step"] == machine.state["step"]
    assert {"results", "images"} <= read_parts(machine.frames[-1][1], layout).keys()


def test_whoever_seeks_a_step_does_not_wait_for_its_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = playing(monkeypatch, 0.2)
    layout = machine.latest("experiment")["layout"]
    machine.do("pause")
    machine.pass_time(1)
    latest = machine.state["step"]
    machine.frames.clear()
    machine.measuring, began = 0.0, machine.now
    sought = [latest - 40 * further for further in range(1, 9)]
    for step in sought:
        machine.do("seek", step=step)
        machine.pass_time(0.05)
    # A hand on its way is shown every step, and nothing is measured for it.
    assert [int(header["step"]) for header in headers(machine)] == sought
    assert machine.measuring == 0
    assert all(header["measuredAt"] < header["step"] for header in headers(machine))
    machine.pass_time(0.5)
    assert machine.measuring == 0.2
    last = machine.frames[-1][1]
    assert read_header(last)["measuredAt"] == sought[-1]
    assert {"results", "images"} <= read_parts(last, layout).keys()
    assert machine.now - began < 1


def test_what_costs_little_is_measured_at_once_for_whoever_seeks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = playing(monkeypatch, 1e-3)
    machine.do("pause")
    machine.pass_time(1)
    machine.frames.clear()
    machine.do("seek", step=machine.state["step"] - 40)
    machine.pass_time(0.05)
    assert [header["measuredAt"] - header["step"] for header in headers(machine)] == [0]


def test_whoever_follows_the_phases_reads_losses_of_that_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = playing(monkeypatch, 0.05)
    machine.do("speed", unit="phase", per_second=4)
    machine.pass_time(0.5)
    machine.frames.clear()
    machine.pass_time(3)
    assert len(machine.frames) >= 10
    assert all(header["measuredAt"] == header["step"] for header in headers(machine))


def test_mistakes_are_told_of_what_was_measured_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = playing(monkeypatch, 0.05)
    machine.frames.clear()
    machine.measuring = 0.0
    end = machine.now + 2
    answers = []
    while machine.now < end:
        machine.messages.clear()
        machine.do("mistakes")
        machine.pass_time(0.05)
        answers += [message for message in machine.messages if message["type"] == "mistakes"]
    assert len(answers) >= 2
    assert machine.measuring <= 0.15 * 2
    measured = {header["measuredAt"] for header in headers(machine)}
    assert {answer["step"] for answer in answers} <= measured
