"""A room: one run and the people who look at it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from itertools import count
from typing import Any

from app.frames.codec import select
from app.rooms import messages
from app.rooms.commands import (
    BadCommand,
    Configure,
    Follow,
    FollowSample,
    Lend,
    Ping,
    Point,
    Subscribe,
    TakeBack,
    parse,
)
from app.rooms.pool import OpenRun, RunHandle
from app.rooms.viewer import Viewer
from app.rooms.wire import Saved
from app.storage import StoredRoom
from app.training import Experiment
from app.training.problems import Problem

PROTOCOL = 2
SAVE_SECONDS = 5.0
MOST_NUMBERS = 200
"""People that a presenter is told of one by one."""
MOST_SAMPLES = 40
"""People who may look at samples of their own at a time: each costs a pass through the network."""


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
        self._viewers: set[Viewer] = set()
        self._open_run = open_run
        self._run: RunHandle | None = None
        self._state: dict[str, Any] | None = None
        self._saved: Saved | None = None
        self._waiting_for_save: list[asyncio.Future[Saved]] = []
        self._presenter_hash = b""
        self._numbers = count(1)
        self._part_names: list[str] = []
        self._dataset: dict[str, Any] | None = None
        self._borrower: Viewer | None = None
        self._pointer: Viewer | None = None
        self._pointing = messages.pointing(None)

    @classmethod
    def from_stored(cls, stored: StoredRoom, open_run: OpenRun, limits: dict[str, Any]) -> Room:
        """A room as it was when it was stored."""
        room = cls(stored.code, open_run, limits)
        if stored.state is not None and stored.snapshot is not None:
            room._saved = Saved(json.loads(stored.state), stored.snapshot)
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
            used_at=time.time() - self.empty_for(time.monotonic()),
        )

    @property
    def viewers(self) -> int:
        """How many screens are connected."""
        return len(self._viewers)

    def copy_from(self, other: Room, saved: Saved | None) -> None:
        """Become a copy of another room, standing still at what was `saved` of its run."""
        self.fresh, self.unstored = other.fresh, True
        self._experiment_json = other._experiment_json
        if saved is not None:
            state = {name: saved.state[name] for name in saved.state if name != "paused_after"}
            self._saved = Saved({**state, "playing": False}, saved.snapshot)

    def empty_for(self, now: float) -> float:
        """Seconds since the last viewer left, 0 while somebody is there."""
        return 0.0 if self.empty_since is None else now - self.empty_since

    def may_rest(self, now: float, idle_seconds: float) -> bool:
        """Whether nobody would miss it in memory: nobody is there, and nothing trains for long."""
        return not self._viewers and (self._run is None or self.empty_for(now) > idle_seconds)

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
        return viewer.presenter or viewer is self._borrower

    def join(self, *, presenter: bool = True) -> Viewer:
        """Let somebody in; the run's description follows as soon as the run has sent it."""
        viewer = Viewer(next(self._numbers), presenter=presenter)
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
        self._viewers.add(viewer)
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
        self._viewers.discard(viewer)
        self.unstored = True
        if viewer is self._borrower:
            self._borrower = None
        if viewer is self._pointer:
            self._point(viewer, None)
        self._watch()
        if self._viewers:
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
            self._lend(viewer, command)
            return
        if isinstance(command, Subscribe):
            self._subscribe(viewer, frozenset(command.parts))
            return
        if isinstance(command, Follow):
            self._look(viewer, None)
            return
        if not self.commands(viewer):
            if isinstance(command, FollowSample):
                self._look(viewer, (command.split, command.index))
            else:
                viewer.put(messages.NOT_PRESENTER)
            return
        if isinstance(command, Point):
            self._point(viewer, command)
            return
        self.fresh = False
        if isinstance(command, Configure):
            self._experiment_json = command.experiment.model_dump_json()
        self.unstored = True
        if self._run is not None:
            self._run.send("command", text=text)

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
        looking = [viewer.parts for viewer in self._viewers if viewer.parts]
        if self._run is not None:
            parts = sorted(frozenset().union(*looking))
            samples = {str(v.number): v.sample for v in self._viewers if v.parts and v.sample}
            self._run.send("watch", parts=parts, viewers=len(looking), samples=samples)

    def _look(self, viewer: Viewer, sample: tuple[str, int] | None) -> None:
        """Let a viewer follow a sample of its own, or the room's again."""
        alone = sum(other.sample is not None for other in self._viewers if other is not viewer)
        if sample is not None and alone >= MOST_SAMPLES:
            words = f"{alone} people look at samples of their own already. Make a copy to do so."
            viewer.put(messages.refusal("crowded", words))
            return
        viewer.sample = sample
        viewer.put(messages.looking(sample))
        self._watch()

    def _lend(self, viewer: Viewer, command: Lend | TakeBack) -> None:
        """Change who else may command the run; a presenter's right, but for giving it back."""
        gives_back = viewer is self._borrower and isinstance(command, TakeBack)
        if not (viewer.presenter or gives_back):
            viewer.put(messages.NOT_PRESENTER)
            return
        chosen = None
        if isinstance(command, Lend):
            others = {other.number: other for other in self._viewers if not other.presenter}
            chosen = others.get(command.number)
            if chosen is None:
                message = f"There is no viewer {command.number} in this room."
                problem = Problem("number", message, str(command.number), None)
                viewer.put(messages.error("unknown_viewer", problem))
                return
        before, self._borrower = self._borrower, chosen
        if before is not chosen:
            if before is not None and before is self._pointer:
                self._point(before, None)
            for changed in (before, chosen):
                if changed is not None:
                    # Who commands, follows what the room follows: it is theirs to choose.
                    if changed.sample is not None:
                        self._look(changed, None)
                    changed.put(json.dumps({"type": "control", "control": changed is chosen}))
        self._tell_people()

    def _point(self, viewer: Viewer, command: Point | None) -> None:
        """Show the others, and whoever comes, what somebody points at."""
        target = None if command is None or command.target is None else command.target.model_dump()
        self._pointer = None if target is None else viewer
        self._pointing = messages.pointing(target)
        for other in self._viewers:
            if other is not viewer and other.ready:
                other.mailbox.put_pointing(self._pointing)

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
            self._saved = Saved({**self._saved.state, **paused}, self._saved.snapshot)
            self.unstored = True

    def close(self) -> None:
        """End the run; it can begin again from what was saved."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def announce_stop(self) -> None:
        """Tell everybody that the server stops."""
        self._broadcast(messages.notice("stopping", "The server stops. Everything is saved.", {}))

    # What the run sends.

    def on_message(self, message: dict[str, Any]) -> None:
        """Pass a message of the run to everybody."""
        if message["type"] == "unrestorable":
            self.on_unrestorable()
            return
        if message["type"] == "state":
            self._state = message
            self._tell_state()
            return
        text = json.dumps(message)
        if message["type"] == "experiment":
            self._part_names = [part["name"] for part in message["layout"]["parts"]]
            newcomers_only = message["effect"] == "start"
            self._forget_samples_of_other_data(message["experiment"]["dataset"])
            for viewer in self._viewers:
                if newcomers_only and viewer.ready:
                    continue
                viewer.ready = True
                viewer.mailbox.change_layout()
                viewer.put(text)
                if self._pointer is not None and viewer is not self._pointer:
                    viewer.mailbox.put_pointing(self._pointing)
        else:
            self._broadcast(text)

    def _forget_samples_of_other_data(self, dataset: dict[str, Any]) -> None:
        """Whoever follows a sample of its own follows the room once there are other samples."""
        before, self._dataset = self._dataset, dataset
        if before is None or before == dataset:
            return
        for viewer in self._viewers:
            if viewer.sample is not None:
                self._look(viewer, None)

    def on_frame(self, frame: bytes, number: int) -> None:
        """Put a frame into the mailboxes; those who see the same share the bytes."""
        chosen: dict[frozenset[str], bytes] = {}
        for viewer in self._viewers:
            if not (viewer.ready and viewer.parts):
                continue
            if number:
                # A sample of its own; unless it has just gone back to the room's.
                if viewer.number == number and viewer.sample and "spotlight" in viewer.parts:
                    viewer.mailbox.put_frame(frame)
                continue
            parts = viewer.shared_parts
            if parts not in chosen:
                indices = [i for i, name in enumerate(self._part_names) if name in parts]
                chosen[parts] = select(frame, indices)
            viewer.mailbox.put_frame(chosen[parts])

    def on_saved(self, saved: Saved) -> None:
        """Keep what the run would go on from."""
        self._saved, self.unstored = saved, True
        for handed in self._waiting_for_save:
            if not handed.done():
                handed.set_result(saved)
        self._waiting_for_save.clear()

    def on_lost(self) -> None:
        """Let the run go on after its process died, and say so."""
        if self._run is None:
            return
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
        self._broadcast(notice)
        for viewer in self._viewers:
            viewer.ready = False
        self._run.send("describe")

    def _tell_rest(self, state: dict[str, Any]) -> None:
        minutes, step = round(state["paused_after"] / 60), state["step"]
        words = f"Nobody was looking for {minutes} minutes, so the run paused at step {step}."
        self._broadcast(messages.notice("rested", words, {"minutes": minutes, "step": step}))

    def _tell_state(self) -> None:
        """Tell those who know the experiment; newcomers hear of both together."""
        if self._state is None:
            return
        text = json.dumps({**self._state, "viewers": len(self._viewers)})
        for viewer in self._viewers:
            if viewer.ready:
                viewer.put(text)
        self._tell_people()

    def _tell_people(self) -> None:
        """Tell presenters who is there to lend control to."""
        numbers = sorted(viewer.number for viewer in self._viewers if not viewer.presenter)
        people = {
            "type": "people",
            "numbers": numbers[:MOST_NUMBERS],
            "borrower": None if self._borrower is None else self._borrower.number,
        }
        text = json.dumps(people)
        for viewer in self._viewers:
            if viewer.presenter and viewer.ready and viewer.told_people != text:
                viewer.told_people = text
                viewer.put(text)

    def _broadcast(self, text: str) -> None:
        for viewer in self._viewers:
            viewer.put(text)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
