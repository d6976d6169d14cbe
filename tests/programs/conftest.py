"""Frameworks that programs are written for, where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
import os
from typing import Any

import pytest

from app.programs import FRAMEWORKS

NEEDS = {
    "numpy": ["numpy"],
    "pytorch": ["torch"],
    # Keras computes with another framework: the program takes PyTorch unless it is told.
    "keras": ["keras", os.environ.get("KERAS_BACKEND", "torch")],
}


@pytest.fixture(params=list(FRAMEWORKS))
def framework(request: pytest.FixtureRequest) -> str:
    """A framework that is installed."""
    name: str = request.param
    for module in NEEDS[name]:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module}, of the extra `programs`, is not installed")
    if "torch" in NEEDS[name]:
        # The tests of a suite run side by side: more threads would only wait for each other.
        torch: Any = importlib.import_module("torch")
        torch.set_num_threads(1)
    return name
