"""Between a page and its server: what is on its way to the page can be made to wait."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute


class Between:
    """Passes on what the server sends, and holds back what may come late while it is told to.

    Attributes:
        held: what waits, in its order.
    """

    def __init__(self, late: Callable[[str | bytes], bool]) -> None:
        self._late, self._holding = late, False
        self._to_page: list[WebSocketRoute] = []
        self.held: list[str | bytes] = []

    def prepare(self, page: Page) -> None:
        """Step in, before the page connects."""
        page.route_web_socket(re.compile("/ws"), self._open)

    def hold(self) -> None:
        """From now on what may come late waits."""
        self._holding = True

    def let_go(self) -> None:
        """Send on what waits, and all that follows."""
        self._holding = False
        held, self.held = self.held, []
        for message in held:
            self._to_page[-1].send(message)

    def say(self, message: str) -> None:
        """Say something in the place of the server."""
        self._to_page[-1].send(message)

    def _open(self, socket: WebSocketRoute) -> None:
        self._to_page.append(socket)
        socket.connect_to_server().on_message(lambda message: self._pass_on(socket, message))

    def _pass_on(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self._holding and self._late(message):
            self.held.append(message)
        else:
            socket.send(message)
