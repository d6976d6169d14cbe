"""Whole experiments to choose from, by dataset: a new one is a line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.training.experiment import (
    Experiment,
)


@dataclass(frozen=True)
class Preset:
    """An experiment with a name.

    Attributes:
        name: as in the catalog.
        title, description: in all languages; the description is one plain sentence.
        experiment: the whole of it.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    experiment: Experiment


PRESETS: Sequence[Preset] = ()
