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
from app.rooms.wire import JSON, PREFIX, pack_json, unpack_frame

log = logging.getLogger("glassbox.rooms")

_ROOT = str(Path(app.__file__).resolve().parent.parent)


class Listener(Protocol):
    """Who hears what a run sends: a room."""

    def on_message(self, message: dict[str, Any]) -> None:
        """A JSON message of the run."""

    def on_frame(self, frame: bytes) -> None:
        """A frame of the run."""

    def on_lost(self) -> None:
        """The run's process died; nothing of the run is left."""


class WorkerProcess:
    """One worker and the rooms whose runs it hosts. A dead one is started again."""

    def __init__(self) -> None:
        self.listeners: dict[str, Listener] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
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
        self._reader = asyncio.create_task(self._listen(self._process))

    def send(self, message: dict[str, Any]) -> None:
        """Give the worker something to do. Lost when it is dead; its rooms will hear of that."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(pack_json(message))

    async def close(self) -> None:
        """End the process in order."""
        self._closing = True
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

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        stream = process.stdout
        assert stream is not None
        try:
            while True:
                length, kind = PREFIX.unpack(await stream.readexactly(PREFIX.size))
                self._dispatch(kind, await stream.readexactly(length))
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
                listener.on_message(envelope["message"])
        else:
            code, frame = unpack_frame(payload)
            listener = self.listeners.get(code)
            if listener is not None:
                listener.on_frame(frame)


class RunHandle:
    """A room's end of the line to its run."""

    def __init__(self, worker: WorkerProcess, code: str, listener: Listener) -> None:
        self._worker, self._code = worker, code
        worker.listeners[code] = listener

    def send(self, do: str, **details: object) -> None:
        """Ask the worker to do something for this room."""
        self._worker.send({"room": self._code, "do": do, **details})

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
