"""Doing again what was done: from one moment of a line to a later one, to the bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from app.training.timeline.events import Configured, Diverged, Edited, Event, Key, Resumed
from app.training.trainer import Trainer

PIECE_SECONDS = 0.002
"""How long a replay goes on before it lets others have their turn."""


class ReplayError(RuntimeError):
    """What was recorded does not happen again: on another machine numbers are rounded otherwise."""


class Replay:
    """Walks a trainer along the events of a line.

    Attributes:
        events: how many have happened.
        seconds: how long all steps that were made have taken.
    """

    def __init__(self, trainer: Trainer, clock: Callable[[], float]) -> None:
        self._trainer, self._clock = trainer, clock
        self.events = 0
        self.seconds = 0.0
        # Until it is known, one step at a time.
        self._steps_per_second = 1.0

    @property
    def here(self) -> Key:
        """Where the trainer stands."""
        return Key(self.events, self._trainer.steps, self._trainer.phases_done)

    def walk(self, line: list[Event], goal: Key) -> Iterator[None]:
        """Go to a later moment, in pieces so small that others need not wait for them.

        Raises:
            ReplayError: the line does not come by there.
        """
        # A run that diverged went back over the end of an epoch, perhaps, and made it once more.
        self._trainer.recalling = not any(isinstance(event.change, Diverged) for event in line)
        while self.events < goal.events:
            event = line[self.events]
            if isinstance(event.change, Diverged):
                yield from self._diverge(event)
            else:
                yield from self._go_to(event.step, event.phases)
                self.apply(event)
            yield
        yield from self._go_to(goal.step, goal.phases)

    def apply(self, event: Event) -> None:
        """Let an event happen, where the trainer stands."""
        trainer, change = self._trainer, event.change
        began = self._clock()
        if isinstance(change, Configured):
            trainer.reconfigure(change.experiment)
        elif isinstance(change, Edited):
            trainer.edit(change.layer, change.unit, change.source, change.value)
        elif isinstance(change, Resumed):
            trainer.resume()
        self.events += 1
        self.seconds += self._clock() - began

    def catch_up(self, line: list[Event]) -> None:
        """Let all happen that was done at the step where the trainer stands, before it goes on."""
        while self.events < len(line) and line[self.events].step <= self._trainer.steps:
            for _ in self.walk(line, Key(self.events + 1, *_after(line[self.events]))):
                pass

    def make(self, steps: int) -> int:
        """Make so many steps or fewer; how many were made."""
        began = self._clock()
        made = self._trainer.step("step", steps)
        seconds = self._clock() - began
        self.seconds += seconds
        if made and seconds > 0:
            # The latest counts half: what a step costs changes with the network and the machine.
            self._steps_per_second = (self._steps_per_second + made / seconds) / 2
        return made

    @property
    def piece(self) -> int:
        """How many steps may be made at a time."""
        return max(1, ceil(self._steps_per_second * PIECE_SECONDS))

    def _go_to(self, step: int, phases: int) -> Iterator[None]:
        trainer = self._trainer
        while trainer.steps < step:
            if not self.make(min(self.piece, step - trainer.steps)):
                break
            yield
        if trainer.steps == step and trainer.phases_done < phases:
            trainer.step("phase", phases - trainer.phases_done)
        if (trainer.steps, trainer.phases_done) != (step, phases):
            raise ReplayError(f"step {step}, phase {phases}: the run came to {self.here}")

    def _diverge(self, event: Event) -> Iterator[None]:
        trainer = self._trainer
        while trainer.stop_reason is None and trainer.steps <= event.step + 1:
            room = max(1, event.step - trainer.steps)
            self.make(min(self.piece, room))
            yield
        stop = trainer.stop_reason
        if stop is None or stop.code != "diverged" or trainer.steps != event.step:
            raise ReplayError(f"step {event.step}: the run did not diverge again")
        self.events += 1


def _after(event: Event) -> tuple[int, int]:
    """Where a line stands once an event has happened."""
    halved = isinstance(event.change, Configured | Edited | Diverged)
    return event.step, 0 if halved else event.phases
