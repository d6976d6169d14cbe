"""Adam and AdamW."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.optimizers.base import BoundOptimizer, Epsilon, LearningRate, Optimizer
from app.nn.settings import STRICT, Setting, Title

Beta1 = Annotated[float, Setting({"en": "β₁", "zh-CN": "β₁"}, minimum=0, maximum=0.9999)]
Beta2 = Annotated[float, Setting({"en": "β₂", "zh-CN": "β₂"}, minimum=0, maximum=0.99999)]


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam (Kingma & Ba, 2015), without weight decay.

    m ← β1 m + (1 - β1) g,  v ← β2 v + (1 - β2) g²,
    p ← p - learning_rate · (m / (1 - β1ᵗ)) / (sqrt(v / (1 - β2ᵗ)) + ε).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Adam", "zh-CN": "Adam"}

    learning_rate: LearningRate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8
    name: Literal["adam"] = "adam"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundAdam(self, parameters, gradients)


class BoundAdam(BoundOptimizer):
    """Adam on its buffers; the bias corrections are folded into two numbers a step."""

    def __init__(self, optimizer: Adam | AdamW, parameters: Array, gradients: Array) -> None:
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


@dataclass(frozen=True)
class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov & Hutter, 2019).

    p ← p - learning_rate · weight_decay · p, then Adam's step. As in PyTorch, the decay takes
    all parameters, biases too.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "AdamW", "zh-CN": "AdamW"}

    learning_rate: LearningRate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8
    weight_decay: Annotated[
        float, Setting({"en": "Weight decay", "zh-CN": "权重衰减"}, minimum=0, maximum=1)
    ] = 0.01
    name: Literal["adamw"] = "adamw"

    def bind(self, parameters: Array, gradients: Array) -> BoundOptimizer:
        return BoundAdamW(self, parameters, gradients)


class BoundAdamW(BoundAdam):
    """AdamW on its buffers."""

    def __init__(self, optimizer: AdamW, parameters: Array, gradients: Array) -> None:
        super().__init__(optimizer, parameters, gradients)
        kept = 1 - optimizer.learning_rate * optimizer.weight_decay
        self._kept = np.asarray(kept, parameters.dtype)

    def update(self) -> Calls:
        yield np.multiply, (self.parameters, self._kept, self.parameters)
        yield from super().update()
