"""One run as a worker hosts it: a timeline with its pace, its people's view and its orders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from time import perf_counter

from app.frames import Spotlight
from app.rooms.commands import Check, Question, RunCommand, Speed
from app.rooms.comparison import Comparison
from app.rooms.motion import Motion
from app.rooms.orders import Orders
from app.rooms.outlook import Outlook, SendFrame
from app.rooms.pace import Pace
from app.rooms.showing import Showing
from app.rooms.tandem import Tandem
from app.rooms.telling import Send
from app.rooms.wire import Saved
from app.training import Experiment, Trainer
from app.training.timeline import Branch, Timeline, store


class Run:
    """What one room watches. It belongs to one worker and knows neither pipe nor people.

    Attributes:
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
        self.unsaved = True
        self._pace = Pace()
        self._timeline = timeline or Timeline(experiment, _clock)
        self._tandem = Tandem(self._timeline)
        self.outlook = Outlook(self._trainer, Spotlight(), send_frame, send)
        self._showing = Showing(self._tandem, self._pace, self.outlook, send)
        self._motion = Motion(self._tandem, self._pace, self.outlook, self._showing)
        self._comparison = Comparison(self._tandem, self.outlook, _clock)
        self._orders = Orders(
            self._tandem,
            self._pace,
            self.outlook,
            self._showing,
            self._motion,
            self._comparison,
        )
        self._tips_saved = self._timeline.tips_kept

    @property
    def _trainer(self) -> Trainer:
        return self._timeline.trainer

    @property
    def branches(self) -> Collection[Branch]:
        """All lines of the run's past, the present one among them."""
        return self._timeline.tree.branches.values()

    @property
    def playing(self) -> bool:
        """Whether time alone advances the run."""
        return self._pace.playing

    @property
    def busy(self) -> bool:
        """Whether the run would use all the time there is, or much of it."""
        return self._motion.busy

    # At rest.

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
        if saved.tips is None:
            run._tips_saved = -1
        run._pace.speed = Speed.model_validate(saved.state["speed"])
        run._pace.playing = saved.state["playing"] and not run._tandem.ended
        run._pace.start(perf_counter())
        return run

    # What people ask for.

    def describe(self) -> None:
        """Send all that a page needs to follow this run from here."""
        self._showing.describe("start")

    def carry_out(self, command: RunCommand, asker: int = 0) -> None:
        """Do what a command says and tell the room; while the run is on its way, once it is there.

        Args:
            command: what to do.
            asker: the number of the viewer who sent it, for answers that are theirs alone.
        """
        self.unsaved = self.unsaved or not isinstance(command, Check | Question)
        self._orders.carry_out(command, asker)

    def halt(self) -> None:
        """Stand still and draw nothing until somebody asks for something: the run has failed."""
        self._orders.forget()
        self._motion.halt()

    # What time brings.

    def wait(self, now: float) -> float | None:
        """Seconds until the run has something to do; None when only a command can wake it."""
        if self._orders.waiting:
            return 0.0
        waits = [self._motion.wait(now), self._showing.wait(now)]
        return min((wait for wait in waits if wait is not None), default=None)

    def advance(self, crowd: int = 1) -> None:
        """Train for a slice of time, and make a frame if one is due.

        Args:
            crowd: how many busy runs share the worker's time, this one among them.
        """
        self.outlook.clock.share_time(crowd)
        self.unsaved = self.unsaved or self.busy
        self._motion.advance(perf_counter(), crowd)
        now = perf_counter()
        self._orders.carry_out_waiting()
        self._showing.show(now, busy=self.busy, followable=self._motion.followable)


def _clock() -> float:
    return perf_counter()
