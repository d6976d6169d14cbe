"""The page's files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any, NamedTuple

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

SMALLEST_PACKED_BYTES = 500

_FRESH = {"cache-control": "no-cache", "vary": "Accept-Encoding"}


class _Kept(NamedTuple):
    """A file as it was read: what tells its version, its headers, itself and packed."""

    stamp: tuple[int, int]
    headers: dict[str, str]
    plain: bytes
    packed: bytes | None


class FreshFiles(StaticFiles):
    """Static files that a browser keeps, but asks about before it uses them again.

    A page and a script of two versions would not fit together after an upgrade; the question costs
    a few bytes, because an unchanged file is answered by its tag alone. Each file is read and
    packed once: a class opens the page in one go.
    """

    def __init__(self, **options: Any) -> None:
        """As `StaticFiles`."""
        super().__init__(**options)
        self._kept: dict[str, _Kept] = {}

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file from memory, packed for whoever can unpack it."""
        asked = Headers(scope=scope)
        kept = self._read(os.fspath(full_path), stat_result)
        headers = Headers(kept.headers)
        if self.is_not_modified(headers, asked):
            return NotModifiedResponse(headers)
        if scope["method"] == "HEAD" or "range" in asked:
            rest = FileResponse(full_path, status_code, stat_result=stat_result)
            rest.headers.update(_FRESH)
            return rest
        if kept.packed is not None and "gzip" in asked.get("accept-encoding", ""):
            return Response(kept.packed, status_code, {**kept.headers, "Content-Encoding": "gzip"})
        return Response(kept.plain, status_code, kept.headers)

    def _read(self, path: str, status: os.stat_result) -> _Kept:
        stamp = status.st_mtime_ns, status.st_size
        kept = self._kept.get(path)
        if kept is None or kept.stamp != stamp:
            told = FileResponse(path, stat_result=status).headers
            names = ("content-type", "last-modified", "etag")
            headers = {name: told[name] for name in names} | _FRESH
            plain = Path(path).read_bytes()
            packed = gzip.compress(plain, mtime=0) if len(plain) >= SMALLEST_PACKED_BYTES else plain
            kept = _Kept(stamp, headers, plain, packed if len(packed) < len(plain) else None)
            self._kept[path] = kept
        return kept
