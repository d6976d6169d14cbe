"""A real server and a real Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from benchmarks.browser import FLAGS
from tests.browser.reading import carried, fulfils, in_fragment, until

OpenPage = Callable[..., Page]

# Machines that build are slow at times; what does not come at all is told a little later.
expect.set_options(timeout=15_000)

PAUSE = "document.querySelector('.play:is([aria-label=Pause], [aria-label=暂停])')?.click()"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the Chromium that `make test` found."""
    path = os.environ.get("GLASSBOX_CHROMIUM")
    return {**browser_type_launch_args, "args": FLAGS} | ({"executable_path": path} if path else {})


@contextmanager
def serving(*program: str, **settings: str) -> Iterator[str]:
    """A server on a port that the system chooses, until the end of the block; its address.

    Args:
        program: what is run, as `python -m` is told it.
        settings: variables of the environment.
    """
    # Rooms whose test is over must not go on training beside the next one.
    own = {"GLASSBOX_WORKERS": "1", "GLASSBOX_ROOM_IDLE_SECONDS": "10", "PYTHONUNBUFFERED": "1"}
    # Where others would reach it: no machine has this address, and so no test depends on one.
    own["GLASSBOX_ADDRESS"] = "http://192.0.2.20:8000"
    command = [sys.executable, "-m", *program]
    environment = os.environ | own | settings
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stdout is not None
            found = None
            for line in server.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    break
            assert found is not None, "the server ended before it told its address"
            yield found[0]
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of its own for each test process."""
    with serving("app", "--port", "0", "--no-open", "--log-level", "warning") as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open the page like a new visitor. A message on its console fails the test."""
    still = request.node.get_closest_marker("still") is not None
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(
        path: str = "/",
        *,
        prepare: Callable[[Page], None] = lambda page: None,
        wait: bool = True,
        **context: Any,
    ) -> Page:
        options: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 720},
            "locale": "en-US",
            "reduced_motion": "reduce" if still else "no-preference",
            **context,
        }
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                complaints.append(message.text)

        def watch(request: Request) -> None:
            if not request.url.startswith((address, "data:", "blob:")):
                complaints.append(f"asked another host: {request.url}")

        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", watch)
        prepare(page)
        page.goto(f"{address}{path}")
        if wait:
            page.locator("[data-metric=layers]", has_text=re.compile(r"^\d+$")).wait_for()
        if wait and "#e=" in path:
            # A new room begins with the default experiment; the link's takes its place.
            wanted, refused = in_fragment(path), page.locator(".notice")
            until(page, lambda: fulfils(carried(page), wanted) or refused.count() > 0)
        return page

    yield open_one
    for context in contexts:
        # Until it is noticed that nobody looks, its run would take time from the tests that follow.
        for page in context.pages:
            page.evaluate(PAUSE)
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The default page of a new visitor."""
    return open_page()
