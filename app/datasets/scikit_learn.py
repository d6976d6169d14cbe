"""The one door to scikit-learn."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def sklearn_datasets() -> Any:
    """The module `sklearn.datasets`.

    Imported on the first call, because importing it costs a second that a network on the
    circle need not wait for. Untyped, because scikit-learn ships no types.
    """
    return import_module("sklearn.datasets")
