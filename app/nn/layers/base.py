"""What every layer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.settings import Title


@dataclass(frozen=True)
class Wiring:
    """The buffers that a layer is connected to when a network is bound to a batch size.

    Everything is feature-major with the batch last. `input` and `output` carry one row more
    than the layer has features: a row of ones, by which a matrix product adds its bias. The
    deltas carry that row too; nobody reads it, but leaving it out would cost a copy.

    Attributes:
        input: (inputs + 1, batch); the last row is ones.
        output: (outputs + 1, batch); the last row is ones.
        output_delta: (outputs + 1, batch), ∂loss/∂output when `backward` begins.
        input_delta: (inputs + 1, batch), where `backward` leaves ∂loss/∂input; None for the
            first layer, whose input nobody can change.
        parameters: this layer's views of the network's parameters, one a shape.
        gradients: the same of the network's gradients.
    """

    input: Array
    output: Array
    output_delta: Array
    input_delta: Array | None
    parameters: Sequence[Array]
    gradients: Sequence[Array]


class BoundLayer(ABC):
    """A layer on its buffers. The arrays are what a viewer may read after each pass.

    Attributes:
        pre_activation: z, (units, batch).
        output: a, (units, batch).
        delta: ∂loss/∂z after `backward`, (units, batch).
    """

    pre_activation: Array
    output: Array
    delta: Array

    @abstractmethod
    def forward(self) -> Calls:
        """Yield the calls that compute the output from the input."""

    @abstractmethod
    def backward(self) -> Calls:
        """Yield the calls that turn ∂loss/∂output into gradients and ∂loss/∂input."""


class Layer(ABC):
    """A layer as an experiment describes it: settings and shapes, no numbers.

    Subclasses are frozen dataclasses with a field `kind: Literal[...]` that names them.
    """

    kind: str
    title: ClassVar[Title]

    @abstractmethod
    def output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the output for one sample."""

    @abstractmethod
    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        """Shapes of the parameter arrays, in the order of `Wiring.parameters`."""

    @abstractmethod
    def initialize(
        self, parameters: Sequence[Array], initializer: Initializer, rng: np.random.Generator
    ) -> None:
        """Fill the parameters before the first step."""

    @abstractmethod
    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        """1 where a parameter is a weight and so subject to L1 and L2, 0 where it is a bias."""

    @abstractmethod
    def bind(self, wiring: Wiring) -> BoundLayer:
        """Connect the layer to buffers."""
