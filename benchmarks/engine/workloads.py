"""What is trained in the benchmark: networks, data and first parameters, for all peers alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLES = 1000
CLASSES = 10

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]
Shape: TypeAlias = tuple[int, ...]
Parameters: TypeAlias = list[tuple[Floats, ...]]
"""The arrays of each layer, in PyTorch's shapes and order.

Dense: W (units, inputs), b. Convolution: W (channels, their channels, kernel, kernel), b.
Recurrent: W (gates · units, inputs), U (gates · units, units), b; the gates are i, f, g, o.
"""


@dataclass(frozen=True)
class Dense:
    """A fully connected layer."""

    units: int
    activation: Literal["linear", "tanh", "relu"] = "linear"


@dataclass(frozen=True)
class Convolution:
    """A square convolution with stride 1 that keeps height and width, and ReLU."""

    channels: int
    kernel: int

    @property
    def padding(self) -> int:
        """Zeros on every side."""
        return self.kernel // 2


@dataclass(frozen=True)
class MaxPool:
    """The maximum of each square, side by side."""

    size: int = 2


@dataclass(frozen=True)
class Recurrent:
    """An Elman network (tanh) or an LSTM that hands its last state on."""

    cell: Literal["rnn", "lstm"]
    units: int

    @property
    def gates(self) -> int:
        """How many times the units of state are computed from the input in each step."""
        return 4 if self.cell == "lstm" else 1


AnyLayer: TypeAlias = Dense | Convolution | MaxPool | Recurrent


@dataclass(frozen=True)
class Workload:
    """A network, how it is trained, and how fast we want to be.

    Attributes:
        input_shape: of a sample: (features,), (channels, height, width) or (steps, features).
        layers: all of them. Logits come out of the last.
        loss: the mean of squared errors of one number, or of cross-entropies of `CLASSES`.
        goal: how many times as fast as PyTorch, at least.
    """

    name: str
    title: str
    input_shape: Shape
    layers: tuple[AnyLayer, ...]
    loss: Literal["squared_error", "cross_entropy"]
    optimizer: Literal["sgd", "adam"]
    batch_size: int
    goal: float

    @property
    def learning_rate(self) -> float:
        """Small enough that no peer is done learning, and idle in zeros, while it is timed."""
        return 0.01 if self.optimizer == "sgd" else 0.0001

    @property
    def shapes(self) -> list[Shape]:
        """The shape of a sample before each layer, and after the last."""
        shapes = [self.input_shape]
        for layer in self.layers:
            shapes.append(_output_shape(layer, shapes[-1]))
        return shapes

    def data(self) -> tuple[Floats, NDArray[Any]]:
        """Inputs (n, *input_shape) and targets: numbers (n, 1), or classes (n,) as integers.

        Targets are by chance, so that there is always something left to learn.
        """
        rng = np.random.default_rng(1)
        if any(isinstance(layer, Recurrent) for layer in self.layers):
            steps, symbols = self.input_shape
            inputs = np.eye(symbols, dtype=np.float32)[rng.integers(0, symbols, (SAMPLES, steps))]
        else:
            inputs = rng.normal(size=(SAMPLES, *self.input_shape)).astype(np.float32)
        if self.loss == "squared_error":
            return inputs, rng.choice(np.array([-1, 1], np.float32), (SAMPLES, 1))
        return inputs, rng.integers(0, CLASSES, SAMPLES)

    def batches(self) -> list[Integers]:
        """The samples of each mini-batch of an epoch, in random order."""
        order = np.random.default_rng(2).permutation(SAMPLES)
        return list(order[: SAMPLES - SAMPLES % self.batch_size].reshape(-1, self.batch_size))

    def parameters(self) -> Parameters:
        """Where everyone begins; no bias is 0, which would hide mistakes."""
        rng = np.random.default_rng(3)
        return [
            tuple(rng.normal(scale=scale, size=size).astype(np.float32) for size, scale in arrays)
            for arrays in map(_arrays, self.layers, self.shapes)
        ]


def _output_shape(layer: AnyLayer, shape: Shape) -> Shape:
    match layer:
        case Convolution():
            return (layer.channels, *shape[1:])
        case MaxPool():
            return (shape[0], *(size // layer.size for size in shape[1:]))
    return (layer.units,)


def _arrays(layer: AnyLayer, shape: Shape) -> Iterator[tuple[Shape, float]]:
    """Shape and standard deviation of each parameter array of a layer that reads `shape`."""
    match layer:
        case Dense():
            inputs = prod(shape)
            yield (layer.units, inputs), ((2 if layer.activation == "relu" else 1) / inputs) ** 0.5
            yield (layer.units,), 0.1
        case Convolution():
            size = layer.channels, shape[0], layer.kernel, layer.kernel
            yield size, (2 / prod(size[1:])) ** 0.5
            yield (layer.channels,), 0.1
        case Recurrent():
            rows, scale = layer.gates * layer.units, layer.units**-0.5
            yield (rows, shape[1]), scale
            yield (rows, layer.units), scale
            yield (rows,), 0.1


def _dense(*units: int, activation: Literal["tanh", "relu"]) -> tuple[AnyLayer, ...]:
    return *(Dense(size, activation) for size in units[:-1]), Dense(units[-1])


def _convolutional(kernel: int) -> tuple[AnyLayer, ...]:
    return Convolution(8, kernel), MaxPool(), Convolution(16, kernel), MaxPool(), Dense(CLASSES)


WORKLOADS: Sequence[Workload] = (
    Workload(
        "W1",
        "2-4-2-1 tanh, batch 10, SGD",
        (2,),
        _dense(4, 2, 1, activation="tanh"),
        "squared_error",
        "sgd",
        10,
        goal=30,
    ),
    Workload(
        "W2",
        "2-8x6-1 tanh, batch 30, SGD",
        (2,),
        _dense(*[8] * 6, 1, activation="tanh"),
        "squared_error",
        "sgd",
        30,
        goal=18,
    ),
    Workload(
        "W3",
        "64-128-128-10 ReLU, batch 32, Adam",
        (64,),
        _dense(128, 128, CLASSES, activation="relu"),
        "cross_entropy",
        "adam",
        32,
        goal=4,
    ),
    Workload(
        "W4",
        "64-32x20-10 ReLU, batch 32, SGD",
        (64,),
        _dense(*[32] * 20, CLASSES, activation="relu"),
        "cross_entropy",
        "sgd",
        32,
        goal=8,
    ),
    Workload(
        "W5",
        "CNN 8x8, 3x3 kernels, batch 32, Adam",
        (1, 8, 8),
        _convolutional(3),
        "cross_entropy",
        "adam",
        32,
        goal=5,
    ),
    Workload(
        "W6",
        "CNN 28x28, 5x5 kernels, batch 20, SGD",
        (1, 28, 28),
        _convolutional(5),
        "cross_entropy",
        "sgd",
        20,
        goal=1.2,
    ),
    Workload(
        "W7",
        "Elman 27-64, 12 steps, batch 32, Adam",
        (12, 27),
        (Recurrent("rnn", 64), Dense(CLASSES)),
        "cross_entropy",
        "adam",
        32,
        goal=4.5,
    ),
    Workload(
        "W8",
        "LSTM 27-64, 12 steps, batch 32, Adam",
        (12, 27),
        (Recurrent("lstm", 64), Dense(CLASSES)),
        "cross_entropy",
        "adam",
        32,
        goal=1.8,
    ),
)
