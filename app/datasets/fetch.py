"""A program that fetches a dataset and keeps it: `python -m app.datasets.fetch NAME`.

It tells how far it is in lines of JSON on standard output, and ends with 0 when the data are
there. It is a process of its own because reading what comes takes a minute and half a gigabyte.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Sequence
from http.client import HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import BaseHandler, Request, build_opener, install_opener

import numpy as np
from numpy.typing import NDArray

from app.datasets.images.pixels import Bytes
from app.datasets.real.openml import KEPT, SIDE, OpenML
from app.datasets.scikit_learn import sklearn_datasets

TOLD_BYTES = 100_000
"""How much has to have come before it is told again."""

Tell = Callable[[dict[str, object]], None]


class Counter(BaseHandler):
    """Sees every answer from the internet and tells how much of the latest has come."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        """Count what is read of this answer."""
        total, read, done, told = response.length, response.read, 0, 0

        def counted(amt: int | None = None) -> bytes:
            nonlocal done, told
            data = read(amt)
            done += len(data)
            if done >= told + TOLD_BYTES or (not data and done > told):
                told = done
                self._tell({"stage": "downloading", "done": done, "total": total})
            return data

        response.read = counted  # type: ignore[method-assign]
        return response

    https_response = http_response


def fetch(kept: OpenML, tell: Tell) -> None:
    """Have the pictures where `kept` is read; until they are all there, nothing is.

    Raises:
        OSError: openml.org cannot be reached, or there is no room.
        ValueError: what came is not what was expected.
    """
    kept.path.parent.mkdir(parents=True, exist_ok=True)
    install_opener(build_opener(Counter(tell)))
    with TemporaryDirectory(prefix=".fetching-", dir=kept.path.parent) as folder:
        bunch = sklearn_datasets().fetch_openml(
            kept.title, version=1, as_frame=False, parser="liac-arff", data_home=folder
        )
        tell({"stage": "storing"})
        pictures = _as_bytes(bunch.data, (kept.count, SIDE * SIDE), 255)
        classes = _as_bytes(bunch.target.astype(np.float64), (kept.count,), 9)
        unfinished = Path(folder) / kept.path.name
        np.save(unfinished, np.column_stack([pictures, classes]), allow_pickle=False)
        unfinished.replace(kept.path)


def _as_bytes(values: NDArray[np.float64], shape: tuple[int, ...], most: int) -> Bytes:
    """Numbers that should be whole, from 0 to `most`.

    Raises:
        ValueError: they are others, or not of this shape.
    """
    if values.shape != shape:
        raise ValueError(f"a table has the shape {values.shape}; expected is {shape}")
    with np.errstate(invalid="ignore"):
        found: Bytes = values.astype(np.uint8)
    if found.max() > most or not np.array_equal(found, values):
        raise ValueError(f"a table has other numbers than whole ones from 0 to {most}")
    return found


def main(arguments: Sequence[str]) -> int:
    """Fetch the dataset of this name.

    Returns:
        The exit code: 0 when it is there, 2 where openml.org cannot be reached, else 1.
    """
    (name,) = arguments
    # Being ended by the server, it is to take its folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        fetch(KEPT[name], lambda news: print(json.dumps(news), flush=True))
    except URLError as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
