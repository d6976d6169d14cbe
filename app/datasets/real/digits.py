"""Handwritten digits, 8 by 8 pixels.

1797 scans from the Optical Recognition of Handwritten Digits data (E. Alpaydin and
C. Kaynak, UCI Machine Learning Repository, 1998).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.datasets.base import Dataset, DatasetSpec, Preparation, Samples
from app.datasets.options import Options
from app.datasets.real.parts import divide, read
from app.datasets.standardise import Standardisation
from app.datasets.targets import one_hot
from app.datasets.texts import text

SHAPE = (8, 8)
BRIGHTEST = 16
PREVIEW = 13
"""A three that is recognised at the size of a button."""
CLASSES = tuple(str(digit) for digit in range(10))


@dataclass(frozen=True, eq=False)
class Digits(DatasetSpec):
    """Images are standardised by one mean and one deviation over all training pixels.

    Pixel by pixel would tear the picture apart: strokes would fade where strokes are common,
    and the border, almost always empty, would flare up.
    """

    @property
    def preview(self) -> Mapping[str, object]:
        pixels, _ = read("load_digits")
        return {
            "kind": "image",
            "pixels": (pixels[PREVIEW] / BRIGHTEST).tolist(),
            "shape": list(SHAPE),
        }

    @property
    def preparation(self) -> Preparation:
        return "blocks"

    @property
    def outputs(self) -> int:
        return len(CLASSES)

    def input_shape(self, features: Sequence[str]) -> tuple[int, ...]:
        return SHAPE

    def load(self, options: Options) -> Dataset:
        raw, classes = read("load_digits")
        train, test = divide(classes, options, stratify=True)
        scale = Standardisation.fit(raw[train], per="dataset")
        inputs, targets = scale.apply(raw), one_hot(classes, len(CLASSES))
        order = np.concatenate([train, test])
        return Dataset(
            spec=self,
            train=Samples(inputs[train], targets[train]),
            test=Samples(inputs[test], targets[test]),
            input_labels=("",) * raw.shape[1],
            input_shape=SHAPE,
            classes=CLASSES,
            targets=classes[order],
            pixels=raw[order] / BRIGHTEST,
            brightest=BRIGHTEST,
            input_scale=scale,
        )


DIGITS = Digits(
    name="digits",
    title=text("Handwritten digits", "手写数字"),
    description=text(
        "Small pictures of handwritten digits: which digit from 0 to 9 is it?",
        "手写数字的小图片：判断它是 0 到 9 中的哪一个。",
    ),
    task="multiclass",
    view="image",
    options=("test_fraction", "seed"),
)
