"""What a framework calls the things that an experiment names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Framework:
    """Pieces of source by the names of the engine's registries; a template puts them together.

    Attributes:
        name: of the template and of the file.
        title: as its makers write it.
        packages: what `pip install` takes.
        activations: source for an activation function.
        optimizers: source for an optimizer.
        losses: source for the loss of a task.
    """

    name: str
    title: str
    packages: str
    activations: Mapping[str, str]
    optimizers: Mapping[str, str]
    losses: Mapping[str, str]
