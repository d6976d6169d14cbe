"""Command line: ``python -m app``."""

import argparse
import logging
import sys
from collections.abc import Sequence

from app import __version__
from app.serving.listen import Unavailable, listen, read_port

EVERYWHERE = "0.0.0.0"
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve Glassbox until Ctrl-C.

    Args:
        arguments: Words of the command line; None takes those of this process.

    Returns:
        The exit code: 0 after Ctrl-C, 1 where the address cannot be had.
    """
    options = parser().parse_args(arguments)
    logging.basicConfig(
        level=options.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # What it says of its own loading is for those who write migrations.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        listener = listen(options.host, read_port(options.port))
    except Unavailable as problem:
        print(problem, file=sys.stderr)
        return 1

    # The web server is imported late, so that --help and a port in use are told at once.
    from app.serving.server import serve

    with listener:
        return serve(listener, options.host, open_browser=options.open, log_level=options.log_level)


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    result = argparse.ArgumentParser(
        prog="python -m app",
        description="Glassbox: watch a neural network learn. Serves the page on this machine.",
        epilog="More settings are read from GLASSBOX_* environment variables. Ctrl-C stops.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    where = result.add_mutually_exclusive_group()
    where.add_argument("--host", default="127.0.0.1", help="address to listen on")
    where.add_argument(
        "--lan",
        action="store_const",
        dest="host",
        const=EVERYWHERE,
        default=argparse.SUPPRESS,
        help="let others in the local network connect; the same as --host " + EVERYWHERE,
    )
    result.add_argument(
        "--port", default="8000", help="port to listen on, 0 to 65535; 0 takes a free one"
    )
    result.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="open the page in a browser, if there is one",
    )
    result.add_argument(
        "--log-level", choices=LOG_LEVELS, default="info", help="how much to write to the terminal"
    )
    result.add_argument("--version", action="version", version=f"Glassbox {__version__}")
    return result


if __name__ == "__main__":
    sys.exit(main())
