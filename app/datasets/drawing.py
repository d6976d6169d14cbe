"""A picture drawn by hand, as a sample of a dataset of images."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval, MaxLen
from numpy.typing import NDArray

from app.datasets.base import Dataset, Samples

MOST_PIXELS = 128 * 128
"""Of a drawing; no dataset's pictures are larger."""
MOST_TEXT = 4 * (MOST_PIXELS + 2) // 3
"""How long their base64 can be."""
BRIGHTEST = 255
"""The byte of full ink."""

PixelText = Annotated[str, MaxLen(MOST_TEXT)]
ClassIndex = Annotated[int, Interval(ge=0, le=1000)]


class BadDrawing(ValueError):
    """A drawing does not suit a dataset. The message names field, what was given and is allowed."""

    def __init__(self, field: str, given: str, allowed: str) -> None:
        super().__init__(f"{field} must be {allowed}; got {given}")
        self.field, self.given, self.allowed = field, given, allowed


@dataclass(frozen=True)
class Drawing:
    """A drawn picture, and what it is, if somebody has said.

    Attributes:
        pixels: base64 of height · width bytes in rows, 0 for paper to 255 for full ink, in the
            shape of the dataset's own pictures.
        label: the index of its class; None while nobody has said.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "strict": True}

    pixels: PixelText
    label: ClassIndex | None = None

    @classmethod
    def of(cls, pixels: NDArray[np.uint8], label: int | None = None) -> Drawing:
        """A drawing of these bytes."""
        return cls(b64encode(pixels.tobytes()).decode(), label)

    def check(self, shape: Sequence[int] | None, classes: int) -> NDArray[np.uint8]:
        """See whether it is a picture like those of a dataset.

        Args:
            shape: height and width of the dataset's pictures; None if it has no grey ones.
            classes: how many it tells apart.

        Returns:
            The bytes, shape (height * width,).

        Raises:
            BadDrawing: it is none; says why.
        """
        if shape is None or len(shape) != 2:
            raise BadDrawing("pixels", "a drawing", "left out: these samples are no grey pictures")
        height, width = shape
        allowed = f"base64 of {height} x {width} bytes"
        try:
            data = b64decode(self.pixels, validate=True)
        except (NotBase64, ValueError):
            raise BadDrawing("pixels", "what is not base64", allowed) from None
        if len(data) != prod(shape):
            raise BadDrawing("pixels", f"{len(data)} bytes", allowed)
        if self.label is not None and self.label >= classes:
            allowed = f"0 to {classes - 1}" if classes else "left out: there are no classes"
            raise BadDrawing("label", str(self.label), allowed)
        return np.frombuffer(data, np.uint8)

    def as_samples(self, dataset: Dataset) -> Samples:
        """One sample, as the network reads it; its target is not a number while there is no label.

        Raises:
            BadDrawing: it is no picture like those of the dataset.
        """
        classes = 0 if dataset.classes is None else len(dataset.classes)
        data = self.check(drawable_shape(dataset), classes)
        raw = data[None].astype(np.float64) * (dataset.brightest / BRIGHTEST)
        inputs = raw if dataset.input_scale is None else dataset.input_scale.apply(raw)
        targets = np.full((1, dataset.spec.outputs), np.nan)
        if self.label is not None:
            if targets.shape[1] == 1:
                targets[...] = self.label
            else:
                targets[:, :classes] = np.arange(classes) == self.label
        return Samples(inputs, targets)


def drawable_shape(dataset: Dataset) -> tuple[int, ...] | None:
    """Height and width of what can be drawn for a dataset; None if nothing can."""
    grey = dataset.pixels is not None and len(dataset.input_shape) == 2
    return dataset.input_shape if grey else None


__all__ = ["BadDrawing", "ClassIndex", "Drawing", "PixelText", "drawable_shape"]
