"""What a dataset is: a spec that the catalog tells, and the data that loading it gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.datasets.features import evaluate
from app.datasets.images.pixels import Pixels
from app.datasets.options import Options
from app.datasets.standardise import Standardisation
from app.datasets.texts import Text

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.floating[Any]]

Task = Literal["binary", "multiclass", "regression", "detection"]
View = Literal["plane", "image", "table"]
Preparation = Literal["blocks", "centred", "plain"]

GALLERY_SIZE = 40


@dataclass(frozen=True)
class Bounds:
    """How many samples there may be, both ends included."""

    minimum: int
    maximum: int


@dataclass(frozen=True, eq=False)
class DatasetSpec(ABC):
    """What the catalog tells about a dataset. It holds no data."""

    _: KW_ONLY
    name: str
    title: Text
    description: Text
    """One plain sentence, to be understood at fifteen."""
    task: Task
    view: View
    options: tuple[str, ...]
    """Which of the fields of `Options` matter; the others are ignored."""

    @property
    def samples(self) -> Bounds | None:
        """How many samples may be asked for; None where their number is given."""
        return None

    @property
    def obstacle(self) -> Text | None:
        """Why it cannot be loaded at present, in a sentence; None where it can."""
        return None

    @property
    def fetchable(self) -> bool:
        """Whether what is missing can be fetched from the internet (`app.datasets.fetch`)."""
        return False

    @property
    def preparation(self) -> Preparation | None:
        """Image: how a drawing of any size becomes a picture like its own (docs/protocol.md)."""
        return None

    @property
    def words(self) -> Mapping[str, Text]:
        """Translations of the names that its data use: classes, input labels, target."""
        return {}

    @property
    @abstractmethod
    def preview(self) -> Mapping[str, object] | None:
        """A small picture of the data, ready for JSON (docs/protocol.md); None for tables."""

    @property
    @abstractmethod
    def outputs(self) -> int:
        """Numbers that a network has to predict for a sample: the width of `Samples.targets`."""

    @abstractmethod
    def input_shape(self, features: Sequence[str]) -> tuple[int, ...]:
        """Shape of one sample, (2,) or (8, 8), known before anything is loaded.

        Args:
            features: the chosen features; they matter in the plane only.
        """

    @abstractmethod
    def load(self, options: Options) -> Dataset:
        """Make or read the data. The same options give bitwise the same data.

        Only where there is no `obstacle`.
        """


@dataclass(frozen=True, eq=False)
class Samples:
    """One split, as the network reads it.

    Attributes:
        inputs: shape (n, features); of images, which may be many, in float32.
        targets: binary: (n, 1) of 0 and 1; multiclass: one-hot (n, classes); regression: (n, 1);
            detection: (n, classes + 4), one-hot with the box behind it (`app.datasets.boxes`).
    """

    inputs: Numbers
    targets: Array

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, eq=False)
class TargetScale:
    """What one unit of a standardised regression target means.

    value in `unit` = mean + scale * standardised value.
    """

    name: str
    unit: str | None
    mean: float
    scale: float


@dataclass(frozen=True, eq=False)
class Dataset:
    """A loaded dataset. Wherever one array holds both splits, the training part comes first."""

    spec: DatasetSpec
    train: Samples
    test: Samples
    input_labels: tuple[str, ...]
    """One name an input: "x", "x²", "petal length"; empty for pixels."""
    input_shape: tuple[int, ...]
    """Shape of one sample: (2,), (8, 8)."""
    classes: tuple[str, ...] | None
    """Class names by index; None for regression."""
    targets: Array
    """Class index or value of every sample, shape (n_train + n_test,).

    Values are in the network's units, those of `Samples.targets`.
    """
    _: KW_ONLY
    features: tuple[str, ...] = ()
    """Plane: names of the chosen features."""
    points: Array | None = None
    """Plane: raw coordinates, shape (n_train + n_test, 2)."""
    pixels: Pixels | None = None
    """Image: raw pixels from 0 to 1, shape (n_train + n_test, height * width)."""
    input_scale: Standardisation | None = None
    """Real data: how the raw inputs were standardised."""
    brightest: int = 1
    """Image: the raw input that a pixel of 1 stands for."""
    boxes: Array | None = None
    """Image: the box around what is seen, shape (n_train + n_test, 4) (`app.datasets.boxes`)."""
    target_scale: TargetScale | None = None
    """Standardised regression: how to state a target in its own unit."""

    @property
    def gallery(self) -> Array | None:
        """Image: pixels of the first test samples, up to 40; row i is test sample i."""
        if self.pixels is None:
            return None
        first = len(self.train)
        return self.pixels[first : first + GALLERY_SIZE]

    def inputs_of(self, pixels: Array) -> Array:
        """Image: pixels from 0 to 1, shape (n, height * width), to network inputs."""
        raw = pixels * self.brightest
        return raw if self.input_scale is None else self.input_scale.apply(raw)

    def features_of(self, points: Array) -> Array:
        """Plane: raw coordinates, shape (n, 2), to network inputs, shape (n, features).

        Raises:
            ValueError: this dataset is not in the plane.
        """
        if self.points is None:
            raise ValueError(f"features_of needs a dataset in the plane; got {self.spec.name!r}")
        return evaluate(self.features, points)
