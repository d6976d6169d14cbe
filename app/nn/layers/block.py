"""Blocks: layers that hold layers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import Layer, Wiring
from app.nn.layers.chain import Chain, Ends, shapes_along


@dataclass(frozen=True)
class Strand:
    """A row of layers inside of a block.

    Attributes:
        path: where it stands in the block: "layers", "branches.0".
        layers: in order; none at all hand on what they get.
        shapes: of a sample before each layer and after the last.
    """

    path: str
    layers: tuple[Layer, ...]
    shapes: tuple[Shape, ...]

    @classmethod
    def of(cls, path: str, layers: Sequence[Layer], input_shape: Shape) -> Strand:
        """The strand of these layers.

        Raises:
            ShapeError: a layer cannot read what comes in.
        """
        return cls(path, tuple(layers), tuple(shapes_along(layers, input_shape, path)))

    @property
    def output_shape(self) -> Shape:
        """Shape of one sample behind the last layer."""
        return self.shapes[-1]

    def placed(self) -> Iterator[tuple[Layer, Shape]]:
        """Every layer with its input shape."""
        return zip(self.layers, self.shapes, strict=False)


class Block(Layer):
    """A layer whose inside is strands of layers, one behind the other in all arrays."""

    @abstractmethod
    def strands(self, input_shape: Shape) -> tuple[Strand, ...]:
        """The strands of the block for such an input.

        Raises:
            ShapeError: something inside does not fit.
        """

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        return tuple(
            array
            for _, layer, shape in self.inner(input_shape)
            for array in layer.parameter_shapes(shape)
        )

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        """Every inner layer has a random stream of its own, as in a network."""
        inner, rest = self.inner(input_shape), iter(parameters)
        for (_, layer, shape), stream in zip(inner, rng.spawn(len(inner)), strict=True):
            own = [next(rest) for _ in layer.parameter_shapes(shape)]
            layer.initialize(shape, own, initializer, stream)

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        return tuple(
            mask
            for _, layer, shape in self.inner(input_shape)
            for mask in layer.weight_masks(shape)
        )

    def initial_state(self, input_shape: Shape) -> tuple[Array, ...]:
        return tuple(
            array
            for _, layer, shape in self.inner(input_shape)
            for array in layer.initial_state(shape)
        )

    def multiply_adds(self, input_shape: Shape) -> int:
        return sum(layer.multiply_adds(shape) for _, layer, shape in self.inner(input_shape))

    def inner(self, input_shape: Shape) -> tuple[tuple[str, Layer, Shape], ...]:
        return tuple(
            (f"{strand.path}.{index}", layer, shape)
            for strand in self.strands(input_shape)
            for index, (layer, shape) in enumerate(strand.placed())
        )


class BoundStrand:
    """A strand on its buffers.

    Attributes:
        output: (outputs, batch), what it hands on.
        output_delta: (outputs, batch), where ∂loss/∂output is put before its way back.
        input_delta: (inputs, batch), ∂loss/∂input after it; None if nobody wants it.
        chain: its bound layers; None without any. Then input and output are the same array,
            and so are their deltas.
    """

    def __init__(
        self,
        strand: Strand,
        wiring: Wiring,
        arrays: tuple[Iterator[Array], Iterator[Array], Iterator[Array]],
        output: Array | None = None,
        output_delta: Array | None = None,
    ) -> None:
        """Bind a strand to the block's input; `arrays` as of `Chain`, from here on."""
        self.path, self.chain = strand.path, None
        self.input_delta: Array | None = None
        if not strand.layers:
            self.output = wiring.input[:-1]
            delta = np.zeros_like(self.output) if output_delta is None else output_delta[:-1]
            self.output_delta = self.input_delta = delta
            return
        input_delta = None
        if wiring.input_delta is not None:
            input_delta = np.zeros_like(wiring.input_delta)
            self.input_delta = input_delta[:-1]
        learned = sum(len(layer.parameter_shapes(shape)) for layer, shape in strand.placed())
        remembered = sum(len(layer.initial_state(shape)) for layer, shape in strand.placed())
        parameters, gradients, state = arrays
        own = (
            [next(parameters) for _ in range(learned)],
            [next(gradients) for _ in range(learned)],
            [next(state) for _ in range(remembered)],
        )
        ends = Ends(wiring.input, input_delta, output, output_delta)
        self.chain = Chain(strand.layers, strand.shapes[0], ends, own, wiring.context)
        self.output = self.chain.output[:-1]
        self.output_delta = self.chain.output_delta[:-1]

    def forward(self) -> Calls:
        """Yield the calls from the block's input to `output`."""
        if self.chain is not None:
            for calls in self.chain.forward():
                yield from calls

    def backward(self) -> Calls:
        """Yield the calls from `output_delta` to `input_delta`."""
        if self.chain is not None:
            yield from self.chain.slopes_together()
            yield from self.chain.backward_after_slopes()

    def parts(self) -> dict[str, Array]:
        """The parts of the inner layers, by path."""
        layers = self.chain.layers if self.chain is not None else []
        return {
            f"{self.path}.{index}.{name}": part
            for index, layer in enumerate(layers)
            for name, part in layer.parts().items()
        }


def bind_strands(
    strands: Sequence[Strand], wiring: Wiring, ends: Sequence[tuple[Array, Array]] | None = None
) -> list[BoundStrand]:
    """Bind all strands of a block; `ends` are the outputs and output deltas to be tied to."""
    arrays = iter(wiring.parameters), iter(wiring.gradients), iter(wiring.state)
    tied: Sequence[tuple[Array | None, Array | None]] = ends or [(None, None)] * len(strands)
    return [
        BoundStrand(strand, wiring, arrays, *end) for strand, end in zip(strands, tied, strict=True)
    ]
