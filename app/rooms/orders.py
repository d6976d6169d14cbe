"""Carries out what people ask of a run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from time import perf_counter

from app.datasets import BadDrawing, Drawing, drawable_shape
from app.frames import Spotlight
from app.rooms.beside import Beside
from app.rooms.commands import (
    BranchStatistics,
    Check,
    Compare,
    Configure,
    Correct,
    Draw,
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
from app.rooms.motion import Motion
from app.rooms.outlook import Outlook
from app.rooms.pace import Pace
from app.rooms.rearranging import rearrange
from app.rooms.refusing import problem_of
from app.rooms.showing import Showing
from app.rooms.tandem import Tandem
from app.training import Experiment
from app.training.correcting import corrected, picture_of, with_verdicts
from app.training.inspection import Parameter
from app.training.problems import Refusal


class Orders:
    """Does what commands say, at once or when what is under way is done."""

    def __init__(
        self,
        tandem: Tandem,
        pace: Pace,
        outlook: Outlook,
        showing: Showing,
        motion: Motion,
        comparison: Comparison,
    ) -> None:
        self._tandem, self._timeline, self._pace = tandem, tandem.timeline, pace
        self._outlook, self._showing = outlook, showing
        self._motion, self._comparison = motion, comparison
        self._later: list[tuple[RunCommand, int]] = []

    @property
    def waiting(self) -> bool:
        """Whether a command has not been carried out yet."""
        return bool(self._later)

    def carry_out(self, command: RunCommand, asker: int) -> None:
        """Do what a command says and tell the room, or whoever asked why not.

        Args:
            command: what to do.
            asker: the number of the viewer who sent it, for answers that are theirs alone.
        """
        at_once = Speed | FollowSample | Draw | Question
        if not isinstance(command, at_once) and self._must_wait(command):
            self._later.append((command, asker))
            return
        try:
            self._do(command, asker)
        except Refusal as refusal:
            request = command.request if isinstance(command, Configure) else None
            self._showing.telling.refusal(refusal.problem, asker, request)

    def carry_out_waiting(self) -> None:
        """Do what had to wait for the end of a search, if that has come."""
        while self._later and not self._timeline.searching:
            later, self._later = self._later, []
            for command, asker in later:
                self.carry_out(command, asker)

    def forget(self) -> None:
        """Do nothing of what waits."""
        self._later.clear()

    def _must_wait(self, command: RunCommand) -> bool:
        if self._later or not self._timeline.searching:
            return bool(self._later)
        return self._motion.bound or not isinstance(command, Seek | Step | Reset | Pause)

    def _do(self, command: RunCommand, asker: int) -> None:
        timeline, tandem, motion = self._timeline, self._tandem, self._motion
        match command:
            case Play():
                motion.play()
            case Pause():
                motion.stand_still()
            case Reset():
                motion.stand_still()
                motion.go(chain(tandem.reset(), self._describe("reset")))
            case Step():
                motion.step(command.unit, command.count)
            case Seek():
                search = tandem.seek(command.step)
                motion.stand_still()
                motion.go(search)
            case Try():
                search, playing = tandem.seek(command.step), self._pace.playing
                motion.stand_still()
                branch = self._begin_branch(command, asker, playing=playing)
                motion.go(chain(search, branch), bound=True)
            case Switch():
                beside = self._comparison.on_data_of(timeline.tree.find(command.branch).newest)
                timeline.switch(command.branch)
                motion.stand_still()
                self._comparison.bring_along(beside)
                self._showing.describe_changes()
            case Configure():
                self._configure(command.experiment)
                self._showing.telling.configured(command.request, asker)
                return
            case Correct():
                self._correct(command)
                return
            case Compare():
                self._compare(command.experiment)
                return
            case Edit():
                timeline.edit(command.layer, command.unit, command.input, command.value)
                motion.drop()
                tandem.follow()
                self._showing.describe_changes()
                self._showing.telling.branches()
                self._outlook.clock.want_all()
            case Speed():
                self._pace.speed = command
                self._pace.start(perf_counter())
                # At another speed other parts are due.
                self._outlook.clock.wanted = True
            case FollowSample():
                self._outlook.spotlight = Spotlight(command.split, command.index)
            case Draw():
                self._draw(command, asker)
                return
            case Check():
                self._check(command, asker)
                return
            case BranchStatistics():
                self._showing.telling.statistics_of(command.branch, asker)
                return
            case Question():
                self._outlook.ask(command, asker)
                return
            case _:
                rearrange(timeline, command)
                self._showing.telling.branches()
                return
        self._showing.send_state()

    def _draw(self, command: Draw, asker: int) -> None:
        """Follow a drawing; that it changes, while it is followed, nobody need be told."""
        dataset, before = self._timeline.trainer.dataset, self._outlook.spotlight
        try:
            command.drawing.check(drawable_shape(dataset), len(dataset.classes or ()))
        except BadDrawing as bad:
            self._showing.telling.refusal(problem_of(bad), asker)
            return
        self._outlook.draw(Spotlight.on(command.drawing))
        if before.split != "drawing":
            self._showing.send_state()

    def _check(self, command: Check, asker: int) -> None:
        """Answer a question that changes nothing."""
        target = Parameter(command.layer, command.unit, command.input)
        sample = self._outlook.sample_of(asker)
        problem = self._outlook.inspections.check(target, sample, asker)
        if problem is not None:
            self._showing.telling.refusal(problem, asker)

    # Another experiment.

    def _correct(self, command: Correct) -> None:
        """Learn from one more picture from now on."""
        trainer, label = self._timeline.trainer, command.label
        if command.sample is not None:
            drawing = picture_of(trainer, command.sample.split, command.sample.index, label)
        else:
            drawing = Drawing(command.pixels or "", label)
        self._configure(corrected(trainer, drawing))

    def _configure(self, experiment: Experiment) -> None:
        experiment = with_verdicts(self._timeline.trainer, experiment)
        if experiment == self._timeline.trainer.experiment:
            self._showing.describe_changes()
            self._showing.describe("live")
            return
        beside = self._comparison.on_data_of(experiment)
        live = self._timeline.configure(experiment)
        self._motion.drop()
        self._tandem.forget_pace()
        trainer = self._timeline.trainer
        self._outlook.look_at(trainer, self._outlook.spotlight)
        self._comparison.bring_along(beside)
        self._pace.playing = self._pace.playing and (live or trainer.stop_reason is None)
        self._showing.describe("live" if live else "reset")

    def _begin_branch(self, command: Try, asker: int, *, playing: bool) -> Iterator[None]:
        """Put an experiment in force in a branch of its own, which begins where the run is now."""
        try:
            self._timeline.branch_off()
            self._configure(command.experiment)
        except Refusal as refusal:
            self._showing.telling.refusal(refusal.problem, asker)
            return
        if playing:
            self._motion.play()
        yield

    def _compare(self, experiment: Experiment | None) -> None:
        """Begin at step 0 with another run beside this one, or go on alone."""
        trainer = self._timeline.trainer
        if experiment is None:
            self._comparison.put(None)
            self._pace.playing = self._pace.playing and trainer.stop_reason is None
            self._showing.describe("live")
            return
        beside, own = self._comparison.make(experiment), trainer.experiment
        self._motion.stand_still()
        begin = self._begin_comparison(own, beside)
        self._motion.go(chain(self._timeline.reset(), begin, self._describe("reset")), bound=True)

    def _begin_comparison(self, own: Experiment, beside: Beside) -> Iterator[None]:
        """At step 0, where another experiment may have been in force: this one is compared."""
        try:
            self._timeline.configure(own)
        except Refusal as refusal:
            self._showing.telling.refusal(refusal.problem, 0)
            return
        self._comparison.put(beside)
        yield

    def _describe(self, effect: str) -> Iterator[None]:
        """Describe all anew, now that the run is where it was to go."""
        self._showing.describe_changes()
        self._showing.describe(effect)
        yield
