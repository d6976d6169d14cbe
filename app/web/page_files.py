"""The scripts and styles that the page's head names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.paths import STATIC

SCRIPT: Final = "vendor/page.js"
STYLE: Final = "vendor/page.css"
STAMP: Final = "vendor/page.stamp"
"""What the build makes of the page's files, in the static folder, and of which of them."""


@dataclass(frozen=True)
class Head:
    """What the page's head names.

    Attributes:
        script: address of the module that starts the page.
        style: address of the style sheet.
        preload: addresses of modules to be loaded side by side instead of one import after the
            other.
    """

    script: str
    style: str
    preload: tuple[str, ...] = ()


def sources(static: Path) -> list[Path]:
    """All that the page is made of. What `vendor/stamp` tells stands for the libraries."""
    return [*_modules(static), *sorted((static / "css").glob("*.css")), static / "vendor" / "stamp"]


def fingerprint(static: Path) -> str:
    """A hash of the names and the content of all that the page is made of."""
    digest = hashlib.sha256()
    for path in sources(static):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(static).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_bundled(static: Path) -> bool:
    """Whether the build's script and style sheet were made of what is there now."""
    stamp = static / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(static)


class PageFiles:
    """Chooses between what the build made and the files that it was made of.

    One file of each kind takes a browser a second less than four hundred. Whoever has edited
    one of them gets them as they are, and sees what was edited.
    """

    def __init__(self, static: Path = STATIC) -> None:
        """The files are found in this folder, which is served as /static."""
        self._static = static
        self._seen: tuple[tuple[str, int], ...] = ()
        self._head: Head | None = None

    def head(self) -> Head:
        """What the page has to name now."""
        seen = tuple((str(path), _changed(path)) for path in self._looked_at())
        if self._head is None or seen != self._seen:
            self._head, self._seen = self._choose(), seen
        return self._head

    def _looked_at(self) -> Iterator[Path]:
        yield from sources(self._static)
        for name in (SCRIPT, STYLE, STAMP):
            yield self._static / name

    def _choose(self) -> Head:
        if is_bundled(self._static):
            return Head(f"/static/{SCRIPT}", f"/static/{STYLE}")
        libraries = json.loads((self._static / "vendor" / "preload.json").read_text("utf-8"))
        modules = (path.relative_to(self._static).as_posix() for path in _modules(self._static))
        return Head(
            "/static/js/main.js",
            "/static/css/all.css",
            (*libraries, *(f"/static/{name}" for name in modules)),
        )


def _modules(static: Path) -> list[Path]:
    # What holds types alone is read by the type checker only.
    folder = static / "js"
    return [
        path
        for path in sorted(folder.rglob("*.js"))
        if not path.relative_to(folder).as_posix().startswith("types")
    ]


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0
