"""What convolution and pooling share: maps, their borders, and the windows that move over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import ShapeError


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


BLOCK = 900_000
"""Multiplications up to which OpenBLAS multiplies matrices without packing them first."""

FEW_ROWS = 64


def product_in_blocks(left: Array, right: Array, out: Array) -> Calls:
    """out = left @ right, in blocks of columns that stay within `BLOCK`.

    A wide product is up to twice as fast in blocks. All arrays are contiguous.
    """
    rows, inner = left.shape
    columns = right.shape[1]
    blocks = _blocks(rows * inner, columns)
    if blocks == 1:
        yield left.dot, (right, out)
        return
    yield (
        np.matmul,
        (
            left,
            right.reshape(inner, blocks, -1).transpose(1, 0, 2),
            out.reshape(rows, blocks, -1).transpose(1, 0, 2),
        ),
    )


def product_of_rows(left: Array, right: Array, out: Array) -> Calls:
    """out = left @ right.T of long rows.

    For few rows it is twice as fast as a sum of products of blocks that stay within `BLOCK`.
    """
    rows, inner = left.shape
    columns = len(right)
    blocks = _blocks(rows * columns, inner) if rows <= FEW_ROWS else 1
    if blocks == 1:
        yield left.dot, (right.T, out)
        return
    products = np.empty((blocks, rows, columns), out.dtype)
    yield (
        np.matmul,
        (
            left.reshape(rows, blocks, -1).transpose(1, 0, 2),
            right.reshape(columns, blocks, -1).transpose(1, 2, 0),
            products,
        ),
    )
    yield np.add.reduce, (products, 0, None, out)


def _blocks(work: int, columns: int) -> int:
    """The least number of equal blocks of columns that are small enough, or 1 without any."""
    fitting = (n for n in range(1, columns + 1) if not columns % n and work * columns // n <= BLOCK)
    return next(fitting, 1)
