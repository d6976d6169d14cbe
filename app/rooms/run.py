"""One run as a worker hosts it: a trainer with its pace and its probe."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from itertools import chain
from math import inf
from time import perf_counter

from app.frames import Spotlight
from app.rooms.beside import Beside
from app.rooms.checkup import Checkup
from app.rooms.commands import (
    Check,
    Compare,
    Configure,
    Edit,
    FollowSample,
    Pause,
    Play,
    Question,
    Reset,
    RunCommand,
    Seek,
    Speed,
    Step,
    Switch,
    Try,
)
from app.rooms.comparison import Comparison
from app.rooms.outlook import Outlook, SendFrame
from app.rooms.pace import Pace
from app.rooms.rearranging import rearrange
from app.rooms.tandem import SLICE_SECONDS, Tandem
from app.rooms.telling import Send, Telling
from app.rooms.wire import Saved
from app.training import Experiment, Trainer
from app.training.inspection import Parameter
from app.training.problems import Problem, Refusal
from app.training.timeline import Branch, ReplayError, Timeline, store

PHASES_TO_FOLLOW = 8
"""Faster than this many phases a second nobody looks at the numbers of each."""
ROUND_SECONDS = 0.01
"""How long all runs of a worker may train in turn: they share it, so that there is time for a
frame of each."""
SHORTEST_SLICE_SECONDS = 0.0005


class Run:
    """What one room watches. It belongs to one worker and knows neither pipe nor people.

    Attributes:
        playing: whether time alone advances the run.
        outlook: what people see of it.
        unsaved: whether anything has changed since `save`.
    """

    def __init__(
        self,
        experiment: Experiment,
        send: Send,
        send_frame: SendFrame,
        timeline: Timeline | None = None,
    ) -> None:
        self.playing = False
        self.unsaved = True
        self._pace = Pace()
        self._slice = SLICE_SECONDS
        self._timeline = timeline or Timeline(experiment, _clock)
        self._tandem = Tandem(self._timeline)
        self.outlook = Outlook(self._trainer, Spotlight(), send_frame, send)
        self._comparison = Comparison(self._tandem, self.outlook, _clock)
        self._checkup = Checkup(send)
        self._moves: Iterator[None] | None = None
        self._bound = False
        self._later: list[tuple[RunCommand, int]] = []
        self._tips_saved = self._timeline.tips_kept
        self._telling = Telling(self._tandem, self.outlook, send)

    @property
    def _trainer(self) -> Trainer:
        return self._timeline.trainer

    @property
    def branches(self) -> Collection[Branch]:
        """All lines of the run's past, the present one among them."""
        return self._timeline.tree.branches.values()

    def save(self) -> Saved:
        """This moment, for another worker to go on from."""
        self.unsaved = False
        timeline = self._timeline
        state = {
            "playing": self.playing,
            "speed": self._pace.speed.model_dump(mode="json"),
            "spotlight": asdict(self.outlook.spotlight),
            "step": self._trainer.steps,
            "timeline": store.to_json(timeline),
            "beside": self._tandem.to_json(),
        }
        tips = None
        if self._tips_saved != timeline.tips_kept:
            self._tips_saved, tips = timeline.tips_kept, store.pack_tips(timeline)
        return Saved(state, self._trainer.snapshot().to_bytes(), tips)

    @classmethod
    def restored(cls, saved: Saved, send: Send, send_frame: SendFrame) -> Run:
        """The run that was saved, to the bit; it plays on if it was playing.

        Raises:
            SnapshotError: a snapshot cannot be read.
            ValueError: the run beside it is no experiment, or one on other data.
        """
        timeline = store.restore(
            saved.state.get("timeline"), saved.snapshot, saved.tips or b"", _clock
        )
        run = cls(timeline.trainer.experiment, send, send_frame, timeline)
        run.outlook.spotlight = Spotlight(**saved.state["spotlight"])
        run._comparison.restore(saved.state.get("beside"))
        run._moves = timeline.pending
        if saved.tips is None:
            run._tips_saved = -1
        run._pace.speed = Speed.model_validate(saved.state["speed"])
        run.playing = saved.state["playing"] and not run._tandem.ended
        run._pace.start(perf_counter())
        return run

    # What people ask for.

    def describe(self, effect: str = "start") -> None:
        """Send all that a page needs to follow this run from here."""
        described = self._checkup.describe(self._trainer, self._timeline.latest)
        self._telling.experiment(effect, described)
        self.send_state()
        self._telling.branches()
        self._checkup.tell(self._trainer)
        self.outlook.clock.want_all()

    def send_state(self) -> None:
        """Send where the run stands and what it is doing."""
        self._telling.state(playing=self.playing, speed=self._pace.speed)

    def carry_out(self, command: RunCommand, asker: int = 0) -> None:
        """Do what a command says and tell the room; while the run is on its way, once it is there.

        Args:
            command: what to do.
            asker: the number of the viewer who sent it, for answers that are theirs alone.
        """
        self.unsaved = self.unsaved or not isinstance(command, Check | Question)
        if not isinstance(command, Speed | FollowSample | Question) and self._must_wait(command):
            self._later.append((command, asker))
            return
        try:
            self._do(command, asker)
        except Refusal as refusal:
            self._telling.refusal(refusal.problem, asker)

    def _must_wait(self, command: RunCommand) -> bool:
        if self._later or not self._timeline.searching:
            return bool(self._later)
        return self._bound or not isinstance(command, Seek | Step | Reset | Pause)

    def _do(self, command: RunCommand, asker: int) -> None:
        timeline, tandem = self._timeline, self._tandem
        match command:
            case Play():
                self._play()
            case Pause():
                self._stand_still()
            case Reset():
                self._stand_still()
                self._search(chain(tandem.reset(), self._tell("reset")))
            case Step():
                self._step(command)
            case Seek():
                search = tandem.seek(command.step)
                self._stand_still()
                self._search(search)
            case Try():
                search, playing = tandem.seek(command.step), self.playing
                self._stand_still()
                self._search(chain(search, self._begin_branch(command, asker, playing=playing)))
                self._bound = True
            case Switch():
                beside = self._comparison.on_data_of(timeline.tree.find(command.branch).newest)
                timeline.switch(command.branch)
                self._stand_still()
                self._comparison.bring_along(beside)
                self._show_where()
            case Configure():
                self._configure(command.experiment)
                return
            case Compare():
                self._compare(command.experiment)
                return
            case Edit():
                timeline.edit(command.layer, command.unit, command.input, command.value)
                self._moves = None
                tandem.follow()
                self._show_where()
                self._telling.branches()
                self.outlook.clock.want_all()
            case Speed():
                self._pace.speed = command
                self._pace.start(perf_counter())
                # At another speed other parts are due.
                self.outlook.clock.wanted = True
            case FollowSample():
                self.outlook.spotlight = Spotlight(command.split, command.index)
            case Check():
                self._check(command, asker)
                return
            case Question():
                self.outlook.ask(command, asker)
                return
            case _:
                rearrange(timeline, command)
                self._telling.branches()
                return
        self.send_state()

    def _check(self, command: Check, asker: int) -> None:
        """Answer a question that changes nothing."""
        target = Parameter(command.layer, command.unit, command.input)
        sample = self.outlook.sample_of(asker)
        problem = self.outlook.inspections.check(target, sample, asker)
        if problem is not None:
            self._telling.refusal(problem, asker)

    def _play(self) -> None:
        self._moves = None
        self._timeline.branch_off()
        if self._tandem.beside is None:
            self._timeline.resume()
        self.playing = not self._tandem.ended
        self._pace.start(perf_counter())
        self._show_where()

    def _step(self, command: Step) -> None:
        timeline, pending = self._timeline, self._moves
        self._stand_still()
        if command.count > 0:
            # Who presses three times wants three steps, even if the first is still under way.
            moves = self._tandem.moves(command.unit, command.count)
            self._moves = chain(pending or iter(()), moves)
            self._bound = timeline.searching
            self._move(perf_counter())
        else:
            self._search(self._tandem.back(command.unit, -command.count))

    def _search(self, search: Iterator[None]) -> None:
        """Go to another moment, beginning at once."""
        self._moves, self._bound = search, False
        self._move(perf_counter())

    def _tell(self, effect: str) -> Iterator[None]:
        """Describe all anew, now that the run is where it was to go."""
        self._show_where()
        self.describe(effect)
        yield

    def _begin_branch(self, command: Try, asker: int, *, playing: bool) -> Iterator[None]:
        """Put an experiment in force in a branch of its own, which begins where the run is now."""
        try:
            self._timeline.branch_off()
            self._configure(command.experiment)
        except Refusal as refusal:
            self._telling.refusal(refusal.problem, asker)
            return
        if playing:
            self._play()
        yield

    def _show_where(self) -> None:
        """Describe anew what is not as it was told."""
        trainer = self._trainer
        known = self.outlook.shows(trainer)
        if not known:
            self.outlook.look_at(trainer, self.outlook.spotlight)
        if not (known and self._telling.up_to_date):
            self._tandem.forget_pace()
            self.describe("live")

    def _configure(self, experiment: Experiment) -> None:
        if experiment == self._trainer.experiment:
            self._show_where()
            self.describe("live")
            return
        beside = self._comparison.on_data_of(experiment)
        live = self._timeline.configure(experiment)
        self._moves = None
        self._tandem.forget_pace()
        self.outlook.look_at(self._trainer, self.outlook.spotlight)
        self._comparison.bring_along(beside)
        self.playing = self.playing and (live or self._trainer.stop_reason is None)
        self.describe("live" if live else "reset")

    # The run beside it.

    def _compare(self, experiment: Experiment | None) -> None:
        """Begin at step 0 with another run beside this one, or go on alone."""
        if experiment is None:
            self._comparison.put(None)
            self.playing = self.playing and self._trainer.stop_reason is None
            self.describe("live")
            return
        beside, own = self._comparison.make(experiment), self._trainer.experiment
        self._stand_still()
        self._search(
            chain(self._timeline.reset(), self._begin_comparison(own, beside), self._tell("reset"))
        )
        self._bound = self._moves is not None

    def _begin_comparison(self, own: Experiment, beside: Beside) -> Iterator[None]:
        """At step 0, where another experiment may have been in force: this one is compared."""
        try:
            self._timeline.configure(own)
        except Refusal as refusal:
            self._telling.refusal(refusal.problem, 0)
            return
        self._comparison.put(beside)
        yield

    def halt(self) -> None:
        """Stand still and draw nothing until somebody asks for something: the run has failed."""
        self._later.clear()
        if self._timeline.searching:
            self._timeline.return_to_tip()
        self._stand_still()
        self._tandem.stay()
        self.outlook.clock.wanted = False

    def _stand_still(self) -> None:
        self.playing, self._moves, self._bound = False, self._timeline.pending, False
        self.outlook.stand_still()

    # What time brings.

    def wait(self, now: float) -> float | None:
        """Seconds until the run has something to do; None when only a command can wake it."""
        if self._moves is not None or self._later or not self._tandem.in_step:
            return 0.0
        waits = [
            self._pace.wait(now) if self.playing else None,
            self.outlook.wait(now),
            self._telling.wait(now),
        ]
        return min((wait for wait in waits if wait is not None), default=None)

    @property
    def busy(self) -> bool:
        """Whether the run would use all the time there is, or much of it."""
        return self.playing or self._moves is not None or not self._tandem.in_step

    def advance(self, crowd: int = 1) -> None:
        """Train for a slice of time, and make a frame if one is due.

        Args:
            crowd: how many busy runs share the worker's time, this one among them.
        """
        self._slice = max(SHORTEST_SLICE_SECONDS, min(SLICE_SECONDS, ROUND_SECONDS / crowd))
        self.outlook.clock.share_time(crowd)
        now = perf_counter()
        self.unsaved = self.unsaved or self.busy
        searching = self._moves is not None and self._timeline.searching
        if not (searching or self._tandem.in_step):
            self._come_along()
            now = perf_counter()
        elif self._moves is not None:
            if self._move(now):
                self.send_state()
            now = perf_counter()
        elif self.playing:
            self._train(now)
            now = perf_counter()
        while self._later and not self._timeline.searching:
            later, self._later = self._later, []
            for command, asker in later:
                self.carry_out(command, asker)
        self._telling.what_is_due(now)
        if not self._timeline.searching and self._tandem.in_step:
            self._checkup.look(
                self._trainer,
                self._timeline.latest,
                now,
                resting=not self.busy,
                watched="statistics" in self.outlook.watched,
            )
            self.outlook.show(
                now,
                latest=self._timeline.latest,
                steps=self._tandem.steps,
                playing=self.playing,
                followable=self._followable,
                line=self._timeline.tree.present.line,
            )

    def _move(self, now: float) -> bool:
        """Go on with what is under way for a slice of time, and say whether it is done."""
        end, moves = now + self._slice, self._moves
        self.outlook.clock.wanted = True
        try:
            for _ in moves or ():
                if perf_counter() >= end:
                    return False
        except ReplayError as error:
            self._telling.refusal(_unrepeatable(error), 0)
        if self._moves is moves:
            self._moves, self._bound = None, False
        self._show_where()
        return True

    def _come_along(self) -> None:
        """Let the one of two runs that is behind come to where the other one is."""
        tandem = self._tandem
        try:
            if not tandem.come_along(self._slice):
                return
        except ReplayError as error:
            self._telling.refusal(_unrepeatable(error), 0)
            tandem.stay()
        self.outlook.clock.wanted = True
        if self._moves is None and not self.playing:
            self._show_where()
            self.send_state()

    def _train(self, now: float) -> None:
        tandem = self._tandem
        if tandem.train(now, self._pace, self._slice):
            self.outlook.clock.wanted = True
        if tandem.ended:
            self._stand_still()
            self.send_state()

    @property
    def _followable(self) -> bool:
        """Whether the run stands, or goes so slowly that every phase of it is looked at."""
        if not self.playing:
            return self._moves is None
        speed = self._pace.speed
        return speed.unit == "phase" and (speed.per_second or inf) <= PHASES_TO_FOLLOW


def _clock() -> float:
    return perf_counter()


def _unrepeatable(error: ReplayError) -> Problem:
    return Problem(
        "step",
        "step cannot be shown any more: this machine computes it otherwise than the one on which"
        f" it was trained ({error}). The newest moment is shown instead.",
    )
