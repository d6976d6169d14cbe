"""Finds the Chromium that the browser tests drive, installs one if there is none, prints its path.

Order: ``GLASSBOX_CHROMIUM``, a browser of the machine, Playwright's own. To install: Debian's
package where we are root on Debian, else Playwright's download.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def main() -> int:
    """Print the path on stdout, progress and errors on stderr."""
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        print(
            "The browser tests need Chromium, and none could be installed. Install Chromium or"
            " Chrome, or name one: make test GLASSBOX_CHROMIUM=/path/to/chromium",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


def find() -> str | None:
    """Path of a Chromium that answers when asked for its version."""
    named = os.environ.get("GLASSBOX_CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), *MAC_APPLICATIONS, downloaded()]
    return next((path for path in candidates if path is not None and answers(path)), None)


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
