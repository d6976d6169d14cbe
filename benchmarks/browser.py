"""A server of ours and a Chromium, for measurements."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import httpx
import psutil
from playwright.sync_api import Browser, Route, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """A Glassbox server in processes of its own, with these settings; yields its address."""
    with serving(**settings) as (address, _):
        yield address


@contextmanager
def serving(**settings: str) -> Iterator[tuple[str, psutil.Process]]:
    """The same; yields its address and its process, whose children are the workers."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app", "--port", str(port), "--no-open"]
    with TemporaryDirectory(prefix="glassbox-benchmark-") as data:
        process = subprocess.Popen(
            [*command, "--log-level", "warning"],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "GLASSBOX_DATA_DIR": data, **settings},
        )
        try:
            _wait_for(f"{address}/healthz")
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def folder(path: Path) -> Iterator[str]:
    """A plain web server over a folder; yields its address."""
    handler = partial(_Quiet, directory=str(path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_address[1]}"
        web.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def open_room(address: str) -> tuple[str, str]:
    """A new room's code, and the cookie of its presenter."""
    response = httpx.post(f"{address}/api/rooms").raise_for_status()
    code = response.json()["code"]
    name = f"presenter_{code}"
    return code, f"{name}={response.cookies[name]}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium with software rendering."""
    with sync_playwright() as playwright:
        path = os.environ.get("GLASSBOX_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def only_local(route: Route) -> None:
    """Let requests to this machine through and refuse the rest at once."""
    if route.request.url.startswith("http://127.0.0.1"):
        route.continue_()
    else:
        route.abort()


def _wait_for(url: str) -> None:
    end = time.monotonic() + 120  # a busy machine takes its time
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
