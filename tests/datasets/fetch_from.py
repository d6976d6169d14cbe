"""`app.datasets.fetch`, from a server of a test.

`python -m tests.datasets.fetch_from ADDRESS COUNT NAME`: what it fetches there is a table of so
many pictures.
"""

from __future__ import annotations

import sys
import urllib.request

from app.datasets import fetch
from app.datasets.real.openml import OpenML
from tests.datasets.openml_server import opening_at

if __name__ == "__main__":
    address, count, name = sys.argv[1:]
    OpenML.count = int(count)
    urllib.request.OpenerDirector.open = opening_at(address)  # type: ignore[method-assign]
    sys.exit(fetch.main([name]))
