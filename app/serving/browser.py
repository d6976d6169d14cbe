"""Opens the page in a browser, where there is one to see."""

import os
import sys
import threading
import webbrowser


def open_page(url: str) -> None:
    """Open a URL in the user's browser, or do nothing where no window can be shown."""
    if has_display():
        # Some browsers keep their caller waiting.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def has_display() -> bool:
    """Whether a browser window can be shown: without one, Python would start a text browser."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
