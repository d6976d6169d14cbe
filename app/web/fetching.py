"""Fetching datasets that are too large to ship: who asks once has them for good."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from app.datasets import DATASETS, DatasetSpec
from app.web.errors import Refusal
from app.web.rooms import EVERYWHERE

UNREACHABLE = 2
"""The exit code of a program that found no internet."""

PAUSE_SECONDS = 5.0
"""How long after a failure the next attempt may begin at the earliest."""

PROGRAM = (sys.executable, "-m", "app.datasets.fetch")

State: TypeAlias = Literal["here", "absent", "downloading", "storing", "failed", "unreachable"]

log = logging.getLogger("glassbox.datasets")


class Fetched(BaseModel):
    """How far the fetching of a dataset is.

    Attributes:
        state: `here`; `absent`, nobody has asked for it; `downloading`; `storing`, it has come and
            is read; `failed`; `unreachable`, there is no way to where it could be had.
        done: bytes of the file at hand that have come.
        total: bytes that it has, or None where nobody knows.
    """

    state: State
    done: int = 0
    total: int | None = None


@dataclass(frozen=True)
class _Attempt:
    state: State
    done: int = 0
    total: int | None = None
    ended: float = -PAUSE_SECONDS


class Fetching:
    """The programs that fetch datasets at present: one a dataset."""

    def __init__(
        self,
        program: Sequence[str] = PROGRAM,
        on_here: Callable[[str], None] = lambda dataset: None,
    ) -> None:
        """Fetch by a program that is told a dataset's name, as `app.datasets.fetch` is one.

        Args:
            program: its command line, but for the name.
            on_here: told of a dataset that was fetched, or asked for and found to be here.
        """
        self._program, self._on_here = program, on_here
        self._attempts: dict[str, _Attempt] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def look(self, spec: DatasetSpec) -> Fetched:
        """How far it is with this dataset."""
        if spec.obstacle is None:
            self._on_here(spec.name)
            return Fetched(state="here")
        attempt = self._attempts.get(spec.name)
        if attempt is None or attempt.state == "here":  # Somebody may have removed the file.
            return Fetched(state="absent")
        return Fetched(state=attempt.state, done=attempt.done, total=attempt.total)

    def begin(self, spec: DatasetSpec) -> Fetched:
        """Fetch it, unless it is here, is being fetched, or has failed only just now."""
        last = self._attempts.get(spec.name, _Attempt("absent"))
        # What was fetched, and was taken away at once, did not fail.
        resting = last.state != "here" and time.monotonic() < last.ended + PAUSE_SECONDS
        if spec.obstacle is not None and spec.name not in self._tasks and not resting:
            self._attempts[spec.name] = _Attempt("downloading")
            self._tasks[spec.name] = asyncio.create_task(self._run(spec.name))
        return self.look(spec)

    async def close(self) -> None:
        """End all that is under way."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, name: str) -> None:
        state: State = "failed"
        try:
            state = await self._carry_out(name)
        except (OSError, ValueError):
            log.exception("dataset %s: fetching it failed", name)
        finally:
            self._attempts[name] = replace(
                self._attempts[name], state=state, ended=time.monotonic()
            )
            del self._tasks[name]
        # Whoever asked for it may have gone.
        self.look(DATASETS[name])

    async def _carry_out(self, name: str) -> State:
        process = await asyncio.create_subprocess_exec(
            *self._program, name, stdout=asyncio.subprocess.PIPE, start_new_session=True
        )
        assert process.stdout is not None
        try:
            async for line in process.stdout:
                news = json.loads(line)
                self._attempts[name] = _Attempt(
                    news["stage"], news.get("done", 0), news.get("total")
                )
            code = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            raise
        if code:
            log.warning("dataset %s: fetching it ended with code %s", name, code)
        return "here" if code == 0 else "unreachable" if code == UNREACHABLE else "failed"


def fetching(fetches: Fetching) -> APIRouter:
    """The routes to datasets that can be fetched."""
    router = APIRouter(responses=EVERYWHERE)

    @router.get("/api/datasets/{name}", responses={404: {"model": Refusal}})
    async def look(name: str) -> Fetched:
        """Whether a dataset is here, and how far it is with fetching it."""
        return fetches.look(_found(name))

    @router.post("/api/datasets/{name}/fetch", status_code=202, responses={404: {"model": Refusal}})
    async def begin(name: str) -> Fetched:
        """Fetch a dataset from the internet, if it is not here; from then on all have it."""
        spec = _found(name)
        if not spec.fetchable:
            raise HTTPException(404, f"The dataset {name!r} is not fetched from anywhere.")
        return fetches.begin(spec)

    return router


def _found(name: str) -> DatasetSpec:
    if name not in DATASETS:
        raise HTTPException(404, f"There is no dataset {name[:40]!r}.")
    return DATASETS[name]
