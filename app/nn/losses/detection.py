"""The loss of a network that says what it sees, and where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls
from app.nn.losses.base import BoundLoss, Loss
from app.nn.settings import STRICT, Setting, Title

BOX = 4
"""Numbers of a box."""


@dataclass(frozen=True)
class Detection(Loss):
    """One trunk with two heads: softmax cross-entropy for the class, smooth L1 for the box.

    The last four outputs are the box head, those before them the class head. Targets are a
    one-hot class and a box whose numbers lie between 0 and 1. The sum of two losses, the second
    one weighted, is the multi-task loss of Girshick (Fast R-CNN, 2015), and so is smooth L1; its
    threshold, 1 there, suits numbers up to 1 when it is smaller.

    Raises:
        ValueError: by `bind`, where there are fewer than five outputs.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Class and box", "zh-CN": "类别与边框"}
    activation: ClassVar[str] = "softmax_and_sigmoid"

    box_weight: Annotated[
        float,
        Setting(
            {"en": "Weight of the box", "zh-CN": "边框权重"},
            minimum=0.01,
            maximum=100,
            scale="logarithmic",
        ),
    ] = 2.0
    threshold: Annotated[
        float,
        Setting(
            {"en": "Threshold β", "zh-CN": "阈值 β"},
            minimum=0.001,
            maximum=1,
            scale="logarithmic",
        ),
    ] = 0.1
    name: Literal["detection"] = "detection"

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        if logits.shape[-2] <= BOX:
            raise ValueError(
                f"detection needs a class or more beside the {BOX} numbers of a box; "
                f"got {logits.shape[-2]} outputs"
            )
        return BoundDetection(self, logits, delta, mask)

    def factor(self, prediction: float, target: float) -> float:
        """δ / (prediction - target) of a number of the box, for a batch of one."""
        slope = prediction * (1 - prediction)
        return self.box_weight * slope / max(self.threshold, abs(prediction - target))


class BoundDetection(BoundLoss):
    """Class head: p = softmax(z), δ = (p - y) / batch. Box head: p = sigmoid(z), e = p - y.

    loss = mean (log Σ exp(z - m) - (z - m)·y + λ/β Σ c (e - c/2)), with m the largest logit of the
    class head and c = e held between -β and β. That is e²/2β where |e| ≤ β, and |e| - β/2
    elsewhere.  Box head: δ = λ/β c p (1 - p) / batch.
    """

    def __init__(self, loss: Detection, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self._classes = self.outputs - BOX
        self._maximum = np.empty((*logits.shape[:-2], 1, self.batch_size), logits.dtype)
        self._shifted = np.empty_like(self._class_head(logits))
        self._sum = np.empty_like(self._maximum)
        box = np.empty_like(self._box_head(logits))
        self._error, self._held, self._half = box, np.empty_like(box), np.empty_like(box)
        self._slope = np.empty_like(box)
        self._upper = np.full_like(box, loss.threshold)
        # The rows of (z - m) ⊙ y, of c (e - c/2), and below them log Σ: the loss is their
        # weighted mean.
        self._terms = np.empty(
            (*logits.shape[:-2], self.outputs + 1, self.batch_size), logits.dtype
        )
        steep = loss.box_weight / loss.threshold
        self._factors = self.weights([*[-1] * self._classes, *[steep] * BOX, 1])
        self._weights = self.weights([*[1] * self._classes, *[steep] * BOX])

    def _class_head(self, outputs: Array) -> Array:
        head: Array = outputs[..., : self._classes, :]
        return head

    def _box_head(self, outputs: Array) -> Array:
        head: Array = outputs[..., self._classes : self._classes + BOX, :]
        return head

    def predict(self) -> Calls:
        logits, shares = self._class_head(self.logits), self._class_head(self.prediction)
        product = np.dot if self.logits.ndim == 2 else np.matmul
        ones = np.ones((1, self._classes), self.logits.dtype)
        yield np.maximum.reduce, (logits, -2, None, self._maximum, True)
        yield np.subtract, (logits, self._maximum, self._shifted)
        yield np.exp, (self._shifted, shares)
        yield product, (ones, shares, self._sum)
        yield np.divide, (shares, self._sum, shares)
        box = self._box_head(self.logits), self._box_head(self.prediction)
        yield from ACTIVATIONS["sigmoid"].forward(*box)

    def measure(self) -> Calls:
        terms, half = self._terms, np.asarray(0.5, self.logits.dtype)
        targets = self._class_head(self.targets)
        yield np.multiply, (self._shifted, targets, self._class_head(terms))
        yield np.log, (self._sum, terms[..., -1:, :])
        box, held = self._box_head(self.prediction), self._held
        yield np.subtract, (box, self._box_head(self.targets), self._error)
        yield partial(np.minimum, out=held), (self._error, self._upper)
        yield partial(np.maximum, out=held), (held, -self._upper)
        yield np.multiply, (held, half, self._half)
        yield np.subtract, (self._error, self._half, self._half)
        yield np.multiply, (held, self._half, self._box_head(terms))
        yield terms.reshape(-1).dot, (self._factors.reshape(-1), self.value)

    def backward(self) -> Calls:
        prediction, delta = self._box_head(self.prediction), self._box_head(self.delta)
        head = self._class_head
        yield np.subtract, (head(self.prediction), head(self.targets), head(self.delta))
        yield from ACTIVATIONS["sigmoid"].slope(prediction, prediction, self._slope)
        yield np.multiply, (self._slope, self._held, delta)
        yield np.multiply, (self.delta, self._weights, self.delta)
