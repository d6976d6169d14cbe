"""Under which addresses people reach the server."""

import contextlib
import socket

EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that stand for all interfaces of a machine."""


def local_url(listener: socket.socket) -> str:
    """The URL to type on this machine."""
    host, port = listener.getsockname()[:2]
    return url("127.0.0.1" if host in EVERYWHERE else host, port)


def network_url(listener: socket.socket) -> str | None:
    """The URL for others in the network; None where it is not known or nobody else can connect."""
    host, port = listener.getsockname()[:2]
    if host not in EVERYWHERE:
        return None
    # Connecting a datagram socket sends nothing: it only asks for the route's own address.
    # 192.0.2.1 is reserved for documentation (RFC 5737).
    with (
        contextlib.suppress(OSError),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
    ):
        probe.connect(("192.0.2.1", 9))
        return url(probe.getsockname()[0], port)
    return None


def url(host: str, port: int) -> str:
    """The URL of a host, given as a name or as an IPv4 or IPv6 address."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
