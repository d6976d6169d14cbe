"""Gradients scaled by the size that each parameter's gradients had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.optimizers.base import BoundOptimizer, Epsilon, LearningRate, Optimizer
from app.nn.optimizers.fading import Fading
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Adagrad: s ← s + g²,  p ← p - learning_rate · g / (sqrt(s) + ε) (Duchi et al., 2011)."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Adagrad", "zh-CN": "Adagrad"}

    learning_rate: LearningRate = 0.01
    epsilon: Epsilon = 1e-10
    name: Literal["adagrad"] = "adagrad"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundAdagrad(self, parameters, gradients)


class BoundAdagrad(BoundOptimizer):
    """Adagrad on its buffers."""

    def __init__(self, optimizer: Adagrad | RMSProp, parameters: Array, gradients: Array) -> None:
        super().__init__(optimizer, parameters, gradients)
        self.epsilon = np.asarray(optimizer.epsilon, parameters.dtype)
        self.square = np.zeros_like(parameters)
        self.state = {"square": self.square}
        self._change = np.empty_like(parameters)
        self._root = np.empty_like(parameters)

    def moments(self) -> dict[str, Array]:
        return {"square": self.square.copy()}

    def update(self) -> Calls:
        yield np.square, (self.gradients, self._change)
        yield np.add, (self.square, self._change, self.square)
        yield from self._scaled_step()

    def _scaled_step(self) -> Calls:
        """p ← p - learning_rate · g / (sqrt(s) + ε)."""
        yield np.sqrt, (self.square, self._root)
        yield np.add, (self._root, self.epsilon, self._root)
        yield np.divide, (self.gradients, self._root, self._change)
        yield np.multiply, (self._change, self.learning_rate, self._change)
        yield np.subtract, (self.parameters, self._change, self.parameters)


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """RMSProp (Tieleman & Hinton, 2012), with ε outside the root as in PyTorch.

    s ← smoothing · s + (1 - smoothing) · g²,  p ← p - learning_rate · g / (sqrt(s) + ε).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "RMSProp", "zh-CN": "RMSProp"}

    learning_rate: LearningRate = 0.01
    smoothing: Annotated[
        float, Setting({"en": "Smoothing", "zh-CN": "平滑系数"}, minimum=0, maximum=0.9999)
    ] = 0.99
    epsilon: Epsilon = 1e-8
    name: Literal["rmsprop"] = "rmsprop"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundRMSProp(self, parameters, gradients)


class BoundRMSProp(BoundAdagrad):
    """RMSProp on its buffers."""

    def __init__(self, optimizer: RMSProp, parameters: Array, gradients: Array) -> None:
        super().__init__(optimizer, parameters, gradients)
        self.smoothing = np.asarray(optimizer.smoothing, parameters.dtype)
        self._fading = Fading(self.square)
        self.state["steps"] = self._fading.steps
        self._rest = np.asarray(1 - optimizer.smoothing, parameters.dtype)

    def update(self) -> Calls:
        yield self._fading.count, ()
        yield np.multiply, (self.square, self.smoothing, self.square)
        yield np.square, (self.gradients, self._change)
        yield np.multiply, (self._change, self._rest, self._change)
        yield np.add, (self.square, self._change, self.square)
        yield from self._scaled_step()
