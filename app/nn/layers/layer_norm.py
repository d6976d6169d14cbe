"""Layer normalisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, Wiring
from app.nn.settings import STRICT, Title

EPSILON = 1e-5
"""Added to variances; PyTorch's own."""


@dataclass(frozen=True)
class LayerNorm(Layer):
    """y = γ ⊙ (x - μ) / sqrt(σ² + ε) + β, a sample at a time (Ba et al., 2016).

    μ and σ² are those of all features of the sample; of a sequence, (steps, features), those
    of each step. No sample depends on another.

    Parameter arrays: γ, 1 at the beginning, and β, 0: a number for each feature.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Layer normalisation", "zh-CN": "层归一化"}

    kind: Literal["layer_norm"] = "layer_norm"

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        _, features = _sizes(input_shape)
        return (features,), (features,)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        scale, shift = parameters
        scale[...], shift[...] = 1, 0

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        _, features = _sizes(input_shape)
        nothing: Array = np.zeros(features, np.float32)
        return nothing, nothing

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundLayerNorm(wiring)


def _sizes(shape: Shape) -> tuple[int, int]:
    """Steps, 1 without any, and the features of one."""
    return (shape[0], shape[1]) if len(shape) == 2 else (1, prod(shape))


class BoundLayerNorm(BoundLayer):
    """Layer normalisation on its buffers, (steps, features, batch).

    Attributes:
        normal: x̂ = (x - μ) / sqrt(σ² + ε).
    """

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        (self.scale, self.shift), dtype = wiring.parameters, wiring.context.dtype
        self.scale_gradient, self.shift_gradient = wiring.gradients
        self.steps, self.features = _sizes(wiring.input_shape)
        shape = self.steps, self.features, wiring.context.batch_size
        self.input, self.result = wiring.input[:-1].reshape(shape), self.output.reshape(shape)
        self.normal, self.product = np.empty(shape, dtype), np.empty(shape, dtype)
        self.inverse, self.mean, self.product_mean = np.empty((3, shape[0], 1, shape[2]), dtype)
        # A product with a row of equal shares is the mean of every column.
        self.share = np.full((1, self.features), 1 / self.features, dtype)

    def forward(self) -> Calls:
        dtype, inverse = self.normal.dtype, self.inverse
        yield np.matmul, (self.share, self.input, self.mean)
        yield np.subtract, (self.input, self.mean, self.normal)
        yield np.square, (self.normal, self.product)
        yield np.matmul, (self.share, self.product, inverse)
        yield np.add, (inverse, np.asarray(EPSILON, dtype), inverse)
        yield np.sqrt, (inverse, inverse)
        yield np.divide, (np.ones((), dtype), inverse, inverse)
        yield np.multiply, (self.normal, inverse, self.normal)
        yield np.multiply, (self.normal, self.scale[:, None], self.result)
        yield np.add, (self.result, self.shift[:, None], self.result)

    def backward(self) -> Calls:
        """With e = γ ⊙ δ: ∂x = (e - mean e - x̂ · mean e x̂) / sqrt(σ² + ε).

        ∂γ = Σ δ x̂ and ∂β = Σ δ over steps and samples.
        """
        deltas = self.delta.reshape(self.normal.shape)
        sums = np.empty((self.steps, self.features), deltas.dtype)
        ones = np.ones(deltas.shape[-1], deltas.dtype)
        yield np.vecdot, (deltas, self.normal, sums)
        yield np.add.reduce, (sums, 0, None, self.scale_gradient)
        yield np.matmul, (deltas, ones, sums)
        yield np.add.reduce, (sums, 0, None, self.shift_gradient)
        if self.wiring.input_delta is None:
            return
        target = self.wiring.input_delta[:-1].reshape(deltas.shape)
        yield np.multiply, (deltas, self.scale[:, None], target)
        yield np.multiply, (target, self.normal, self.product)
        yield np.matmul, (self.share, target, self.mean)
        yield np.matmul, (self.share, self.product, self.product_mean)
        yield np.multiply, (self.normal, self.product_mean, self.product)
        yield np.subtract, (target, self.mean, target)
        yield np.subtract, (target, self.product, target)
        yield np.multiply, (target, self.inverse, target)

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "normal": self.normal.reshape(*self.wiring.output_shape, -1),
            "scale": self.scale,
            "shift": self.shift,
            "scale_gradients": self.scale_gradient,
            "shift_gradients": self.shift_gradient,
        }
