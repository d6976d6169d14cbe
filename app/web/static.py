"""The page's files."""

from __future__ import annotations

import os

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope


class FreshFiles(StaticFiles):
    """Static files that a browser keeps, but asks about before it uses them again.

    Modules of two versions would not fit together after an upgrade; the question costs a few
    bytes, because an unchanged file is answered by its tag alone.
    """

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Add the header that asks for the question."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response
