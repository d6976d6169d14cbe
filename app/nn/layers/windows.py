"""What convolution and pooling share: maps, their borders, and the windows that move over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

from app.nn.calls import Array, Call, Shape
from app.nn.layers.base import ShapeError
from app.nn.layers.reading import Places


def map_shape(input_shape: Shape) -> tuple[int, int, int]:
    """(channels, height, width) of an input; one of (height, width) has one channel.

    Raises:
        ShapeError: it is neither.
    """
    if len(input_shape) not in (2, 3):
        words = "in front of it a layer that gives images: height × width, or channels as well"
        raise ShapeError("kind", " × ".join(map(str, input_shape)), words)
    channels, height, width = (1, *input_shape)[-3:]
    return channels, height, width


@dataclass(frozen=True)
class Windows:
    """Square windows over maps with a border.

    Attributes:
        channels, height, width: of the maps without their border.
        size: cells along a side of a window.
        stride: cells from one window to the next.
        padding: cells of border on each side.
    """

    channels: int
    height: int
    width: int
    size: int
    stride: int
    padding: int

    @classmethod
    def over(cls, input_shape: Shape, size: int, stride: int, padding: int) -> Windows:
        """Windows over maps of this shape.

        Raises:
            ShapeError: they are no maps, or not one window fits.
        """
        channels, height, width = map_shape(input_shape)
        largest = min(height, width) + 2 * padding
        if size > largest:
            words = f"at most {largest} for an input of {height} × {width}"
            raise ShapeError("kernel_size", size, words)
        return cls(channels, height, width, size, stride, padding)

    @property
    def rows(self) -> int:
        """Windows from top to bottom."""
        return (self.height + 2 * self.padding - self.size) // self.stride + 1

    @property
    def columns(self) -> int:
        """Windows from left to right."""
        return (self.width + 2 * self.padding - self.size) // self.stride + 1

    def seen(self, window: int) -> Places:
        """Places in a map of the cells in a window, in the order of reading; -1 on the border."""
        row, column = divmod(window, self.columns)
        across = np.arange(self.size)
        y = (row * self.stride - self.padding + across)[:, None]
        x = column * self.stride - self.padding + across
        inside = (y >= 0) & (y < self.height) & (x >= 0) & (x < self.width)
        return np.where(inside, y * self.width + x, -1).reshape(-1)

    def seeing(self, place: int) -> tuple[Places, Places]:
        """The windows in which a cell of a map lies, and which cell it is in each of them."""
        y, x = divmod(place, self.width)
        rows, down = self._seeing_along(y + self.padding, self.rows)
        columns, across = self._seeing_along(x + self.padding, self.columns)
        windows = rows[:, None] * self.columns + columns
        return windows.reshape(-1), (down[:, None] * self.size + across).reshape(-1)

    def _seeing_along(self, at: int, count: int) -> tuple[Places, Places]:
        """The same along one side, of a cell counted from the edge of the border."""
        first = max(0, -(-(at - self.size + 1) // self.stride))
        windows = np.arange(first, min(count, at // self.stride + 1))
        return windows, at - windows * self.stride

    def framed(self, batch_size: int, dtype: np.dtype[np.floating], border: float) -> Array:
        """Maps with their border, (channels, height + 2·padding, width + 2·padding, batch)."""
        margin = 2 * self.padding
        shape = self.channels, self.height + margin, self.width + margin, batch_size
        return np.full(shape, border, dtype)

    def inside(self, framed: Array) -> Array:
        """The maps without their border, as a view."""
        start = self.padding
        return framed[:, start : start + self.height, start : start + self.width]

    def views(self, framed: Array) -> Array:
        """All windows as a view, (channels, size, size, rows, columns, batch)."""
        channel, row, column, sample = framed.strides
        return as_strided(
            framed,
            (self.channels, self.size, self.size, self.rows, self.columns, framed.shape[-1]),
            (channel, row, column, self.stride * row, self.stride * column, sample),
        )

    def stretched(self, framed: Array, deltas: Array) -> tuple[Array, Array]:
        """Where the deltas of the windows go in maps that a turned kernel moves over.

        `framed` is (channels, height + size - 1, width + size - 1, batch). A window that begins
        at cell i of the maps has its delta at i + size - 1. Windows that saw only border have
        nothing to send back and are left out.

        Returns:
            A view of `framed`, and the view of `deltas`, (channels, rows, columns, batch), to
            be copied there.
        """
        shift = self.size - 1 - self.padding
        skipped = max(0, -(shift // self.stride))
        places, chosen = [], []
        for count, length in ((self.rows, framed.shape[1]), (self.columns, framed.shape[2])):
            first = shift + skipped * self.stride
            last = min(count, skipped + -(-(length - first) // self.stride))
            places.append(slice(first, length, self.stride))
            chosen.append(slice(skipped, last))
        target = framed[:, places[0], places[1]]
        source = deltas[:, chosen[0], chosen[1]]
        return target[:, : source.shape[1], : source.shape[2]], source

    def cells(self, framed: Array, across: int, axis: int) -> Array:
        """Cell number `across` of every window along one axis of framed maps, as a view."""
        count = self.rows if axis == 1 else self.columns
        cut = slice(across, across + (count - 1) * self.stride + 1, self.stride)
        return framed[:, cut] if axis == 1 else framed[:, :, cut]


SMALL_PRODUCT = 1_000_000
"""Multiplications up to which OpenBLAS multiplies matrices without packing them first."""


class Strips:
    """All windows as columns, a strip of rows of windows at a time.

    A strip is small enough for the processor's cache, from which its product reads it at once.
    All windows in one go would be written to memory and read back from there, which takes
    three times as long for 28 x 28 cells and kernels of 5 x 5.

    Attributes:
        columns: (channels * size², columns of a strip), the strip copied last; with `ones`, a
            last row of ones.
        count: how many strips there are.
    """

    def __init__(self, windows: Windows, framed: Array, products: int, *, ones: bool) -> None:
        """Cut the windows over `framed` so that a column may meet `products` rows of a matrix."""
        self._views = windows.views(framed)
        inner, per_row = windows.channels * windows.size**2, windows.columns * framed.shape[-1]
        self.count = _fewest(windows.rows, products * (inner + ones) * per_row)
        self._rows = windows.rows // self.count
        self._inner, self._width = inner, self._rows * per_row
        self.columns = np.ones((inner + ones, self._width), framed.dtype)

    def __iter__(self) -> Iterator[tuple[Call, slice]]:
        """For every strip the call that copies its windows, and its place among all columns."""
        for index in range(self.count):
            first = index * self._rows
            views = self._views[:, :, :, first : first + self._rows]
            target = self.columns[: self._inner].reshape(views.shape)
            place = index * self._width
            yield (np.copyto, (target, views)), slice(place, place + self._width)


def _fewest(rows: int, work_per_row: int) -> int:
    """The least number of equal strips whose products are small; a row each, if none is."""
    counts = (n for n in range(1, rows) if not rows % n)
    return next((n for n in counts if rows // n * work_per_row <= SMALL_PRODUCT), rows)
