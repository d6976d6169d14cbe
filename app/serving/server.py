"""Runs the web application on a socket that is already listening."""

import logging
import socket

import uvicorn

from app.main import create_app
from app.serving.address import listens_on_the_network, local_url, network_url
from app.serving.browser import open_page
from app.serving.invitation import invite
from app.settings import Settings

LARGEST_MESSAGE = 8 * 1024 * 1024
"""Bytes of a websocket message that are read at all; what is too large is answered politely."""

SECONDS_TO_CLOSE = 5


class Server(uvicorn.Server):
    """Tells where the page is, once it really is there."""

    def __init__(
        self,
        config: uvicorn.Config,
        listener: socket.socket,
        open_browser: bool,
        address: str | None = None,
    ) -> None:
        super().__init__(config)
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


def serve(listener: socket.socket, *, open_browser: bool, log_level: str) -> int:
    """Serve until Ctrl-C or a termination signal.

    Args:
        listener: Where to accept connections; the caller closes it.
        open_browser: Whether to show the page once it is up.
        log_level: Least severe level to log, a name in lower case.

    Returns:
        The exit code of the process.
    """
    verbose = log_level == "debug"
    if not verbose:
        # The server's own words at this level would hide the one line that matters.
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    settings = Settings()
    config = uvicorn.Config(
        create_app(settings, network=lambda: network_url(listener)),
        access_log=verbose,
        log_config=None,
        log_level=log_level if verbose else None,
        timeout_graceful_shutdown=SECONDS_TO_CLOSE,
        ws_max_size=LARGEST_MESSAGE,
        # Frames hold numbers that hardly shrink; compressing them costs more than it saves.
        ws_per_message_deflate=False,
    )
    server = Server(config, listener, open_browser, settings.address)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn has closed everything by now and passes the signal on.
        return 0
    return 0 if server.started else 1
