"""Pooling: maps made smaller, a window at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.layers.reading import Places, Reading
from app.nn.layers.windows import Windows, map_shape
from app.nn.settings import STRICT, Setting, Title

KernelSize = Annotated[
    int, Setting({"en": "Window size", "zh-CN": "窗口大小"}, minimum=1, maximum=8)
]
Stride = Annotated[int, Setting({"en": "Stride", "zh-CN": "步幅"}, minimum=1, maximum=8)]
Padding = Annotated[int, Setting({"en": "Padding", "zh-CN": "填充"}, minimum=0, maximum=4)]


class WindowPooling(Layer):
    """One number for every window; the base of what differs in which number."""

    kernel_size: int
    stride: int
    padding: int

    def windows(self, input_shape: Shape) -> Windows:
        """The places of the windows.

        Raises:
            ShapeError: the input is no map, or a window would see nothing but border.
        """
        if self.padding > self.kernel_size // 2:
            words = f"at most half of the window size, {self.kernel_size // 2}"
            raise ShapeError("padding", self.padding, words)
        return Windows.over(input_shape, self.kernel_size, self.stride, self.padding)

    def output_shape(self, input_shape: Shape) -> Shape:
        windows = self.windows(input_shape)
        return windows.channels, windows.rows, windows.columns

    def reading(self, input_shape: Shape, unit: int) -> Reading:
        windows = self.windows(input_shape)
        channel, window = divmod(unit, windows.rows * windows.columns)
        cells = windows.seen(window)
        return Reading(np.where(cells < 0, -1, channel * windows.height * windows.width + cells))

    def read_by(self, input_shape: Shape, place: int) -> tuple[Places, Places]:
        windows = self.windows(input_shape)
        channel, cell = divmod(place, windows.height * windows.width)
        seeing, numbers = windows.seeing(cell)
        return channel * windows.rows * windows.columns + seeing, numbers


@dataclass(frozen=True)
class MaxPool2D(WindowPooling):
    """The largest number of every window (Ranzato et al., 2007).

    Only the cell that won its window receives the window's delta. Of equals the first wins, in
    the order of reading, as in PyTorch.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Max pooling", "zh-CN": "最大池化"}

    kernel_size: KernelSize = 2
    stride: Stride = 2
    padding: Padding = 0
    kind: Literal["max_pool2d"] = "max_pool2d"

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundMaxPool2D(self, wiring)


@dataclass(frozen=True)
class AveragePool2D(WindowPooling):
    """The mean of every window; a border of zeros counts, as in PyTorch (LeCun et al., 1998)."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Average pooling", "zh-CN": "平均池化"}

    kernel_size: KernelSize = 2
    stride: Stride = 2
    padding: Padding = 0
    kind: Literal["average_pool2d"] = "average_pool2d"

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundAveragePool2D(self, wiring)


class BoundWindowPooling(BoundLayer):
    """Pooling on its buffers, one direction after the other: along rows, then along columns.

    Both the largest and the sum of a window can be had from those of its rows, which takes
    2 (k - 1) passes in place of k² - 1.
    """

    border: ClassVar[float]

    def __init__(self, layer: WindowPooling, wiring: Wiring) -> None:
        super().__init__(wiring)
        dtype, batch_size = wiring.context.dtype, wiring.context.batch_size
        self.windows = windows = layer.windows(wiring.input_shape)
        maps = windows.channels, windows.height, windows.width, batch_size
        self.maps = wiring.input[:-1].reshape(maps)
        self.framed = self.maps
        if windows.padding:
            self.framed = windows.framed(batch_size, dtype, self.border)
        self.pooled = wiring.as_output(self.output)
        channels, height = self.framed.shape[:2]
        # What is left of every row: one number for each window that crosses it.
        self.rows = np.empty((channels, height, windows.columns, batch_size), dtype)

    def forward(self) -> Calls:
        if self.windows.padding:
            yield np.copyto, (self.windows.inside(self.framed), self.maps)
        yield from self.along(2, self.framed, self.rows)
        yield from self.along(1, self.rows, self.pooled)

    def backward(self) -> Calls:
        if self.wiring.input_delta is None:
            return
        input_delta = self.wiring.input_delta[:-1].reshape(self.maps.shape)
        rows = np.empty_like(self.rows)
        padded = bool(self.windows.padding)
        framed = np.empty_like(self.framed) if padded else input_delta
        yield from self.back(1, self.wiring.as_output(self.delta), rows)
        yield from self.back(2, rows, framed)
        if padded:
            yield np.copyto, (input_delta, self.windows.inside(framed))

    @abstractmethod
    def along(self, axis: int, source: Array, target: Array) -> Calls:
        """Yield the calls that pool in one direction."""

    @abstractmethod
    def back(self, axis: int, delta: Array, source_delta: Array) -> Calls:
        """Yield the calls that take the deltas back in one direction."""

    def apart(self, axis: int) -> bool:
        """Whether windows along an axis share no cell and leave none out."""
        length = self.framed.shape[axis]
        count = self.windows.rows if axis == 1 else self.windows.columns
        return self.windows.stride == self.windows.size and count * self.windows.size == length


class BoundMaxPool2D(BoundWindowPooling):
    """Max pooling on its buffers.

    m₀ = x₀ and mᵢ = max(mᵢ₋₁, xᵢ). On the way back xᵢ takes the delta where xᵢ > mᵢ₋₁, which is
    where mᵢ₋₁ - xᵢ has its sign bit set, and leaves it to those before it elsewhere.
    """

    # Less than any number that comes, and still far enough from overflow in a difference.
    border = -1e37

    def __init__(self, layer: MaxPool2D, wiring: Wiring) -> None:
        super().__init__(layer, wiring)
        sources = {1: (self.rows, self.pooled), 2: (self.framed, self.rows)}
        self.largest: dict[int, list[Array]] = {}
        for axis, (source, target) in sources.items():
            first = self.windows.cells(source, 0, axis)
            between = [np.empty_like(target) for _ in range(self.windows.size - 2)]
            self.largest[axis] = [first, *between, target][: self.windows.size]

    def along(self, axis: int, source: Array, target: Array) -> Calls:
        largest = self.largest[axis]
        if len(largest) == 1:
            yield np.copyto, (target, largest[0])
        for index in range(1, len(largest)):
            cells = self.windows.cells(source, index, axis)
            yield partial(np.maximum, out=largest[index]), (largest[index - 1], cells)

    def back(self, axis: int, delta: Array, source_delta: Array) -> Calls:
        source = self.rows if axis == 1 else self.framed
        integer = np.dtype(f"i{delta.itemsize}")
        sign = np.asarray(8 * delta.itemsize - 1, integer)
        rest, won = delta.copy(), np.empty_like(delta)
        mask = won.view(integer)
        apart = self.apart(axis)
        if not apart:
            yield source_delta.fill, (0,)
        yield np.copyto, (rest, delta)
        for index in range(self.windows.size - 1, 0, -1):
            before = self.largest[axis][index - 1]
            yield np.subtract, (before, self.windows.cells(source, index, axis), won)
            yield np.right_shift, (mask, sign, mask)
            yield np.bitwise_and, (mask, rest.view(integer), mask)
            yield np.subtract, (rest, won, rest)
            cells = self.windows.cells(source_delta, index, axis)
            yield (np.copyto, (cells, won)) if apart else (np.add, (cells, won, cells))
        first = self.windows.cells(source_delta, 0, axis)
        yield (np.copyto, (first, rest)) if apart else (np.add, (first, rest, first))

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        """1 for the cell that won its window, 0 for the others."""
        channels, windows = np.divmod(
            np.atleast_1d(units), self.windows.rows * self.windows.columns
        )
        rows, columns = np.divmod(windows, self.windows.columns)
        cells = self.windows.views(self.framed)[channels, :, :, rows, columns, 0]
        # The first of equals, as `back` has it.
        winners = cells.reshape(len(channels), self.windows.size**2).argmax(axis=1)
        won: Array = (numbers == winners).astype(self.output.dtype)
        return won

    def parts(self) -> Mapping[str, Array]:
        """Besides the parts of all layers: what is left of every row, for seeing who won."""
        return {**super().parts(), "row_maxima": self.rows}


class BoundAveragePool2D(BoundWindowPooling):
    """Average pooling on its buffers: sums, divided at the end by the cells of a window."""

    border = 0.0

    def forward(self) -> Calls:
        yield from super().forward()
        yield np.multiply, (self.pooled, self._share(), self.pooled)

    def backward(self) -> Calls:
        if self.wiring.input_delta is None:
            return
        yield from super().backward()
        yield np.multiply, (self.wiring.input_delta, self._share(), self.wiring.input_delta)

    def along(self, axis: int, source: Array, target: Array) -> Calls:
        first, *others = (self.windows.cells(source, i, axis) for i in range(self.windows.size))
        if not others:
            yield np.copyto, (target, first)
        for cells in others:
            yield np.add, (first, cells, target)
            first = target

    def back(self, axis: int, delta: Array, source_delta: Array) -> Calls:
        if not self.apart(axis):
            yield source_delta.fill, (0,)
        for index in range(self.windows.size):
            cells = self.windows.cells(source_delta, index, axis)
            yield (
                (np.copyto, (cells, delta))
                if self.apart(axis)
                else (
                    np.add,
                    (cells, delta, cells),
                )
            )

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        return np.full(numbers.shape, self._share())

    def _share(self) -> Array:
        return np.asarray(1 / self.windows.size**2, self.output.dtype)


@dataclass(frozen=True)
class GlobalAveragePool(Layer):
    """The mean of every map: one number a channel (Lin et al., 2014)."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Global average pooling", "zh-CN": "全局平均池化"}

    kind: Literal["global_average_pool"] = "global_average_pool"

    def output_shape(self, input_shape: Shape) -> Shape:
        channels, _, _ = map_shape(input_shape)
        return (channels,)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundGlobalAveragePool(wiring)


class BoundGlobalAveragePool(BoundLayer):
    """Global average pooling on its buffers."""

    def forward(self) -> Calls:
        maps = self._maps(self.wiring.input)
        yield np.add.reduce, (maps, 1, None, self.output)
        yield np.multiply, (self.output, self._share(maps), self.output)

    def backward(self) -> Calls:
        if self.wiring.input_delta is not None:
            maps = self._maps(self.wiring.input_delta)
            yield np.multiply, (self.delta[:, None], self._share(maps), maps)

    def _maps(self, rows: Array) -> Array:
        """(channels, height · width, batch)."""
        channels, height, width = map_shape(self.wiring.input_shape)
        return rows[:-1].reshape(channels, height * width, -1)

    def _share(self, maps: Array) -> Array:
        return np.asarray(1 / maps.shape[1], maps.dtype)
