"""The convolutional layer: the same small kernels at every place of a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, Wiring
from app.nn.layers.reading import Places, Reading
from app.nn.layers.windows import Strips, Windows
from app.nn.settings import STRICT, Setting, Title

if TYPE_CHECKING:
    ActivationName = str
else:
    ActivationName = Literal[tuple(ACTIVATIONS)]


@dataclass(frozen=True)
class Conv2D(Layer):
    """a = f(z),  z[o, i, j] = b[o] + Σ over c, y, x of K[o, c, y, x] · input[c, s·i + y, s·j + x].

    The input has a border of `padding` zeros on each side, and s is the stride (LeCun et al.,
    1998). Maps are (channels, height, width); an input of (height, width) is one channel.

    The one parameter array has shape (input channels · kernel_size² + 1, channels): a kernel in
    each column, its bias in the last row.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Convolution", "zh-CN": "卷积层"}
    reads_rows: ClassVar[bool] = True

    channels: Annotated[
        int, Setting({"en": "Channels", "zh-CN": "通道数"}, minimum=1, maximum=64)
    ] = 8
    kernel_size: Annotated[
        int, Setting({"en": "Kernel size", "zh-CN": "卷积核大小"}, minimum=1, maximum=11)
    ] = 3
    stride: Annotated[int, Setting({"en": "Stride", "zh-CN": "步幅"}, minimum=1, maximum=4)] = 1
    padding: Annotated[int, Setting({"en": "Padding", "zh-CN": "填充"}, minimum=0, maximum=5)] = 0
    activation: Annotated[ActivationName, Setting({"en": "Activation", "zh-CN": "激活函数"})] = (
        "relu"
    )
    kind: Literal["conv2d"] = "conv2d"

    def windows(self, input_shape: Shape) -> Windows:
        """The places where the kernels lie."""
        return Windows.over(input_shape, self.kernel_size, self.stride, self.padding)

    def output_shape(self, input_shape: Shape) -> Shape:
        windows = self.windows(input_shape)
        return self.channels, windows.rows, windows.columns

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        weights = self.windows(input_shape).channels * self.kernel_size**2
        return ((weights + 1, self.channels),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        (kernels_and_bias,) = parameters
        fan_in = len(kernels_and_bias) - 1
        fan_out = self.channels * self.kernel_size**2
        initializer.fill(kernels_and_bias[:-1], fan_in, fan_out, rng)
        kernels_and_bias[-1] = 0

    def reading(self, input_shape: Shape, unit: int) -> Reading:
        windows = self.windows(input_shape)
        channel, window = divmod(unit, windows.rows * windows.columns)
        cells, maps = windows.seen(window), np.arange(windows.channels)[:, None]
        inputs = np.where(cells < 0, -1, maps * windows.height * windows.width + cells)
        weights = inputs.size
        places = np.arange(weights) * self.channels + channel
        return Reading(inputs.reshape(-1), places, weights * self.channels + channel)

    def read_by(self, input_shape: Shape, place: int) -> tuple[Places, Places]:
        windows = self.windows(input_shape)
        source, cell = divmod(place, windows.height * windows.width)
        seeing, numbers = windows.seeing(cell)
        channels = np.arange(self.channels)[:, None]
        units = (channels * windows.rows * windows.columns + seeing).reshape(-1)
        return units, np.tile(source * self.kernel_size**2 + numbers, self.channels)

    def carry_over(self, before: Layer, old: Sequence[Array], new: Sequence[Array]) -> None:
        """Keep the kernels, and the maps they read, that both have, where they are as large."""
        (source,), (target,) = old, new
        if not isinstance(before, Conv2D) or before.kernel_size != self.kernel_size:
            return
        rows = min(len(source), len(target)) - 1
        columns = min(source.shape[1], target.shape[1])
        target[:rows, :columns] = source[:rows, :columns]
        target[-1, :columns] = source[-1, :columns]

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        mask = np.ones(self.parameter_shapes(input_shape)[0], np.float32)
        mask[-1] = 0
        return (mask,)

    def multiply_adds(self, input_shape: Shape) -> int:
        windows = self.windows(input_shape)
        weights = windows.channels * self.kernel_size**2 * self.channels
        return weights * windows.rows * windows.columns

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundConv2D(self, wiring)


class BoundConv2D(BoundLayer):
    """A convolutional layer on its buffers.

    Every window is copied into a column, below it a one for the bias (Chellapilla et al.,
    2006). Then K below is the array of parameters, and the layer is a product of matrices.
    """

    def __init__(self, layer: Conv2D, wiring: Wiring) -> None:
        super().__init__(wiring)
        dtype, batch_size = wiring.context.dtype, wiring.context.batch_size
        self.layer, self.activation = layer, ACTIVATIONS[layer.activation]
        (self.weights,), (self.gradient,) = wiring.parameters, wiring.gradients
        self.windows = windows = layer.windows(wiring.input_shape)
        shape = windows.channels, windows.height, windows.width, batch_size
        self.maps = wiring.input[:-1].reshape(shape)
        # Without a border to add, the windows are taken from the input as it lies.
        self.bordered = bool(windows.padding) or not self.maps.flags.c_contiguous
        self.framed = windows.framed(batch_size, dtype, 0) if self.bordered else self.maps
        self.strips = Strips(windows, self.framed, layer.channels, ones=True)
        # One row a channel: the places of the windows and the batch side by side.
        columns = windows.rows * windows.columns * batch_size
        self.z, self.a, self.d = (
            rows.reshape(layer.channels, columns)
            for rows in (self.pre_activation, self.output, self.delta)
        )
        self.linear = layer.activation == "linear"
        if not self.linear:
            self.z = np.empty_like(self.a)
            self.pre_activation = self.z.reshape(self.output.shape)
            if wiring.context.backward:
                self.slope = np.empty_like(self.output)

    def forward(self) -> Calls:
        """Z = Kᵀ·columns,  a = f(Z)."""
        if self.bordered:
            yield np.copyto, (self.windows.inside(self.framed), self.maps)
        for copy, places in self.strips:
            yield copy
            yield np.matmul, (self.weights.T, self.strips.columns, self.z[:, places])
        if not self.linear:
            yield from self.activation.forward(self.z, self.a)

    def backward(self) -> Calls:
        """δ = ∂loss/∂a · f'(Z),  ∂loss/∂K = columns·δᵀ; for ∂loss/∂input see `_spread`."""
        if self.slope is not None:
            slope = self.slope.reshape(self.d.shape)
            yield from self.activation.slope(self.z, self.a, slope)
            yield np.multiply, (self.d, slope, self.d)
        gradients = np.empty((self.strips.count, *self.gradient.shape), self.gradient.dtype)
        for gradient, (copy, places) in zip(gradients, self.strips, strict=True):
            # Copied anew: to keep the columns of every strip costs more.
            yield copy
            # Not δ·columnsᵀ, which takes twice as long.
            yield np.matmul, (self.strips.columns, self.d[:, places].T, gradient)
        yield np.add.reduce, (gradients, 0, None, self.gradient)
        if self.wiring.input_delta is not None:
            yield from self._spread(self.wiring.input_delta[:-1])

    def _spread(self, input_delta: Array) -> Calls:
        """Convolve the deltas with every kernel turned by half a circle.

        Each cell of the input gathers what all windows that saw it send back. The deltas stand
        apart by the stride and have a border so wide that every cell has a whole window.
        """
        windows, size = self.windows, self.windows.size
        channels, batch_size = self.layer.channels, input_delta.shape[-1]
        turned = Windows(channels, windows.height + size - 1, windows.width + size - 1, size, 1, 0)
        framed = turned.framed(batch_size, input_delta.dtype, 0)
        target, source = windows.stretched(framed, self.wiring.as_output(self.delta))
        kernels = np.empty((windows.channels, channels, size, size), input_delta.dtype)
        yield np.copyto, (target, source)
        yield np.copyto, (kernels, self._kernels(self.weights)[..., ::-1, ::-1].swapaxes(0, 1))
        strips = Strips(turned, framed, windows.channels, ones=False)
        rows = kernels.reshape(windows.channels, -1)
        cells = input_delta.reshape(windows.channels, -1)
        for copy, places in strips:
            yield copy
            yield np.matmul, (rows, strips.columns, cells[:, places])

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        weights: Array = self.weights[numbers, self._channel_of(units)]
        return weights

    def offset_of(self, unit: int) -> np.floating:
        bias: np.floating = self.weights[-1, self._channel_of(unit)]
        return bias

    def _channel_of(self, units: int | Places) -> int | Places:
        return units // (self.windows.rows * self.windows.columns)

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "kernels": self._kernels(self.weights),
            "biases": self.weights[-1],
            "kernel_gradients": self._kernels(self.gradient),
            "bias_gradients": self.gradient[-1],
        }

    def _kernels(self, columns: Array) -> Array:
        """(channels, input channels, kernel_size, kernel_size)."""
        size = self.windows.size
        return columns[:-1].T.reshape(-1, self.windows.channels, size, size)
