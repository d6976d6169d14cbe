"""A room: one run and the people who look at it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from dataclasses import replace
from typing import Any

from app.rooms import messages
from app.rooms.commands import (
    BadCommand,
    Check,
    Configure,
    Follow,
    FollowSample,
    Inspect,
    Lend,
    Ping,
    Point,
    Question,
    Subscribe,
    TakeBack,
    parse,
)
from app.rooms.people import People
from app.rooms.pool import OpenRun, RunHandle
from app.rooms.reopening import Reopened
from app.rooms.viewer import Viewer
from app.rooms.wire import Saved
from app.storage import StoredRoom
from app.training import Experiment

PROTOCOL = 3
SAVE_SECONDS = 5.0


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
        self._experiment_json = Experiment().model_dump_json()
        self._people = People()
        self._open_run = open_run
        self._run: RunHandle | None = None
        self._state: dict[str, Any] | None = None
        self._saved: Saved | None = None
        self._waiting_for_save: list[asyncio.Future[Saved]] = []
        self._presenter_hash = b""
        self._dataset: dict[str, Any] | None = None
        # Who waits for the answer to a `check`; 0 for nobody.
        self._checking = 0

    @classmethod
    def from_stored(cls, stored: StoredRoom, open_run: OpenRun, limits: dict[str, Any]) -> Room:
        """A room as it was when it was stored."""
        room = cls(stored.code, open_run, limits)
        if stored.state is not None and stored.snapshot is not None:
            room._saved = Saved(json.loads(stored.state), stored.snapshot, stored.timeline)
        room.fresh, room.unstored = stored.fresh, False
        room._presenter_hash = stored.presenter_hash
        room._experiment_json = stored.experiment
        return room

    def to_stored(self) -> StoredRoom:
        """All of the room that outlives the server."""
        return StoredRoom(
            code=self.code,
            presenter_hash=self._presenter_hash,
            fresh=self.fresh,
            experiment=self._experiment_json,
            state=None if self._saved is None else json.dumps(self._saved.state),
            snapshot=None if self._saved is None else self._saved.snapshot,
            timeline=None if self._saved is None else self._saved.tips,
            used_at=time.time() - self.empty_for(time.monotonic()),
        )

    @property
    def viewers(self) -> int:
        """How many screens are connected."""
        return len(self._people)

    @property
    def experiment(self) -> Experiment:
        """What the run trains at present."""
        return Experiment.model_validate_json(self._experiment_json)

    def copy_from(self, other: Room, saved: Saved | None) -> None:
        """Become a copy of another room, standing still at what was `saved` of its run."""
        self.fresh, self.unstored = other.fresh, True
        self._experiment_json = other._experiment_json
        if saved is not None:
            state = {name: saved.state[name] for name in saved.state if name != "paused_after"}
            self._saved = replace(saved, state={**state, "playing": False})

    def begin_from(self, reopened: Reopened) -> None:
        """Stand still where the run from a file stands."""
        self.fresh, self.unstored = False, True
        self._experiment_json = reopened.experiment.model_dump_json()
        self._saved = reopened.saved

    def empty_for(self, now: float) -> float:
        """Seconds since the last viewer left, 0 while somebody is there."""
        return 0.0 if self.empty_since is None else now - self.empty_since

    def may_rest(self, now: float, idle_seconds: float) -> bool:
        """Whether nobody would miss it in memory: nobody is there, and nothing trains for long."""
        return not self._people and (self._run is None or self.empty_for(now) > idle_seconds)

    def issue_secret(self) -> str:
        """Make the secret that tells the presenter; the room keeps no more than its hash."""
        secret = secrets.token_urlsafe(32)
        self._presenter_hash = _hash(secret)
        return secret

    def is_presenter(self, secret: str | None) -> bool:
        """Whether this is the presenter's secret."""
        return secret is not None and secrets.compare_digest(_hash(secret), self._presenter_hash)

    def commands(self, viewer: Viewer) -> bool:
        """Whether this viewer may command the run."""
        return self._people.may_command(viewer)

    def join(self, *, presenter: bool = True) -> Viewer:
        """Let somebody in; the run's description follows as soon as the run has sent it."""
        viewer = self._people.let_in(presenter=presenter)
        viewer.put(
            json.dumps(
                {
                    "type": "welcome",
                    "protocol": PROTOCOL,
                    "room": self.code,
                    "role": "presenter" if presenter else "viewer",
                    "number": viewer.number,
                    "fresh": self.fresh,
                    "limits": self._limits,
                }
            )
        )
        self.empty_since = None
        if self._run is None:
            self._run = self._open_run(self.code, self)
            self._begin()
            if self._saved is not None and "paused_after" in self._saved.state:
                self._tell_rest(self._saved.state)
        self._watch()
        self._run.send("describe")
        self._tell_state()
        return viewer

    def _begin(self) -> int:
        """Let the run begin, from what was saved of it if there is something; at which step."""
        if self._run is None:
            raise RuntimeError("a run that no worker hosts cannot begin")
        if self._saved is None:
            self._run.send("open", experiment=self._experiment_json)
            return 0
        self._run.restore(self._saved)
        step: int = self._saved.state["step"]
        return step

    def leave(self, viewer: Viewer) -> None:
        """Somebody has gone."""
        self._people.let_out(viewer)
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
            viewer.put(messages.error(error.code, error.problem))
            return
        if isinstance(command, Ping):
            viewer.put(messages.PONG)
            return
        if isinstance(command, Lend | TakeBack):
            self._people.lend(viewer, command)
            self._watch()
            return
        if isinstance(command, Subscribe):
            self._subscribe(viewer, frozenset(command.parts))
            return
        if isinstance(command, Follow):
            self._people.look(viewer, None)
            self._watch()
            return
        if isinstance(command, Inspect):
            self._people.inspect(viewer, command)
            self._watch()
            return
        if isinstance(command, Check):
            self._check(viewer, text)
            return
        if isinstance(command, Question):
            if self._run is not None:
                self._run.send("command", text=text, asker=viewer.number)
            return
        if not self.commands(viewer):
            if isinstance(command, FollowSample):
                self._people.look(viewer, (command.split, command.index))
                self._watch()
            else:
                viewer.put(messages.NOT_PRESENTER)
            return
        if isinstance(command, Point):
            self._people.point(viewer, command)
            return
        self.fresh = False
        if isinstance(command, Configure):
            self._experiment_json = command.experiment.model_dump_json()
        self.unstored = True
        if self._run is not None:
            self._run.send("command", text=text, asker=viewer.number)

    def _check(self, viewer: Viewer, text: str) -> None:
        """Have the run compute a gradient in another way, one at a time: it is costly."""
        if self._checking:
            viewer.put(messages.CHECKING)
        elif self._run is not None:
            self._checking = viewer.number
            self._run.send("command", text=text, asker=viewer.number)

    def _subscribe(self, viewer: Viewer, parts: frozenset[str]) -> None:
        """Send a viewer these parts from now on, and those that are new to it at once."""
        before, viewer.parts = viewer.parts, parts
        self._watch()
        if not before and parts and self._run is not None:
            # It looked away and missed what charts are made of: it is told all, like a newcomer.
            viewer.ready = False
            self._run.send("describe")

    def _watch(self) -> None:
        """Tell the run how many look, and at what."""
        if self._run is not None:
            self._run.send("watch", **self._people.watching())

    async def save(self) -> Saved | None:
        """The run at this moment; None if it has not begun yet.

        Raises:
            TimeoutError: the worker does not answer.
        """
        if self._run is None:
            return self._saved
        handed: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._waiting_for_save.append(handed)
        self._run.send("save")
        return await asyncio.wait_for(handed, SAVE_SECONDS)

    def rest(self, idle_seconds: float) -> None:
        """Pause the run as it was saved last, because nobody looks; who returns is told so."""
        if self._saved is not None and self._saved.state["playing"]:
            paused = {"playing": False, "paused_after": idle_seconds}
            self._saved = replace(self._saved, state={**self._saved.state, **paused})
            self.unstored = True

    def close(self) -> None:
        """End the run; it can begin again from what was saved."""
        if self._run is not None:
            self._run.close()
            self._run, self._checking = None, 0

    def announce_stop(self) -> None:
        """Tell everybody that the server stops."""
        self._people.tell(messages.notice("stopping", "The server stops. Everything is saved.", {}))

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
        if message["type"] == "state":
            self._state = message
            self._tell_state()
            return
        if message["type"] == "experiment":
            # The run may have gone to another experiment by itself, back in time.
            self._experiment_json = json.dumps(message["experiment"])
            dataset = message["experiment"]["dataset"]
            if self._dataset not in (None, dataset):
                self._people.follow_the_room()
                self._watch()
            self._dataset = dataset
            self._experiment_json = json.dumps(message["experiment"])
            self._people.describe(message, newcomers_only=message["effect"] == "start")
        elif message["type"] == "timeline":
            self._people.tell_timeline(message)
        else:
            # Newcomers are told all of it once they know the experiment that it is about.
            self._people.tell(json.dumps(message), ready_only=message["type"] != "error")

    def on_frame(self, frame: bytes, number: int) -> None:
        """Show a frame to everybody, or to the viewer of this number."""
        self._people.show(frame, number)

    def on_saved(self, saved: Saved) -> None:
        """Keep what the run would go on from."""
        self._saved, self.unstored = saved.after(self._saved), True
        for handed in self._waiting_for_save:
            if not handed.done():
                handed.set_result(self._saved)
        self._waiting_for_save.clear()

    def on_lost(self) -> None:
        """Let the run go on after its process died, and say so."""
        if self._run is None:
            return
        self._checking = 0
        step = self._begin()
        words = f"The process that trained this network died. The run goes on from step {step}."
        self._describe_again(messages.notice("worker_lost", words, {"step": step}))

    def on_unrestorable(self) -> None:
        """Begin the run again, because what was saved of it cannot be read, and say so."""
        self._saved = None
        self._begin()
        words = "What was saved of this run cannot be read. It begins again, with its settings."
        self._describe_again(messages.notice("unrestorable", words, {}))

    def _describe_again(self, notice: str) -> None:
        """Tell everybody what happened, and then all that a newcomer is told."""
        if self._run is None:
            return
        self._watch()
        self._people.tell(notice)
        self._people.forget_layout()
        self._run.send("describe")

    def _tell_rest(self, state: dict[str, Any]) -> None:
        minutes, step = round(state["paused_after"] / 60), state["step"]
        words = f"Nobody was looking for {minutes} minutes, so the run paused at step {step}."
        self._people.tell(messages.notice("rested", words, {"minutes": minutes, "step": step}))

    def _tell_state(self) -> None:
        """Tell those who know the experiment; newcomers hear of both together."""
        if self._state is None:
            return
        text = json.dumps({**self._state, "viewers": len(self._people)})
        self._people.tell(text, ready_only=True)
        self._people.tell_people()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
