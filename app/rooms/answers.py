"""What single viewers are told of images when they ask."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.frames import Spotlight
from app.rooms.commands import (
    AnyQuestion,
    AskSaliency,
    Kernels,
    Mistakes,
    NetworkQuestion,
    Pictures,
    Samples,
)
from app.training import Trainer
from app.training.images import (
    Saliency,
    SampleAnswer,
    confused_samples,
    kernel_past,
    worst_mistakes,
)
from app.training.inspection import ParameterHistory
from app.training.inspection.numbers import exact, exact_list

MOST_SAMPLES = 24
"""In an answer; how many there are beyond them is told, too."""


class Answers:
    """Answers the questions of `commands/images.py` about a trainer's present network.

    What does not exist, or does not any more, is answered by null: the data may have changed
    between the question and the answer.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._saliency: Saliency | None = None

    def to(
        self, question: AnyQuestion, sample: Spotlight, past: ParameterHistory
    ) -> dict[str, Any]:
        """The answer, ready for JSON; it repeats the question.

        Args:
            question: what is asked.
            sample: the one that the asker follows.
            past: how the parameters came to be what they are.
        """
        asked = {**question.model_dump(), "step": self._trainer.steps}
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            match question:
                case Samples():
                    return {**asked, **self._confused(question)}
                case Mistakes():
                    return {**asked, **self._mistakes()}
                case Pictures():
                    return {**asked, "pictures": self._pictures(question.indices)}
                case AskSaliency():
                    return {**asked, "sample": sample.place, "map": self._map(question, sample)}
                case Kernels():
                    return {**asked, "past": self._kernels(question, past)}

    @property
    def _classes(self) -> int:
        """How many there are; 0 where samples are no images."""
        dataset = self._trainer.dataset
        return 0 if dataset.pixels is None else len(dataset.classes or ())

    def _confused(self, question: Samples) -> dict[str, Any]:
        truth, answer = question.truth, question.answer
        if max(truth, answer) >= self._classes or not len(self._trainer.dataset.test):
            return _told(0, [])
        return _told(*confused_samples(self._trainer, truth, answer, MOST_SAMPLES))

    def _mistakes(self) -> dict[str, Any]:
        if not self._classes or not len(self._trainer.dataset.test):
            return _told(0, [])
        return _told(*worst_mistakes(self._trainer, MOST_SAMPLES))

    def _pictures(self, indices: Sequence[int]) -> list[dict[str, Any]]:
        dataset = self._trainer.dataset
        if dataset.pixels is None:
            return []
        first = len(dataset.train)
        return [
            {
                "index": index,
                "truth": int(dataset.targets[first + index]),
                "pixels": _bytes(dataset.pixels[first + index]),
            }
            for index in indices
            if index < len(dataset.test)
        ]

    def _map(self, question: AskSaliency, sample: Spotlight) -> dict[str, Any] | None:
        dataset = self._trainer.dataset
        if dataset.pixels is None or not self._classes:
            return None
        if self._saliency is None:
            self._saliency = Saliency(self._trainer)
        place = sample.find(dataset)
        found = None if place is None else self._saliency.of(*place, question.label)
        if found is None:
            return None
        truth, pixels = self._seen(sample)
        return {
            "label": found.label,
            "truth": truth,
            "answer": found.answer,
            "score": exact(np.float32(found.score)),
            "chances": exact_list(found.chances),
            "values": _floats(found.values),
            "pixels": pixels,
        }

    def _seen(self, sample: Spotlight) -> tuple[int | None, str]:
        """The true class of a sample, if that is known, and its picture."""
        dataset, drawing = self._trainer.dataset, sample.drawing
        if drawing is not None:
            return drawing.label, drawing.pixels
        if dataset.pixels is None:
            raise ValueError(f"{dataset.spec.name!r} holds no images")
        place = sample.index + (0 if sample.split == "train" else len(dataset.train))
        return int(dataset.targets[place]), _bytes(dataset.pixels[place])

    def _kernels(self, question: Kernels, past: ParameterHistory) -> dict[str, Any] | None:
        found = kernel_past(self._trainer, past, question.layer, question.channel)
        if found is None:
            return None
        return {
            "steps": found.steps,
            "inputs": found.inputs,
            "size": found.kernels.shape[-1],
            "kernels": _floats(found.kernels),
            "biases": exact_list(found.biases),
        }


def no_answer(question: NetworkQuestion, step: int, sample: Spotlight) -> dict[str, Any]:
    """The answer of a network that is not there, or not any more."""
    asked = {**question.model_dump(), "step": step}
    match question:
        case AskSaliency():
            return {**asked, "sample": sample.place, "map": None}
        case Kernels():
            return {**asked, "past": None}
        case _:
            return {**asked, **_told(0, [])}


def _told(count: int, samples: list[SampleAnswer]) -> dict[str, Any]:
    """A list of samples, and how many there are in all."""
    rounded = [
        {
            "index": sample.index,
            "truth": sample.truth,
            "answer": sample.answer,
            "truth_chance": exact(np.float32(sample.truth_chance)),
            "answer_chance": exact(np.float32(sample.answer_chance)),
            "loss": exact(np.float32(sample.loss)),
        }
        for sample in samples
    ]
    return {"count": count, "samples": rounded}


def _bytes(pixels: NDArray[Any]) -> str:
    """Pixels from 0 to 1 as bytes from 0 to 255, in base64."""
    levels = np.rint(pixels.clip(0, 1) * 255).astype(np.uint8)
    return b64encode(levels.tobytes()).decode()


def _floats(values: NDArray[Any]) -> str:
    """Numbers as float32, little-endian, in base64."""
    return b64encode(values.astype("<f4").tobytes()).decode()
