"""What every loss promises, and the mean that all of them take."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from app.nn.calls import Array, Call, Calls
from app.nn.settings import Title


class Loss(ABC):
    """A loss as an experiment describes it; subclasses are frozen dataclasses.

    Attributes:
        activation: what the link from logits to predictions is called when it is drawn.
    """

    name: str
    title: ClassVar[Title]
    activation: ClassVar[str]

    @abstractmethod
    def bind(self, logits: Array, delta: Array, mask: Array | None = None) -> BoundLoss:
        """Connect the loss to the last layer's output and to its delta.

        Args:
            logits: (outputs, batch), or (steps, outputs, batch) for a prediction at every step.
            delta: of the same shape, where ∂loss/∂logits goes.
            mask: (steps, batch), 1 where a sequence has a step; steps without one have no
                part in the loss if there is a prediction at every step.
        """


class BoundLoss(ABC):
    """A loss on its buffers: a mean over samples, and over steps where each has a prediction.

    Attributes:
        logits: (*shape, batch), what the last layer computed: of shape (outputs,), or of
            (steps, outputs) for a prediction at every step of a sequence.
        targets: in the shape of `logits`, to be filled before `forward`.
        flat_targets: the same numbers as (steps · outputs, batch).
        prediction: the linked logits, in their shape.
        delta: ∂loss/∂logits after `backward`, in their shape.
        value: the mean loss of the batch after `forward`, of shape ().
    """

    def __init__(self, logits: Array, delta: Array, mask: Array | None) -> None:
        self.logits, self.delta = logits, delta
        self.outputs, self.batch_size = logits.shape[-2:]
        self.targets: Array = np.zeros(logits.shape, logits.dtype)
        self.flat_targets: Array = self.targets.reshape(-1, self.batch_size)
        self.prediction = np.empty_like(logits)
        self.value: Array = np.zeros((), logits.dtype)
        # One prediction for a whole sequence has no steps that could be missing.
        self._mask = mask if logits.ndim == 3 else None
        self._share: Array = np.full(
            (*logits.shape[:-2], 1, self.batch_size), self.outputs / logits.size, logits.dtype
        )
        self._weighing: list[Call] = [] if self._mask is None else self._shares_of(self._mask)

    def weights(self, factors: ArrayLike) -> Array:
        """The share of each sample and step in the mean, times a factor for each row.

        With a mask it is known only when the mask is filled; `forward` begins with that.

        Args:
            factors: (rows,).

        Returns:
            (rows, batch), or (steps, rows, batch).
        """
        column = np.asarray(factors, self.logits.dtype)[:, None]
        weights: Array = self._share * column
        if self._mask is not None:
            self._weighing.append((np.multiply, (self._share, column, weights)))
        return weights

    def _shares_of(self, mask: Array) -> list[Call]:
        """share = mask / max(Σ mask, 1), so that nothing but padding has a loss of 0."""
        one, ones, total = np.ones((), mask.dtype), np.ones_like(mask), np.zeros((), mask.dtype)
        return [
            (np.dot, (mask.reshape(-1), ones.reshape(-1), total)),
            (partial(np.maximum, out=total), (total, one)),
            (np.divide, (mask[:, None], total, self._share)),
        ]

    @abstractmethod
    def predict(self) -> Calls:
        """Yield the calls that fill `prediction`."""

    @abstractmethod
    def measure(self) -> Calls:
        """Yield the calls that fill `value`, once `prediction` is there."""

    def forward(self) -> Calls:
        """Yield the calls that fill `prediction` and `value`."""
        yield from self._weighing
        yield from self.predict()
        yield from self.measure()

    @abstractmethod
    def backward(self) -> Calls:
        """Yield the calls that fill `delta`."""
