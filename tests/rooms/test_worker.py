from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pytest

from app.frames import Probe, Spotlight
from app.paths import STATIC
from app.rooms.commands import EVERYTHING
from app.rooms.run import Run
from app.rooms.wire import (
    FRAME,
    PREFIX,
    SAVED,
    Saved,
    pack_json,
    pack_saved,
    unpack_frame,
    unpack_saved,
)
from app.rooms.worker import Worker
from tests.frames.reader import read_header
from tests.training.recipes import tiny

EXPERIMENT = tiny().model_dump_json()
POISON = tiny(seed=13).model_dump_json()
WAIT_SECONDS = 20


class Line:
    """The server's end of a worker's pipes."""

    def __init__(self, commands: Any, output: Any) -> None:
        self._commands, self._output = commands, output
        self.seen: list[dict[str, Any]] = []

    def send(self, room: str, do: str, **details: object) -> None:
        self._commands.write(pack_json({"room": room, "do": do, **details}))
        self._commands.flush()

    def restore(self, room: str, saved: Saved) -> None:
        self._commands.write(pack_saved(room, saved))
        self._commands.flush()

    def command(self, room: str, kind: str, **fields: object) -> None:
        self.send(room, "command", text=json.dumps({"type": kind, **fields}), asker=1)

    def read(self) -> dict[str, Any]:
        """The next message; a frame by its header."""
        length, kind = PREFIX.unpack(self._output.read(PREFIX.size))
        payload = self._output.read(length)
        if kind == FRAME:
            room, frame, _ = unpack_frame(payload)
            message = {"room": room, "type": "frame", **read_header(frame)}
        elif kind == SAVED:
            room, saved = unpack_saved(payload)
            message = {"room": room, "type": "saved", "saved": saved}
        else:
            envelope = json.loads(payload)
            message = {"room": envelope["room"], **envelope["message"]}
        self.seen.append(message)
        return message

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read on until the wanted message."""
        while True:
            message = self.read()
            if wanted(message):
                return message


@contextmanager
def working() -> Iterator[Line]:
    """A worker in a thread, with pipes as in life."""
    commands_out, commands_in = os.pipe()
    output_out, output_in = os.pipe()
    with (
        os.fdopen(commands_out, "rb") as commands,
        os.fdopen(output_in, "wb") as output,
        os.fdopen(output_out, "rb") as replies,
    ):

        def work() -> None:
            Worker(commands, output).serve()
            output.flush()

        thread = threading.Thread(target=work, daemon=True)
        with os.fdopen(commands_in, "wb") as requests:
            thread.start()
            yield Line(requests, replies)
            os.set_blocking(replies.fileno(), False)
        drain = threading.Thread(target=_drain, args=(replies, thread), daemon=True)
        drain.start()
        thread.join(WAIT_SECONDS)
        drain.join(WAIT_SECONDS)
        assert not thread.is_alive()


def _drain(replies: Any, worker: threading.Thread) -> None:
    """A worker must not hang on a full pipe while it ends."""
    while worker.is_alive():
        replies.read()
        worker.join(0.01)


def frame_of(room: str, step: int = 0) -> Callable[[dict[str, Any]], bool]:
    return lambda message: (
        message["room"] == room and message["type"] == "frame" and message["step"] >= step
    )


def of_type(room: str, kind: str) -> Callable[[dict[str, Any]], bool]:
    return lambda message: (message["room"], message["type"]) == (room, kind)


def test_it_hosts_many_runs_and_shares_its_time() -> None:
    rooms = ["AAAAAA", "BBBBBB", "CCCCCC"]
    with working() as line:
        for room in rooms:
            line.send(room, "open", experiment=EXPERIMENT)
            line.command(room, "play")
        for room in rooms:
            line.wait_for(frame_of(room, 100))
        for room in rooms:
            line.wait_for(frame_of(room, 200))
        steps = dict.fromkeys(rooms, 0.0)
        for message in line.seen:
            if message["type"] == "frame":
                steps[message["room"]] = message["step"]
        assert min(steps.values()) > 0.2 * max(steps.values())


def test_it_describes_a_run_when_asked() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.send("AAAAAA", "describe")
        described = line.wait_for(of_type("AAAAAA", "experiment"))
        assert described["experiment"] == json.loads(EXPERIMENT)
        assert line.wait_for(of_type("AAAAAA", "state"))["playing"] is False


def test_a_run_that_nobody_watches_sends_no_frames() -> None:
    with working() as line:
        for room in ("AAAAAA", "BBBBBB"):
            line.send(room, "open", experiment=EXPERIMENT)
        line.send("AAAAAA", "watch", parts=[], viewers=0, samples={}, targets={})
        for room in ("AAAAAA", "BBBBBB"):
            line.command(room, "play")
        line.wait_for(frame_of("BBBBBB", 500))
        assert not any(map(frame_of("AAAAAA", 1), line.seen))
        line.send("AAAAAA", "watch", parts=sorted(EVERYTHING), viewers=1, samples={}, targets={})
        assert line.wait_for(frame_of("AAAAAA"))["step"] > 100


def test_a_closed_run_is_gone_and_what_is_said_to_it_is_ignored() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.command("AAAAAA", "play")
        line.wait_for(frame_of("AAAAAA", 10))
        line.send("AAAAAA", "close")
        line.send("AAAAAA", "describe")
        line.command("AAAAAA", "play")
        line.send("AAAAAA", "watch", parts=sorted(EVERYTHING), viewers=1, samples={}, targets={})
        line.send("BBBBBB", "open", experiment=EXPERIMENT)
        line.send("BBBBBB", "describe")
        line.wait_for(of_type("BBBBBB", "experiment"))
        line.seen.clear()
        line.command("BBBBBB", "play")
        line.wait_for(frame_of("BBBBBB", 200))
        # A worker's beat belongs to no room.
        assert {message["room"] for message in line.seen} - {""} == {"BBBBBB"}


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs with the seed 13 fail while they train."""
    advance = Run.advance

    def advance_or_fail(run: Run, crowd: int) -> None:
        if run.playing and run._trainer.experiment.training.seed == 13:
            raise RuntimeError("poisoned")
        advance(run, crowd)

    monkeypatch.setattr(Run, "advance", advance_or_fail)


@pytest.mark.usefixtures("poisoned")
def test_a_run_that_fails_is_paused_and_harms_no_other() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=POISON)
        line.send("BBBBBB", "open", experiment=EXPERIMENT)
        line.command("BBBBBB", "play")
        line.command("AAAAAA", "play")
        error = line.wait_for(of_type("AAAAAA", "error"))
        assert error["code"] == "internal"
        assert "paused" in error["message"]
        step = line.wait_for(frame_of("BBBBBB"))["step"]
        line.wait_for(frame_of("BBBBBB", step + 300))
        # One failure, one message.
        assert sum(map(of_type("AAAAAA", "error"), line.seen)) == 1
        line.command("AAAAAA", "reset")
        assert line.wait_for(of_type("AAAAAA", "experiment"))["effect"] == "reset"


def test_a_run_that_cannot_be_drawn_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = Probe.frame

    def frame_or_fail(probe: Probe, speed: float, parts: Collection[str], **more: bool) -> bytes:
        if probe.trainer.experiment.training.seed == 13:
            raise RuntimeError("poisoned")
        return frame(probe, speed, parts, **more)

    monkeypatch.setattr(Probe, "frame", frame_or_fail)
    with working() as line:
        line.send("AAAAAA", "open", experiment=POISON)
        line.wait_for(of_type("AAAAAA", "error"))
        line.send("BBBBBB", "open", experiment=EXPERIMENT)
        line.command("BBBBBB", "play")
        line.wait_for(frame_of("BBBBBB", 300))
        assert sum(map(of_type("AAAAAA", "error"), line.seen)) == 1


def test_a_saved_run_goes_on_in_another_worker() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.command("AAAAAA", "play")
        line.wait_for(frame_of("AAAAAA", 10))
        saved = line.wait_for(of_type("AAAAAA", "saved"))["saved"]
    with working() as line:
        line.restore("BBBBBB", saved)
        line.send("BBBBBB", "describe")
        state = line.wait_for(of_type("BBBBBB", "state"))
        assert state["playing"] is True
        assert state["step"] >= saved.state["step"]
        line.wait_for(frame_of("BBBBBB", saved.state["step"] + 10))


def test_a_command_is_saved_at_once() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.wait_for(of_type("AAAAAA", "saved"))
        line.command("AAAAAA", "spotlight", split="test", index=3)
        saved = line.wait_for(of_type("AAAAAA", "saved"))["saved"]
        assert saved.state["spotlight"] == asdict(Spotlight("test", 3))


def test_a_run_at_rest_is_saved_once() -> None:
    with working() as line:
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.send("BBBBBB", "open", experiment=EXPERIMENT)
        line.command("BBBBBB", "play")
        for _ in range(3):
            line.wait_for(of_type("BBBBBB", "saved"))
        assert sum(map(of_type("AAAAAA", "saved"), line.seen)) == 1


def test_it_ends_when_its_input_ends() -> None:
    commands = io.BytesIO(pack_json({"room": "AAAAAA", "do": "open", "experiment": EXPERIMENT}))
    Worker(commands, io.BytesIO()).serve()


def test_it_ends_quietly_when_the_server_was_killed() -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "app.rooms.worker"]
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=STATIC.parent
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = Line(process.stdin, process.stdout)
        line.send("AAAAAA", "open", experiment=EXPERIMENT)
        line.command("AAAAAA", "play")
        line.wait_for(frame_of("AAAAAA", 10))
        process.stdout.close()
        assert process.wait(WAIT_SECONDS) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
