"""A few pictures in the form in which openml.org has MNIST."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COUNT = 60

PICTURES = np.random.default_rng(0).integers(0, 256, (COUNT, 784), np.uint8)


def arff(pictures: NDArray[np.uint8]) -> bytes:
    """Pictures, shape (n, 784), labelled 0, 1, 2 and so on, as an ARFF file."""
    head = ["@RELATION mnist_784"]
    head += [f"@ATTRIBUTE pixel{index} REAL" for index in range(784)]
    head += ["@ATTRIBUTE class {0,1,2,3,4,5,6,7,8,9}", "@DATA"]
    rows = [
        ",".join([*map(str, picture.tolist()), str(index % 10)])
        for index, picture in enumerate(pictures)
    ]
    return "\n".join([*head, *rows, ""]).encode()


def keep(path: Path) -> None:
    """Put the pictures where they would be after they were fetched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    classes = (np.arange(COUNT) % 10).astype(np.uint8)
    np.save(path, np.column_stack([PICTURES, classes]), allow_pickle=False)
