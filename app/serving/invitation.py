"""How the others get in, told in the terminal."""

import contextlib
import io
import sys

import segno

WHITE_ON_BLACK, AS_BEFORE = "\x1b[97;40m", "\x1b[0m"


def invite(network: str | None) -> None:
    """Print where others join, and as a QR code where somebody can see it.

    Args:
        network: URL of the server in the network, None where it is not known.
    """
    if network is None:
        print("This machine is in no network now: nobody else can connect.", flush=True)
        return
    join = f"{network}/join"
    print(f"Others in this network join at {join}", flush=True)
    if sys.stdout.isatty():
        # An old console without block characters does without the picture.
        with contextlib.suppress(UnicodeEncodeError):
            print(terminal_qr(join), flush=True)


def terminal_qr(text: str) -> str:
    """A QR code of half blocks, light on dark whatever the terminal's own colours are."""
    drawn = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(drawn, border=2, compact=True)
    return "\n".join(f"{WHITE_ON_BLACK}{line}{AS_BEFORE}" for line in drawn.getvalue().splitlines())
