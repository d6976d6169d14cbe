"""Digits that the people in a room have drawn and labelled themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.datasets.images.pixels import Bytes
from app.datasets.images.spec import ImageDataset, Source
from app.datasets.options import Options
from app.datasets.texts import text

SIDE = 16
"""Of a picture: large enough for a hand, small enough for two hundred in a message."""
MOST_DRAWINGS = 200


class _OfTheRoom(Source):
    """An example of what to draw: a three. All others come with the options."""

    brightest = 255
    count = MOST_DRAWINGS

    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        rows, columns = np.mgrid[0:SIDE, 0:SIDE]
        ink = np.zeros((SIDE, SIDE))
        for centre in (4.6, 10.4):
            distance = np.abs(np.hypot(rows - centre, columns - 7.0) - 3.2)
            ink = np.maximum(ink, np.clip(1.6 - distance, 0, 1) * (columns > 6.2))
        pixels = np.rint(255 * ink).astype(np.uint8)
        return pixels.reshape(1, -1), np.array([3], np.uint8)


class DrawingsDataset(ImageDataset):
    """`options.drawings` as they are; there may be none."""

    def _chosen(self, options: Options) -> tuple[Bytes, NDArray[np.uint8]]:
        pixels = b"".join(drawn for drawn, _ in options.drawings)
        classes = np.array([label for _, label in options.drawings], np.uint8)
        return np.frombuffer(pixels, np.uint8).reshape(-1, SIDE * SIDE), classes


DRAWINGS = DrawingsDataset(
    name="drawings",
    title=text("Our own drawings", "我们自己画的"),
    description=text(
        "Digits that you and your class draw and label yourselves, on every screen in the room.",
        "由你和全班同学在各自的屏幕上亲手画出并标注的数字。",
    ),
    source=_OfTheRoom(),
    shape=(SIDE, SIDE),
    shown=0,
    options=("test_fraction", "seed", "drawings"),
    preparation="centred",
)
