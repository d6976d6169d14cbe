"""Adam and AdamW."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.optimizers.base import BoundOptimizer, Epsilon, LearningRate, Optimizer
from app.nn.optimizers.fading import Fading
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
    """Adam on its buffers.

    It keeps sums instead of means, M = m / (1 - β1) and V = v / (1 - β2), because
    M ← β1 M + g and V ← β2 V + g² take a pass over the parameters less each. With what that
    leaves out, and the bias corrections, folded into two numbers a step,
    p ← p - rate · M / (sqrt V + ε').
    """

    def __init__(self, optimizer: Adam | AdamW, parameters: Array, gradients: Array) -> None:
        super().__init__(optimizer, parameters, gradients)
        self.optimizer = optimizer
        self.sum, self.square_sum = np.zeros_like(parameters), np.zeros_like(parameters)
        self._fading = Fading(self.sum, self.square_sum)
        self.state = {
            "sum": self.sum,
            "square_sum": self.square_sum,
            "steps": self._fading.steps,
        }
        self._rate = np.zeros((), parameters.dtype)
        self._epsilon = np.zeros((), parameters.dtype)
        self._change = np.empty_like(parameters)

    def moments(self) -> dict[str, Array]:
        adam = self.optimizer
        return {"m": self.sum * (1 - adam.beta1), "v": self.square_sum * (1 - adam.beta2)}

    def _fold(self) -> None:
        """rate = learning_rate · r (1 - β1) / (1 - β1ᵗ),  ε' = ε r,  r² = (1 - β2ᵗ) / (1 - β2)."""
        adam, steps = self.optimizer, self._fading.count()
        root = ((1 - adam.beta2**steps) / (1 - adam.beta2)) ** 0.5
        correction = (1 - adam.beta1) / (1 - adam.beta1**steps)
        self._rate[()] = self.learning_rate.item() * root * correction
        self._epsilon[()] = adam.epsilon * root

    def update(self) -> Calls:
        dtype, change = self.parameters.dtype, self._change
        beta1 = np.asarray(self.optimizer.beta1, dtype)
        beta2 = np.asarray(self.optimizer.beta2, dtype)
        yield self._fold, ()
        yield np.multiply, (self.sum, beta1, self.sum)
        yield np.add, (self.sum, self.gradients, self.sum)
        yield np.multiply, (self.square_sum, beta2, self.square_sum)
        yield np.square, (self.gradients, change)
        yield np.add, (self.square_sum, change, self.square_sum)
        yield np.sqrt, (self.square_sum, change)
        yield np.add, (change, self._epsilon, change)
        yield np.divide, (self.sum, change, change)
        yield np.multiply, (change, self._rate, change)
        yield np.subtract, (self.parameters, change, self.parameters)

    def take_over(self, old: BoundOptimizer) -> None:
        super().take_over(old)
        if isinstance(old, BoundAdam):
            # The means stay what they were; sums with other β are other multiples of them.
            self.sum *= (1 - old.optimizer.beta1) / (1 - self.optimizer.beta1)
            self.square_sum *= (1 - old.optimizer.beta2) / (1 - self.optimizer.beta2)


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
        self._decay = optimizer.weight_decay
        self._kept = np.ones((), parameters.dtype)

    def _fold(self) -> None:
        super()._fold()
        self._kept[()] = 1 - self.learning_rate.item() * self._decay

    def update(self) -> Calls:
        fold, *steps = super().update()
        yield fold
        yield np.multiply, (self.parameters, self._kept, self.parameters)
        yield from steps
