"""Glassbox: watch a neural network learn."""

from typing import Final

__version__: Final = "0.1.0"
