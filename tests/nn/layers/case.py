"""How one kind of layer is tested: the one entry that a new layer needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from hypothesis.strategies import SearchStrategy

from app.nn import BoundNetwork, Network
from app.nn.calls import Array, Shape
from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dense, Layer
from app.nn.losses import LOSSES


def normal_inputs(rng: np.random.Generator, size: tuple[int, ...]) -> Array:
    return rng.normal(size=size)


def random_lengths(rng: np.random.Generator, steps: int, batch: int) -> Array:
    """(steps, batch): sequences of all lengths, none at all among them."""
    lengths = rng.integers(0, steps + 1, batch)
    return (np.arange(steps)[:, None] < lengths).astype(np.float64)


@dataclass(frozen=True)
class Case:
    """A kind of layer as the tests need it.

    Attributes:
        drawn: layers of this kind, each with the shape of its input. Small ones: gradients
            are checked number by number.
        example: one that shows all it can do, for tests that need no more.
        theirs: the layer in PyTorch: (layer, its parameters, inputs (batch, *input_shape),
            mask (batch, steps) or None) -> outputs (batch, *output_shape). Parameters are
            tensors in our shapes. It computes what a network bound for prediction does.
        theirs_training: the same for a network bound to training, where that differs and
            does not depend on chance.
        inputs: draws inputs of the given size, (batch, features).
        masked: whether it reads the mask of sequences.
        differentiable: whether its inputs have gradients.
    """

    drawn: SearchStrategy[tuple[Layer, Shape]]
    example: tuple[Layer, Shape]
    theirs: Callable[[Any, Sequence[Any], Any, Any], Any]
    theirs_training: Callable[[Any, Sequence[Any], Any, Any], Any] | None = None
    inputs: Callable[[np.random.Generator, tuple[int, ...]], Array] = normal_inputs
    masked: bool = False
    differentiable: bool = True


def build(layer: Layer, shape: Shape, seed: int, dtype: type = np.float64) -> Network:
    """The layer with a dense one behind it, so that its output's deltas are not trivial.

    All parameters are moved away from where they begin: biases at 0 hide mistakes.
    """
    layers = [layer, Dense(units=2, activation="linear")]
    network = Network(layers, LOSSES["mean_squared_error"], shape, dtype)
    network.initialize(INITIALIZERS["xavier_normal"], seed)
    rng = np.random.default_rng([seed, 5])
    network.parameters += rng.normal(scale=0.2, size=network.parameters.shape).astype(dtype)
    network.state += rng.uniform(0, 0.2, size=network.state.shape).astype(dtype)
    return network


def fill(bound: BoundNetwork, case: Case, seed: int) -> None:
    """A random batch, with targets, and a mask if the network has one."""
    rng = np.random.default_rng([seed, 6])
    batch = bound.batch_size
    bound.inputs[...] = case.inputs(rng, (batch, prod(bound.network.shapes[0])))
    bound.loss.targets[...] = rng.normal(size=bound.loss.targets.shape)
    if bound.mask is not None:
        bound.mask[...] = random_lengths(rng, len(bound.mask), batch)


def replay(network: Network) -> Callable[[], None]:
    """A function that puts the random stream back to where it is now."""
    state = network.rng.bit_generator.state

    def restore() -> None:
        network.rng.bit_generator.state = state

    return restore
