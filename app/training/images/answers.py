"""Which test samples a network takes for which class, and which of its mistakes are the worst."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array
from app.training.images.ranks import chances_of
from app.training.metrics import classes_of
from app.training.trainer import Trainer


@dataclass(frozen=True)
class SampleAnswer:
    """What the network says of a test sample.

    Attributes:
        index: its place among the test samples.
        truth, answer: the true class, and the most probable one.
        truth_chance, answer_chance: the probabilities of these two.
        loss: −ln of the true class's probability: the cross-entropy of this sample.
    """

    index: int
    truth: int
    answer: int
    truth_chance: float
    answer_chance: float
    loss: float


class _Answers:
    """All test samples at the present parameters."""

    def __init__(self, trainer: Trainer) -> None:
        predictions, targets = trainer.class_predictions()
        self.chances = chances_of(predictions)
        self.truths, self.answers = classes_of(targets), classes_of(predictions)
        places = np.arange(len(self.truths))
        self.truth_chances = self.chances[self.truths, places]
        # No probability is so small that its logarithm could not be written.
        self.losses: Array = -np.log(np.maximum(self.truth_chances, np.finfo(np.float32).tiny))

    def told(self, indices: NDArray[np.intp]) -> list[SampleAnswer]:
        return [
            SampleAnswer(
                index,
                int(self.truths[index]),
                int(self.answers[index]),
                float(self.truth_chances[index]),
                float(self.chances[self.answers[index], index]),
                float(self.losses[index]),
            )
            for index in indices.tolist()
        ]


def confused_samples(
    trainer: Trainer, truth: int, answer: int, most: int
) -> tuple[int, list[SampleAnswer]]:
    """The test samples of one class that are taken for another, or for the same.

    Returns:
        How many there are, and the first `most` of them, the most certain answers first.
    """
    answers = _Answers(trainer)
    (found,) = np.nonzero((answers.truths == truth) & (answers.answers == answer))
    if not len(found):
        return 0, []
    order = np.argsort(-answers.chances[answer, found], kind="stable")
    return len(found), answers.told(found[order[:most]])


def worst_mistakes(trainer: Trainer, most: int) -> tuple[int, list[SampleAnswer]]:
    """The test samples that are answered wrongly.

    Returns:
        How many there are, and the `most` with the largest loss, the largest first.
    """
    answers = _Answers(trainer)
    (found,) = np.nonzero(answers.truths != answers.answers)
    order = np.argsort(-answers.losses[found], kind="stable")
    return len(found), answers.told(found[order[:most]])
