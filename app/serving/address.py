"""Under which addresses people reach the server."""

import contextlib
import ipaddress
import socket

EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that stand for all interfaces of a machine."""


def local_url(listener: socket.socket) -> str:
    """The URL to type on this machine."""
    host, port = listener.getsockname()[:2]
    return url("127.0.0.1" if host in EVERYWHERE else host, port)


def listens_on_the_network(listener: socket.socket) -> bool:
    """Whether other machines may connect."""
    return not ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def network_url(listener: socket.socket) -> str | None:
    """The URL for others in the network; None where it is not known or nobody else can connect."""
    host, port = listener.getsockname()[:2]
    if not listens_on_the_network(listener):
        return None
    if host not in EVERYWHERE:
        return url(host, port)
    own = _routed_address() or _named_address()
    return None if own is None else url(own, port)


def _routed_address() -> str | None:
    """This machine's address on the way to the internet."""
    # Connecting a datagram socket sends nothing: it only asks for the route's own address.
    # 192.0.2.1 is reserved for documentation (RFC 5737).
    with (
        contextlib.suppress(OSError),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
    ):
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        return address
    return None


def _named_address() -> str | None:
    """The first address of this machine's name: a hotspot need not lead to the internet."""
    with contextlib.suppress(OSError):
        for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            address = str(found[4][0])
            if not ipaddress.ip_address(address).is_loopback:
                return address
    return None


def url(host: str, port: int) -> str:
    """The URL of a host, given as a name or as an IPv4 or IPv6 address."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
