"""Keeps what people know of a run true: what it is, where it stands, what it looks like."""

from __future__ import annotations

from app.rooms.checkup import Checkup
from app.rooms.grades import Grades
from app.rooms.outlook import Outlook
from app.rooms.pace import Pace
from app.rooms.tandem import Tandem
from app.rooms.telling import Send, Telling


class Showing:
    """Tells the people of a room of its run, and shows it to them.

    Attributes:
        telling: says single things.
    """

    def __init__(self, tandem: Tandem, pace: Pace, outlook: Outlook, send: Send) -> None:
        self._tandem, self._pace, self._outlook = tandem, pace, outlook
        self._timeline = tandem.timeline
        self._checkup, self._grades = Checkup(send), Grades(send)
        self.telling = Telling(tandem, outlook, send)

    def describe(self, effect: str) -> None:
        """Send all that a page needs to follow the run from here.

        Args:
            effect: what became of the run, as the protocol says it.
        """
        trainer = self._timeline.trainer
        described = self._checkup.describe(trainer, self._timeline.latest)
        self.telling.experiment(effect, described)
        self.send_state()
        self.telling.branches()
        self._checkup.tell(trainer)
        self._grades.tell(trainer)
        self._outlook.clock.want_all()

    def describe_changes(self) -> None:
        """Describe anew what is not as it was told."""
        trainer = self._timeline.trainer
        known = self._outlook.shows(trainer)
        if not known:
            self._outlook.look_at(trainer, self._outlook.spotlight)
        if not (known and self.telling.up_to_date):
            self._tandem.forget_pace()
            self.describe("live")

    def send_state(self) -> None:
        """Send where the run stands and what it is doing."""
        self.telling.state(playing=self._pace.playing, speed=self._pace.speed)

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to show or to say; None while nothing is new."""
        waits = [self._outlook.wait(now), self.telling.wait(now)]
        return min((wait for wait in waits if wait is not None), default=None)

    def show(self, now: float, *, busy: bool, followable: bool) -> None:
        """Say and show what is new, if its time has come.

        Args:
            now: on the clock of `perf_counter`.
            busy: whether there will be something new by itself.
            followable: whether the run goes so slowly that each of its numbers can be read.
        """
        self.telling.what_is_due(now)
        timeline = self._timeline
        if timeline.searching or not self._tandem.in_step:
            return
        if self._outlook.watched:
            self._grades.look(timeline.trainer, now, resting=not busy)
        self._outlook.show(
            now,
            latest=timeline.latest,
            steps=self._tandem.steps,
            playing=self._pace.playing,
            followable=followable,
            line=timeline.tree.present.line,
        )
        if self._outlook.owes_losses:
            # It goes by losses that nobody waits for.
            return
        self._checkup.look(
            timeline.trainer,
            timeline.latest,
            now,
            resting=not busy,
            watched="statistics" in self._outlook.watched,
        )
