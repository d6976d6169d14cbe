"""What every optimizer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, ClassVar

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.settings import Setting, Title

LearningRate = Annotated[
    float,
    Setting(
        {"en": "Learning rate", "zh-CN": "学习率"},
        minimum=0.00001,
        maximum=10,
        scale="logarithmic",
    ),
]

Epsilon = Annotated[
    float, Setting({"en": "ε", "zh-CN": "ε"}, minimum=1e-12, maximum=0.1, scale="logarithmic")
]


class BoundOptimizer(ABC):
    """An optimizer on one network's flat vectors.

    Attributes:
        parameters, gradients: the vectors.
        learning_rate: of shape (), what the next update goes by; a schedule writes into it.
        state: what the optimizer remembers, by name; part of a snapshot.
    """

    def __init__(self, optimizer: Optimizer, parameters: Array, gradients: Array) -> None:
        self.parameters, self.gradients = parameters, gradients
        self.learning_rate: Array = np.asarray(optimizer.learning_rate, parameters.dtype)
        self.state: dict[str, Array] = {}

    @abstractmethod
    def update(self) -> Calls:
        """Yield the calls that change the parameters in place."""

    def moments(self) -> dict[str, Array]:
        """What it remembers of every parameter, by the names of its formula; flat copies."""
        return {}

    def take_over(self, old: BoundOptimizer) -> None:
        """Go on with the memory of one of the same name, whose settings may have been others."""
        for name, array in self.state.items():
            array[...] = old.state[name]


class Optimizer(ABC):
    """An optimizer as an experiment describes it; subclasses are frozen dataclasses."""

    name: str
    title: ClassVar[Title]
    learning_rate: float

    @abstractmethod
    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        """Begin with empty memory on these flat vectors."""
