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
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any, BinaryIO

from app.frames import Spotlight
from app.rooms.commands import Check, Draw, FollowSample, Question, parse_for_run
from app.rooms.outlook import SendFrame
from app.rooms.refusing import describe_problem, describe_refusal
from app.rooms.run import Run
from app.rooms.telling import Send
from app.rooms.wire import Saved, pack_frame, pack_json, pack_saved, read_request
from app.training import Experiment, SnapshotError
from app.training.problems import DataNotHere, Refusal

BEAT_SECONDS = 0.5
"""How often a worker says that it is alive."""

SAVE_SECONDS = 0.8
"""How old the saved state of a run may become while it changes."""

log = logging.getLogger("glassbox.worker")


class Worker:
    """Runs by room code, and the loop around them."""

    def __init__(self, commands: BinaryIO, output: BinaryIO) -> None:
        self._commands, self._output = commands, output
        self._inbox: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._runs: dict[str, Run] = {}
        self._saved_at: dict[str, float] = {}
        self._beat_at = 0.0

    def serve(self) -> None:
        """Work until the input ends."""
        threading.Thread(target=self._read, daemon=True).start()
        while self._take_commands(self._wait()):
            crowd = max(1, sum(run.busy for run in self._runs.values()))
            for code in list(self._runs):
                # Commands go before the next run's turn: whoever presses a button waits for one
                # slice of time, however many train.
                if not self._take_commands(0):
                    return
                self._advance(code, crowd)
            self._beat()
            self._output.flush()

    def _advance(self, code: str, crowd: int) -> None:
        """Give a run its turn, unless a command has just ended it."""
        run = self._runs.get(code)
        if run is None:
            return
        self._guard(code, lambda: run.advance(crowd))
        if run.unsaved and perf_counter() >= self._saved_at[code] + SAVE_SECONDS:
            self._guard(code, lambda: self._save(code))
        # What was made in this turn goes out now, not when all others have had theirs.
        self._output.flush()

    def _beat(self) -> None:
        """Tell the server that this loop still turns."""
        now = perf_counter()
        if now >= self._beat_at + BEAT_SECONDS:
            self._beat_at = now
            self._tell("", {"type": "beat"})

    def _tell(self, code: str, message: dict[str, Any], number: int = 0) -> None:
        self._output.write(pack_json({"room": code, "message": message, "number": number}))

    def _save(self, code: str) -> None:
        """Hand the run's present state to the server, which outlives this process."""
        self._output.write(pack_saved(code, self._runs[code].save()))
        self._saved_at[code] = perf_counter()

    def _read(self) -> None:
        while True:
            message = read_request(self._commands)
            self._inbox.put(message)
            if message is None:
                return

    def _wait(self) -> float:
        """Seconds until something is to be done even if no command comes."""
        now = perf_counter()
        waits = [wait for run in self._runs.values() if (wait := run.wait(now)) is not None]
        waits += [
            self._saved_at[code] + SAVE_SECONDS - now
            for code, run in self._runs.items()
            if run.unsaved
        ]
        waits.append(self._beat_at + BEAT_SECONDS - now)
        return max(0.0, min(waits))

    def _take_commands(self, timeout: float) -> bool:
        """Carry out all commands that have come in; wait for one so long. False at the end."""
        try:
            message = self._inbox.get(timeout=timeout) if timeout else self._inbox.get_nowait()
            while message is not None:
                self._handle(message)
                message = self._inbox.get_nowait()
        except Empty:
            return True
        return False

    def _handle(self, message: dict[str, Any]) -> None:
        code = message["room"]
        match message["do"]:
            case "open":
                self._guard(code, lambda: self._open(code, message["experiment"]))
            case "restore":
                self._guard(code, lambda: self._restore(code, message["saved"]))
            case "save":
                if code in self._runs:
                    self._guard(code, lambda: self._save(code))
            case "close":
                self._runs.pop(code, None)
                self._saved_at.pop(code, None)
            case "watch":
                if code in self._runs:
                    self._runs[code].outlook.watch(
                        message["parts"],
                        message["viewers"],
                        message["samples"],
                        message["targets"],
                    )
            case "redraw":
                if code in self._runs:
                    sample = Spotlight(*message["sample"])
                    self._runs[code].outlook.draw(sample, message["number"])
            case "describe":
                if code in self._runs:
                    self._guard(code, self._runs[code].describe)
            case "command":
                if code in self._runs:
                    command = parse_for_run(message["text"])
                    self._guard(code, lambda: self._runs[code].carry_out(command, message["asker"]))
                    # What somebody chose is worth more than a second of training.
                    if not isinstance(command, FollowSample | Draw | Check | Question):
                        self._guard(code, lambda: self._save(code))

    def _open(self, code: str, experiment: str) -> None:
        ways_out = self._ways_out(code)
        try:
            run = Run(Experiment.model_validate_json(experiment), *ways_out)
        except Refusal as refusal:
            # Its data were here once. Whoever opens the room finds it, on data that are.
            run = Run(Experiment(), *ways_out)
            self._tell(code, describe_problem("invalid", refusal.problem))
        self._host(code, run)

    def _restore(self, code: str, saved: Saved) -> None:
        try:
            run = Run.restored(saved, *self._ways_out(code))
        except DataNotHere as missing:
            self._tell(code, {"type": "data_missing", "dataset": missing.dataset})
        except (SnapshotError, LookupError, TypeError, ValueError):
            # Written by another version, perhaps. The room knows the experiment and begins again.
            log.exception("room %s: what was saved of the run cannot be read", code)
            self._tell(code, {"type": "unrestorable"})
        else:
            self._host(code, run)
            self._tell(code, {"type": "restored"})

    def _host(self, code: str, run: Run) -> None:
        self._runs[code] = run
        self._saved_at[code] = perf_counter() - SAVE_SECONDS

    def _ways_out(self, code: str) -> tuple[Send, SendFrame]:
        """How a run sends messages and frames."""

        def send(message: dict[str, Any], number: int = 0, /) -> None:
            self._tell(code, message, number)

        def send_frame(frame: bytes, number: int) -> None:
            self._output.write(pack_frame(code, frame, number))

        return send, send_frame

    def _guard(self, code: str, action: Callable[[], None]) -> None:
        """Do something for one run; what fails there must not reach the other runs."""
        try:
            action()
        except BrokenPipeError:
            raise  # The server is gone, which is no fault of this run.
        except Exception:
            log.exception("room %s: the run failed", code)
            run = self._runs.get(code)
            if run is not None:
                # Nothing is left to do for it; what failed once would fail again at once.
                run.halt()
            words = "Something went wrong in this run; it was paused. Try Reset."
            self._tell(code, describe_refusal("internal", words))


def main() -> None:
    """Take over standard input and output and work."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: worker: %(message)s")
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError):  # The server was killed; there is nobody left to tell.
        Worker(sys.stdin.buffer, output).serve()
    with suppress(BrokenPipeError):
        output.close()
    # At once: the thread that reads may still hold standard input, over which an interpreter that
    # ends in order would stumble.
    os._exit(0)


if __name__ == "__main__":
    main()
