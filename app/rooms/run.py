"""One run as a worker hosts it: a trainer with its pace and its probe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from math import inf
from time import perf_counter
from typing import Any, Protocol

from app.frames import Spotlight
from app.frames.describe import describe_data, describe_history, describe_metrics
from app.rooms.checkup import Checkup
from app.rooms.commands import (
    Configure,
    FollowSample,
    Pause,
    Play,
    Reset,
    RunCommand,
    Speed,
    Step,
)
from app.rooms.outlook import Outlook, SendFrame
from app.rooms.pace import Pace
from app.rooms.wire import Saved
from app.training import Experiment, Snapshot, Trainer
from app.training.differences import changed_fields

PHASES_TO_FOLLOW = 8
"""Faster than this many phases a second nobody looks at the numbers of each."""
SLICE_SECONDS = 0.004
"""How long a run trains before the worker looks at the others and at its commands."""
ROUND_SECONDS = 0.01
"""How long all runs of a worker may train in turn: they share it, so that there is time for a
frame of each."""
SHORTEST_SLICE_SECONDS = 0.0005
MAX_CHANGES = 100


class Send(Protocol):
    """Sends a message to everybody (0), or to the viewer of this number alone."""

    def __call__(self, message: dict[str, Any], number: int = 0, /) -> None: ...


class Run:
    """What one room watches. It belongs to one worker and knows neither pipe nor people.

    Attributes:
        playing: whether time alone advances the run.
        outlook: what people see of it.
        unsaved: whether anything has changed since `save`.
    """

    def __init__(self, experiment: Experiment, send: Send, send_frame: SendFrame) -> None:
        self._send = send
        self.playing = False
        self.unsaved = True
        self._pace = Pace()
        self._slice = SLICE_SECONDS
        self._chunk = 1
        self._trainer = Trainer(experiment)
        self.outlook = Outlook(self._trainer, Spotlight(), send_frame)
        self._checkup = Checkup(send)
        self._changes: list[dict[str, Any]] = []
        self._moves: Iterator[None] | None = None

    def save(self) -> Saved:
        """This moment, for another worker to go on from."""
        self.unsaved = False
        state = {
            "playing": self.playing,
            "speed": self._pace.speed.model_dump(mode="json"),
            "spotlight": asdict(self.outlook.spotlight),
            "changes": self._changes,
            "step": self._trainer.steps,
        }
        return Saved(state, self._trainer.snapshot().to_bytes())

    @classmethod
    def restored(cls, saved: Saved, send: Send, send_frame: SendFrame) -> Run:
        """The run that was saved, to the bit; it plays on if it was playing.

        Raises:
            SnapshotError: the snapshot cannot be read.
        """
        trainer = Trainer.from_snapshot(Snapshot.from_bytes(saved.snapshot))
        run = cls(trainer.experiment, send, send_frame)
        run._trainer, run._changes = trainer, saved.state["changes"]
        run.outlook.look_at(trainer, Spotlight(**saved.state["spotlight"]))
        run._pace.speed = Speed.model_validate(saved.state["speed"])
        run.playing = saved.state["playing"] and trainer.stop_reason is None
        run._pace.start(perf_counter())
        return run

    def _begin(self, experiment: Experiment) -> None:
        self._trainer, self._changes, self._moves = Trainer(experiment), [], None
        self._chunk = 1
        self.outlook.look_at(self._trainer, self.outlook.spotlight)

    # What people ask for.

    def describe(self, effect: str = "start") -> None:
        """Send all that a page needs to follow this run from here."""
        self._send(
            {
                "type": "experiment",
                "experiment": self._trainer.experiment.model_dump(mode="json"),
                "effect": effect,
                "layout": self.outlook.layout.to_json(),
                "data": describe_data(self._trainer.dataset),
                "history": describe_history(self._trainer.history),
                "changes": self._changes,
                "statistics": self._checkup.describe(self._trainer),
            }
        )
        self.send_state()
        self._checkup.tell(self._trainer)
        self.outlook.clock.want_all()

    def send_state(self) -> None:
        """Send where the run stands and what it is doing."""
        trainer = self._trainer
        self._send(
            {
                "type": "state",
                "playing": self.playing,
                "speed": self._pace.speed.model_dump(exclude={"type"}),
                "step": trainer.steps,
                "epoch": trainer.epoch,
                "phase": asdict(trainer.phase),
                "spotlight": asdict(self.outlook.spotlight),
                "stop": None if trainer.stop_reason is None else asdict(trainer.stop_reason),
                "metrics": describe_metrics(trainer.metrics, trainer.batch_loss),
            }
        )

    def carry_out(self, command: RunCommand, asker: int = 0) -> None:
        """Do what a command says and tell the room.

        Args:
            command: what to do.
            asker: the number of the viewer who sent it, for answers that are theirs alone.
        """
        self.unsaved = True
        match command:
            case Play():
                self._moves = None
                self._trainer.resume()
                self.playing = self._trainer.stop_reason is None
                self._pace.start(perf_counter())
            case Pause():
                self._stand_still()
            case Reset():
                self._begin(self._trainer.experiment)
                self._stand_still()
                self.describe("reset")
                return
            case Step():
                # Who presses three times wants three steps, even if the first is still under way.
                pending = self._moves or iter(())
                self._stand_still()
                self._trainer.resume()
                self._moves = chain(pending, self._moves_of(command))
                self._move(perf_counter())
            case Configure():
                self._configure(command.experiment)
                return
            case Speed():
                self._pace.speed = command
                self._pace.start(perf_counter())
                # At another speed other parts are due.
                self.outlook.clock.wanted = True
            case FollowSample():
                self.outlook.spotlight = Spotlight(command.split, command.index)
        self.send_state()

    def _configure(self, experiment: Experiment) -> None:
        trainer = self._trainer
        fields = changed_fields(trainer.experiment, experiment)
        if not fields:
            self.describe("live")
        elif trainer.steps and trainer.reconfigure(experiment):
            self._moves = None
            if len(self._changes) < MAX_CHANGES:
                self._changes.append({"step": trainer.steps, "fields": fields})
            self._chunk = 1
            self.outlook.look_at(trainer, self.outlook.spotlight)
            self.describe("live")
        else:
            # At step 0 nothing is lost by beginning again, and everything fits the seed.
            self._begin(experiment)
            self.playing = self.playing and self._trainer.stop_reason is None
            self.describe("reset")

    def halt(self) -> None:
        """Stand still and draw nothing until somebody asks for something: the run has failed."""
        self._stand_still()
        self.outlook.clock.wanted = False

    def _stand_still(self) -> None:
        self.playing, self._moves = False, None
        self.outlook.stand_still()

    # What time brings.

    def wait(self, now: float) -> float | None:
        """Seconds until the run has something to do; None when only a command can wake it."""
        if self._moves is not None:
            return 0.0
        waits = [
            self._pace.wait(now) if self.playing else None,
            self.outlook.wait(now),
        ]
        return min((wait for wait in waits if wait is not None), default=None)

    @property
    def busy(self) -> bool:
        """Whether the run would use all the time there is, or much of it."""
        return self.playing or self._moves is not None

    def advance(self, crowd: int = 1) -> None:
        """Train for a slice of time, and make a frame if one is due.

        Args:
            crowd: how many busy runs share the worker's time, this one among them.
        """
        self._slice = max(SHORTEST_SLICE_SECONDS, min(SLICE_SECONDS, ROUND_SECONDS / crowd))
        self.outlook.clock.share_time(crowd)
        now = perf_counter()
        self.unsaved = self.unsaved or self.playing or self._moves is not None
        if self._moves is not None:
            if self._move(now):
                self.send_state()
            now = perf_counter()
        elif self.playing:
            self._train(now)
            now = perf_counter()
        self._checkup.look(
            self._trainer,
            now,
            resting=not self.busy,
            watched="statistics" in self.outlook.watched,
        )
        self.outlook.show(now, playing=self.playing, followable=self._followable)

    def _moves_of(self, command: Step) -> Iterator[None]:
        """Carry out a step command in moves so small that others need not wait for them."""
        trainer = self._trainer
        if command.unit == "epoch":
            last = trainer.epoch + command.count
            while trainer.epoch < last and trainer.step():
                yield
        else:
            for _ in range(command.count):
                trainer.step(command.unit)
                yield

    def _move(self, now: float) -> bool:
        """Go on with a step command for a slice of time, and say whether it is done."""
        end = now + self._slice
        self.outlook.clock.wanted = True
        for _ in self._moves or ():
            if perf_counter() >= end:
                return False
        self._moves = None
        return True

    def _train(self, now: float) -> None:
        trainer, unit = self._trainer, self._pace.speed.unit
        due, made, end = self._pace.due(now), 0, now + self._slice
        while now < end and (due is None or made < due) and trainer.stop_reason is None:
            chunk = self._chunk if due is None else min(self._chunk, due - made)
            made += trainer.step(unit, chunk)
            began, now = now, perf_counter()
            # Small steps are made many at a call, so that looking at the clock costs nothing.
            if chunk < self._chunk:
                continue  # A slow pace, which says nothing of how many there is time for.
            if now - began < self._slice / 8:
                self._chunk *= 2
            elif now - began > self._slice / 2:
                self._chunk = max(1, self._chunk // 2)
        self._pace.made(made)
        self.outlook.clock.wanted = self.outlook.clock.wanted or made > 0
        if trainer.stop_reason is not None:
            self._stand_still()
            self.send_state()

    @property
    def _followable(self) -> bool:
        """Whether the run stands, or goes so slowly that every phase of it is looked at."""
        if not self.playing:
            return self._moves is None
        speed = self._pace.speed
        return speed.unit == "phase" and (speed.per_second or inf) <= PHASES_TO_FOLLOW
