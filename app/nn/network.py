"""A network: layers in order, over one flat vector of parameters and one of gradients."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from app.nn.calls import Array, Call, Shape, run
from app.nn.description import describe, layers_from, loss_from
from app.nn.initializers import Initializer
from app.nn.layers import Layer
from app.nn.layers.base import Context
from app.nn.layers.chain import Chain, Ends, shapes_along
from app.nn.losses import BoundLoss, Loss
from app.nn.settings import SettingError
from app.nn.summary import Summary, summarize

_RANDOM_STREAM = (0, 0, 1)
"""Tells the network's random stream from all others that begin with the same seed."""


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
        state: what layers remember without learning it from gradients, flat: the running
            means and variances of batch normalisation.
        rng: the random stream of dropout.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: Loss,
        input_shape: Shape,
        dtype: type[np.floating] | np.dtype[np.floating] = np.float32,
    ) -> None:
        """Put layers together; all parameters are 0 until `initialize` fills them.

        Raises:
            ShapeError: a layer cannot read what the one before it gives.
        """
        self.layers, self.loss = tuple(layers), loss
        self.dtype: np.dtype[np.floating] = np.dtype(dtype)
        self.shapes: list[Shape] = shapes_along(self.layers, tuple(input_shape))
        placed = list(zip(self.layers, self.shapes, strict=False))
        self.parameter_shapes = [layer.parameter_shapes(shape) for layer, shape in placed]
        size = sum(prod(shape) for shapes in self.parameter_shapes for shape in shapes)
        self.parameters: Array = np.zeros(size, self.dtype)
        self.gradients: Array = np.zeros(size, self.dtype)
        self.weight_mask: Array = _flat(
            [mask for layer, shape in placed for mask in layer.weight_masks(shape)], np.float32
        )
        states = [layer.initial_state(shape) for layer, shape in placed]
        self.state_shapes = [tuple(array.shape for array in arrays) for arrays in states]
        self.state: Array = _flat([array for arrays in states for array in arrays], self.dtype)
        self.rng = np.random.default_rng(0)

    def summary(self) -> Summary:
        """Per layer the kind, output shape, parameters and multiply-adds; prints as a table."""
        return summarize(self.layers, self.shapes[0])

    def to_json(self) -> str:
        """What the network is made of: layers, loss, input shape and dtype; no parameters."""
        return json.dumps(
            {
                "input_shape": self.shapes[0],
                "layers": [describe(layer) for layer in self.layers],
                "loss": describe(self.loss),
                "dtype": self.dtype.name,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Network:
        """A network from its `to_json`, with all parameters 0.

        Raises:
            SettingError: something is missing, unknown or of the wrong type.
            ShapeError: a layer cannot read what the one before it gives.
            json.JSONDecodeError: the text is not JSON.
        """
        data = json.loads(text)
        if not isinstance(data, dict):
            raise SettingError("network", data, "an object")
        shape, dtype = data.get("input_shape"), data.get("dtype", "float32")
        if not (isinstance(shape, list) and shape and all(_is_size(size) for size in shape)):
            raise SettingError("input_shape", shape, "a list of whole numbers from 1 on")
        if dtype not in ("float32", "float64"):
            raise SettingError("dtype", dtype, "float32 or float64")
        return cls(
            layers_from(data.get("layers")),
            loss_from(data.get("loss")),
            tuple(shape),
            np.dtype(dtype),
        )

    def views(self, flat: Array) -> list[list[Array]]:
        """Cut a flat vector of this network's size into every layer's arrays, as views."""
        return _views(flat, self.parameter_shapes)

    def state_views(self) -> list[list[Array]]:
        """The same of what layers remember without learning it."""
        return _views(self.state, self.state_shapes)

    def span(self, layer: int) -> slice:
        """Where layer number `layer`, counted from 0, lies in the flat vectors."""
        sizes = [sum(prod(shape) for shape in shapes) for shapes in self.parameter_shapes]
        return slice(sum(sizes[:layer]), sum(sizes[: layer + 1]))

    def initialize(self, initializer: Initializer, seed: int) -> None:
        """Fill the parameters and the state, and begin the random stream.

        Each layer has a random stream of its own, so that its first weights do not depend on
        what stands behind it.
        """
        for index, (layer, shape, views) in enumerate(
            zip(self.layers, self.shapes, self.views(self.parameters), strict=False)
        ):
            stream = np.random.default_rng([seed, index])
            layer.initialize(shape, views, initializer, stream)
        for layer, shape, arrays in zip(self.layers, self.shapes, self.state_views(), strict=False):
            for array, begin in zip(arrays, layer.initial_state(shape), strict=True):
                array[...] = begin
        stream = np.random.default_rng([seed, *_RANDOM_STREAM])
        # In place: bound networks hold on to the generator.
        self.rng.bit_generator.state = stream.bit_generator.state

    def bind(
        self,
        batch_size: int,
        gradients: Array | None = None,
        *,
        training: bool = False,
        masked: bool = False,
        input_gradient: bool = False,
    ) -> BoundNetwork:
        """Allocate all buffers for batches of this size.

        Args:
            batch_size: samples in a batch, at least 1.
            gradients: where a backward pass writes: `self.gradients` to train, a vector of
                one's own to look at gradients without touching the training's, or None for
                a network that only predicts.
            training: whether dropout drops, and batch normalisation uses and remembers the
                batch's own mean and variance.
            masked: whether sequences may end before the last step; `mask` says where.
            input_gradient: whether a backward pass fills `input_delta`.
        """
        context = Context(
            batch_size=batch_size,
            dtype=self.dtype,
            training=training,
            backward=gradients is not None,
            mask=np.ones((self.shapes[0][0], batch_size), self.dtype) if masked else None,
            rng=self.rng,
        )
        return BoundNetwork(self, context, gradients, input_gradient=input_gradient)


class BoundNetwork:
    """A network on its buffers. Nothing is allocated after this.

    Attributes:
        rows: (batch, features + 1), the batch as it lies in memory: a sample a row, and a
            last column of ones that carries the bias. `inputs` is its view without the ones.
        mask: (steps, batch), 1 where a sequence has a step, 0 behind its end; None unless
            the network was bound to masked sequences.
        input_delta: (features + 1, batch), ∂loss/∂input after `backward`, below it a row
            without meaning; None unless it was asked for.
        layers: the bound layers in order, for reading.
        loss: the bound loss; fill `loss.targets` before its forward pass.
        forward_calls: the calls of each layer's forward pass.
        loss_calls: the calls that compute predictions and the mean loss.
        backward_calls: the calls of each layer's backward pass, by layer; the last layer's
            begin with the loss's own delta. Empty without gradients.
        whole_backward_calls: the calls of the whole backward pass; to the bit the same
            gradients, with fewer calls.
    """

    def __init__(
        self,
        network: Network,
        context: Context,
        gradients: Array | None,
        *,
        input_gradient: bool = False,
    ) -> None:
        self.network, self.batch_size, self.mask = network, context.batch_size, context.mask
        features = prod(network.shapes[0])
        self.rows: Array = np.ones((self.batch_size, features + 1), context.dtype)
        self.inputs: Array = self.rows[:, :-1]
        self.input_delta: Array | None = None
        if input_gradient:
            self.input_delta = np.zeros((features + 1, self.batch_size), context.dtype)
        arrays = (
            _joined(network.views(network.parameters)),
            _joined(network.views(network.gradients if gradients is None else gradients)),
            _joined(network.state_views()),
        )
        first: Array = self.rows.T
        transpose: list[Call] = []
        if not network.layers[0].reads_rows:
            first = np.ones((features + 1, self.batch_size), context.dtype)
            transpose = [(np.copyto, (first, self.rows.T))]
        chain = Chain(
            network.layers,
            network.shapes[0],
            Ends(first, self.input_delta),
            arrays,
            context,
        )
        self.layers = chain.layers
        shape = *network.shapes[-1], self.batch_size
        self.loss: BoundLoss = network.loss.bind(
            chain.output[:-1].reshape(shape), chain.output_delta[:-1].reshape(shape), context.mask
        )

        self.forward_calls: list[list[Call]] = chain.forward()
        self.forward_calls[0] = [*transpose, *self.forward_calls[0]]
        self.loss_calls: list[Call] = list(self.loss.forward())
        self.backward_calls: list[list[Call]] = []
        self.whole_backward_calls: list[Call] = []
        self._calls_without_loss: list[Call] = []
        if context.backward:
            self.backward_calls = chain.backward()
            self.backward_calls[-1] = [*self.loss.backward(), *self.backward_calls[-1]]
            slopes, after = list(chain.slopes_together()), list(chain.backward_after_slopes())
            self.whole_backward_calls = [*slopes, *self.loss.backward(), *after]
            self._calls_without_loss = [*slopes, *after]
        self._predict_calls: list[Call] = [
            *(call for calls in self.forward_calls for call in calls),
            *self.loss.predict(),
        ]

    def predict(self) -> Array:
        """Predictions for `inputs`, (*output shape, batch): a view, soon overwritten."""
        run(self._predict_calls)
        return self.loss.prediction

    def forward(self) -> float:
        """Predict and return the mean loss against `loss.targets`."""
        for calls in self.forward_calls:
            run(calls)
        run(self.loss_calls)
        return float(self.loss.value)

    def backward(self) -> None:
        """Fill the gradients of the latest forward pass; once for each, as it reuses buffers."""
        run(self.whole_backward_calls)

    def backward_from(self, direction: Array) -> None:
        """As `backward`, with the gradients of Σ direction · logits in the loss's place.

        Args:
            direction: in the shape of `loss.logits`; 1 for one class's score and else 0.
        """
        self.loss.delta[...] = direction
        run(self._calls_without_loss)


def with_ones(inputs: Array, dtype: DTypeLike) -> Array:
    """Samples in rows with a last column of ones: (n, features) → (n, features + 1)."""
    rows = np.ones((inputs.shape[0], inputs.shape[1] + 1), dtype)
    rows[:, :-1] = inputs
    return rows


def _views(flat: Array, layers: Sequence[Sequence[Shape]]) -> list[list[Array]]:
    """Cut a flat vector into arrays of the given shapes, layer by layer."""
    views, offset = [], 0
    for shapes in layers:
        arrays = []
        for shape in shapes:
            arrays.append(flat[offset : offset + prod(shape)].reshape(shape))
            offset += prod(shape)
        views.append(arrays)
    return views


def _flat(arrays: Sequence[Array], dtype: DTypeLike) -> Array:
    """All numbers of some arrays, or of none, in one vector."""
    empty: list[Array] = [np.empty(0, dtype)]
    return np.concatenate([*empty, *(array.reshape(-1) for array in arrays)]).astype(dtype)


def _joined(groups: Sequence[Sequence[Array]]) -> list[Array]:
    return [array for group in groups for array in group]


def _is_size(size: object) -> bool:
    return isinstance(size, int) and not isinstance(size, bool) and size >= 1
