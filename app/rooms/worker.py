"""A process that trains: it hosts many runs and shares its time among them.

Run as `python -m app.rooms.worker`: commands come in on standard input, messages and frames
go out on standard output (see `wire.py`). It ends when its input ends.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any, BinaryIO

from app.rooms.commands import parse
from app.rooms.run import Run
from app.rooms.wire import pack_frame, pack_json, read_json
from app.training import Experiment

log = logging.getLogger("glassbox.worker")


class Worker:
    """Runs by room code, and the loop around them."""

    def __init__(self, commands: BinaryIO, output: BinaryIO) -> None:
        self._commands, self._output = commands, output
        self._inbox: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._runs: dict[str, Run] = {}

    def serve(self) -> None:
        """Work until the input ends."""
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            # Every run gets its slice before the next look at the commands.
            for message in self._waiting_commands():
                if message is None:
                    return
                self._handle(message)
            for code, run in list(self._runs.items()):
                self._guard(code, run.advance)
            self._output.flush()

    def _read(self) -> None:
        while True:
            message = read_json(self._commands)
            self._inbox.put(message)
            if message is None:
                return

    def _waiting_commands(self) -> list[dict[str, Any] | None]:
        """All commands that have come in; waits for one while no run has work to do."""
        now = perf_counter()
        waits = [wait for run in self._runs.values() if (wait := run.wait(now)) is not None]
        messages: list[dict[str, Any] | None] = []
        try:
            timeout = min(waits, default=None)
            if timeout is None or timeout > 0:
                messages.append(self._inbox.get(timeout=timeout))
            while True:
                messages.append(self._inbox.get_nowait())
        except Empty:
            return messages

    def _handle(self, message: dict[str, Any]) -> None:
        code = message["room"]
        match message["do"]:
            case "open":
                self._guard(code, lambda: self._open(code, message["experiment"]))
            case "close":
                self._runs.pop(code, None)
            case "watch":
                if code in self._runs:
                    self._runs[code].watched = message["watched"]
            case "describe":
                if code in self._runs:
                    self._guard(code, self._runs[code].describe)
            case "command":
                if code in self._runs:
                    command = parse(message["text"])
                    self._guard(code, lambda: self._runs[code].carry_out(command))

    def _open(self, code: str, experiment: str) -> None:
        def send(message: dict[str, Any]) -> None:
            self._output.write(pack_json({"room": code, "message": message}))

        def send_frame(frame: bytes) -> None:
            self._output.write(pack_frame(code, frame))

        self._runs[code] = Run(Experiment.model_validate_json(experiment), send, send_frame)

    def _guard(self, code: str, action: Callable[[], None]) -> None:
        """Do something for one run; what fails there must not reach the other runs."""
        try:
            action()
        except Exception:
            log.exception("room %s: the run failed", code)
            run = self._runs.get(code)
            if run is not None:
                # Nothing is left to do for it; what failed once would fail again at once.
                run.halt()
            problem = {
                "type": "error",
                "code": "internal",
                "field": None,
                "message": "Something went wrong in this run; it was paused. Try Reset.",
                "given": None,
                "allowed": None,
            }
            self._output.write(pack_json({"room": code, "message": problem}))


def main() -> None:
    """Take over standard input and output and work."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: worker: %(message)s")
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    Worker(sys.stdin.buffer, output).serve()


if __name__ == "__main__":
    main()
