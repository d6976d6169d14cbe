"""Which pixels a class's score depends on the most, for one sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.datasets.base import Samples
from app.nn.calls import Array
from app.training.images.ranks import chances_of
from app.training.metrics import class_head
from app.training.trainer import Trainer


class SaliencyMap(NamedTuple):
    """∂score/∂input of a sample.

    Attributes:
        label: the class whose score it is.
        answer: the class that the network answers.
        score: of the class, before the softmax (or sigmoid): z.
        chances: the probability of every class.
        values: ∂score/∂input, an entry for each of the network's inputs.
    """

    label: int
    answer: int
    score: float
    chances: Array
    values: Array


class Saliency:
    """Gradients of a class's score with respect to the input (Simonyan et al., 2013).

    The score is the one before the softmax: a probability also rises when the other classes' scores
    fall, and its gradient fades where the network is certain. Where one output tells two classes
    apart, the score of the first is −z.

    The pass runs on a twin of the network with gradients of its own, so that nothing is disturbed.
    """

    def __init__(self, trainer: Trainer) -> None:
        network, self._task = trainer.network, trainer.dataset.spec.task
        self._twin = network.bind(1, np.zeros_like(network.gradients), input_gradient=True)

    def of(self, samples: Samples, index: int, label: int | None) -> SaliencyMap | None:
        """The map of a sample.

        Args:
            samples: the split that it is in.
            index: its place there.
            label: the class whose score it is; None for the one that is answered.

        Returns:
            None if there is no such sample or class.
        """
        if not 0 <= index < len(samples):
            return None
        twin = self._twin
        twin.inputs[0] = samples.inputs[index]
        chances = chances_of(class_head(twin.predict(), self._task))[:, 0].copy()
        answer = int(chances.argmax())
        chosen = answer if label is None else label
        if not 0 <= chosen < len(chances):
            return None
        single = len(twin.loss.logits) == 1
        sign = -1 if single and chosen == 0 else 1
        output = 0 if single else chosen
        direction = np.zeros_like(twin.loss.logits)
        direction[output] = sign
        twin.backward_from(direction)
        if twin.input_delta is None:
            raise RuntimeError("the twin was bound without a gradient of its input")
        values = twin.input_delta[:-1, 0].copy()
        return SaliencyMap(
            chosen, answer, sign * float(twin.loss.logits[output, 0]), chances, values
        )
