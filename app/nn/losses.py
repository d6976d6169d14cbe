"""Losses: how far a prediction is from its target, averaged over the mini-batch.

Each loss works on the last layer's pre-activations (*logits*) and brings its own link to
predictions, because sigmoid with cross-entropy and softmax with cross-entropy are exact and
cannot overflow only when they are computed together. Their delta is then simply
(prediction - target) / batch.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls
from app.nn.settings import Title


class BoundLoss(ABC):
    """A loss on its buffers.

    Attributes:
        logits: (*shape, batch), what the last layer computed: of shape (outputs,), or of
            (steps, outputs) for a prediction at every step of a sequence.
        targets: in the shape of `logits`, to be filled before `forward`.
        flat_targets: the same numbers as (outputs, batch).
        prediction: the linked logits, in their shape.
        delta: ∂loss/∂logits after `backward`, in their shape.
        value: the mean loss of the batch after `forward`, of shape ().
    """

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        self.logits, self.delta = logits, delta
        self.targets: Array = np.zeros(logits.shape, logits.dtype)
        self.flat_targets: Array = self.targets.reshape(-1, logits.shape[-1])
        self.prediction = np.empty_like(logits)
        self.value: Array = np.zeros((), logits.dtype)

    @abstractmethod
    def predict(self) -> Calls:
        """Yield the calls that fill `prediction`."""

    @abstractmethod
    def forward(self) -> Calls:
        """Yield the calls that fill `prediction` and `value`."""

    @abstractmethod
    def backward(self) -> Calls:
        """Yield the calls that fill `delta`."""


class Loss(ABC):
    """A loss by name; `activation` is what its link is called when it is drawn."""

    name: ClassVar[str]
    title: ClassVar[Title]
    activation: ClassVar[str]
    bound: ClassVar[type[BoundLoss]]

    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        """Connect the loss to the last layer's output and to its delta.

        Args:
            logits: (*shape, batch).
            delta: of the same shape, where ∂loss/∂logits goes.
            mask: (steps, batch), 1 where a sequence has a step; steps without one have no
                part in the loss if there is a prediction at every step.
        """
        return self.bound(logits, delta, mask)


class BoundMeanSquaredError(BoundLoss):
    """prediction = z,  loss = mean (z - y)²,  δ = 2 (z - y) / (batch · outputs)."""

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self.prediction = logits
        self._error = np.empty_like(logits)
        self._mean = np.asarray(1 / logits.size, logits.dtype)
        self._scale = np.asarray(2 / logits.size, logits.dtype)

    def predict(self) -> Calls:
        yield from ()

    def forward(self) -> Calls:
        error = self._error.reshape(-1)
        yield np.subtract, (self.logits, self.targets, self._error)
        yield np.dot, (error, error, self.value)
        yield np.multiply, (self.value, self._mean, self.value)

    def backward(self) -> Calls:
        yield np.multiply, (self._error, self._scale, self.delta)


class MeanSquaredError(Loss):
    """Mean squared error, for regression."""

    name = "mean_squared_error"
    title = {"en": "Mean squared error", "zh-CN": "均方误差"}
    activation = "linear"
    bound = BoundMeanSquaredError


class BoundBinaryCrossEntropy(BoundLoss):
    """p = sigmoid(z),  loss = mean (log(1 + exp z) - y z),  δ = (p - y) / batch."""

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        self._losses = np.empty_like(logits)
        self._product = np.empty_like(logits)
        self._mean = np.full(logits.size, 1 / logits.size, logits.dtype)
        self._scale = np.asarray(1 / logits.size, logits.dtype)

    def predict(self) -> Calls:
        yield from ACTIVATIONS["sigmoid"].forward(self.logits, self.prediction)

    def forward(self) -> Calls:
        yield from self.predict()
        yield np.logaddexp, (np.zeros((), self.logits.dtype), self.logits, self._losses)
        yield np.multiply, (self.targets, self.logits, self._product)
        yield np.subtract, (self._losses, self._product, self._losses)
        yield np.dot, (self._losses.reshape(-1), self._mean, self.value)

    def backward(self) -> Calls:
        yield np.subtract, (self.prediction, self.targets, self.delta)
        yield np.multiply, (self.delta, self._scale, self.delta)


class BinaryCrossEntropy(Loss):
    """Binary cross-entropy of logits, for two classes with one unit."""

    name = "binary_cross_entropy"
    title = {"en": "Binary cross-entropy", "zh-CN": "二元交叉熵"}
    activation = "sigmoid"
    bound = BoundBinaryCrossEntropy


class BoundSoftmaxCrossEntropy(BoundLoss):
    """p = exp(z - m) / Σ exp(z - m), m = max z;  loss = mean (log Σ exp(z - m) - (z - m)·y).

    δ = (p - y) / batch. Targets are one-hot columns (or any distribution).
    """

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        super().__init__(logits, delta, mask)
        batch = logits.shape[1]
        self._maximum = np.empty(batch, logits.dtype)
        self._shifted = np.empty_like(logits)
        self._sum = np.empty(batch, logits.dtype)
        self._losses = np.empty(batch, logits.dtype)
        # Averaging is a dot product with a constant: one call, no division.
        self._average = np.full(batch, 1 / batch, logits.dtype)
        self._product = np.empty_like(logits)
        self._scale = np.asarray(1 / batch, logits.dtype)

    def predict(self) -> Calls:
        yield np.maximum.reduce, (self.logits, 0, None, self._maximum)
        yield np.subtract, (self.logits, self._maximum, self._shifted)
        yield np.exp, (self._shifted, self.prediction)
        yield np.add.reduce, (self.prediction, 0, None, self._sum)
        yield np.divide, (self.prediction, self._sum, self.prediction)

    def forward(self) -> Calls:
        yield from self.predict()
        yield np.log, (self._sum, self._losses)
        yield np.multiply, (self._shifted, self.targets, self._product)
        yield np.add.reduce, (self._product, 0, None, self._sum)
        yield np.subtract, (self._losses, self._sum, self._losses)
        yield np.dot, (self._losses, self._average, self.value)

    def backward(self) -> Calls:
        yield np.subtract, (self.prediction, self.targets, self.delta)
        yield np.multiply, (self.delta, self._scale, self.delta)


class SoftmaxCrossEntropy(Loss):
    """Cross-entropy of the softmax of logits, for several classes."""

    name = "softmax_cross_entropy"
    title = {"en": "Softmax cross-entropy", "zh-CN": "Softmax 交叉熵"}
    activation = "softmax"
    bound = BoundSoftmaxCrossEntropy


LOSSES: Mapping[str, Loss] = {
    loss.name: loss for loss in (BinaryCrossEntropy(), SoftmaxCrossEntropy(), MeanSquaredError())
}
