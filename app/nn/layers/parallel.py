"""Parallel branches: several views of the same input, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from typing import ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.layers.block import Block, Strand, bind_strands
from app.nn.settings import STRICT, Title


@dataclass(frozen=True)
class Parallel(Block):
    """Branches that all read the same input, their outputs joined along the channels.

    The idea of Inception (Szegedy et al., 2015). A branch without layers hands its input on.
    Features are joined like channels.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Parallel branches", "zh-CN": "并行分支"}

    branches: tuple[tuple[Layer, ...], ...] = ()
    kind: Literal["parallel"] = "parallel"

    def output_shape(self, input_shape: Shape) -> Shape:
        shapes = [strand.output_shape for strand in self.strands(input_shape)]
        return sum(shape[0] for shape in shapes), *shapes[0][1:]

    def strands(self, input_shape: Shape) -> tuple[Strand, ...]:
        """The branches, which must agree in all but the number of their channels."""
        if not self.branches:
            raise ShapeError("branches", "none", "one branch or more")
        strands = tuple(
            Strand.of(f"branches.{index}", layers, input_shape)
            for index, layers in enumerate(self.branches)
        )
        first, *others = (strand.output_shape for strand in strands)
        for index, shape in enumerate(others, start=1):
            if len(shape) == 2 or len(shape) != len(first) or shape[1:] != first[1:]:
                given, wanted = (" × ".join(map(str, each)) for each in (shape, first))
                words = f"of a shape that fits beside {wanted}, channels × height × width"
                raise ShapeError(f"branches.{index}", given, words)
        return strands

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundParallel(self, wiring)


class BoundParallel(BoundLayer):
    """Parallel branches on their buffers.

    Channels are rows, so each branch writes its part of the output right where it belongs. The
    row behind it, in which a layer's ones would stand, is the next branch's first; the last
    layer of a branch neither writes nor needs it.
    """

    def __init__(self, layer: Parallel, wiring: Wiring) -> None:
        super().__init__(wiring)
        strands = layer.strands(wiring.input_shape)
        stops = list(accumulate(prod(strand.output_shape) for strand in strands))
        spans = [
            slice(stop - prod(strand.output_shape), stop + 1)
            for strand, stop in zip(strands, stops, strict=True)
        ]
        self.outputs = [wiring.output[span][:-1] for span in spans]
        ends = [(wiring.output[span], wiring.output_delta[span]) for span in spans]
        self.branches = bind_strands(strands, wiring, ends)

    def forward(self) -> Calls:
        for branch, output in zip(self.branches, self.outputs, strict=True):
            yield from branch.forward()
            if branch.chain is None:
                yield np.copyto, (output, branch.output)

    def backward(self) -> Calls:
        """What comes back from all branches is added."""
        target = self.wiring.input_delta
        for index, branch in enumerate(self.branches):
            yield from branch.backward()
            if target is None or branch.input_delta is None:
                continue
            if index:
                yield np.add, (target[:-1], branch.input_delta, target[:-1])
            else:
                yield np.copyto, (target[:-1], branch.input_delta)

    def parts(self) -> Mapping[str, Array]:
        inner = (part for branch in self.branches for part in branch.parts().items())
        return {**super().parts(), **dict(inner)}
