"""Layers bound one behind the other: a whole network, or the inside of a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod

import numpy as np

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, Call, Calls, Shape
from app.nn.layers.base import BoundLayer, Context, Layer, ShapeError, Wiring


def shapes_along(layers: Sequence[Layer], input_shape: Shape, path: str = "layers") -> list[Shape]:
    """The shape of one sample before each layer and after the last.

    Raises:
        ShapeError: a layer cannot read what comes in; the field says which, from `path` on.
    """
    shapes = [tuple(input_shape)]
    for index, layer in enumerate(layers):
        try:
            shapes.append(layer.output_shape(shapes[-1]))
        except ShapeError as error:
            raise error.inside(f"{path}.{index}") from None
    return shapes


@dataclass(frozen=True)
class Ends:
    """What a chain is tied to, in the form of `Wiring`; None for an end that is free.

    Attributes:
        input: what the first layer reads.
        input_delta: where the first layer leaves ∂loss/∂input.
        output: where the last layer writes; None lets the chain bring its own array.
        output_delta: the same for ∂loss/∂output.
    """

    input: Array
    input_delta: Array | None = None
    output: Array | None = None
    output_delta: Array | None = None


class Chain:
    """Layers on their buffers.

    Neighbours with the same activation function have their z, a and f'(z) side by side in
    memory, so that all their slopes can be computed in one go.

    Attributes:
        layers: the bound layers in order.
        output, output_delta: of the last layer, in the form of `Wiring`.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        input_shape: Shape,
        ends: Ends,
        arrays: tuple[Sequence[Array], Sequence[Array], Sequence[Array]],
        context: Context,
    ) -> None:
        """Bind `layers`; `arrays` are their parameters, gradients and state, layer by layer."""
        shapes = shapes_along(layers, input_shape)
        self.layers: list[BoundLayer] = []
        self._together: list[list[Call]] = []
        parameters, gradients, state = (iter(group) for group in arrays)
        value, delta = ends.input, ends.input_delta
        for run in _runs(layers, fixed_end=ends.output is not None):
            rows = [prod(shapes[index + 1]) + 1 for index in run]
            activated = _slopes_of(layers[run.start])
            fixed = ends if run.stop == len(layers) else None
            buffers = _Buffers(sum(rows), activated is not None, fixed, context)
            stop = 0
            for index, height in zip(run, rows, strict=True):
                start, stop = stop, stop + height
                layer, shape = layers[index], shapes[index]
                learned = len(layer.parameter_shapes(shape))
                wiring = Wiring(
                    input_shape=shape,
                    output_shape=shapes[index + 1],
                    input=value,
                    output=buffers.output[start:stop],
                    output_delta=buffers.delta[start:stop],
                    input_delta=delta,
                    pre_activation=buffers.pre_activation[start:stop],
                    slope=buffers.slope[start:stop],
                    parameters=_take(parameters, learned),
                    gradients=_take(gradients, learned),
                    state=_take(state, len(layer.initial_state(shape))),
                    context=context,
                )
                self.layers.append(layer.bind(wiring))
                value, delta = wiring.output, wiring.output_delta
            if activated is not None:
                slopes = ACTIVATIONS[activated].slope(
                    buffers.pre_activation, buffers.output, buffers.slope
                )
                self._together.append(list(slopes))
        self.output, self.output_delta = value, value if delta is None else delta

    def forward(self) -> list[list[Call]]:
        """The calls of the forward pass, by layer."""
        return [list(layer.forward()) for layer in self.layers]

    def backward(self) -> list[list[Call]]:
        """The calls of the backward pass, by layer, each with its own slopes."""
        return [[*layer.slopes(), *layer.backward()] for layer in self.layers]

    def slopes_together(self) -> Calls:
        """The calls that compute all slopes, as few as can be."""
        for calls in self._together:
            yield from calls

    def backward_after_slopes(self) -> Calls:
        """The calls of the backward pass, last layer first, once all slopes are there."""
        for layer in reversed(self.layers):
            yield from layer.backward()


class _Buffers:
    """Arrays for the outputs of a run of layers, one below the other."""

    def __init__(self, rows: int, activated: bool, fixed: Ends | None, context: Context) -> None:
        shape = rows, context.batch_size
        output = fixed.output if fixed else None
        delta = fixed.output_delta if fixed else None
        self.output: Array = np.ones(shape, context.dtype) if output is None else output
        # A network that only predicts needs no deltas and slopes: nobody will write them.
        self.delta = self.slope = self.pre_activation = self.output
        if context.backward:
            self.delta = np.zeros(shape, context.dtype) if delta is None else delta
        if activated:
            self.pre_activation = np.zeros(shape, context.dtype)
            self.slope = np.zeros(shape, context.dtype) if context.backward else self.output


def _slopes_of(layer: Layer) -> str | None:
    """The activation function whose slopes a layer needs; None for linear or none."""
    activation: str | None = getattr(layer, "activation", None) if layer.activated else None
    return None if activation == "linear" else activation


def _runs(layers: Sequence[Layer], fixed_end: bool) -> Iterator[range]:
    """Cut the layers where the activation function changes, and before an end that is fixed."""

    def key(index: int) -> tuple[object, ...]:
        activation = _slopes_of(layers[index])
        apart = activation is None or (fixed_end and index == len(layers) - 1)
        return (index,) if apart else (-1, activation)

    for _, group in groupby(range(len(layers)), key):
        indices = list(group)
        yield range(indices[0], indices[-1] + 1)


def _take(arrays: Iterator[Array], count: int) -> list[Array]:
    return [next(arrays) for _ in range(count)]
