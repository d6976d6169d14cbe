"""A dataset of images: where its pictures come from, and what is the same for all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.datasets.base import Bounds, Dataset, DatasetSpec, Preparation, Samples, Task, View
from app.datasets.boxes import BOX
from app.datasets.images.pixels import Bytes, Pixels
from app.datasets.options import Options
from app.datasets.split import Indices, stratified_split
from app.datasets.standardise import Standardisation
from app.datasets.targets import one_hot
from app.datasets.texts import Text, text

FEWEST = 20
CHUNK = 2000
"""Pictures that are turned into numbers at a time: NumPy's steps in between take much room."""

DIGITS = tuple(text(str(digit), str(digit)) for digit in range(10))

# The choice of some pictures out of many, and their split, draw from sources of their own.
_CHOICE_STREAM = 1


class Source(ABC):
    """Where pictures come from.

    Attributes:
        brightest: the number of a pixel full of ink; 0 is one without.
        count: how many there are.
    """

    brightest: int
    count: int

    @property
    def obstacle(self) -> Text | None:
        """Why they cannot be read at present, in a sentence; None where they can."""
        return None

    @property
    def fetchable(self) -> bool:
        """Whether they can be had from elsewhere (`fetch`)."""
        return False

    @abstractmethod
    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        """All pictures, shape (n, numbers in a picture), and the class of each, shape (n,).

        Neither is to be written to.
        """


@dataclass(frozen=True, eq=False)
class ImageDataset(DatasetSpec):
    """Images are standardised by one mean and one deviation over all training pixels.

    Pixel by pixel would tear the picture apart: strokes would fade where strokes are common,
    and the border, almost always empty, would flare up.
    """

    _: KW_ONLY
    source: Source
    shape: tuple[int, ...]
    """Of a picture: (height, width)."""
    shown: int
    """Which picture is recognised at the size of a button."""
    classes: tuple[Text, ...] = DIGITS
    preparation: Preparation = "plain"
    """How a drawing becomes a picture like these (docs/protocol.md)."""
    task: Task = "multiclass"
    view: View = "image"
    options: tuple[str, ...] = ("samples", "test_fraction", "seed")

    @property
    def samples(self) -> Bounds | None:
        return Bounds(FEWEST, self.source.count) if "samples" in self.options else None

    @property
    def obstacle(self) -> Text | None:
        return self.source.obstacle

    @property
    def fetchable(self) -> bool:
        return self.source.fetchable

    @property
    def words(self) -> Mapping[str, Text]:
        return {name["en"]: name for name in self.classes if not name["en"].isdigit()}

    @property
    def preview(self) -> Mapping[str, object] | None:
        return None if self.obstacle else self._preview

    @cached_property
    def _preview(self) -> Mapping[str, object]:
        pictures, _ = self.source.read()
        pixels = Pixels(pictures, self.source.brightest)[self.shown]
        return {"kind": "image", "pixels": np.round(pixels, 4).tolist(), "shape": [*self.shape]}

    @property
    def outputs(self) -> int:
        return len(self.classes) + (BOX if self.task == "detection" else 0)

    def input_shape(self, features: Sequence[str]) -> tuple[int, ...]:
        return self.shape

    def load(self, options: Options) -> Dataset:
        return self.assembled(*self._chosen(options), options)

    def assembled(
        self,
        pictures: Bytes,
        classes: NDArray[np.uint8],
        options: Options,
        boxes: NDArray[np.float64] | None = None,
    ) -> Dataset:
        """The dataset of these pictures, split and standardised.

        Args:
            pictures: (n, numbers in a picture).
            classes: (n,).
            options: how they are split.
            boxes: (n, 4), what is seen in each; targets of a detection.
        """
        brightest = self.source.brightest
        rng = np.random.default_rng(options.seed)
        train, test = stratified_split(classes.astype(np.int64), options.test_fraction, rng)
        order = np.concatenate([train, test])
        pictures, labels = pictures[order], classes[order].astype(np.float64)
        scale = _scale_of(pictures[: len(train)], brightest)
        inputs = _standardised(pictures, brightest, scale)
        targets = one_hot(labels, len(self.classes))
        if boxes is not None:
            boxes = boxes[order]
            if self.task == "detection":
                targets = np.concatenate([targets, boxes], axis=1)
        cut = len(train)
        return Dataset(
            spec=self,
            train=Samples(inputs[:cut], targets[:cut]),
            test=Samples(inputs[cut:], targets[cut:]),
            input_labels=("",) * pictures.shape[1],
            input_shape=self.shape,
            classes=tuple(name["en"] for name in self.classes),
            targets=labels,
            pixels=Pixels(pictures, brightest),
            input_scale=scale,
            brightest=brightest,
            boxes=boxes,
        )

    def _chosen(self, options: Options) -> tuple[Bytes, NDArray[np.uint8]]:
        """So many pictures as are asked for, of every class in proportion."""
        pictures, classes = self.source.read()
        if "samples" not in self.options or options.samples >= len(pictures):
            return pictures, classes
        rng = np.random.default_rng((options.seed, _CHOICE_STREAM))
        share = options.samples / len(pictures)
        chosen: Indices = stratified_split(classes.astype(np.int64), share, rng)[1]
        return pictures[chosen], classes[chosen]


def _scale_of(pictures: Bytes, brightest: int) -> Standardisation:
    """Mean and deviation of all pixels, by how often there is each brightness."""
    counts = np.zeros(brightest + 1, np.int64)
    for start in range(0, len(pictures), CHUNK):
        part = pictures[start : start + CHUNK]
        counts += np.bincount(part.reshape(-1), minlength=len(counts))
    values = np.arange(len(counts), dtype=np.float64)
    total = max(1, counts.sum())
    mean = values @ counts / total
    deviation = np.sqrt((values - mean) ** 2 @ counts / total)
    return Standardisation(np.array([mean]), np.array([deviation or 1.0]))


def _standardised(pictures: Bytes, brightest: int, scale: Standardisation) -> NDArray[np.float32]:
    """Pictures as a network reads them: in half the room of float64, for there may be many."""
    table = scale.apply(np.arange(brightest + 1, dtype=np.float64)).astype(np.float32)
    inputs = np.empty(pictures.shape, np.float32)
    for start in range(0, len(pictures), CHUNK):
        inputs[start : start + CHUNK] = table[pictures[start : start + CHUNK]]
    return inputs
