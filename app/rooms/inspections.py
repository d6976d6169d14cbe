"""What single viewers are told of the neurons they inspect, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.frames import Spotlight
from app.nn import Network
from app.training import Trainer
from app.training.inspection import (
    Inspector,
    Parameter,
    ParameterHistory,
    ParameterRecord,
    Unit,
    check_gradient,
    find_problem,
    sizes_of,
)
from app.training.places import place_of
from app.training.problems import Problem

INSPECTION_SECONDS = 1 / 4
"""Between two inspections while the run plays: nobody reads faster."""
PAST_SECONDS = 1.0
"""Between two that tell the past and the samples, too, which are long and change little."""

SendMessage = Callable[[dict[str, Any], int], None]
"""Sends a message to the viewer of this number."""


class Inspections:
    """Answers `inspect` and `check`. While nobody asks, only the record of the past is kept.

    Attributes:
        wanted: whether there is anything new to tell.
    """

    def __init__(self, send: SendMessage) -> None:
        self._send = send
        self._targets: dict[int, Parameter] = {}
        self._told: dict[int, dict[str, Any]] = {}
        self._at = self._past_at = -1.0
        self._network: Network | None = None
        self._line = 0
        self.wanted = False

    @property
    def past(self) -> ParameterHistory:
        """How the parameters of the line that the run stands in came to be what they are."""
        return self._past

    def look_at(self, trainer: Trainer) -> None:
        """From now on look at this trainer's present network."""
        self._trainer = trainer
        self._sizes = sizes_of(trainer.network)
        self._inspector: Inspector | None = None
        if self._network is not trainer.network:
            self._network = trainer.network
            self._past = ParameterRecord(trainer.network.parameters)
            self._past.note(trainer.steps, trainer.network.parameters)
        self._told.clear()
        self.wanted = True

    def watch(self, targets: Mapping[str, Sequence[Any]]) -> None:
        """From now on these viewers, by number, inspect these neurons.

        Args:
            targets: layer, unit and the input whose weight's past is told, or None.
        """
        wanted = {int(number): Parameter(*target) for number, target in targets.items()}
        for number in self._targets:
            if wanted.get(number) != self._targets[number]:
                self._told.pop(number, None)
        if any(number not in self._told for number in wanted):
            self.wanted, self._at, self._past_at = True, -1.0, -1.0
        self._targets = wanted

    def note(self, latest: int, line: tuple[int, int]) -> None:
        """Take note of the present parameters, if they are new and it is time for that.

        Args:
            latest: the newest step of the run, wherever it stands.
            line: the number of the branch it stands in, and the step at which that began.
        """
        steps = self._trainer.steps
        changed = line[0] != self._line
        if changed and self._line:
            # One that has just begun shares its past with the line that it left.
            self._past.forget_from(steps if line[1] == steps else 0)
        self._line = line[0]
        # What lies behind the newest moment was taken note of when it was new.
        if changed or steps >= latest:
            self._past.note(steps, self._trainer.network.parameters)

    def wait(self, now: float) -> float | None:
        """Seconds until somebody is to be told something; None while there is nothing new."""
        if not (self.wanted and self._targets):
            return None
        return max(0.0, self._at + INSPECTION_SECONDS - now)

    def show(
        self, now: float, sample: Spotlight, own: Mapping[int, Spotlight], *, playing: bool
    ) -> None:
        """Tell everybody who inspects something, if it is time for that.

        Args:
            now: on the clock of `perf_counter`.
            sample: the one that the room follows.
            own: those that some viewers follow by themselves, by number.
            playing: whether there will be something new by itself; what stands is told at once.
        """
        if not (self.wanted and self._targets) or (playing and self.wait(now) != 0):
            return
        self.wanted, self._at = False, now
        whole = not playing or now >= self._past_at + PAST_SECONDS
        if whole:
            self._past_at = now
        for number, target in self._targets.items():
            message = self._read(target, own.get(number, sample), whole=whole)
            if message is not None and message != self._told.get(number):
                self._told[number] = message
                self._send(message, number)

    def check(self, target: Parameter, sample: Spotlight, asker: int) -> Problem | None:
        """Answer a `check` to who asked, or say what is wrong with it."""
        problem = find_problem(self._sizes, target)
        if problem is not None:
            return problem
        if place_of(self._trainer.network, *target) is None:
            words = f"layer {target.layer} learns no such weight"
            return Problem("layer", words, str(target.layer), "a layer that learns weights")
        answer = check_gradient(self._trainer, target, sample.split, sample.index, sample.drawing)
        if answer is None:
            words = "There is no sample with a target to compute a gradient on."
            return Problem("message", words, None, None)
        self._send({"type": "checked", **answer}, asker)
        return None

    def _read(self, asked: Parameter, sample: Spotlight, *, whole: bool) -> dict[str, Any] | None:
        target = Unit(asked.layer, asked.unit)
        # After a change of the layers a neuron may be gone; its page will ask for another.
        if find_problem(self._sizes, target) is not None:
            return None
        if self._inspector is None:
            self._inspector = Inspector(self._trainer)
        inspector = self._inspector
        found = inspector.read(target, sample.split, sample.index, sample.drawing, asked.input)
        if found is None:
            return None
        past: dict[str, Any] | None = None
        samples: dict[str, Any] = {"samples": None, "map_samples": None}
        if whole:
            past = inspector.history(target, self._past, asked.input)
            samples = inspector.samples(target)
        return {"type": "inspection", **found, "history": past, **samples}
