"""The losses and accuracies of a run at its present parameters."""

from __future__ import annotations

import numpy as np

from app.training.metrics import Evaluator, Metrics


class Measurement:
    """Measures both splits when somebody asks, once a step.

    Attributes:
        train, test: measure one split each.
    """

    def __init__(self, train: Evaluator, test: Evaluator) -> None:
        self.train, self.test = train, test
        self._metrics, self._step = Metrics(), -1

    def at(self, step: int) -> Metrics:
        """The metrics at the present parameters, which are those after so many steps."""
        if self._step != step:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                train, test = self.train.measure(), self.test.measure()
            self._metrics = Metrics(
                *(train.loss, test.loss),
                *(train.accuracy, test.accuracy),
                *(train.iou, test.iou),
            )
            self._step = step
        return self._metrics

    def forget(self) -> None:
        """The parameters have changed, though no step was made."""
        self._step = -1
