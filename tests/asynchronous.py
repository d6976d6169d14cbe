"""Coroutines in tests."""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine on the tests' event loop, which lives in a thread of its own.

    A browser test before this one leaves Playwright's loop running in the main thread, where
    no second loop may run then. It is one loop for all, because what waits, such as a mailbox,
    belongs to the loop that it first waited on.
    """
    thread, runner = _loop()
    return thread.submit(runner.run, coroutine).result()


async def until(met: Callable[[], bool]) -> None:
    """Wait for something that nobody tells."""
    async with asyncio.timeout(30):
        while not met():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@cache
def _loop() -> tuple[ThreadPoolExecutor, asyncio.Runner]:
    thread = ThreadPoolExecutor(1)
    runner = thread.submit(asyncio.Runner).result()
    # At exit the thread is gone already; the loop itself can still be closed.
    atexit.register(thread.submit(runner.get_loop).result().close)
    return thread, runner
