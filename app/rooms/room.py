"""A room: one run and the people who look at it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from itertools import count
from typing import Any

from app.rooms.commands import BadCommand, Configure, Lend, Ping, Point, TakeBack, parse
from app.rooms.mailbox import Mailbox, MailboxFull
from app.rooms.pool import OpenRun, RunHandle
from app.rooms.wire import Saved
from app.training import Experiment
from app.training.problems import Problem

PROTOCOL = 1
SAVE_SECONDS = 5.0
MOST_NUMBERS = 200
"""People that a presenter is told of one by one."""


class Viewer:
    """One screen in a room.

    Attributes:
        number: what it is called in this room; nobody else ever was.
        presenter: whether it may always command the run.
        mailbox: what waits to be sent to it.
        lost: it stopped reading and should be disconnected.
    """

    def __init__(self, number: int = 1, *, presenter: bool = True) -> None:
        self.number, self.presenter = number, presenter
        self.mailbox = Mailbox()
        self.lost = False
        # Until it was told the layout, frames would mean nothing to it.
        self.ready = False
        self.told_people = ""

    def put(self, message: str) -> None:
        """Queue a message."""
        try:
            self.mailbox.put_message(message)
        except MailboxFull:
            self.lost = True


class Room:
    """Passes commands in and messages and frames out; the run itself lives in a worker.

    Attributes:
        code: six letters that can be typed.
        fresh: nobody has started or changed anything yet.
        empty_since: when the last viewer left (monotonic seconds), or None.
    """

    def __init__(
        self, code: str, open_run: OpenRun, limits: dict[str, Any], saved: Saved | None = None
    ) -> None:
        """A room whose run begins with the first visitor: anew, or from what was `saved`."""
        self.code = code
        self.fresh = saved is None
        self.empty_since: float | None = time.monotonic()
        self._limits = limits
        self._experiment = Experiment()
        self._viewers: set[Viewer] = set()
        self._open_run = open_run
        self._run: RunHandle | None = None
        self._state: dict[str, Any] | None = None
        self._saved = saved
        self._waiting_for_save: list[asyncio.Future[Saved]] = []
        self._presenter_hash = b""
        self._numbers = count(1)
        self._borrower: Viewer | None = None
        self._pointer: Viewer | None = None
        self._pointing = _pointing(None)

    @property
    def viewers(self) -> int:
        """How many screens are connected."""
        return len(self._viewers)

    def issue_secret(self) -> str:
        """Make the secret that tells the presenter; the room keeps no more than its hash."""
        secret = secrets.token_urlsafe(32)
        self._presenter_hash = _hash(secret)
        return secret

    def is_presenter(self, secret: str | None) -> bool:
        """Whether this is the presenter's secret."""
        return secret is not None and secrets.compare_digest(_hash(secret), self._presenter_hash)

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
            if self._saved is None:
                self._run.send("open", experiment=self._experiment.model_dump_json())
            else:
                self._run.restore(self._saved)
        self._run.send("watch", watched=True)
        self._run.send("describe")
        self._tell_state()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Somebody has gone."""
        self._viewers.discard(viewer)
        if viewer is self._borrower:
            self._borrower = None
        if viewer is self._pointer:
            self._point(viewer, None)
        if self._viewers:
            self._tell_state()
            return
        self.empty_since = time.monotonic()
        if self._run is not None:
            self._run.send("watch", watched=False)

    def handle(self, viewer: Viewer, text: str) -> None:
        """Carry out a message of a viewer, or tell that viewer what is wrong with it."""
        try:
            command = parse(text)
        except BadCommand as error:
            viewer.put(_error(error.code, error.problem))
            return
        if isinstance(command, Ping):
            viewer.put(_PONG)
            return
        if isinstance(command, Lend | TakeBack):
            self._lend(viewer, command)
            return
        if not (viewer.presenter or viewer is self._borrower):
            viewer.put(_NOT_PRESENTER)
            return
        if isinstance(command, Point):
            self._point(viewer, command)
            return
        self.fresh = False
        if isinstance(command, Configure):
            self._experiment = command.experiment
        if self._run is not None:
            self._run.send("command", text=text)

    def _lend(self, viewer: Viewer, command: Lend | TakeBack) -> None:
        """Change who else may command the run; a presenter's right, but for giving it back."""
        gives_back = viewer is self._borrower and isinstance(command, TakeBack)
        if not (viewer.presenter or gives_back):
            viewer.put(_NOT_PRESENTER)
            return
        chosen = None
        if isinstance(command, Lend):
            others = {other.number: other for other in self._viewers if not other.presenter}
            chosen = others.get(command.number)
            if chosen is None:
                message = f"There is no viewer {command.number} in this room."
                given = str(command.number)
                viewer.put(_error("unknown_viewer", Problem("number", message, given, None)))
                return
        before, self._borrower = self._borrower, chosen
        if before is not chosen:
            if before is not None and before is self._pointer:
                self._point(before, None)
            for changed in (before, chosen):
                if changed is not None:
                    changed.put(json.dumps({"type": "control", "control": changed is chosen}))
        self._tell_people()

    def _point(self, viewer: Viewer, command: Point | None) -> None:
        """Show the others, and whoever comes, what somebody points at."""
        target = None if command is None or command.target is None else command.target.model_dump()
        self._pointer = None if target is None else viewer
        self._pointing = _pointing(target)
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

    def close(self) -> None:
        """End the run; the room is no longer listed."""
        if self._run is not None:
            self._run.close()
            self._run = None

    # What the run sends.

    def on_message(self, message: dict[str, Any]) -> None:
        """Pass a message of the run to everybody."""
        if message["type"] == "state":
            self._state = message
            self._tell_state()
            return
        text = json.dumps(message)
        if message["type"] == "experiment":
            sizes = [part["bytes"] for part in message["layout"]["parts"]]
            newcomers_only = message["effect"] == "start"
            for viewer in self._viewers:
                if newcomers_only and viewer.ready:
                    continue
                viewer.ready = True
                viewer.mailbox.change_layout(sizes)
                viewer.put(text)
                if self._pointer is not None and viewer is not self._pointer:
                    viewer.mailbox.put_pointing(self._pointing)
        else:
            self._broadcast(text)

    def on_frame(self, frame: bytes) -> None:
        """Put a frame into every mailbox; the bytes are shared."""
        for viewer in self._viewers:
            if viewer.ready:
                viewer.mailbox.put_frame(frame)

    def on_saved(self, saved: Saved) -> None:
        """Keep what the run would go on from."""
        self._saved = saved
        for handed in self._waiting_for_save:
            if not handed.done():
                handed.set_result(saved)
        self._waiting_for_save.clear()

    def on_lost(self) -> None:
        """Let the run go on after its process died, and say so."""
        if self._run is None:
            return
        step = 0
        if self._saved is None:
            self._run.send("open", experiment=self._experiment.model_dump_json())
        else:
            self._run.restore(self._saved)
            step = self._saved.state["step"]
        self._run.send("watch", watched=bool(self._viewers))
        self._broadcast(
            json.dumps(
                {
                    "type": "notice",
                    "code": "worker_lost",
                    "message": "The process that trained this network died. "
                    f"The run goes on from step {step}.",
                    "values": {"step": step},
                }
            )
        )
        for viewer in self._viewers:
            viewer.ready = False
        self._run.send("describe")

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


def _pointing(target: dict[str, int] | None) -> str:
    return json.dumps({"type": "pointing", "target": target})


def _error(code: str, problem: Problem) -> str:
    """An error as the protocol writes it."""
    return json.dumps(
        {
            "type": "error",
            "code": code,
            "field": problem.field,
            "message": problem.message,
            "given": problem.given,
            "allowed": problem.allowed,
        }
    )


_PONG = json.dumps({"type": "pong"})

_NOT_PRESENTER = json.dumps(
    {
        "type": "error",
        "code": "not_presenter",
        "field": None,
        "message": "Only the presenter can change this run. Make a copy to try it yourself.",
        "given": None,
        "allowed": None,
    }
)
