"""Handwritten digits, 8 by 8 pixels.

1797 scans from the Optical Recognition of Handwritten Digits data (E. Alpaydin and
C. Kaynak, UCI Machine Learning Repository, 1998).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.datasets.images.pixels import Bytes
from app.datasets.images.spec import ImageDataset, Source
from app.datasets.real.parts import read_numbers
from app.datasets.texts import text


class _OfScikitLearn(Source):
    """The pictures that scikit-learn ships."""

    brightest = 16
    count = 1797

    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        return _read()


@cache
def _read() -> tuple[Bytes, NDArray[np.uint8]]:
    """A row a picture, its class in the last column."""
    table = read_numbers("digits.csv.gz", ",").astype(np.uint8)
    return np.ascontiguousarray(table[:, :-1]), table[:, -1].copy()


DIGITS = ImageDataset(
    name="digits",
    title=text("Handwritten digits", "手写数字"),
    description=text(
        "Small pictures of handwritten digits: which digit from 0 to 9 is it?",
        "手写数字的小图片：判断它是 0 到 9 中的哪一个。",
    ),
    source=_OfScikitLearn(),
    shape=(8, 8),
    preparation="blocks",
    shown=13,
    options=("test_fraction", "seed"),
)
