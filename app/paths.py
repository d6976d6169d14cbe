"""Where the page's files are: in a checkout and in an installed wheel alike."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent

# A wheel carries both folders inside the package; a checkout has them next to it.
_HOME: Final = _PACKAGE if (_PACKAGE / "static").is_dir() else _PACKAGE.parent

STATIC: Final = _HOME / "static"
"""Folder of scripts, styles and vendored browser libraries, served at ``/static``."""

TEMPLATES: Final = _HOME / "templates"
"""Folder of Jinja2 templates."""
