"""Gradient descent, plain and with momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.optimizers.base import BoundOptimizer, LearningRate, Optimizer
from app.nn.optimizers.fading import Fading
from app.nn.settings import STRICT, Setting, Title

MomentumShare = Annotated[
    float, Setting({"en": "Momentum", "zh-CN": "动量"}, minimum=0, maximum=0.999)
]


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
        super().__init__(optimizer, parameters, gradients)
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
    momentum: MomentumShare = 0.9
    name: Literal["momentum"] = "momentum"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundMomentum(self, parameters, gradients)


class BoundMomentum(BoundOptimizer):
    """Momentum on its buffers."""

    def __init__(self, optimizer: Momentum | Nesterov, parameters: Array, gradients: Array) -> None:
        super().__init__(optimizer, parameters, gradients)
        self.momentum = np.asarray(optimizer.momentum, parameters.dtype)
        self.velocity = np.zeros_like(parameters)
        self._fading = Fading(self.velocity)
        self.state = {"velocity": self.velocity, "steps": self._fading.steps}
        self._change = np.empty_like(parameters)

    def moments(self) -> dict[str, Array]:
        return {"velocity": self.velocity.copy()}

    def _gather(self) -> Calls:
        """v ← momentum · v + g."""
        yield self._fading.count, ()
        yield np.multiply, (self.velocity, self.momentum, self.velocity)
        yield np.add, (self.velocity, self.gradients, self.velocity)

    def update(self) -> Calls:
        yield from self._gather()
        yield np.multiply, (self.velocity, self.learning_rate, self._change)
        yield np.subtract, (self.parameters, self._change, self.parameters)


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Nesterov's momentum, which looks ahead, in the form of Sutskever et al. (2013).

    v ← momentum · v + g,  p ← p - learning_rate · (g + momentum · v), as in PyTorch.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Nesterov momentum", "zh-CN": "Nesterov 动量法"}

    learning_rate: LearningRate = 0.03
    momentum: MomentumShare = 0.9
    name: Literal["nesterov"] = "nesterov"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundNesterov(self, parameters, gradients)


class BoundNesterov(BoundMomentum):
    """Nesterov's momentum on its buffers."""

    def update(self) -> Calls:
        yield from self._gather()
        yield np.multiply, (self.velocity, self.momentum, self._change)
        yield np.add, (self._change, self.gradients, self._change)
        yield np.multiply, (self._change, self.learning_rate, self._change)
        yield np.subtract, (self.parameters, self._change, self.parameters)
