"""Under which address the others in the class reach this server."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from fastapi import Request

FindAddress = Callable[[], str | None]


class Reach:
    """Finds the address that is told to others."""

    def __init__(self, chosen: str | None, network: FindAddress) -> None:
        """Reach a server.

        Args:
            chosen: what whoever runs the server says it is, if anything.
            network: the server's own address in the network; asked anew each time, because a
                laptop moves from one network to the next while the room stays open.
        """
        self._chosen, self._network = chosen, network

    def address(self, request: Request) -> str | None:
        """The address, without a slash at its end; None where only this machine can connect."""
        if self._chosen is not None:
            return self._chosen.rstrip("/")
        if not _is_this_machine(request.url.hostname or ""):
            # Whoever asks has come in under it, perhaps through a proxy that we know nothing of.
            return str(request.base_url).rstrip("/")
        return self._network()


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
