"""Losses for numbers: the prediction is the logit itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.losses.base import BoundLoss, Loss
from app.nn.settings import STRICT, Setting, Title


class BoundRegression(BoundLoss):
    """A function of the error e = z - y, as a mean over samples and outputs."""

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self.prediction = logits
        self._weights = self.weights(np.full(self.outputs, 1 / self.outputs))
        self._error, self._weighted = np.empty_like(logits), np.empty_like(logits)

    def predict(self) -> Calls:
        yield from ()

    def backward(self) -> Calls:
        yield np.copyto, (self.delta, self._weighted)


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """Mean squared error: large errors count most."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Mean squared error", "zh-CN": "均方误差"}
    activation: ClassVar[str] = "linear"

    name: Literal["mean_squared_error"] = "mean_squared_error"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundMeanSquaredError(logits, delta, mask)


class BoundMeanSquaredError(BoundRegression):
    """loss = mean e²,  δ = 2 e / (batch · outputs)."""

    def measure(self) -> Calls:
        yield np.subtract, (self.logits, self.targets, self._error)
        yield np.multiply, (self._error, self._weights, self._weighted)
        yield self._error.reshape(-1).dot, (self._weighted.reshape(-1), self.value)

    def backward(self) -> Calls:
        yield np.add, (self._weighted, self._weighted, self.delta)


@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    """Mean absolute error: an outlier pulls no harder than any other sample."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Mean absolute error", "zh-CN": "平均绝对误差"}
    activation: ClassVar[str] = "linear"

    name: Literal["mean_absolute_error"] = "mean_absolute_error"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundMeanAbsoluteError(logits, delta, mask)


class BoundMeanAbsoluteError(BoundRegression):
    """loss = mean |e| = mean e · sign e,  δ = sign e / (batch · outputs)."""

    def measure(self) -> Calls:
        yield np.subtract, (self.logits, self.targets, self._error)
        yield np.sign, (self._error, self._weighted)
        yield np.multiply, (self._weighted, self._weights, self._weighted)
        yield self._error.reshape(-1).dot, (self._weighted.reshape(-1), self.value)


@dataclass(frozen=True)
class Huber(Loss):
    """Squared for errors up to δ, linear beyond (Huber, 1964), as PyTorch's `huber_loss`."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Huber loss", "zh-CN": "Huber 损失"}
    activation: ClassVar[str] = "linear"

    delta: Annotated[
        float,
        Setting(
            {"en": "Threshold δ", "zh-CN": "阈值 δ"},
            minimum=0.001,
            maximum=1000,
            scale="logarithmic",
        ),
    ] = 1.0
    name: Literal["huber"] = "huber"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundHuber(self, logits, delta, mask)


class BoundHuber(BoundRegression):
    """loss = mean c (e - c/2) with c = e held between -δ and δ;  ∂loss/∂z = c / (batch · outputs).

    That is e²/2 where |e| ≤ δ, and δ (|e| - δ/2) elsewhere.
    """

    def __init__(self, loss: Huber, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self._upper = np.full_like(logits, loss.delta)
        self._lower = np.full_like(logits, -loss.delta)

    def measure(self) -> Calls:
        held, half = np.empty_like(self.logits), np.asarray(0.5, self.logits.dtype)
        yield np.subtract, (self.logits, self.targets, self._error)
        yield partial(np.minimum, out=held), (self._error, self._upper)
        yield partial(np.maximum, out=held), (held, self._lower)
        yield np.multiply, (held, self._weights, self._weighted)
        yield np.multiply, (held, half, held)
        yield np.subtract, (self._error, held, self._error)
        yield self._error.reshape(-1).dot, (self._weighted.reshape(-1), self.value)
