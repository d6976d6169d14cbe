"""The one door to scikit-learn."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def sklearn_datasets() -> Any:
    """The module `sklearn.datasets`.

    Imported on the first call, because importing it costs seconds that only whoever fetches
    pictures need wait. Untyped, because scikit-learn ships no types.
    """
    return import_module("sklearn.datasets")


def shipped(name: str) -> Path:
    """A file of data that scikit-learn ships, found without importing it.

    Raises:
        FileNotFoundError: scikit-learn is not installed.
    """
    package = find_spec("sklearn")
    if package is None or package.origin is None:
        raise FileNotFoundError(f"{name} comes with scikit-learn, which is not installed")
    return Path(package.origin).parent / "datasets" / "data" / name
