"""A server that speaks as openml.org does, and the way there for whoever asks openml.org."""

from __future__ import annotations

import gzip
import hashlib
import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Asked(BaseHTTPRequestHandler):
    """Answers what scikit-learn asks for, about one dataset."""

    server: OpenMLServer

    def do_GET(self) -> None:
        path = self.path.rstrip("/")
        if "/data/list/" in path:
            found = {"did": "554", "name": "mnist_784", "version": "1", "status": "active"}
            self._answer({"data": {"dataset": [found]}})
        elif path.endswith("/data/features/554"):
            names = [f"pixel{index}" for index in range(784)]
            features = [
                {"index": str(index), "name": name, "data_type": "numeric", "is_target": "false"}
                for index, name in enumerate(names)
            ]
            target = {"index": "784", "name": "class", "data_type": "nominal", "is_target": "true"}
            common = {
                "is_ignore": "false",
                "is_row_identifier": "false",
                "number_of_missing_values": "0",
            }
            features = [{**common, **feature} for feature in [*features, target]]
            self._answer({"data_features": {"feature": features}})
        elif path.endswith("/data/qualities/554"):
            quality = {"name": "NumberOfInstances", "value": str(self.server.count)}
            self._answer({"data_qualities": {"quality": [quality]}})
        elif path.endswith("/data/554"):
            about = {
                "id": "554",
                "name": "mnist_784",
                "version": "1",
                "description": "Handwritten digits.",
                "format": "ARFF",
                "file_id": "52667",
                "url": "https://www.openml.org/data/v1/download/52667/mnist_784.arff",
                "md5_checksum": hashlib.md5(self.server.table, usedforsecurity=False).hexdigest(),
                "default_target_attribute": "class",
                "status": "active",
            }
            self._answer({"data_set_description": about})
        else:
            self._send(self.server.packed, self.server.go_on)

    def _answer(self, content: object) -> None:
        self._send(gzip.compress(json.dumps(content).encode()))

    def _send(self, packed: bytes, go_on: Event | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        half = len(packed) // 2
        with suppress(ConnectionError):
            self.wfile.write(packed[:half])
            if go_on is not None:
                go_on.wait(60)
            self.wfile.write(packed[half:])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class OpenMLServer(ThreadingHTTPServer):
    """Has one dataset, the digits.

    Attributes:
        table: it, as an ARFF file of `count` pictures.
        packed: the same as it goes over the wire.
        go_on: the second half of it comes once this is set.
    """

    daemon_threads = True

    def __init__(self, table: bytes, count: int) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.table, self.packed, self.count = table, gzip.compress(table), count
        self.go_on = Event()

    @property
    def address(self) -> str:
        """What stands in the place of https://www.openml.org."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(table: bytes, count: int) -> Iterator[OpenMLServer]:
    """Such a server, which ends with the block."""
    with OpenMLServer(table, count) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.go_on.set()
            server.shutdown()


def opening_at(address: str) -> Callable[..., object]:
    """`OpenerDirector.open` for whoever is to ask this address instead of www.openml.org."""
    real = urllib.request.OpenerDirector.open

    def redirected(self: object, request: urllib.request.Request, *rest: object) -> object:
        url = request.full_url.replace("https://www.openml.org", address)
        here = urllib.request.Request(url, headers=dict(request.header_items()))
        return real(self, here, *rest)  # type: ignore[arg-type]

    return redirected
