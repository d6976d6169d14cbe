"""Glassbox with a test's server in the place of openml.org.

`python -m tests.browser.fetching_server ADDRESS COUNT`; the rest is as in `fetch_from`.
"""

from __future__ import annotations

import sys
from functools import partial
from unittest.mock import patch

from app.__main__ import main
from app.web.fetching import Fetching

if __name__ == "__main__":
    program = (sys.executable, "-m", "tests.datasets.fetch_from", *sys.argv[1:])
    with patch("app.main.Fetching", partial(Fetching, program)):
        sys.exit(main(["--port", "0", "--no-open", "--log-level", "warning"]))
