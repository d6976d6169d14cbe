"""A room: one run and the people who look at it."""

from __future__ import annotations

import json
import time
from dataclasses import astuple
from typing import Any

from app.frames import Spotlight
from app.rooms import messages
from app.rooms.commands import (
    BadCommand,
    Check,
    Configure,
    Draw,
    Follow,
    FollowSample,
    Give,
    Inspect,
    Lend,
    Ping,
    Point,
    PutAway,
    Question,
    Subscribe,
    TakeBack,
    parse,
)
from app.rooms.hosted import HostedRun
from app.rooms.offers import Offers, TooManyOffers
from app.rooms.people import People
from app.rooms.pool import OpenRun
from app.rooms.reopening import Reopened
from app.rooms.secret import PresenterSecret
from app.rooms.viewer import Viewer
from app.rooms.wire import Saved
from app.storage import StoredRoom
from app.training import Experiment


class Room:
    """Passes commands in and messages and frames out; the run itself lives in a worker.

    Attributes:
        code: six letters that can be typed.
        fresh: nobody has started or changed anything yet.
        empty_since: when the last viewer left (monotonic seconds), or None.
        unstored: whether anything has changed since the room was last written to the store.
    """

    def __init__(self, code: str, open_run: OpenRun, limits: dict[str, Any]) -> None:
        """A room whose run begins with the first visitor."""
        self.code = code
        self.unstored = True
        self.fresh = True
        self.empty_since: float | None = time.monotonic()
        self._limits = limits
        self._people = People()
        self._offers = Offers()
        self._open_run = open_run
        self._run = HostedRun()
        self._secret = PresenterSecret()
        self._state: dict[str, Any] | None = None
        self._dataset: dict[str, Any] | None = None
        # Who waits for the answer to a `check`; 0 for nobody.
        self._checking = 0
        # Who came while the run's data were away, and waits to hear whether they still are.
        self._asking: list[int] = []

    @classmethod
    def from_stored(cls, stored: StoredRoom, open_run: OpenRun, limits: dict[str, Any]) -> Room:
        """A room as it was when it was stored."""
        room = cls(stored.code, open_run, limits)
        room.fresh, room.unstored = stored.fresh, False
        room._run = HostedRun.from_stored(stored)
        room._secret = PresenterSecret(stored.presenter_hash)
        return room

    def to_stored(self) -> StoredRoom:
        """All of the room that outlives the server."""
        run = self._run.away or self._run
        saved = run.saved
        return StoredRoom(
            code=self.code,
            presenter_hash=self._secret.hash,
            fresh=self.fresh,
            experiment=run.experiment,
            state=None if saved is None else json.dumps(saved.state),
            snapshot=None if saved is None else saved.snapshot,
            timeline=None if saved is None else saved.tips,
            used_at=time.time() - self.empty_for(time.monotonic()),
        )

    @property
    def viewers(self) -> int:
        """How many screens are connected."""
        return len(self._people)

    @property
    def experiment(self) -> Experiment:
        """What the run trains at present."""
        return Experiment.model_validate_json(self._run.experiment)

    def copy_from(self, other: Room, saved: Saved | None) -> None:
        """Become a copy of another room, standing still at what was `saved` of its run."""
        self.fresh, self.unstored = other.fresh, True
        self._run = other._run.copy_at(saved)

    def begin_from(self, reopened: Reopened) -> None:
        """Stand still where the run from a file stands."""
        self.fresh, self.unstored = False, True
        self._run = HostedRun(reopened.experiment.model_dump_json(), reopened.saved)

    def empty_for(self, now: float) -> float:
        """Seconds since the last viewer left, 0 while somebody is there."""
        return 0.0 if self.empty_since is None else now - self.empty_since

    def may_rest(self, now: float, idle_seconds: float) -> bool:
        """Whether nobody would miss it in memory: nobody is there, and nothing trains for long."""
        return not self._people and (not self._run.hosted or self.empty_for(now) > idle_seconds)

    def look_for_data(self, dataset: str) -> None:
        """Bring the run back whose data are away, if it is these that have come."""
        if self._run.kept == dataset:
            self._run.look_for_data()

    def issue_secret(self) -> str:
        """Make the secret that tells the presenter; the room keeps no more than its hash."""
        return self._secret.issue()

    def is_presenter(self, secret: str | None) -> bool:
        """Whether this is the presenter's secret."""
        return self._secret.is_it(secret)

    def commands(self, viewer: Viewer) -> bool:
        """Whether this viewer may command the run."""
        return self._people.may_command(viewer)

    def join(self, *, presenter: bool = True) -> Viewer:
        """Let somebody in; the run's description follows as soon as the run has sent it."""
        viewer = self._people.let_in(presenter=presenter)
        viewer.put(messages.welcome(self.code, viewer, fresh=self.fresh, limits=self._limits))
        self.empty_since = None
        if self._run.kept is not None:
            self._asking.append(viewer.number)
            self._run.look_for_data()
        if not self._run.hosted:
            self._run.host(self._open_run(self.code, self))
            saved = self._run.saved
            if saved is not None and "paused_after" in saved.state:
                paused_after, step = saved.state["paused_after"], saved.state["step"]
                self._people.tell(messages.rested(paused_after, step))
        self._watch()
        self._run.send("describe")
        self._tell_state()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Somebody has gone."""
        self._people.let_out(viewer)
        self._offers.forget(viewer.number)
        self.unstored = True
        self._watch()
        if self._people:
            self._tell_state()
            return
        self.empty_since = time.monotonic()

    def handle(self, viewer: Viewer, text: str) -> None:
        """Carry out a message of a viewer, or tell that viewer what is wrong with it."""
        try:
            command = parse(text)
        except BadCommand as error:
            viewer.put(messages.error(error.code, error.problem, error.request))
            return
        match command:
            case Ping():
                viewer.put(messages.PONG)
            case Lend() | TakeBack():
                self._people.lend(viewer, command)
                self._watch()
            case Subscribe():
                self._subscribe(viewer, frozenset(command.parts))
            case Follow():
                self._people.look(viewer, None)
                self._watch()
            case Inspect():
                self._people.inspect(viewer, command)
                self._watch()
            case Check():
                self._check(viewer, text)
            case Question():
                self._run.send("command", text=text, asker=viewer.number)
            case FollowSample() if not self.commands(viewer):
                self._people.look(viewer, Spotlight(command.split, command.index))
                self._watch()
            case Give():
                self._give(viewer, command)
            case Draw() if not self.commands(viewer):
                self._draw(viewer, command)
            case Configure() if not self.commands(viewer):
                viewer.put(messages.not_presenter(command.request))
            case _ if not self.commands(viewer):
                viewer.put(messages.not_presenter())
            case PutAway():
                self._offers.put_away(command.offers)
                self._people.tell_offers(self._offers)
            case Point():
                self._people.point(viewer, command)
            case _:
                self.fresh, self.unstored = False, True
                if self._run.take_over():
                    self._tell_state()
                if isinstance(command, Configure):
                    self._run.experiment = command.experiment.model_dump_json()
                self._run.send("command", text=text, asker=viewer.number)

    def _give(self, viewer: Viewer, command: Give) -> None:
        """Keep what somebody drew until a presenter has looked at it."""
        if not self._people.suits(viewer, command.drawing):
            return
        try:
            self._offers.give(viewer.number, command.drawing, time.monotonic())
        except TooManyOffers as refusal:
            viewer.put(messages.refusal("offers", str(refusal)))
        self._people.tell_offers(self._offers)

    def _draw(self, viewer: Viewer, command: Draw) -> None:
        """Show a viewer the way of what it draws."""
        before = viewer.sample
        self._people.draw(viewer, command.drawing)
        after = viewer.sample
        if before and after and before.split == after.split == "drawing":
            # Many times a second: the run need not be told what all others look at, too.
            self._run.send("redraw", number=viewer.number, sample=list(astuple(after)))
        else:
            self._watch()

    def _check(self, viewer: Viewer, text: str) -> None:
        """Have the run compute a gradient in another way, one at a time: it is costly."""
        if self._checking:
            viewer.put(messages.CHECKING)
        elif self._run.hosted:
            self._checking = viewer.number
            self._run.send("command", text=text, asker=viewer.number)

    def _subscribe(self, viewer: Viewer, parts: frozenset[str]) -> None:
        """Send a viewer these parts from now on, and those that are new to it at once."""
        before, viewer.parts = viewer.parts, parts
        self._watch()
        if not before and parts and self._run.hosted:
            # It looked away and missed what charts are made of: it is told all, like a newcomer.
            viewer.ready = False
            self._run.send("describe")

    def _watch(self) -> None:
        """Tell the run how many look, and at what."""
        self._run.send("watch", **self._people.watching())

    async def save(self) -> Saved | None:
        """The run at this moment; None if it has not begun yet.

        Raises:
            TimeoutError: the worker does not answer.
        """
        return await self._run.save()

    def rest(self, idle_seconds: float) -> None:
        """Pause the run as it was saved last, because nobody looks; who returns is told so."""
        if self._run.rest(idle_seconds):
            self.unstored = True

    def close(self) -> None:
        """End the run; it can begin again from what was saved."""
        self._run.close()
        self._checking = 0

    def announce_stop(self) -> None:
        """Tell everybody that the server stops."""
        self._people.tell(messages.STOPPING)

    # What the run sends.

    def on_message(self, message: dict[str, Any], number: int = 0, /) -> None:
        """Pass a message of the run to everybody, or to the viewer of this number."""
        if message["type"] in ("checked", "error"):
            self._checking = 0
        if number:
            self._people.tell(json.dumps(message), number=number)
            return
        if message["type"] == "unrestorable":
            self.on_unrestorable()
            return
        if message["type"] == "data_missing":
            self._on_data_missing(messages.data_missing(message["dataset"]))
            return
        if message["type"] == "restored":
            self._asking.clear()
            if self._run.come_back():
                self._describe_again()
            return
        if message["type"] == "state":
            self._state = message
            self._tell_state()
            return
        if message["type"] == "experiment":
            # The run may have gone to another experiment by itself, back in time.
            self._run.experiment = json.dumps(message["experiment"])
            # What it is corrected in leaves all samples where they are.
            dataset = {**message["experiment"]["dataset"], "corrections": []}
            if self._dataset not in (None, dataset):
                self._people.follow_the_room()
                self._watch()
                if self._dataset["name"] != dataset["name"]:
                    self._offers.clear()
            self._dataset = dataset
            self._people.describe(message, newcomers_only=message["effect"] == "start")
        elif message["type"] == "timeline":
            self._people.tell_timeline(message)
        else:
            # Newcomers are told all of it once they know the experiment that it is about.
            self._people.tell(json.dumps(message), ready_only=message["type"] != "error")

    def _on_data_missing(self, notice: str) -> None:
        """Let another run stand in, or say to whoever has come since that one still does."""
        if self._run.stand_in():
            self._describe_again(notice)
        for number in self._asking:
            self._people.tell(notice, number=number)
        self._asking.clear()

    def on_frame(self, frame: bytes, number: int) -> None:
        """Show a frame to everybody, or to the viewer of this number."""
        self._people.show(frame, number)

    def on_saved(self, saved: Saved) -> None:
        """Keep what the run would go on from."""
        self._run.keep(saved)
        self.unstored = True

    def on_lost(self) -> None:
        """Let the run go on after its process died, and say so."""
        if not self._run.hosted:
            return
        self._checking = 0
        step = self._run.begin()
        self._describe_again(messages.worker_lost(step))

    def on_unrestorable(self) -> None:
        """Begin the run again, because what was saved of it cannot be read, and say so."""
        self._run.saved = None
        self._run.begin()
        self._describe_again(messages.UNRESTORABLE)

    def _describe_again(self, notice: str | None = None) -> None:
        """Tell everybody what happened, and then all that a newcomer is told."""
        self._watch()
        if notice is not None:
            self._people.tell(notice)
        self._people.forget_layout()
        self._run.send("describe")

    def _tell_state(self) -> None:
        """Tell those who know the experiment; newcomers hear of both together."""
        if self._state is None:
            return
        ours = {"viewers": len(self._people), "kept": self._run.kept}
        text = json.dumps({**self._state, **ours})
        self._people.tell(text, ready_only=True)
        self._people.tell_people()
        self._people.tell_offers(self._offers)
