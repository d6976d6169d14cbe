"""Runs the web application on a socket that is already listening."""

import logging
import socket
import sys
from collections.abc import Awaitable, Callable

import uvicorn
from pydantic import ValidationError

from app.main import create_app
from app.serving.address import listens_on_the_network, local_url, network_url
from app.serving.browser import open_page
from app.serving.invitation import invite
from app.serving.websockets import CleanlyClosing
from app.settings import Settings
from app.storage import RoomStore, StorageUnavailable

LARGEST_MESSAGE = 256 * 1024
"""Bytes of a websocket message that are read at all.

What is too large for a command, but not for this, is answered; more closes the connection.
"""

PING_SECONDS, PATIENCE_SECONDS = 30.0, 90.0
"""How often a connection is tried, and how long a silent one may take to answer: a phone that
dozes for a minute comes back on the same connection."""

SECONDS_TO_CLOSE = 5


class Server(uvicorn.Server):
    """Tells where the page is, once it really is there."""

    def __init__(
        self,
        config: uvicorn.Config,
        listener: socket.socket,
        open_browser: bool,
        announce_stop: Callable[[], Awaitable[None]],
        address: str | None = None,
    ) -> None:
        super().__init__(config)
        self._announce_stop = announce_stop
        self._listener, self._address = listener, address
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the URL and open the browser."""
        await super().startup(sockets)
        if not self.started:
            return
        here = local_url(self._listener)
        print(f"Glassbox is running at {here}. Ctrl-C stops it.", flush=True)
        if listens_on_the_network(self._listener):
            invite(self._address or network_url(self._listener))
        if self._open_browser:
            open_page(here)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell everybody, then close all connections and save."""
        await self._announce_stop()
        await super().shutdown(sockets)


def serve(listener: socket.socket, host: str, *, open_browser: bool, log_level: str) -> int:
    """Serve until Ctrl-C or a termination signal.

    Args:
        listener: Where to accept connections; the caller closes it.
        host: What the listener's address is called.
        open_browser: Whether to show the page once it is up.
        log_level: Least severe level to log, a name in lower case.

    Returns:
        The exit code of the process.
    """
    verbose = log_level == "debug"
    # The server's own words would hide the one line that matters. Never at its level `debug`,
    # whatever we were asked for: there it writes down the headers of every websocket, and the
    # presenter's cookie is one of them.
    logging.getLogger("uvicorn.error").setLevel(logging.INFO if verbose else logging.WARNING)
    try:
        settings = Settings()
        store = RoomStore(settings.database)
        store.open()
    except ValidationError as problem:
        print(_explain(problem), file=sys.stderr)
        return 1
    except StorageUnavailable as problem:
        print(problem, file=sys.stderr)
        return 1
    app = create_app(settings, store, [host], network=lambda: network_url(listener))
    config = uvicorn.Config(
        app,
        access_log=verbose,
        log_config=None,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=SECONDS_TO_CLOSE,
        ws=CleanlyClosing,
        ws_max_size=LARGEST_MESSAGE,
        # Frames are small already; compressing them for each viewer costs more than it saves.
        ws_per_message_deflate=False,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PATIENCE_SECONDS,
    )
    server = Server(config, listener, open_browser, app.state.announce_stop, settings.address)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn has closed everything by now and passes the signal on.
        return 0
    return 0 if server.started else 1


def _explain(problem: ValidationError) -> str:
    """Name the first setting that is at fault, in one line."""
    first = problem.errors()[0]
    name = str(first["loc"][0]).upper()
    return f"GLASSBOX_{name} cannot be {first['input']!r}: {first['msg']}."
