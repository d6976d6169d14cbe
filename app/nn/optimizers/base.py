"""What every optimizer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, ClassVar

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
        state: what the optimizer remembers, by name; part of a snapshot.
    """

    state: dict[str, Array]

    @abstractmethod
    def update(self) -> Calls:
        """Yield the calls that change the parameters in place."""


class Optimizer(ABC):
    """An optimizer as an experiment describes it; subclasses are frozen dataclasses."""

    name: str
    title: ClassVar[Title]
    learning_rate: float

    @abstractmethod
    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        """Begin with empty memory on these flat vectors."""
