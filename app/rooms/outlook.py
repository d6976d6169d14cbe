"""What people see of a run: the frames, which of their parts, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from time import perf_counter
from typing import Any

from app.frames import Probe, Spotlight
from app.frames.layout import EXACT_PARTS, SLOW_PARTS, Layout
from app.rooms.beside import Beside
from app.rooms.commands import EVERYTHING, AnyQuestion
from app.rooms.frame_clock import FrameClock
from app.rooms.glances import Glances
from app.rooms.inspections import Inspections, SendMessage
from app.rooms.pace import Tachometer
from app.rooms.questions import Questions
from app.training import Trainer

SendFrame = Callable[[bytes, int], None]
"""Sends a frame to everybody (0), or to the viewer of this number alone."""


class Outlook:
    """Looks at a trainer for all who watch.

    Attributes:
        clock: when the next frame is due.
        watched: what anybody looks at; no more is made, and no frame where that is nothing.
        inspections: what is told of single neurons.
    """

    def __init__(
        self, trainer: Trainer, spotlight: Spotlight, send_frame: SendFrame, send: SendMessage
    ) -> None:
        self._send_frame = send_frame
        self.inspections = Inspections(send)
        self.watched, self._viewers = EVERYTHING, 1
        self._own: dict[int, Spotlight] = {}
        self._questions = Questions(send)
        self._beside: Beside | None = None
        self._tachometer = Tachometer()
        self._glances, self._playing = Glances(), False
        self._shown: tuple[tuple[int, int], ...] = ()
        self.look_at(trainer, spotlight)

    def look_at(self, trainer: Trainer, spotlight: Spotlight) -> None:
        """From now on look at this trainer's present network."""
        self._trainer, self._network = trainer, trainer.network
        self._probe = Probe(trainer, spotlight)
        self.clock = FrameClock()
        self.inspections.look_at(trainer)
        self._questions.look_at(trainer)

    def shows(self, trainer: Trainer) -> bool:
        """Whether it looks at this trainer's present network."""
        return self._trainer is trainer and self._network is trainer.network

    def look_beside(self, beside: Beside | None) -> None:
        """From now on show this run, too, whenever anything is shown."""
        self._beside = beside
        self._questions.look_beside(beside)
        if beside is not None:
            beside.probe.spotlight = self.spotlight
        self.clock.want_all()

    @property
    def _probes(self) -> Sequence[Probe]:
        """Those that look at the room's own run and at the one beside it."""
        return (self._probe,) if self._beside is None else (self._probe, self._beside.probe)

    @property
    def layout(self) -> Layout:
        """What stands in the frames."""
        return self._probe.layout

    @property
    def spotlight(self) -> Spotlight:
        """The sample that the room follows."""
        return self._probe.spotlight

    @spotlight.setter
    def spotlight(self, spotlight: Spotlight) -> None:
        for probe in self._probes:
            probe.spotlight = spotlight
        self.clock.wanted = True

    def draw(self, drawing: Spotlight, number: int = 0) -> None:
        """Follow a drawing, or what became of it; many in a row cost little.

        Args:
            drawing: for everybody (0), or for the viewer of this number, if it follows one already.
        """
        if number == 0:
            # Set aside the setter, which has everything shown.
            for probe in self._probes:
                probe.spotlight = drawing
        elif number in self._own:
            self._own[number] = drawing
        self._glances.want(number, perf_counter())

    def watch(
        self,
        parts: Collection[str],
        viewers: int,
        samples: Mapping[str, Sequence[Any]] | None = None,
        targets: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        """From now on so many people look.

        Args:
            parts: what they look at, all together.
            viewers: how many they are.
            samples: split and index of the samples that some of them follow by themselves, by
                the viewer's number.
            targets: the neurons that some of them inspect, by number, too (`Inspections.watch`).
        """
        fewer = viewers < self._viewers
        self._own = {int(number): Spotlight(*sample) for number, sample in (samples or {}).items()}
        self.watched, self._viewers = frozenset(parts), viewers
        self.inspections.watch(targets or {})
        # Somebody may see something that was not on that screen before, and the run may stand.
        if not fewer:
            self.clock.want_slow_parts()

    def ask(self, question: AnyQuestion, asker: int) -> None:
        """Answer a viewer soon; of several questions of a kind only the newest.

        Measuring the test samples is costly, and done for frames: what tells of them follows the
        next one that has it done, and the rest the next one, or at once where nothing is new.
        """
        self._questions.ask(question, asker)

    def _answer(self) -> None:
        self._questions.answer(self.sample_of, self.inspections.past, playing=self._playing)

    def sample_of(self, number: int) -> Spotlight:
        """The sample that a viewer follows: its own, or the room's."""
        return self._own.get(number, self.spotlight)

    def stand_still(self) -> None:
        """The run has stopped; show where."""
        self._tachometer.stop()
        self.clock.wanted = True

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to show; None while nothing is new or nobody looks."""
        if not self.watched:
            return None
        waits = [self.clock.wait(now), self._glance_wait(now), self.inspections.wait(now)]
        if self._questions and self._complete:
            waits.append(0.0)
        return min((wait for wait in waits if wait is not None), default=None)

    def show(
        self,
        now: float,
        *,
        latest: int,
        steps: int,
        playing: bool,
        followable: bool,
        line: tuple[int, int] = (1, 0),
    ) -> None:
        """Make a frame if one is due, and tell those who inspect neurons.

        Args:
            now: on the clock of `perf_counter`.
            latest: the newest step of the run, wherever it stands.
            steps: how many were made, for the speed.
            playing: whether there will be something new by itself.
            followable: whether the run goes so slowly that each of its numbers can be read.
            line: the number of the branch it stands in, and the step at which that began.
        """
        self._playing = playing
        self.inspections.note(latest, line)
        if self._beside is not None:
            self._beside.note()
        if self.watched and self.clock.wait(now) == 0:
            self._probe.latest = latest
            speed = self._tachometer.read(now, steps) if playing else 0.0
            self._show_frames(now, speed, playing=playing, followable=followable)
            self._glances.forget()
            if not self.owes_losses:
                self._answer()
        elif self.watched and self._glance_wait(now) == 0:
            self._show_glances(now)
        if self._complete:
            self._answer()
        # Like a run that plays, somebody who draws brings something new by and by.
        moving = playing or not followable or self._glances.settling
        self.inspections.show(now, self.spotlight, self._own, playing=moving)

    def _glance_wait(self, now: float) -> float | None:
        # A run that plays shows it in its next frame, together with the parameters it belongs to.
        return None if self._playing and self.clock.wanted else self._glances.wait(now)

    def _show_glances(self, now: float) -> None:
        """Show the drawings that changed, or everything once they have settled."""
        changed = self._glances.take(now)
        if not changed:
            self.clock.wanted = True
            return
        for probe in self._probes:
            speed = self._tachometer.steps_per_second if self._playing else 0.0
            if 0 in changed:
                way = probe.frame(speed, self.watched & {"spotlight"}, measured=False)
                self._send_frame(way, 0)
            for number in changed & self._own.keys():
                self._send_frame(probe.look_at(self._own[number], speed), number)
        self.inspections.wanted = True

    def _show_frames(self, now: float, speed: float, *, playing: bool, followable: bool) -> None:
        slow_parts = self.clock.slow_parts_due(now)
        parts = self.watched if slow_parts else self.watched - SLOW_PARTS
        if not followable:
            parts -= EXACT_PARTS
        measured, hurried = self._at_hand, False
        if measured:
            self.clock.measured(now)
        elif not playing and self._moment != self._shown and self.clock.measuring_is_slow:
            # The picture does not wait for the losses: a hand may be on its way through time.
            hurried = True
        elif not playing or followable or self.clock.measuring_due(now, slow_parts=slow_parts):
            measured = True
            self._measure()
        began, size = perf_counter(), 0
        # Of the same moment, and as often: one clock goes by what both of them cost.
        for probe in self._probes:
            frame = probe.frame(speed, parts, measured=measured)
            size += len(frame)
            self._send_frame(frame, 0)
            for number, sample in self._own.items():
                own = probe.look_at(sample, speed, exact="spotlight_exact" in parts)
                self._send_frame(own, number)
        self.clock.made(
            began,
            perf_counter(),
            slow_parts=slow_parts,
            sent=(size, self._viewers),
            playing=playing,
            hurried=hurried,
        )
        self._shown = self._moment
        # What is drawn anew has numbers that are told anew.
        self.inspections.wanted = True

    @property
    def owes_losses(self) -> bool:
        """Whether somebody looks at a frame that did not wait for its losses: they follow."""
        return bool(self.watched) and self.clock.owes

    @property
    def _complete(self) -> bool:
        """Whether all there is to see of this moment has been shown."""
        return not self.clock.wanted and not self.owes_losses

    @property
    def _at_hand(self) -> bool:
        """Whether all samples went through the network at this step, as at the end of an epoch."""
        return all(probe.trainer.measured for probe in self._probes)

    @property
    def _moment(self) -> tuple[tuple[int, int], ...]:
        """Where the runs stand that are looked at."""
        trainers = [probe.trainer for probe in self._probes]
        return tuple((trainer.steps, trainer.phases_done) for trainer in trainers)

    def _measure(self) -> None:
        """Let all samples go through the network."""
        began = perf_counter()
        for probe in self._probes:
            _ = probe.trainer.metrics
        ended = perf_counter()
        self.clock.measured(ended, ended - began)
