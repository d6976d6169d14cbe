"""A network: layers in order, over one flat vector of parameters and one of gradients."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from app.nn.calls import Array, Call, Shape, run
from app.nn.initializers import Initializer
from app.nn.layers import BoundLayer, Layer, Wiring
from app.nn.losses import BoundLoss, Loss


class Network:
    """Layers with their parameters, not yet bound to a batch size.

    Attributes:
        layers: all layers, the output layer last; its activation is linear, because the
            loss brings the link from logits to predictions.
        loss: the loss, with its link.
        shapes: the shape of one sample before each layer and after the last.
        parameters: all parameters, flat; every layer's are views into it.
        gradients: the gradients of a training pass, of the same shape.
        weight_mask: 1 where a parameter is a weight, 0 where it is a bias.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: Loss,
        input_shape: Shape,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.layers, self.loss, self.dtype = tuple(layers), loss, np.dtype(dtype)
        self.shapes: list[Shape] = [tuple(input_shape)]
        for layer in self.layers:
            self.shapes.append(layer.output_shape(self.shapes[-1]))
        self.parameter_shapes = [
            layer.parameter_shapes(shape)
            for layer, shape in zip(self.layers, self.shapes, strict=False)
        ]
        size = sum(prod(shape) for shapes in self.parameter_shapes for shape in shapes)
        self.parameters: Array = np.zeros(size, self.dtype)
        self.gradients: Array = np.zeros(size, self.dtype)
        masks = [
            mask.reshape(-1)
            for layer, shape in zip(self.layers, self.shapes, strict=False)
            for mask in layer.weight_masks(shape)
        ]
        self.weight_mask: Array = np.concatenate(masks)

    def views(self, flat: Array) -> list[list[Array]]:
        """Cut a flat vector of this network's size into every layer's arrays, as views."""
        views, offset = [], 0
        for shapes in self.parameter_shapes:
            arrays = []
            for shape in shapes:
                arrays.append(flat[offset : offset + prod(shape)].reshape(shape))
                offset += prod(shape)
            views.append(arrays)
        return views

    def span(self, layer: int) -> slice:
        """Where layer number `layer`, counted from 0, lies in the flat vectors."""
        sizes = [sum(prod(shape) for shape in shapes) for shapes in self.parameter_shapes]
        return slice(sum(sizes[:layer]), sum(sizes[: layer + 1]))

    def initialize(self, initializer: Initializer, seed: int) -> None:
        """Fill the parameters.

        Each layer has a random stream of its own, so that its first weights do not depend on
        what stands behind it.
        """
        for index, (layer, views) in enumerate(
            zip(self.layers, self.views(self.parameters), strict=True)
        ):
            layer.initialize(views, initializer, np.random.default_rng([seed, index]))

    def bind(self, batch_size: int, gradients: Array | None = None) -> BoundNetwork:
        """Allocate all buffers for batches of this size.

        Args:
            batch_size: samples in a batch, at least 1.
            gradients: where a backward pass writes: `self.gradients` to train, a vector of
                one's own to look at gradients without touching the training's, or None for
                a network that only predicts.
        """
        return BoundNetwork(self, batch_size, gradients)


class BoundNetwork:
    """A network on its buffers. Nothing is allocated after this.

    Attributes:
        rows: (batch, features + 1), the batch as it lies in memory: a sample a row, and a
            last column of ones that carries the bias. `inputs` is its view without the ones.
        layers: the bound layers in order, for reading.
        loss: the bound loss; fill `loss.targets` before its forward pass.
        forward_calls: the calls of each layer's forward pass.
        loss_calls: the calls that compute predictions and the mean loss.
        backward_calls: the calls of each layer's backward pass, by layer; the last layer's
            begin with the loss's own delta. Empty without gradients.
    """

    def __init__(self, network: Network, batch_size: int, gradients: Array | None) -> None:
        dtype = network.dtype
        self.network, self.batch_size = network, batch_size
        self.rows: Array = np.ones((batch_size, prod(network.shapes[0]) + 1), dtype)
        self.inputs: Array = self.rows[:, :-1]
        self.layers: list[BoundLayer] = []

        backward = gradients is not None
        weights = network.views(network.parameters)
        slopes = network.views(network.gradients if gradients is None else gradients)
        value: Array = self.rows.T
        delta: Array | None = None
        for index, layer in enumerate(network.layers):
            output: Array = np.ones((prod(network.shapes[index + 1]) + 1, batch_size), dtype)
            # A network that only predicts needs no deltas; its layers share one dummy row.
            output_delta: Array = np.zeros_like(output) if backward else output
            wiring = Wiring(value, output, output_delta, delta, weights[index], slopes[index])
            self.layers.append(layer.bind(wiring))
            value, delta = output, output_delta
        last = self.layers[-1]
        self.loss: BoundLoss = network.loss.bind(last.output, last.delta)

        self.forward_calls: list[list[Call]] = [list(layer.forward()) for layer in self.layers]
        self.loss_calls: list[Call] = list(self.loss.forward())
        self.backward_calls: list[list[Call]] = []
        if backward:
            self.backward_calls = [list(layer.backward()) for layer in self.layers]
            self.backward_calls[-1] = [*self.loss.backward(), *self.backward_calls[-1]]
        self._predict_calls: list[Call] = [
            *(call for calls in self.forward_calls for call in calls),
            *self.loss.predict(),
        ]

    def predict(self) -> Array:
        """Predictions for `inputs`, (outputs, batch): a view that the next pass overwrites."""
        run(self._predict_calls)
        return self.loss.prediction

    def forward(self) -> float:
        """Predict and return the mean loss against `loss.targets`."""
        for calls in self.forward_calls:
            run(calls)
        run(self.loss_calls)
        return float(self.loss.value)

    def backward(self) -> None:
        """Fill the gradients of the latest forward pass."""
        for calls in reversed(self.backward_calls):
            run(calls)


def with_ones(inputs: Array, dtype: DTypeLike) -> Array:
    """Samples in rows with a last column of ones: (n, features) → (n, features + 1)."""
    rows = np.ones((inputs.shape[0], inputs.shape[1] + 1), dtype)
    rows[:, :-1] = inputs
    return rows
