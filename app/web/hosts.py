"""Whose requests are answered: those for a name of this server, from its own pages.

A page elsewhere can make its visitor's browser ask this server. Three checks keep it out:

* Host: an address, or a name that is known to be ours. A foreign name that was made to lead
  here ("DNS rebinding") is refused. Addresses need no list: they are nobody's to redirect.
* Origin: whatever changes something, and every socket, comes from a page of the same host and
  port. Programs that are no browsers send no Origin and are let through.
* Sec-Fetch-Site: a foreign page may link here, but not load anything from here.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

ANY = "*"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
LONGEST_SHOWN = 80

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>\d{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#@]+)")
_PORTS = {"http": "80", "https": "443"}


class HostCheck:
    """Refuses requests and sockets that are for another server or from another's page."""

    def __init__(self, app: ASGIApp, own: Iterable[str], public: Iterable[str]) -> None:
        """Answer to addresses and names.

        Args:
            app: what answers.
            own: what this machine is called.
            public: what a reverse proxy is called in front of it; its pages are our own. `*`
                stands for every name, of hosts but not of pages.
        """
        self.app = app
        self.public = frozenset(name.lower().rstrip(".") for name in public)
        self.names = self.public.union(name.lower().rstrip(".") for name in own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        problem = self.problem(Headers(scope=scope), scope.get("method"))
        if problem is None:
            await self.app(scope, receive, send)
            return
        status, words = problem
        # Before a socket is accepted, a response in its place refuses it.
        await PlainTextResponse(f"{words}\n", status)(scope, receive, send)

    def problem(self, headers: Headers, method: str | None) -> tuple[int, str] | None:
        """Why a request is refused, as a status and words; None if it is not.

        Args:
            headers: those of the request.
            method: of the request, None for a socket.
        """
        hosts = headers.getlist("host")
        host = _split(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return 400, "The header Host must name this server, once; see the documentation."
        if not self._is_ours(host[0]):
            return 400, (
                f"This server is not known as {_short(host[0])}. Whoever runs it can add the "
                "name to GLASSBOX_ALLOWED_HOSTS."
            )
        if method not in SAFE_METHODS:
            for origin in headers.getlist("origin"):
                if not self._is_own_page(origin, host):
                    return 403, f"A page of {_short(origin)} may not do this here."
        elif method == "GET" and _is_foreign_load(headers):
            return 403, "A page elsewhere may link here, but not load anything from here."
        return None

    def _is_ours(self, name: str) -> bool:
        return ANY in self.names or name in self.names or _is_address(name)

    def _is_own_page(self, origin: str, host: tuple[str, str | None]) -> bool:
        found = _ORIGIN.fullmatch(origin.lower())
        page = _split(found["host"]) if found else None
        if found is None or page is None:
            return False
        usual = _PORTS[found["scheme"]]
        if (page[0], page[1] or usual) == (host[0], host[1] or usual):
            return True
        # A proxy may ask by another name than it was asked by.
        return page[0] in self.public


def machine_names() -> set[str]:
    """What this machine is called, by itself and in its own network."""
    whole = socket.gethostname().lower()
    first = whole.partition(".")[0]
    return {"localhost", whole, first, f"{first}.local"}


def _split(text: str) -> tuple[str, str | None] | None:
    """Name and port of a host as a header writes it; None if it is none."""
    found = _HOST.fullmatch(text.strip().lower())
    return (found["name"].rstrip("."), found["port"]) if found else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _is_foreign_load(headers: Headers) -> bool:
    if headers.get("sec-fetch-site") not in {"cross-site", "same-site"}:
        return False
    shown = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return shown != ("navigate", "document")


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")
