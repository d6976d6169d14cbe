"""A room: one run and the people who look at it."""

from __future__ import annotations

import json
import time
from typing import Any

from app.rooms.commands import BadCommand, Configure, parse
from app.rooms.mailbox import Mailbox, MailboxFull
from app.rooms.pool import OpenRun, RunHandle
from app.rooms.wire import Saved
from app.training import Experiment

PROTOCOL = 1


class Viewer:
    """One screen in a room.

    Attributes:
        mailbox: what waits to be sent to it.
        lost: it stopped reading and should be disconnected.
    """

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.lost = False
        # Until it was told the layout, frames would mean nothing to it.
        self.ready = False

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

    def __init__(self, code: str, open_run: OpenRun, limits: dict[str, Any]) -> None:
        self.code = code
        self.fresh = True
        self.empty_since: float | None = time.monotonic()
        self._limits = limits
        self._experiment = Experiment()
        self._viewers: set[Viewer] = set()
        self._open_run = open_run
        self._run: RunHandle | None = None
        self._state: dict[str, Any] | None = None
        self._saved: Saved | None = None

    @property
    def viewers(self) -> int:
        """How many screens are connected."""
        return len(self._viewers)

    def join(self) -> Viewer:
        """Let somebody in; the run's description follows as soon as the run has sent it."""
        viewer = Viewer()
        viewer.put(
            json.dumps(
                {
                    "type": "welcome",
                    "protocol": PROTOCOL,
                    "room": self.code,
                    "role": "presenter",
                    "fresh": self.fresh,
                    "limits": self._limits,
                }
            )
        )
        self._viewers.add(viewer)
        self.empty_since = None
        if self._run is None:
            self._run = self._open_run(self.code, self)
            self._run.send("open", experiment=self._experiment.model_dump_json())
        self._run.send("watch", watched=True)
        self._run.send("describe")
        self._tell_state()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Somebody has gone."""
        self._viewers.discard(viewer)
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
            problem = error.problem
            viewer.put(
                json.dumps(
                    {
                        "type": "error",
                        "code": error.code,
                        "field": problem.field,
                        "message": problem.message,
                        "given": problem.given,
                        "allowed": problem.allowed,
                    }
                )
            )
            return
        self.fresh = False
        if isinstance(command, Configure):
            self._experiment = command.experiment
        if self._run is not None:
            self._run.send("command", text=text)

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

    def _broadcast(self, text: str) -> None:
        for viewer in self._viewers:
            viewer.put(text)
