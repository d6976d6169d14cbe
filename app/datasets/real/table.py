"""Real data in a table: one row a sample, one column a measured quantity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np

from app.datasets.base import Dataset, DatasetSpec, Samples, TargetScale, View
from app.datasets.options import Options
from app.datasets.real.parts import divide, read_numbers
from app.datasets.standardise import Standardisation
from app.datasets.targets import as_columns, one_hot
from app.datasets.texts import Text


@dataclass(frozen=True, eq=False)
class Table(DatasetSpec):
    """A table that scikit-learn ships."""

    _: KW_ONLY
    file: str
    """Name of the file with the inputs."""
    columns: tuple[Text, ...]
    """Names of the inputs, in the order of the file."""
    view: View = "table"
    options: tuple[str, ...] = ("test_fraction", "seed")

    @property
    def preview(self) -> None:
        return None

    def input_shape(self, features: Sequence[str]) -> tuple[int, ...]:
        return (len(self.columns),)


@dataclass(frozen=True, eq=False)
class ClassTable(Table):
    """A table whose rows belong to classes. Inputs are standardised column by column.

    The file names its shape and the classes first; the class is a row's last number.
    """

    _: KW_ONLY
    classes: tuple[Text, ...]
    """Names of the classes, by their numbers in the file."""

    @property
    def words(self) -> Mapping[str, Text]:
        return {name["en"]: name for name in (*self.columns, *self.classes)}

    @property
    def outputs(self) -> int:
        return 1 if self.task == "binary" else len(self.classes)

    def load(self, options: Options) -> Dataset:
        table = read_numbers(self.file, ",", header=1)
        raw, classes = table[:, :-1], table[:, -1]
        train, test = divide(classes, options, stratify=True)
        scale = Standardisation.fit(raw[train])
        inputs = scale.apply(raw)
        binary = self.task == "binary"
        targets = as_columns(classes) if binary else one_hot(classes, len(self.classes))
        return Dataset(
            spec=self,
            train=Samples(inputs[train], targets[train]),
            test=Samples(inputs[test], targets[test]),
            input_labels=tuple(name["en"] for name in self.columns),
            input_shape=self.input_shape(options.features),
            classes=tuple(name["en"] for name in self.classes),
            targets=classes[np.concatenate([train, test])],
            input_scale=scale,
        )


@dataclass(frozen=True, eq=False)
class ValueTable(Table):
    """A table whose rows have a value to predict. Inputs and values are standardised.

    The file has raw units.
    """

    _: KW_ONLY
    values_file: str
    """Name of the file with the values to predict."""
    target: Text
    """Name of the value to predict."""
    unit: str | None
    """Unit of the value to predict; None for a number without one."""

    @property
    def words(self) -> Mapping[str, Text]:
        return {name["en"]: name for name in (*self.columns, self.target)}

    @property
    def outputs(self) -> int:
        return 1

    def load(self, options: Options) -> Dataset:
        raw, values = read_numbers(self.file), read_numbers(self.values_file)
        train, test = divide(values, options, stratify=False)
        scale = Standardisation.fit(raw[train])
        column = as_columns(values)
        target_scale = Standardisation.fit(column[train])
        inputs, targets = scale.apply(raw), target_scale.apply(column)
        return Dataset(
            spec=self,
            train=Samples(inputs[train], targets[train]),
            test=Samples(inputs[test], targets[test]),
            input_labels=tuple(name["en"] for name in self.columns),
            input_shape=self.input_shape(options.features),
            classes=None,
            targets=targets[np.concatenate([train, test]), 0],
            input_scale=scale,
            target_scale=TargetScale(
                name=self.target["en"],
                unit=self.unit,
                mean=float(target_scale.mean[0]),
                scale=float(target_scale.scale[0]),
            ),
        )
