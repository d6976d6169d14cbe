"""The engine, in the steps that the trainer makes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import numpy as np

from app.nn import Network
from app.nn.calls import Array
from app.nn.layers import LSTM, RNN, Conv2D, Dense, Layer, MaxPool2D
from app.nn.losses import LOSSES
from app.nn.optimizers import SGD, Adam
from app.training.stepper import Stepper
from benchmarks.engine import workloads
from benchmarks.engine.running import InProcess, Running
from benchmarks.engine.workloads import CLASSES, Workload

OUR_LOSSES = {"squared_error": "mean_squared_error", "cross_entropy": "softmax_cross_entropy"}


def prepare(workload: Workload) -> Running:
    """All that the product does in a step is measured: finite parameters are remembered too."""
    network = Network(
        [*map(_layer, workload.layers)], LOSSES[OUR_LOSSES[workload.loss]], workload.input_shape
    )
    inputs, targets = workload.data()
    if workload.loss == "cross_entropy":
        targets = np.eye(CLASSES, dtype=np.float32)[targets]
    stepper = Stepper(
        network,
        inputs.reshape(len(inputs), -1),
        targets,
        (SGD if workload.optimizer == "sgd" else Adam)(learning_rate=workload.learning_rate),
        [workload.batch_size],
    )
    for bound, arrays in zip(stepper.program.bound.layers, workload.parameters(), strict=True):
        _copy(arrays, bound.parts())
    batches = cycle(workload.batches())

    def step() -> float:
        if not stepper.step(next(batches)):
            raise FloatingPointError(f"{workload.name} diverges")
        return stepper.loss

    return InProcess(step)


def _layer(layer: workloads.AnyLayer) -> Layer:
    """The layer in the engine's words."""
    match layer:
        case workloads.Dense():
            return Dense(units=layer.units, activation=layer.activation)
        case workloads.Convolution():
            return Conv2D(channels=layer.channels, kernel_size=layer.kernel, padding=layer.padding)
        case workloads.MaxPool():
            return MaxPool2D(kernel_size=layer.size, stride=layer.size)
        case workloads.Recurrent():
            return (RNN if layer.cell == "rnn" else LSTM)(units=layer.units)


def _copy(arrays: tuple[Array, ...], parts: Mapping[str, Array]) -> None:
    """Put a layer's first parameters where it keeps them."""
    if len(arrays) == 3:
        names = ["input_weights", "recurrent_weights", "biases"]
    else:
        names = ["kernels" if "kernels" in parts else "weights", "biases"]
    for name, array in zip(names, arrays, strict=False):
        parts[name][...] = _in_our_order(array) if "cell_states" in parts else array


def _in_our_order(rows: Array) -> Array:
    """Rows of the gates i, f, g, o as o, i, f, g."""
    i, f, g, o = np.split(rows, 4)
    return np.concatenate([o, i, f, g])
