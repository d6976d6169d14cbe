"""A picture that a network is told the truth about, and what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from app.datasets.base import Dataset, DatasetSpec, Samples
from app.datasets.drawing import ClassIndex, Drawing, PixelText

_STRICT = {"extra": "forbid", "strict": True, "allow_inf_nan": False}


@dataclass(frozen=True)
class Verdict:
    """What a network says of a picture whose class is known.

    Attributes:
        answer: the class that it finds most probable.
        probability: that it gives to the right class.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    answer: ClassIndex
    probability: Annotated[float, Interval(ge=0, le=1)]


@dataclass(frozen=True)
class Correction:
    """A picture and what it really is.

    Attributes:
        pixels: as of a `Drawing`.
        label: the index of its class.
        before: what the network said at the moment it was added, before it learned from it; None
            where nobody knows.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    pixels: PixelText
    label: ClassIndex
    before: Verdict | None = None

    @property
    def drawing(self) -> Drawing:
        """The picture with its label."""
        return Drawing(self.pixels, self.label)


def why_not(spec: DatasetSpec) -> str | None:
    """What keeps a dataset from being corrected by pictures and their classes, if anything."""
    if spec.view != "image":
        return "left out: these samples are no pictures"
    if spec.task == "detection":
        return "left out: a correction has no box, and this dataset asks for one"
    return None


def samples_of(corrections: Sequence[Correction], dataset: Dataset) -> Samples:
    """Corrections as a network reads them.

    Args:
        corrections: at least one, in the shape of the dataset's pictures.
        dataset: what they are like.

    Raises:
        BadDrawing: one is no picture like those of the dataset.
    """
    samples = [correction.drawing.as_samples(dataset) for correction in corrections]
    return Samples(
        np.concatenate([sample.inputs for sample in samples]),
        np.concatenate([sample.targets for sample in samples]),
    )
