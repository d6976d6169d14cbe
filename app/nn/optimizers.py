"""Optimizers: how gradients change parameters. Whole vectors at once, PyTorch's conventions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.settings import STRICT, Setting, Title

LearningRate = Annotated[
    float,
    Setting(
        {"en": "Learning rate", "zh-CN": "学习率"},
        minimum=0.00001,
        maximum=10,
        scale="logarithmic",
    ),
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


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent: p ← p - learning_rate · g."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "SGD", "zh-CN": "随机梯度下降 SGD"}

    learning_rate: LearningRate = 0.03
    name: Literal["sgd"] = "sgd"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundSGD(self, parameters, gradients)


class BoundSGD(BoundOptimizer):
    """SGD on its buffers."""

    def __init__(self, optimizer: SGD, parameters: Array, gradients: Array) -> None:
        self.parameters, self.gradients = parameters, gradients
        self.learning_rate = np.asarray(optimizer.learning_rate, parameters.dtype)
        self.state = {}
        self._change = np.empty_like(parameters)

    def update(self) -> Calls:
        yield np.multiply, (self.gradients, self.learning_rate, self._change)
        yield np.subtract, (self.parameters, self._change, self.parameters)


@dataclass(frozen=True)
class Momentum(Optimizer):
    """SGD with momentum: v ← momentum · v + g,  p ← p - learning_rate · v (Polyak, 1964)."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Momentum", "zh-CN": "动量法 Momentum"}

    learning_rate: LearningRate = 0.03
    momentum: Annotated[
        float, Setting({"en": "Momentum", "zh-CN": "动量"}, minimum=0, maximum=0.999)
    ] = 0.9
    name: Literal["momentum"] = "momentum"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundMomentum(self, parameters, gradients)


class BoundMomentum(BoundOptimizer):
    """Momentum on its buffers."""

    def __init__(self, optimizer: Momentum, parameters: Array, gradients: Array) -> None:
        self.parameters, self.gradients = parameters, gradients
        self.learning_rate = np.asarray(optimizer.learning_rate, parameters.dtype)
        self.momentum = np.asarray(optimizer.momentum, parameters.dtype)
        self.velocity = np.zeros_like(parameters)
        self.state = {"velocity": self.velocity}
        self._change = np.empty_like(parameters)

    def update(self) -> Calls:
        yield np.multiply, (self.velocity, self.momentum, self.velocity)
        yield np.add, (self.velocity, self.gradients, self.velocity)
        yield np.multiply, (self.velocity, self.learning_rate, self._change)
        yield np.subtract, (self.parameters, self._change, self.parameters)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam (Kingma & Ba, 2015), without weight decay.

    m ← β1 m + (1 - β1) g,  v ← β2 v + (1 - β2) g²,
    p ← p - learning_rate · (m / (1 - β1ᵗ)) / (sqrt(v / (1 - β2ᵗ)) + ε).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Adam", "zh-CN": "Adam"}

    learning_rate: LearningRate = 0.01
    beta1: Annotated[float, Setting({"en": "β₁", "zh-CN": "β₁"}, minimum=0, maximum=0.9999)] = 0.9
    beta2: Annotated[float, Setting({"en": "β₂", "zh-CN": "β₂"}, minimum=0, maximum=0.99999)] = (
        0.999
    )
    epsilon: Annotated[
        float,
        Setting({"en": "ε", "zh-CN": "ε"}, minimum=1e-12, maximum=0.1, scale="logarithmic"),
    ] = 1e-8
    name: Literal["adam"] = "adam"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundAdam(self, parameters, gradients)


class BoundAdam(BoundOptimizer):
    """Adam on its buffers; the bias corrections are folded into two numbers a step."""

    def __init__(self, optimizer: Adam, parameters: Array, gradients: Array) -> None:
        dtype = parameters.dtype
        self.optimizer = optimizer
        self.parameters, self.gradients = parameters, gradients
        self.mean, self.square = np.zeros_like(parameters), np.zeros_like(parameters)
        self.steps = np.zeros((), np.float64)
        self.state = {"mean": self.mean, "square": self.square, "steps": self.steps}
        self._rate, self._epsilon = np.zeros((), dtype), np.zeros((), dtype)
        self._change = np.empty_like(parameters)

    def _correct_bias(self) -> None:
        """p changes by rate · m / (sqrt v + ε'), with both corrections in rate and ε'."""
        adam = self.optimizer
        self.steps += 1
        steps = self.steps.item()
        root = (1 - adam.beta2**steps) ** 0.5
        self._rate[()] = adam.learning_rate * root / (1 - adam.beta1**steps)
        self._epsilon[()] = adam.epsilon * root

    def update(self) -> Calls:
        adam, dtype = self.optimizer, self.parameters.dtype
        beta1, rest1 = np.asarray(adam.beta1, dtype), np.asarray(1 - adam.beta1, dtype)
        beta2, rest2 = np.asarray(adam.beta2, dtype), np.asarray(1 - adam.beta2, dtype)
        change = self._change
        yield self._correct_bias, ()
        yield np.multiply, (self.mean, beta1, self.mean)
        yield np.multiply, (self.gradients, rest1, change)
        yield np.add, (self.mean, change, self.mean)
        yield np.multiply, (self.square, beta2, self.square)
        yield np.multiply, (self.gradients, self.gradients, change)
        yield np.multiply, (change, rest2, change)
        yield np.add, (self.square, change, self.square)
        yield np.sqrt, (self.square, change)
        yield np.add, (change, self._epsilon, change)
        yield np.divide, (self.mean, change, change)
        yield np.multiply, (change, self._rate, change)
        yield np.subtract, (self.parameters, change, self.parameters)


OPTIMIZERS: Mapping[str, type[Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "adam": Adam,
}
