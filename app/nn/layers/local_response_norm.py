"""Local response normalisation: AlexNet's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Layer, Wiring
from app.nn.layers.windows import map_shape
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class LocalResponseNorm(Layer):
    """y = x d^-β,  d = k + α/size · Σ x² over `size` neighbouring channels.

    Krizhevsky et al. (2012) write α without the division; this is PyTorch's convention. At
    the first and last channels the neighbours that do not exist count as 0.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Local response normalisation", "zh-CN": "局部响应归一化"}

    size: Annotated[
        int, Setting({"en": "Channels together", "zh-CN": "邻近通道数"}, minimum=1, maximum=15)
    ] = 5
    alpha: Annotated[float, Setting({"en": "α", "zh-CN": "α"}, minimum=0, maximum=1)] = 1e-4
    beta: Annotated[float, Setting({"en": "β", "zh-CN": "β"}, minimum=0, maximum=2)] = 0.75
    k: Annotated[float, Setting({"en": "k", "zh-CN": "k"}, minimum=0.1, maximum=10)] = 1.0
    kind: Literal["local_response_norm"] = "local_response_norm"

    def output_shape(self, input_shape: Shape) -> Shape:
        map_shape(input_shape)
        return input_shape

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundLocalResponseNorm(self, wiring)


class BoundLocalResponseNorm(BoundLayer):
    """Local response normalisation on its buffers, (channels, places).

    The sums over neighbours are a product with a band of α/size, a row for each channel.
    """

    def __init__(self, layer: LocalResponseNorm, wiring: Wiring) -> None:
        super().__init__(wiring)
        channels, _, _ = map_shape(wiring.input_shape)
        dtype = wiring.context.dtype
        self.layer = layer
        self.x, self.y = wiring.input[:-1].reshape(channels, -1), self.output.reshape(channels, -1)
        distance = np.arange(channels) - np.arange(channels)[:, None]
        near = (distance >= -(layer.size // 2)) & (distance <= (layer.size - 1) // 2)
        self.band = np.where(near, layer.alpha / layer.size, 0).astype(dtype)
        self.square, self.divisor, self.power = np.empty((3, *self.x.shape), dtype)

    def forward(self) -> Calls:
        dtype = self.x.dtype
        yield np.square, (self.x, self.square)
        yield self.band.dot, (self.square, self.divisor)
        yield np.add, (self.divisor, np.asarray(self.layer.k, dtype), self.divisor)
        yield np.power, (self.divisor, np.asarray(-self.layer.beta, dtype), self.power)
        yield np.multiply, (self.x, self.power, self.y)

    def backward(self) -> Calls:
        """∂x = δ d^-β - 2 β x (bandᵀ·(δ y / d))."""
        if self.wiring.input_delta is None:
            return
        delta, product = self.delta.reshape(self.x.shape), self.square
        target: Array = self.wiring.input_delta[:-1].reshape(self.x.shape)
        turned = np.ascontiguousarray(self.band.T)
        yield np.multiply, (delta, self.y, product)
        yield np.divide, (product, self.divisor, product)
        yield turned.dot, (product, target)
        yield np.multiply, (target, self.x, target)
        yield np.multiply, (target, np.asarray(2 * self.layer.beta, delta.dtype), target)
        yield np.multiply, (delta, self.power, product)
        yield np.subtract, (product, target, target)
