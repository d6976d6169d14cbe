"""The hinge loss of support vector machines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.losses.base import BoundLoss, Loss
from app.nn.settings import STRICT, Title


@dataclass(frozen=True)
class Hinge(Loss):
    """Hinge loss, for two classes with one unit, or for several with one unit each.

    Targets are 0 or 1. With several units every class stands against the rest.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Hinge loss", "zh-CN": "合页损失"}
    activation: ClassVar[str] = "linear"

    name: Literal["hinge"] = "hinge"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        return BoundHinge(logits, delta, mask)


class BoundHinge(BoundLoss):
    """t = 2 y - 1,  loss = mean max(0, 1 - t z),  δ = -t / (batch · outputs) where that is > 0.

    The prediction is a score from 0 to 1, above ½ for the positive class: z held between the
    margins -1 and 1, and then (z + 1) / 2.
    """

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self._weights = self.weights(np.full(self.outputs, 1 / self.outputs))
        # -t: the way in which the loss rises.
        self._rise = np.empty_like(logits)
        self._losses, self._active = np.empty_like(logits), np.empty_like(logits)

    def predict(self) -> Calls:
        prediction, half = self.prediction, np.asarray(0.5, self.logits.dtype)
        ones = np.ones_like(self.logits)
        yield partial(np.minimum, out=prediction), (self.logits, ones)
        yield partial(np.maximum, out=prediction), (prediction, -ones)
        yield np.multiply, (prediction, half, prediction)
        yield np.add, (prediction, half, prediction)

    def measure(self) -> Calls:
        one, two = np.ones((), self.logits.dtype), np.asarray(2, self.logits.dtype)
        losses = self._losses
        yield np.multiply, (self.targets, two, self._rise)
        yield np.subtract, (one, self._rise, self._rise)
        yield np.multiply, (self._rise, self.logits, losses)
        yield np.add, (losses, one, losses)
        yield partial(np.maximum, out=losses), (losses, np.zeros_like(losses))
        yield losses.reshape(-1).dot, (self._weights.reshape(-1), self.value)

    def backward(self) -> Calls:
        # The sign of a loss is 1 where there is one.
        yield np.sign, (self._losses, self._active)
        yield np.multiply, (self._active, self._weights, self._active)
        yield np.multiply, (self._active, self._rise, self.delta)
