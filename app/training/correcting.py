"""Telling a network the truth about pictures, and measuring what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from app.datasets import (
    BadDrawing,
    Correction,
    Drawing,
    Verdict,
    drawable_shape,
    samples_of,
    why_not,
)
from app.datasets.drawing import BRIGHTEST
from app.training.experiment import MAX_CORRECTIONS, DatasetRecipe, Experiment
from app.training.metrics import Evaluator, classes_of
from app.training.problems import Refusal
from app.training.trainer import Trainer


class Judge:
    """Asks a trainer's present network for its verdicts on corrections."""

    def __init__(self, trainer: Trainer, corrections: Sequence[Correction]) -> None:
        """Bind the network to them; there is at least one, in the shape of the data."""
        dataset = trainer.dataset
        self._classes = 0 if dataset.classes is None else len(dataset.classes)
        self._labels = np.array([correction.label for correction in corrections])
        samples = samples_of(corrections, dataset)
        self._evaluator = Evaluator(trainer.network, samples, dataset.spec.task)

    def verdicts(self) -> list[Verdict | None]:
        """One each, at the present parameters; None where the numbers are none."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            self._evaluator.measure()
        shares = self._evaluator.predictions[: self._classes]
        answers = classes_of(shares)
        if len(shares) == 1:
            shares = np.concatenate([1 - shares, shares])
        right = shares[self._labels, np.arange(len(self._labels))]
        return [
            Verdict(int(answer), min(1.0, max(0.0, float(share)))) if isfinite(share) else None
            for answer, share in zip(answers, right, strict=True)
        ]


def with_verdicts(trainer: Trainer, experiment: Experiment) -> Experiment:
    """An experiment about to be put in force, whose new corrections know what was said of them.

    What was said before a correction came into training does not change any more, whatever the
    experiment claims.
    """
    old, new = trainer.experiment.dataset, experiment.dataset
    if not new.corrections or old.uncorrected != new.uncorrected:
        return experiment
    known = {(each.pixels, each.label): each for each in old.corrections}
    corrections = [known.get((each.pixels, each.label), each) for each in new.corrections]
    unknown = [
        place
        for place, each in enumerate(corrections)
        if each.before is None and (each.pixels, each.label) not in known
    ]
    if unknown:
        verdicts = Judge(trainer, [corrections[place] for place in unknown]).verdicts()
        for place, verdict in zip(unknown, verdicts, strict=True):
            corrections[place] = replace(corrections[place], before=verdict)
    return _with_corrections(experiment, corrections)


def corrected(trainer: Trainer, drawing: Drawing) -> Experiment:
    """The experiment in force with one more correction, in the place of one of the same picture.

    Raises:
        Refusal: it is none of the dataset's pictures, has no label, or there are too many.
    """
    dataset, experiment = trainer.dataset, trainer.experiment
    obstacle = why_not(dataset.spec)
    if obstacle is not None:
        raise Refusal("dataset.corrections", f"must be {obstacle}", 1, obstacle)
    try:
        drawing.check(drawable_shape(dataset), len(dataset.classes or ()))
    except BadDrawing as bad:
        raise Refusal(bad.field, f"must be {bad.allowed}", bad.given, bad.allowed) from bad
    if drawing.label is None:
        raise Refusal("label", "must be a class", None, "a class")
    kept = [each for each in experiment.dataset.corrections if each.pixels != drawing.pixels]
    if len(kept) >= MAX_CORRECTIONS:
        allowed = f"at most {MAX_CORRECTIONS}"
        words = f"must be {allowed}: remove one"
        raise Refusal("dataset.corrections", words, len(kept) + 1, allowed)
    return _with_corrections(experiment, [*kept, Correction(drawing.pixels, drawing.label)])


def picture_of(trainer: Trainer, split: str, index: int, label: int) -> Drawing:
    """A sample of the run's own data as if somebody had drawn it, and what it is to be.

    Raises:
        Refusal: there is no such sample, or it is no picture.
    """
    dataset = trainer.dataset
    count = len(dataset.train if split == "train" else dataset.test)
    if dataset.pixels is None or drawable_shape(dataset) is None:
        allowed = "one of a dataset of grey pictures"
        raise Refusal("sample", f"must be {allowed}", split, allowed)
    if index >= count:
        allowed = f"0 to {count - 1}"
        raise Refusal("sample.index", f"must be {allowed}", index, allowed)
    pixels = dataset.pixels[index if split == "train" else len(dataset.train) + index]
    return Drawing.of(np.rint(BRIGHTEST * pixels).astype(np.uint8), label)


def _with_corrections(experiment: Experiment, corrections: Sequence[Correction]) -> Experiment:
    data: DatasetRecipe = experiment.dataset.model_copy(update={"corrections": tuple(corrections)})
    return experiment.model_copy(update={"dataset": data})
