"""The losses and accuracies of a run at its present parameters."""

from __future__ import annotations

import numpy as np

from app.training.metrics import Evaluator, Metrics


class Measurement:
    """Measures both splits when somebody asks, once a step.

    Attributes:
        train, test: measure one split each.
        step: of the latest measurement; None while there is none of these parameters.
    """

    def __init__(self, train: Evaluator, test: Evaluator) -> None:
        self.train, self.test = train, test
        self._metrics = Metrics()
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
            self.step = step
        return self._metrics

    def latest(self, step: int) -> tuple[Metrics, int]:
        """The metrics that were measured last, and after how many steps; after so many if never."""
        known = step if self.step is None else self.step
        return self.at(known), known

    def forget(self) -> None:
        """The parameters have changed, though no step was made."""
        self.step = None
