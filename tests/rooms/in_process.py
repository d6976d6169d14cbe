"""A room whose run lives in this process, so that what passes through it can be read."""

from __future__ import annotations

import asyncio
from typing import Any

from app.frames import Spotlight
from app.rooms.commands import MESSAGE_BYTES, parse_for_run
from app.rooms.pool import Listener, RunHandle
from app.rooms.room import Room
from app.rooms.run import Run
from app.rooms.viewer import Viewer
from app.rooms.wire import Saved
from app.training import Experiment
from tests import asynchronous

LIMITS = {"message_bytes": MESSAGE_BYTES, "frames_per_second": 30}


class InProcessRun(RunHandle):
    """Does what a worker would do, but only when it is told to catch up: a worker is far away."""

    def __init__(self, code: str, listener: Listener) -> None:
        self.code, self.listener = code, listener
        self.run: Run | None = None
        self._inbox: list[tuple[str, dict[str, object]]] = []

    def send(self, do: str, **details: object) -> None:
        self._inbox.append((do, details))

    def restore(self, saved: Saved) -> None:
        self._inbox.append(("restore", {"saved": saved}))

    def catch_up(self) -> None:
        """Do all that was asked for, and what time brings."""
        while self._inbox:
            self._handle(*self._inbox.pop(0))
        if self.run is not None:
            self.run.advance()

    def close(self) -> None:
        self.run = None

    def _handle(self, do: str, details: dict[str, object]) -> None:
        if do == "open":
            experiment = Experiment.model_validate_json(str(details["experiment"]))
            self.run = Run(experiment, self.listener.on_message, self.listener.on_frame)
            return
        if do == "restore":
            saved = details["saved"]
            assert isinstance(saved, Saved)
            self.run = Run.restored(saved, self.listener.on_message, self.listener.on_frame)
            return
        assert self.run is not None
        match do:
            case "watch":
                parts, viewers, samples, targets = map(
                    details.get, ("parts", "viewers", "samples", "targets")
                )
                assert isinstance(parts, list)
                assert isinstance(viewers, int)
                assert isinstance(samples, dict)
                assert isinstance(targets, dict)
                self.run.outlook.watch(parts, viewers, samples, targets)
            case "redraw":
                sample, number = details["sample"], details["number"]
                assert isinstance(sample, list)
                assert isinstance(number, int)
                self.run.outlook.draw(Spotlight(*sample), number)
            case "describe":
                self.run.describe()
            case "command":
                asker = details["asker"]
                assert isinstance(asker, int)
                self.run.carry_out(parse_for_run(str(details["text"])), asker)


def open_room() -> tuple[Room, list[InProcessRun]]:
    """A room, and the runs it opens."""
    handles: list[InProcessRun] = []

    def open_run(code: str, listener: Listener) -> RunHandle:
        handles.append(InProcessRun(code, listener))
        return handles[-1]

    return Room("KXQTPA", open_run, dict(LIMITS)), handles


def waiting(viewer: Viewer) -> list[Any]:
    """Everything in a viewer's mailbox, taken out; messages as text, frames as bytes."""

    async def take_all() -> list[Any]:
        items: list[Any] = []
        while True:
            try:
                items.append(await asyncio.wait_for(viewer.mailbox.take(), 0.01))
            except TimeoutError:
                return items

    return asynchronous.run(take_all())
