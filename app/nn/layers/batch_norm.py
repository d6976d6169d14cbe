"""Batch normalisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, Wiring
from app.nn.layers.elementwise import Elementwise
from app.nn.layers.reading import Places, Reading
from app.nn.settings import STRICT, Setting, Title

EPSILON = 1e-5
"""Added to variances; PyTorch's own."""


@dataclass(frozen=True)
class BatchNorm(Elementwise):
    """y = γ (x - μ) / sqrt(σ² + ε) + β, a channel or feature at a time (Ioffe & Szegedy, 2015).

    While it trains, μ and σ² are those of the mini-batch: of a map over all its places, of a
    sequence over all steps that the mask leaves. A running mean and variance follow them,
    running ← (1 - momentum) running + momentum · batch, with the unbiased variance as in
    PyTorch, and take their place when the network predicts.

    Parameter arrays: γ, 1 at the beginning, and β, 0, both (channels,).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Batch normalisation", "zh-CN": "批归一化"}

    momentum: Annotated[
        float, Setting({"en": "Share of a new batch", "zh-CN": "新批次占比"}, minimum=0, maximum=1)
    ] = 0.1
    kind: Literal["batch_norm"] = "batch_norm"

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        channels = _channels(input_shape)
        return (channels,), (channels,)

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
        nothing: Array = np.zeros(_channels(input_shape), np.float32)
        return nothing, nothing

    def initial_state(self, input_shape: Shape) -> tuple[Array, ...]:
        """Running mean and running variance."""
        channels = _channels(input_shape)
        return np.zeros(channels), np.ones(channels)

    def reading(self, input_shape: Shape, unit: int) -> Reading:
        """γ stands for the weight and β for the bias; x is multiplied by γ / sqrt(σ² + ε)."""
        channel = int(_channel_of(unit, input_shape))
        return Reading(np.array([unit]), np.array([channel]), _channels(input_shape) + channel)

    def carry_over(self, before: Layer, old: Sequence[Array], new: Sequence[Array]) -> None:
        """Keep the channels that both have."""
        for source, target in zip(old, new, strict=True):
            count = min(len(source), len(target))
            target[:count] = source[:count]

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundBatchNorm(self, wiring)


def _channels(shape: Shape) -> int:
    """Maps have their channels first, sequences their features last."""
    return shape[-1] if len(shape) == 2 else shape[0]


def _channel_of(units: int | Places, shape: Shape) -> int | Places:
    return units % shape[-1] if len(shape) == 2 else units // prod(shape[1:])


class BoundBatchNorm(BoundLayer):
    """Batch normalisation on its buffers: a row a channel, all that it is normalised over beside.

    Attributes:
        normal: (channels, places), x̂ = (x - μ) / sqrt(σ² + ε).
    """

    def __init__(self, layer: BatchNorm, wiring: Wiring) -> None:
        super().__init__(wiring)
        self.scale, self.shift = wiring.parameters
        self.scale_gradient, self.shift_gradient = wiring.gradients
        self.running_mean, self.running_variance = wiring.state
        context, channels = wiring.context, len(self.scale)
        self.training, self.mask, self.dtype = context.training, context.mask, context.dtype
        self.is_sequence = len(wiring.input_shape) == 2
        if not self.is_sequence:
            self.mask = None
        self.normal = np.empty((channels, self.output.size // channels), self.dtype)
        self.product = np.empty_like(self.normal)
        places = self.normal.shape[1]
        self.momentum = np.asarray(layer.momentum, self.dtype)
        self.ones, self.one = np.ones(places, self.dtype), np.ones((), self.dtype)
        # The share of each place in the mean, and how many places there are.
        self.share = np.full(places, 1 / places, self.dtype)
        self.count, self.present = np.asarray(places, self.dtype), np.ones((), self.dtype)
        self.mean, self.variance, self.inverse, self.sum, self.product_sum = np.zeros(
            (5, channels), self.dtype
        )

    def _rows(self, maps: Array) -> Array:
        """A view, (channels, places); of a sequence (features, steps, batch)."""
        shaped = self.wiring.as_output(maps)
        if self.is_sequence:
            return shaped.swapaxes(0, 1)
        return shaped.reshape(self.normal.shape)

    def _places(self, rows: Array) -> Array:
        """(channels, places) in the form that `_rows` gives."""
        return rows.reshape(self._rows(self.output).shape)

    def forward(self) -> Calls:
        if self.training:
            yield from self._measure()
            yield from self._remember()
        else:
            yield np.copyto, (self.mean, self.running_mean)
            yield np.copyto, (self.variance, self.running_variance)
        yield from self._normalize()

    def _measure(self) -> Calls:
        """μ = Σ share · x,  σ² = Σ share · (x - μ)²."""
        if self.mask is not None:
            count, places = self.count, self.mask.reshape(-1)
            yield places.dot, (self.ones, count)
            yield partial(np.minimum, out=self.present), (count, self.one)
            yield partial(np.maximum, out=count), (count, self.one)
            yield np.divide, (places, count, self.share)
        yield np.copyto, (self._places(self.product), self._rows(self.wiring.input))
        yield self.product.dot, (self.share, self.mean)
        yield np.subtract, (self.product, self.mean[:, None], self.product)
        yield np.square, (self.product, self.product)
        yield self.product.dot, (self.share, self.variance)

    def _remember(self) -> Calls:
        """Let the running mean and variance follow; a batch without any place changes nothing."""
        one, part, rest = self.one, np.zeros((), self.dtype), np.zeros((), self.dtype)
        correction = np.zeros((), self.dtype)
        yield np.multiply, (self.momentum, self.present, part)
        yield np.subtract, (one, part, rest)
        # n / (n - 1) makes the variance unbiased; one place alone has none.
        yield np.subtract, (self.count, one, correction)
        yield partial(np.maximum, out=correction), (correction, one)
        yield np.divide, (self.count, correction, correction)
        yield np.multiply, (correction, part, correction)
        for running, batch, factor in (
            (self.running_mean, self.mean, part),
            (self.running_variance, self.variance, correction),
        ):
            yield np.multiply, (running, rest, running)
            yield np.multiply, (batch, factor, self.sum)
            yield np.add, (running, self.sum, running)

    def _normalize(self) -> Calls:
        """x̂ = (x - μ) / sqrt(σ² + ε),  y = γ x̂ + β."""
        yield np.add, (self.variance, np.asarray(EPSILON, self.dtype), self.inverse)
        yield np.sqrt, (self.inverse, self.inverse)
        yield np.divide, (self.one, self.inverse, self.inverse)
        yield np.copyto, (self._places(self.normal), self._rows(self.wiring.input))
        yield np.subtract, (self.normal, self.mean[:, None], self.normal)
        yield np.multiply, (self.normal, self.inverse[:, None], self.normal)
        yield np.multiply, (self.normal, self.scale[:, None], self.product)
        yield np.add, (self.product, self.shift[:, None], self.product)
        yield np.copyto, (self._rows(self.output), self._places(self.product))

    def backward(self) -> Calls:
        """∂γ = Σ δ x̂,  ∂β = Σ δ,  ∂x = γ (δ - share (Σ δ + x̂ Σ δ x̂)) / sqrt(σ² + ε).

        Sums run over all places. When the network predicts, μ and σ² do not depend on x, and
        ∂x = γ δ / sqrt(σ² + ε).
        """
        product, deltas = self.product, np.empty_like(self.product)
        yield np.copyto, (self._places(deltas), self._rows(self.delta))
        yield deltas.dot, (self.ones, self.sum)
        yield np.vecdot, (deltas, self.normal, self.product_sum)
        yield np.copyto, (self.scale_gradient, self.product_sum)
        yield np.copyto, (self.shift_gradient, self.sum)
        if self.wiring.input_delta is None:
            return
        if self.training:
            yield np.multiply, (self.normal, self.product_sum[:, None], product)
            yield np.add, (product, self.sum[:, None], product)
            yield np.multiply, (product, self.share, product)
            yield np.subtract, (deltas, product, deltas)
        yield np.multiply, (self.inverse, self.scale, self.sum)
        yield np.multiply, (deltas, self.sum[:, None], deltas)
        yield np.copyto, (self._rows(self.wiring.input_delta), self._places(deltas))

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        channels = _channel_of(units, self.wiring.input_shape)
        factors: Array = np.broadcast_to((self.inverse * self.scale)[channels], numbers.shape)
        return factors

    def offset_of(self, unit: int) -> np.floating:
        channel = _channel_of(unit, self.wiring.input_shape)
        centred = self.mean[channel] * self.inverse[channel] * self.scale[channel]
        offset: np.floating = self.shift[channel] - centred
        return offset

    def went_by(self) -> Mapping[str, Array]:
        return {"mean": self.mean, "variance": self.variance}

    def channel_of(self, unit: int) -> int:
        return int(_channel_of(unit, self.wiring.input_shape))

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "normal": self._places(self.normal).swapaxes(0, 1)
            if self.is_sequence
            else self.wiring.as_output(self.normal.reshape(self.output.shape)),
            "mean": self.mean,
            "variance": self.variance,
            "running_mean": self.running_mean,
            "running_variance": self.running_variance,
            "scale": self.scale,
            "shift": self.shift,
            "scale_gradients": self.scale_gradient,
            "shift_gradients": self.shift_gradient,
        }
