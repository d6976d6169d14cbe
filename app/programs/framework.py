"""What a framework calls the things that an experiment names."""

from __future__ import annotations

from collections.abc import Mapping, Set
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
        layers: source for a layer by its kind: a class, or a call with its settings to be filled
            in. There is no program for kinds that are not here.
        template_of_others: the template for networks that hold other layers than dense ones, where
            that is another.
    """

    name: str
    title: str
    packages: str
    activations: Mapping[str, str]
    optimizers: Mapping[str, str]
    losses: Mapping[str, str]
    layers: Mapping[str, str]
    template_of_others: str | None = None

    def template(self, kinds: Set[str]) -> str:
        """The file name of the template for a network of these kinds of layers."""
        own = f"{self.name}.py.jinja"
        return own if kinds == {"dense"} else self.template_of_others or own
