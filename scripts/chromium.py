"""Finds the Chromium that the browser tests drive, installs one if there is none, prints its path.

Order: ``GLASSBOX_CHROMIUM``, a browser of the machine, Playwright's own. To install: Debian's
package where we are root on Debian, else Playwright's download.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def main() -> int:
    """Print the path on stdout, progress and errors on stderr."""
    path = find()
    if path is None and "GLASSBOX_CHROMIUM" not in os.environ:
        install()
        path = find()
    if path is None:
        print(
            "Chromium is needed, and there is none that starts. Install Chromium or Chrome,"
            " or name one: GLASSBOX_CHROMIUM=/path/to/chromium make test",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


def find() -> str | None:
    """Path of a Chromium that answers when asked for its version."""
    return next((path for path in candidates() if answers(path)), None)


def candidates() -> Iterator[str]:
    """Where a Chromium may be, best first."""
    if named := os.environ.get("GLASSBOX_CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from MAC_APPLICATIONS
    yield downloaded()


def downloaded() -> str:
    """Where Playwright keeps the Chromium that it downloads."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def answers(path: str) -> bool:
    """Whether the program starts: Ubuntu has a ``chromium`` that only speaks of a snap."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> None:
    """Try Debian's package as root, then Playwright's download."""
    if is_debian() and os.geteuid() == 0:
        print("Installing Debian's chromium ...", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr)
        if find() is not None:
            return
    print("Downloading Playwright's Chromium ...", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)


def is_debian() -> bool:
    """Whether this is Debian itself: its ``chromium`` is a real package."""
    try:
        return (
            platform.freedesktop_os_release().get("ID") == "debian"
            and Path("/usr/bin/apt-get").exists()
        )
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
