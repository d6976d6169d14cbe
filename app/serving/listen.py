"""Takes the server's address before anything slow is started."""

import errno
import os
import socket

SEND_BUFFER_BYTES = 128 * 1024
"""What the system stores of a connection on its way out: a second or so of frames."""


class Unavailable(Exception):
    """The address cannot be had; the text says why and what helps, in one line."""


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address.

    Args:
        host: Name or address of an interface of this machine.
        port: From 0 to 65535; 0 takes a free one.

    Returns:
        A listening socket.

    Raises:
        Unavailable: The port is taken or not allowed, or the host is not this machine's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as problem:
        raise Unavailable(f"The host {host!r} is not known. Try --host 127.0.0.1.") from problem
    family, kind, protocol, _, address = found[0]
    result = socket.socket(family, kind, protocol)
    try:
        # Lets a restarted server have its port back at once. A port with a live listener stays
        # refused on Linux and macOS; on Windows this option would take it over instead.
        if os.name == "posix":
            result.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit this. More would only keep old frames for a viewer that reads slowly,
        # who is to see the present when it reads again.
        result.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        result.bind(address)
        result.listen(2048)
    except OSError as problem:
        result.close()
        raise Unavailable(explain(problem, host, port)) from problem
    return result


def read_port(text: str) -> int:
    """Read a port number.

    Raises:
        Unavailable: The text is not a whole number from 0 to 65535.
    """
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise Unavailable(f"A port is a whole number from 0 to 65535; got {text!r}.")
    return int(text)


def explain(problem: OSError, host: str, port: int) -> str:
    """Say in one line why an address was refused."""
    match problem.errno:
        case errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            return (
                f"Port {port} is in use. Stop the other program or choose another port:"
                f' make run ARGS="--port {other}"'
            )
        case errno.EACCES:
            return f"Port {port} needs more rights than this user has. Try --port 8000."
        case errno.EADDRNOTAVAIL:
            return f"The host {host!r} is not an address of this machine. Try --host 127.0.0.1."
        case _:
            return f"Cannot listen on {host!r}, port {port}: {problem.strerror}."
