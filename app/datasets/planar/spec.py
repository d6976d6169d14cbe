"""A dataset in the plane: a generator of points, and what is the same for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from app.datasets.base import Array, Bounds, Dataset, DatasetSpec, Samples, View
from app.datasets.features import FEATURES, evaluate
from app.datasets.options import DOMAIN, Options
from app.datasets.split import stratified_split
from app.datasets.targets import as_columns
from app.datasets.texts import Text, text

Generate: TypeAlias = Callable[[Options, np.random.Generator], tuple[Array, Array]]
"""Options and a random source to points, shape (n, 2), and labels 0/1 or values, shape (n,)."""

CLASSES = (text("orange", "橙色"), text("blue", "蓝色"))
PREVIEW_SAMPLES = {"binary": 60, "multiclass": 60, "regression": 200}
"""A surface needs more points than a border to be recognised."""

# Points and split draw from sources of their own: another split leaves the points alone.
_POINTS_STREAM, _SPLIT_STREAM = 0, 1


@dataclass(frozen=True, eq=False)
class PlanarDataset(DatasetSpec):
    """Points in the plane, labelled 0 (orange) and 1 (blue) or with a value from -1 to 1."""

    _: KW_ONLY
    generate: Generate
    view: View = "plane"
    options: tuple[str, ...] = ("samples", "noise", "test_fraction", "seed", "features")

    @property
    def words(self) -> Mapping[str, Text]:
        return {} if self.task == "regression" else {name["en"]: name for name in CLASSES}

    @property
    def samples(self) -> Bounds | None:
        return Bounds(20, 1000) if "samples" in self.options else None

    @property
    def outputs(self) -> int:
        return 1

    def input_shape(self, features: Sequence[str]) -> tuple[int, ...]:
        return (len(features),)

    @cached_property
    def preview(self) -> Mapping[str, object]:
        """The shape without noise, scaled to -1..1."""
        options = Options(
            samples=PREVIEW_SAMPLES[self.task],
            noise=0,
            test_fraction=0.5,
            seed=1,
            features=("x", "y"),
            points=(),
        )
        points, targets = self._points(options)
        scaled = np.round(points / DOMAIN[1], 3).tolist()
        labels = np.round(targets, 3) if self.task == "regression" else targets.astype(int)
        rows = [[x, y, label] for (x, y), label in zip(scaled, labels.tolist(), strict=True)]
        return {"kind": "points", "points": rows}

    def load(self, options: Options) -> Dataset:
        points, targets = self._points(options)
        classify = self.task != "regression"
        strata = targets.astype(np.int64) if classify else np.zeros(len(targets), np.int64)
        rng = np.random.default_rng((options.seed, _SPLIT_STREAM))
        train, test = stratified_split(strata, options.test_fraction, rng)
        inputs, columns = evaluate(options.features, points), as_columns(targets)
        order = np.concatenate([train, test])
        return Dataset(
            spec=self,
            train=Samples(inputs[train], columns[train]),
            test=Samples(inputs[test], columns[test]),
            input_labels=tuple(FEATURES[name].label for name in options.features),
            input_shape=self.input_shape(options.features),
            classes=tuple(name["en"] for name in CLASSES) if classify else None,
            targets=targets[order],
            features=options.features,
            points=points[order],
        )

    def _points(self, options: Options) -> tuple[Array, Array]:
        return self.generate(options, np.random.default_rng((options.seed, _POINTS_STREAM)))
