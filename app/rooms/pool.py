"""The worker processes, as the server sees them."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import app
from app.rooms.wire import (
    FRAME,
    JSON,
    PREFIX,
    Saved,
    pack_json,
    pack_saved,
    unpack_frame,
    unpack_saved,
)

log = logging.getLogger("glassbox.rooms")

SILENCE_SECONDS = 20.0
"""How long a worker may say nothing before it is taken for hung. On a slow and busy machine, what
takes a moment elsewhere takes more than ten seconds."""

START_SECONDS = 30.0
"""The same for a worker that has just been started and loads its libraries."""

_ROOT = str(Path(app.__file__).resolve().parent.parent)


class Listener(Protocol):
    """Who hears what a run sends: a room."""

    def on_message(self, message: dict[str, Any], number: int = 0, /) -> None:
        """A JSON message of the run, for everybody (0) or for the viewer of this number alone."""

    def on_frame(self, frame: bytes, number: int) -> None:
        """A frame of the run, for everybody (0) or for the viewer of this number alone."""

    def on_saved(self, saved: Saved) -> None:
        """The run as it stood a moment ago."""

    def on_lost(self) -> None:
        """The run's process died; what was saved of the run is left."""


class WorkerProcess:
    """One worker and the rooms whose runs it hosts. A dead one is started again."""

    def __init__(self) -> None:
        self.listeners: dict[str, Listener] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._silent_until = 0.0
        self._closing = False

    async def start(self) -> None:
        """Start the process and listen to it."""
        path = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
        # Two BLAS threads are slower than one at every size here, and the cores are taken.
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.rooms.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **threads, "PYTHONPATH": path},
            # Ctrl-C is for the server, which then ends its workers in order.
            start_new_session=True,
        )
        self._silent_until = asyncio.get_running_loop().time() + START_SECONDS
        self._reader = asyncio.create_task(self._listen(self._process))
        if self._watch is None:
            self._watch = asyncio.create_task(self._watch_over())

    def send(self, packed: bytes) -> None:
        """Give the worker something to do. Lost when it is dead; its rooms will hear of that."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(packed)

    async def close(self) -> None:
        """End the process in order."""
        self._closing = True
        if self._watch is not None:
            self._watch.cancel()
        if self._process is None or self._reader is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 5)
        except TimeoutError:
            self._process.kill()
        await self._reader

    @property
    def pid(self) -> int | None:
        """The process, for whoever watches over it."""
        return None if self._process is None else self._process.pid

    async def _watch_over(self) -> None:
        """Kill the process when it hangs; `_listen` then starts another."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(SILENCE_SECONDS / 5)
            process = self._process
            if process is None or process.returncode is not None:
                continue
            if loop.time() > self._silent_until:
                log.error("worker %s has said nothing for too long and is killed", process.pid)
                self._silent_until = loop.time() + START_SECONDS
                process.kill()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        stream = process.stdout
        assert stream is not None
        try:
            while True:
                length, kind = PREFIX.unpack(await stream.readexactly(PREFIX.size))
                self._dispatch(kind, await stream.readexactly(length))
                self._silent_until = asyncio.get_running_loop().time() + SILENCE_SECONDS
        except asyncio.IncompleteReadError:
            pass  # The pipe ended: the process is gone, which is dealt with below.
        await process.wait()
        if not self._closing:
            log.error("worker %s ended with code %s", process.pid, process.returncode)
            await self.start()
            for listener in list(self.listeners.values()):
                listener.on_lost()

    def _dispatch(self, kind: int, payload: bytes) -> None:
        if kind == JSON:
            envelope = json.loads(payload)
            listener = self.listeners.get(envelope["room"])
            if listener is not None:
                listener.on_message(envelope["message"], envelope["number"])
        elif kind == FRAME:
            code, frame, number = unpack_frame(payload)
            listener = self.listeners.get(code)
            if listener is not None:
                listener.on_frame(frame, number)
        else:
            code, saved = unpack_saved(payload)
            listener = self.listeners.get(code)
            if listener is not None:
                listener.on_saved(saved)


class RunHandle:
    """A room's end of the line to its run."""

    def __init__(self, worker: WorkerProcess, code: str, listener: Listener) -> None:
        self._worker, self._code = worker, code
        worker.listeners[code] = listener

    def send(self, do: str, **details: object) -> None:
        """Ask the worker to do something for this room."""
        self._worker.send(pack_json({"room": self._code, "do": do, **details}))

    def restore(self, saved: Saved) -> None:
        """Ask the worker to go on with a saved run."""
        self._worker.send(pack_saved(self._code, saved))

    def close(self) -> None:
        """End the run."""
        self.send("close")
        self._worker.listeners.pop(self._code, None)


class Pool:
    """All workers; a new run goes to the one that hosts the fewest."""

    def __init__(self, size: int) -> None:
        self.workers = [WorkerProcess() for _ in range(size)]

    async def start(self) -> None:
        """Start all workers."""
        await asyncio.gather(*(worker.start() for worker in self.workers))

    async def close(self) -> None:
        """End all workers."""
        await asyncio.gather(*(worker.close() for worker in self.workers))

    def open(self, code: str, listener: Listener) -> RunHandle:
        """A place for the run of room `code`."""
        worker = min(self.workers, key=lambda worker: len(worker.listeners))
        return RunHandle(worker, code, listener)


OpenRun = Callable[[str, Listener], RunHandle]
