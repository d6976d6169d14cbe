"""Cross-entropies, for classes.

Sigmoid with cross-entropy and softmax with cross-entropy are exact and cannot overflow only
when they are computed together. Their delta is then simply (prediction - target) / batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls
from app.nn.losses.base import BoundLoss, Loss
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """Binary cross-entropy of logits, for two classes with one unit: targets are 0 or 1."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Binary cross-entropy", "zh-CN": "二元交叉熵"}
    activation: ClassVar[str] = "sigmoid"

    name: Literal["binary_cross_entropy"] = "binary_cross_entropy"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundBinaryCrossEntropy(logits, delta, mask)


class BoundBinaryCrossEntropy(BoundLoss):
    """p = sigmoid(z),  loss = mean (log(1 + exp z) - y z),  δ = (p - y) / (batch · outputs)."""

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self._weights = self.weights(np.full(self.outputs, 1 / self.outputs))
        self._losses, self._product = np.empty_like(logits), np.empty_like(logits)

    def predict(self) -> Calls:
        yield from ACTIVATIONS["sigmoid"].forward(self.logits, self.prediction)

    def measure(self) -> Calls:
        yield from ACTIVATIONS["softplus"].forward(self.logits, self._losses)
        yield np.multiply, (self.targets, self.logits, self._product)
        yield np.subtract, (self._losses, self._product, self._losses)
        # The mean is a dot product with constants: one call, no division.
        yield self._losses.reshape(-1).dot, (self._weights.reshape(-1), self.value)

    def backward(self) -> Calls:
        yield np.subtract, (self.prediction, self.targets, self.delta)
        yield np.multiply, (self.delta, self._weights, self.delta)


@dataclass(frozen=True)
class SoftmaxCrossEntropy(Loss):
    """Cross-entropy of the softmax of logits, for several classes.

    Targets y are one-hot columns (or any distribution). With label smoothing s they are read
    as (1 - s) y + s / classes (Szegedy et al., 2016), as in PyTorch.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Softmax cross-entropy", "zh-CN": "Softmax 交叉熵"}
    activation: ClassVar[str] = "softmax"

    label_smoothing: Annotated[
        float, Setting({"en": "Label smoothing", "zh-CN": "标签平滑"}, minimum=0, maximum=1)
    ] = 0.0
    name: Literal["softmax_cross_entropy"] = "softmax_cross_entropy"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundSoftmaxCrossEntropy(self, logits, delta, mask)


class BoundSoftmaxCrossEntropy(BoundLoss):
    """p = exp(z - m) / s with m = max z, s = Σ exp(z - m);  loss = mean (log s - (z - m)·y).

    δ = (p - y) / batch. Subtracting the largest logit changes nothing but keeps exp in range.
    """

    def __init__(
        self, loss: SoftmaxCrossEntropy, logits: Array, delta: Array, mask: Array | None
    ) -> None:
        super().__init__(logits, delta, mask)
        self._smoothing = loss.label_smoothing
        self._smoothed = np.empty_like(logits) if self._smoothing else self.targets
        self._maximum = np.empty((*logits.shape[:-2], 1, self.batch_size), logits.dtype)
        self._shifted = np.empty_like(logits)
        self._sum = np.empty_like(self._maximum)
        # The rows of (z - m) ⊙ y and below them log s: the loss is their signed mean.
        self._terms = np.empty(
            (*logits.shape[:-2], self.outputs + 1, self.batch_size), logits.dtype
        )
        self._signs = self.weights([*[-1] * self.outputs, 1])
        self._weights = self.weights(np.ones(self.outputs))

    def predict(self) -> Calls:
        # A product with a row of ones sums columns in half the time of np.add.reduce. Of several
        # matrices np.matmul makes quicker work, of one np.dot.
        product = np.dot if self.logits.ndim == 2 else np.matmul
        ones = np.ones((1, self.outputs), self.logits.dtype)
        yield np.maximum.reduce, (self.logits, -2, None, self._maximum, True)
        yield np.subtract, (self.logits, self._maximum, self._shifted)
        yield np.exp, (self._shifted, self.prediction)
        yield product, (ones, self.prediction, self._sum)
        yield np.divide, (self.prediction, self._sum, self.prediction)

    def measure(self) -> Calls:
        if self._smoothing:
            rest = np.asarray(1 - self._smoothing, self.logits.dtype)
            share = np.asarray(self._smoothing / self.outputs, self.logits.dtype)
            yield np.multiply, (self.targets, rest, self._smoothed)
            yield np.add, (self._smoothed, share, self._smoothed)
        yield np.multiply, (self._shifted, self._smoothed, self._terms[..., :-1, :])
        yield np.log, (self._sum, self._terms[..., -1:, :])
        yield self._terms.reshape(-1).dot, (self._signs.reshape(-1), self.value)

    def backward(self) -> Calls:
        yield np.subtract, (self.prediction, self._smoothed, self.delta)
        yield np.multiply, (self.delta, self._weights, self.delta)
