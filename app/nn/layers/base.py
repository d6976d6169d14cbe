"""What every layer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import ClassVar

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.reading import Places, Reading
from app.nn.settings import SettingError, Title


class ShapeError(SettingError):
    """A layer cannot read what comes in: the field that would have to change, and how."""

    def inside(self, path: str) -> ShapeError:
        """The same error, seen from the outside of what lies at `path`."""
        return ShapeError(f"{path}.{self.field}", self.given, self.allowed)


@dataclass(frozen=True)
class Context:
    """How a network is bound; the same for all of its layers.

    Attributes:
        batch_size: samples in a batch.
        dtype: of all arrays.
        training: whether layers that behave differently while they learn (dropout, batch
            normalisation) are to do so.
        backward: whether there will be backward passes. Without, nothing needs room for them.
        mask: (steps, batch), 1 where a sequence has a step and 0 behind its end; None where
            all sequences are full, or there are none.
        rng: the network's random stream, for dropout.
    """

    batch_size: int
    dtype: np.dtype[np.floating]
    training: bool
    backward: bool
    mask: Array | None
    rng: np.random.Generator


@dataclass(frozen=True)
class Wiring:
    """The buffers that a layer is connected to when a network is bound to a batch size.

    Everything is feature-major with the batch last: reshaped to `(*input_shape, batch)`, the
    rows of `input` are maps (channels, height, width, batch) or sequences (steps, features,
    batch) without a copy. `input` and `output` carry one row more than the layer has features:
    a row of ones, by which a matrix product adds its bias. The deltas carry that row too;
    nobody reads it, but leaving it out would cost a copy. A layer writes `output[:-1]` and
    `output_delta[:-1]`, never their last rows.

    Attributes:
        input_shape, output_shape: of one sample.
        input: (inputs + 1, batch), contiguous; the last row is ones. Of a first layer that
            `reads_rows` it is the transpose of samples in rows.
        output: (outputs + 1, batch), contiguous; the last row is ones.
        output_delta: (outputs + 1, batch), ∂loss/∂output when `backward` begins.
        input_delta: (inputs + 1, batch), where `backward` leaves ∂loss/∂input; None for the
            first layer, whose input nobody can change.
        pre_activation, slope: (outputs + 1, batch), room for z and f'(z) of a layer that is
            `activated`, beside those of its neighbours; otherwise the output.
        parameters: this layer's views of the network's parameters, one a shape.
        gradients: the same of the network's gradients.
        state: the same of the network's state.
        context: how the whole network is bound.
    """

    input_shape: Shape
    output_shape: Shape
    input: Array
    output: Array
    output_delta: Array
    input_delta: Array | None
    pre_activation: Array
    slope: Array
    parameters: Sequence[Array]
    gradients: Sequence[Array]
    state: Sequence[Array]
    context: Context

    def as_input(self, rows: Array) -> Array:
        """Rows of the input or of its delta, with or without that of ones, in shape."""
        return rows[: prod(self.input_shape)].reshape(*self.input_shape, -1)

    def as_output(self, rows: Array) -> Array:
        """Rows of the output or of its delta, with or without that of ones, in shape."""
        return rows[: prod(self.output_shape)].reshape(*self.output_shape, -1)


class BoundLayer(ABC):
    """A layer on its buffers. The arrays are what a viewer may read after each pass.

    Attributes:
        wiring: the buffers it is connected to.
        pre_activation: z, (units, batch); the output, where there is no activation function.
        output: a, (units, batch).
        delta: ∂loss/∂z after `backward`, (units, batch).
        slope: f'(z) after `backward`, (units, batch); None where it is 1 everywhere, as there is
            no activation function or a linear one.
    """

    pre_activation: Array
    output: Array
    delta: Array
    slope: Array | None = None

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.output = self.pre_activation = wiring.output[:-1]
        self.delta = wiring.output_delta[:-1]

    @abstractmethod
    def forward(self) -> Calls:
        """Yield the calls that compute the output from the input."""

    def slopes(self) -> Calls:
        """Yield the calls that fill `wiring.slope` with f'(z); only of an `activated` layer."""
        yield from ()

    @abstractmethod
    def backward(self) -> Calls:
        """Yield the calls that turn ∂loss/∂output into gradients and ∂loss/∂input."""

    def weights_of(self, units: int | Places, numbers: Places) -> Array:
        """By what units multiply what they read: Σ weight · input + offset = pre_activation.

        Of a layer bound to a batch of one, after a forward pass; of a layer that trains, the
        mini-batch's statistics count as given.

        Args:
            units: flat places in the output.
            numbers: as many, or for one unit any: numbers within `Layer.reading`'s inputs.

        Raises:
            NotImplementedError: its units are no weighted sums of what comes in.
        """
        raise NotImplementedError(f"{type(self).__name__} weighs no single numbers")

    def offset_of(self, unit: int) -> np.floating:
        """What a unit adds to the sum of what it reads."""
        zero: np.floating = self.output.dtype.type(0)
        return zero

    def went_by(self) -> Mapping[str, Array]:
        """What the latest pass went by that was neither read nor learned, by name, as views.

        (channels,) where all samples of the batch share it, (units, batch) where each has its own.
        """
        return {}

    def channel_of(self, unit: int) -> int:
        """Where a unit's number stands among those of `went_by` that samples share."""
        return unit

    def parts(self) -> Mapping[str, Array]:
        """All that a viewer may want to see, by name, as views with the batch last.

        Every layer has `input`, `pre_activation`, `output` and `delta` in the shape of a
        sample; many have more. Nothing is copied, so nobody pays who does not look.
        """
        return {
            "input": self.wiring.as_input(self.wiring.input),
            "pre_activation": self.wiring.as_output(self.pre_activation),
            "output": self.wiring.as_output(self.output),
            "delta": self.wiring.as_output(self.delta),
        }


class Layer(ABC):
    """A layer as an experiment describes it: settings and shapes, no numbers.

    Subclasses are frozen dataclasses with a field `kind: Literal[...]` that names them. The
    defaults here are those of a layer that has nothing to learn.

    Attributes:
        activated: whether the layer ends with an activation function, named by its field
            `activation`, whose slopes may be computed together with its neighbours'.
        reads_rows: whether the layer, as the first, is as quick with the transpose of samples
            in rows as with contiguous features; otherwise the network transposes them for it.
    """

    kind: str
    title: ClassVar[Title]
    activated: ClassVar[bool] = False
    reads_rows: ClassVar[bool] = False

    @abstractmethod
    def output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the output for one sample.

        Raises:
            ShapeError: the layer cannot read such an input.
        """

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        """Shapes of the parameter arrays, in the order of `Wiring.parameters`."""
        return ()

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        """Fill the parameters before the first step."""
        return

    def reading(self, input_shape: Shape, unit: int) -> Reading:
        """What one unit of the output, by its flat place there, reads.

        Raises:
            NotImplementedError: its units are no weighted sums of what comes in.
        """
        raise NotImplementedError(f"units of {self.kind} read no single numbers")

    def read_by(self, input_shape: Shape, place: int) -> tuple[Places, Places]:
        """Who reads one number of the input, by its flat place there: the inverse of `reading`.

        Returns:
            The units, and which number this is in the reading of each.

        Raises:
            NotImplementedError: as `reading`.
        """
        raise NotImplementedError(f"units of {self.kind} read no single numbers")

    def carry_over(self, before: Layer, old: Sequence[Array], new: Sequence[Array]) -> None:
        """Copy into `new` what still has a place there of the parameters, or state, of a like one.

        The layer stands where `before`, another of its kind, stood, whose settings or whose
        input may have been others. What finds no place keeps its initial values.
        """
        for source, target in zip(old, new, strict=False):
            if source.shape == target.shape:
                target[...] = source

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        """1 where a parameter is a weight and so subject to L1 and L2, 0 where it is a bias."""
        return ()

    def initial_state(self, input_shape: Shape) -> tuple[Array, ...]:
        """What the layer remembers without learning it from gradients, before the first step."""
        return ()

    def multiply_adds(self, input_shape: Shape) -> int:
        """Multiplications with an addition in the forward pass of one sample.

        Counted are products of matrices and convolutions; what is done element by element is
        not, as is usual.
        """
        return 0

    def calls(self, input_shape: Shape) -> int:
        """About how many NumPy calls a training step makes here; inner layers count their own."""
        return 8

    def inner(self, input_shape: Shape) -> tuple[tuple[str, Layer, Shape], ...]:
        """The layers that a block holds: each one's path in the block, itself, its input shape."""
        return ()

    @abstractmethod
    def bind(self, wiring: Wiring) -> BoundLayer:
        """Connect the layer to buffers."""
