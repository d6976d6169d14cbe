"""A run on a machine with a clock of its own: what takes how long is decided by the test."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import Any

import pytest

from app.frames import Probe
from app.rooms.commands import parse_for_run
from app.rooms.run import Run
from app.training import Experiment, Metrics, Trainer, Unit
from app.training.measurement import Measurement
from tests.frames.reader import read_header
from tests.rooms.clock import CLOCKED

MOST_AT_ONCE = 1_000_000
"""Nobody can wait for more steps at a call."""


class Machine:
    """A run, its clock, and all that it sent.

    Attributes:
        now: seconds on the clock.
        seconds_per_step, seconds_per_frame, seconds_per_measurement: what work costs.
        measuring: seconds that went into measuring losses.
        messages: what the run said, oldest first.
        recipients: to whom, a number for each of the messages.
        frames: when each frame was sent, and its bytes.
        longest: the longest time that one call of `advance` took.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, experiment: Experiment) -> None:
        self.now = 1000.0
        self.seconds_per_step, self.seconds_per_frame = 2e-4, 0.0
        self.seconds_per_measurement = self.measuring = 0.0
        self.messages: list[dict[str, Any]] = []
        self.recipients: list[int] = []
        self.frames: list[tuple[float, bytes]] = []
        self.longest = 0.0
        self.made: Counter[str] = Counter()
        self._take_over(monkeypatch)
        self.run = Run(experiment, self._on_message, self._on_frame)

    def _on_message(self, message: dict[str, Any], number: int = 0, /) -> None:
        self.messages.append(message)
        self.recipients.append(number)

    def _on_frame(self, frame: bytes, _: int) -> None:
        self.frames.append((self.now, frame))

    def _take_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        step, frame, at = Trainer.step, Probe.frame, Measurement.at

        def timed_step(trainer: Trainer, unit: Unit = "step", count: int = 1) -> int:
            assert count <= MOST_AT_ONCE
            steps = trainer.steps
            made = step(trainer, unit, count)
            work = made if unit == "phase" else trainer.steps - steps
            self.now += work * self.seconds_per_step
            self.made[unit] += made
            return made

        def timed_frame(probe: Probe, speed: float, parts: Collection[str], **more: bool) -> bytes:
            made = frame(probe, speed, parts, **more)
            self.now += self.seconds_per_frame
            return made

        def timed_measurement(measurement: Measurement, step: int) -> Metrics:
            seconds = 0.0 if measurement.step == step else self.seconds_per_measurement
            self.now += seconds
            self.measuring += seconds
            return at(measurement, step)

        monkeypatch.setattr(Measurement, "at", timed_measurement)
        monkeypatch.setattr(Trainer, "step", timed_step)
        monkeypatch.setattr(Probe, "frame", timed_frame)
        for module in CLOCKED:
            monkeypatch.setattr(f"app.rooms.{module}.perf_counter", lambda: self.now)

    def do(self, kind: str, **fields: object) -> None:
        """Give the run a command."""
        self.run.carry_out(parse_for_run(json.dumps({"type": kind, **fields})))

    def configure(self, experiment: Experiment) -> None:
        """Put another experiment in force."""
        self.do("configure", experiment=experiment.model_dump(mode="json"))

    def pass_time(self, seconds: float) -> None:
        """Let the run do what it has to do, as a worker would."""
        end = self.now + seconds
        while self.now < end:
            wait = self.run.wait(self.now)
            if wait is None or self.now + wait > end:
                self.now = end
                return
            self.now += wait
            before = self.now
            self.run.advance()
            self.longest = max(self.longest, self.now - before)
            # No machine does anything in no time.
            self.now = max(self.now, before + 1e-6)

    @property
    def state(self) -> dict[str, Any]:
        """The latest state."""
        return self.latest("state")

    def latest(self, kind: str) -> dict[str, Any]:
        """The latest message of a type."""
        return next(message for message in reversed(self.messages) if message["type"] == kind)

    @property
    def header(self) -> dict[str, Any]:
        """That of the latest frame."""
        return read_header(self.frames[-1][1])
