"""The one sample that is followed: of a dataset, or drawn by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from app.datasets.base import Dataset, Samples
from app.datasets.drawing import BadDrawing, Drawing

Split: TypeAlias = Literal["train", "test", "drawing"]


@dataclass(frozen=True)
class Spotlight:
    """The one sample whose way through the network is drawn.

    Attributes:
        split: where it is from.
        index: its place there; of drawings there is one.
        pixels, label: the drawing, as `Drawing` has them.
    """

    split: Split = "train"
    index: int = 0
    pixels: str = ""
    label: int | None = None

    @classmethod
    def on(cls, drawing: Drawing) -> Spotlight:
        """A drawing."""
        return cls("drawing", 0, drawing.pixels, drawing.label)

    @classmethod
    def of(cls, split: Split, index: int, drawing: Drawing | None) -> Spotlight:
        """A sample of a dataset, or a drawing where there is one."""
        return cls(split, index) if drawing is None else cls.on(drawing)

    @property
    def drawing(self) -> Drawing | None:
        """What was drawn; None of a sample of a dataset."""
        return Drawing(self.pixels, self.label) if self.split == "drawing" else None

    @property
    def place(self) -> dict[str, str | int]:
        """Where it is from, ready for JSON."""
        return {"split": self.split, "index": self.index}

    def find(self, dataset: Dataset) -> tuple[Samples, int] | None:
        """Samples of a dataset and the place of this one among them; None if it is not there.

        The target of a drawing without a label is not a number.
        """
        drawing = self.drawing
        if drawing is not None:
            try:
                return drawing.as_samples(dataset), 0
            except BadDrawing:
                return None
        samples = dataset.train if self.split == "train" else dataset.test
        return (samples, self.index) if 0 <= self.index < len(samples) else None

    def nearest(self, dataset: Dataset) -> Spotlight:
        """This one, or where a dataset has none such, as good a choice as any."""
        if self.split == "drawing":
            return self if self.find(dataset) else Spotlight()
        count = len(dataset.train if self.split == "train" else dataset.test)
        return replace(self, index=max(0, min(self.index, count - 1)))
