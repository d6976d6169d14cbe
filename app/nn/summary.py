"""What a network is made of and what it costs, from its description alone.

Nothing is allocated: this is how a network is refused before it exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from app.nn.calls import Shape
from app.nn.layers.base import Layer
from app.nn.layers.chain import shapes_along

_HEADINGS = ("layer", "kind", "output", "parameters", "multiply-adds")


@dataclass(frozen=True)
class SummaryRow:
    """One layer.

    Attributes:
        path: its place, counted from 1; inside of a block with the block's place before it.
        kind: which layer it is.
        output_shape: for one sample.
        parameters: numbers that are learned, those of inner layers included.
        multiply_adds: of the forward pass of one sample, those of inner layers included.
        calls: about how many NumPy calls a training step makes, without those of inner layers.
        depth: 0 in the network itself, 1 in a block, 2 in a block in a block.
    """

    path: str
    kind: str
    output_shape: Shape
    parameters: int
    multiply_adds: int
    calls: int
    depth: int


@dataclass(frozen=True)
class Summary:
    """A network in rows, and its sums.

    Attributes:
        input_shape: of one sample.
        rows: all layers in order; a block is followed by the layers that it holds.
    """

    input_shape: Shape
    rows: tuple[SummaryRow, ...]

    @property
    def parameters(self) -> int:
        """Numbers that are learned."""
        return sum(row.parameters for row in self.rows if not row.depth)

    @property
    def activations(self) -> int:
        """Numbers that one sample leaves in the network: the input and every layer's output."""
        return prod(self.input_shape) + sum(prod(row.output_shape) for row in self.rows)

    @property
    def multiply_adds(self) -> int:
        """Multiplications with an addition in the forward pass of one sample."""
        return sum(row.multiply_adds for row in self.rows if not row.depth)

    @property
    def calls(self) -> int:
        """About how many NumPy calls a training step makes in the layers."""
        return sum(row.calls for row in self.rows)

    def __str__(self) -> str:
        """A table for people to read."""
        lines = [_HEADINGS, ("", "input", _shape(self.input_shape), "", "")]
        for row in self.rows:
            kind = "  " * row.depth + row.kind
            numbers = f"{row.parameters:,}", f"{row.multiply_adds:,}"
            lines.append((row.path, kind, _shape(row.output_shape), *numbers))
        lines.append(("", "", "", f"{self.parameters:,}", f"{self.multiply_adds:,}"))
        widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if column < 3 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        )


def summarize(layers: Sequence[Layer], input_shape: Shape) -> Summary:
    """Describe layers that read samples of `input_shape`.

    Raises:
        ShapeError: a layer cannot read what the one before it gives.
    """
    shapes = shapes_along(layers, input_shape)
    rows = [
        row
        for index, (layer, shape) in enumerate(zip(layers, shapes, strict=False), start=1)
        for row in _rows(layer, shape, str(index), 0)
    ]
    return Summary(tuple(input_shape), tuple(rows))


def _rows(layer: Layer, shape: Shape, path: str, depth: int) -> Iterator[SummaryRow]:
    yield SummaryRow(
        path=path,
        kind=layer.kind,
        output_shape=layer.output_shape(shape),
        parameters=sum(prod(array) for array in layer.parameter_shapes(shape)),
        multiply_adds=layer.multiply_adds(shape),
        calls=layer.calls(shape),
        depth=depth,
    )
    for inner_path, inner, inner_shape in layer.inner(shape):
        yield from _rows(inner, inner_shape, f"{path}.{inner_path}", depth + 1)


def _shape(shape: Shape) -> str:
    return " × ".join(str(size) for size in shape)
