"""The losses and accuracies of a run at its present parameters."""

from __future__ import annotations

import numpy as np

from app.training.metrics import Evaluator, Metrics


class Measurement:
    """Measures both splits when somebody asks, once a step.

    Attributes:
        train, test: measure one split each.
        step: at which all samples went through the network for the last time; None while they did
            not at these parameters.
    """

    def __init__(self, train: Evaluator, test: Evaluator) -> None:
        self.train, self.test = train, test
        self._metrics = Metrics()
        self._known: int | None = None
        self.step: int | None = None

    def at(self, step: int) -> Metrics:
        """The metrics at the present parameters, which are those after so many steps."""
        if self.step != step:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                train, test = self.train.measure(), self.test.measure()
            self._metrics = Metrics(
                *(train.loss, test.loss),
                *(train.accuracy, test.accuracy),
                *(train.iou, test.iou),
            )
            self.step = self._known = step
        return self._metrics

    @property
    def latest(self) -> tuple[Metrics, int] | None:
        """The metrics that were measured last, and after how many steps; None if none are known."""
        return None if self._known is None else (self._metrics, self._known)

    def forget(self) -> None:
        """The parameters have changed, though no step was made."""
        self.step = self._known = None

    def recall(self, step: int, metrics: Metrics) -> None:
        """The parameters are others, and on the way to them these metrics were measured there."""
        self.step, self._known, self._metrics = None, step, metrics
