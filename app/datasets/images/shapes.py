"""Shapes drawn by the program: what each is, and the box around it, are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.datasets.base import Bounds, Dataset
from app.datasets.images.forms import FORMS, Numbers, draw, extents_of
from app.datasets.images.pixels import Bytes
from app.datasets.images.spec import FEWEST, ImageDataset, Source
from app.datasets.options import Options
from app.datasets.texts import text

SIDE = 16
"""Pixels of a picture, in both directions."""

BRIGHTEST = 255
MOST = 5000

# What is drawn where, and the noise over it, come from streams of their own: more noise is more of
# the same noise, and more samples leave those before them as they are.
_FORM_STREAM, _NOISE_STREAM = 3, 4


class _Drawn(Source):
    """The pictures that options without any choice give; others are drawn by `load`."""

    brightest = BRIGHTEST
    count = MOST

    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        pictures, classes, _ = drawn(Options.plain(samples=FEWEST))
        return pictures, classes


@dataclass(frozen=True, eq=False)
class ShapeDataset(ImageDataset):
    """One shape in each picture: which one is it, and for detection, where?"""

    @property
    def samples(self) -> Bounds:
        return Bounds(FEWEST, MOST)

    @cached_property
    def _preview(self) -> Mapping[str, object]:
        picture = _framed() if self.task == "detection" else _all_four()
        pixels = np.round(picture.reshape(-1).astype(np.float64), 4)
        return {"kind": "image", "pixels": pixels.tolist(), "shape": [SIDE, SIDE]}

    def load(self, options: Options) -> Dataset:
        pictures, classes, boxes = drawn(options)
        return self.assembled(pictures, classes, options, boxes)


def drawn(options: Options) -> tuple[Bytes, NDArray[np.uint8], Numbers]:
    """So many pictures as are asked for, the classes in turn.

    Returns:
        The pictures, (n, numbers in a picture); the class of each, (n,); the box around what is
        drawn in each, (n, 4).
    """
    count = options.samples
    classes = (np.arange(count) % len(FORMS)).astype(np.uint8)
    rng = np.random.default_rng((options.seed, _FORM_STREAM))
    shrunk, turned, *moved = rng.uniform(-1, 1, (count, 4)).T
    sizes = options.size * (1 - options.size_spread * (shrunk + 1) / 2)
    angles = np.radians(options.rotation) * turned
    pictures, boxes = np.empty((count, SIDE, SIDE), np.float32), np.empty((count, 4))
    for label, form in enumerate(FORMS):
        own = classes == label
        low, high = (corner * sizes[own] for corner in extents_of(form, angles[own]))
        extent = high - low
        # A shape never reaches over the border.
        centres = 0.5 + options.position * np.stack(moved)[:, own] * (1 - extent) / 2
        places = centres - (low + high) / 2
        pictures[own] = draw(form, places, sizes[own], angles[own], SIDE)
        boxes[own] = np.concatenate([centres, extent]).T
    if options.noise:
        noise = np.random.default_rng((options.seed, _NOISE_STREAM))
        pictures += noise.standard_normal(pictures.shape, np.float32) * np.float32(options.noise)
    ink = np.rint(pictures.clip(0, 1) * BRIGHTEST).astype(np.uint8)
    return ink.reshape(count, -1), classes, boxes


def _all_four() -> NDArray[np.float32]:
    """One of each form, two by two."""
    middle, half, upright = np.full((2, 1), 0.5), SIDE // 2, np.zeros(1)
    tiles = [draw(form, middle, np.full(1, 0.8), upright, half)[0] for form in FORMS]
    picture: NDArray[np.float32] = np.block([tiles[:2], tiles[2:]])
    return picture


def _framed() -> NDArray[np.float32]:
    """A circle with its box."""
    size = 0.5
    picture: NDArray[np.float32] = draw(
        FORMS[0], np.full((2, 1), 0.5), np.full(1, size), np.zeros(1), SIDE
    )[0]
    first, last = round(SIDE * (1 - size) / 2) - 2, round(SIDE * (1 + size) / 2) + 1
    for edge in (first, last):
        picture[edge, first : last + 1] = picture[first : last + 1, edge] = 1
    return picture


_OPTIONS = ("position", "size", "size_spread", "rotation", "noise")

SHAPES = ShapeDataset(
    name="shapes",
    title=text("Shapes", "几何形状"),
    description=text(
        "Drawn by this program, of any size and anywhere: circle, square, triangle or cross?",
        "程序画出的图形，大小与位置各不相同：判断它是圆形、正方形、三角形还是十字形。",
    ),
    source=_Drawn(),
    shape=(SIDE, SIDE),
    shown=0,
    classes=tuple(form.name for form in FORMS),
    options=("samples", "test_fraction", "seed", *_OPTIONS),
)

SHAPES_DETECTION = ShapeDataset(
    name="shapes_detection",
    title=text("Shapes and boxes", "图形与边框"),
    description=text(
        "The same shapes, twice the question: which one is it, and where is the box around it?",
        "同样的图形，两个问题：它是什么形状，框住它的边框在哪里。",
    ),
    source=_Drawn(),
    shape=(SIDE, SIDE),
    shown=0,
    classes=tuple(form.name for form in FORMS),
    task="detection",
    options=("samples", "test_fraction", "seed", *_OPTIONS),
)
