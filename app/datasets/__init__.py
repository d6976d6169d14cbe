"""What a network learns from: NumPy and scikit-learn only, and no knowledge of networks."""

from __future__ import annotations

from collections.abc import Sequence

from app.datasets.base import Dataset, DatasetSpec, Samples, TargetScale, Task, View
from app.datasets.boxes import BOX, BOX_LABELS, intersection_over_union
from app.datasets.correction import Correction, Verdict, samples_of, why_not
from app.datasets.drawing import BadDrawing, Drawing, drawable_shape
from app.datasets.features import FEATURES, Feature
from app.datasets.options import DOMAIN, InvalidOption, Options
from app.datasets.registry import DATASETS
from app.datasets.spotlight import Spotlight
from app.datasets.standardise import Standardisation
from app.datasets.texts import Text

__all__ = [
    "BOX",
    "BOX_LABELS",
    "DATASETS",
    "DOMAIN",
    "FEATURES",
    "BadDrawing",
    "Correction",
    "DataMissing",
    "Dataset",
    "DatasetSpec",
    "Drawing",
    "Feature",
    "InvalidOption",
    "Samples",
    "Spotlight",
    "Standardisation",
    "TargetScale",
    "Task",
    "Text",
    "Verdict",
    "View",
    "drawable_shape",
    "intersection_over_union",
    "load",
    "samples_of",
    "why_not",
]


class DataMissing(Exception):
    """Data that are not on this machine; `words` say what is to be done."""

    def __init__(self, words: Text) -> None:
        super().__init__(words["en"])
        self.words = words


def load(
    name: str,
    *,
    samples: int,
    noise: float,
    test_fraction: float,
    seed: int,
    features: Sequence[str],
    points: Sequence[tuple[float, float, int]],
    drawings: Sequence[Drawing] = (),
    position: float = 1.0,
    size: float = 0.6,
    size_spread: float = 0.4,
    rotation: float = 20.0,
) -> Dataset:
    """Make or read a dataset. The same arguments give bitwise the same data.

    Args:
        name: one of `DATASETS`. Its spec's `options` tell which of the others matter.
        samples: points or pictures altogether, training and test; at least 2.
        noise: 0 to 0.5, the share of a shape's size by which points are displaced, or the
            deviation of what is added to pixels.
        test_fraction: between 0 and 1; changing it splits the same points another way.
        seed: at least 0.
        features: names out of `FEATURES`, at least one, each once.
        points: the user's own, (x, y, label) with x and y in `DOMAIN` and label 0 or 1. With
            fewer than two points, the test part or both parts are empty.
        drawings: the user's own, labelled, in the shape of the dataset; empty parts as of points.
        position, size, size_spread, rotation: how shapes lie in a picture, see `Options`.

    Raises:
        InvalidOption: the name is unknown or a value is out of range.
        BadDrawing: a drawing is no picture like those of the dataset.
        DataMissing: the data are not on this machine.
    """
    if name not in DATASETS:
        raise InvalidOption("name", f"one of {', '.join(DATASETS)}", name)
    obstacle = DATASETS[name].obstacle
    if obstacle is not None:
        raise DataMissing(obstacle)
    options = Options(
        samples=samples,
        noise=noise,
        test_fraction=test_fraction,
        seed=seed,
        features=tuple(features),
        points=tuple((x, y, label) for x, y, label in points),
        drawings=_decoded(drawings, DATASETS[name]),
        position=position,
        size=size,
        size_spread=size_spread,
        rotation=rotation,
    )
    return DATASETS[name].load(options)


def _decoded(drawings: Sequence[Drawing], spec: DatasetSpec) -> tuple[tuple[bytes, int], ...]:
    if "drawings" not in spec.options:
        return ()
    shape, decoded = spec.input_shape(("x",)), []
    for drawing in drawings if "drawings" in spec.options else ():
        pixels = drawing.check(shape, spec.outputs)
        if drawing.label is None:
            raise BadDrawing("label", "null", f"0 to {spec.outputs - 1}")
        decoded.append((pixels.tobytes(), drawing.label))
    return tuple(decoded)
