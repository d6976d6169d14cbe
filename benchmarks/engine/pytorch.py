"""PyTorch, eager, with the defaults of its layers and optimizers, or with fused optimizers."""

from __future__ import annotations

from importlib import import_module
from itertools import cycle
from math import prod
from typing import Any

from benchmarks.engine.running import InProcess, Running
from benchmarks.engine.workloads import (
    AnyLayer,
    Convolution,
    Dense,
    MaxPool,
    Shape,
    Workload,
)

torch: Any = import_module("torch")
nn: Any = torch.nn

torch.set_num_threads(1)


class LastState(nn.Module):  # type: ignore[misc] # PyTorch is optional and has no type here.
    """A recurrent layer that hands only its last state on."""

    def __init__(self, recurrent: Any) -> None:
        super().__init__()
        self.recurrent = recurrent

    def forward(self, sequences: Any) -> Any:
        """(batch, steps, features) → (batch, units)."""
        states, _ = self.recurrent(sequences)
        return states[:, -1]


def prepare(workload: Workload, *, fused: bool | None = None) -> Running:
    """A module, an optimizer, and the loop of every tutorial."""
    modules = [
        module
        for layer, shape in zip(workload.layers, workload.shapes, strict=False)
        for module in _modules(layer, shape)
    ]
    model = nn.Sequential(*modules)
    arrays = (array for layer in workload.parameters() for array in layer)
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    with torch.no_grad():
        for parameter, array in zip(learned, arrays, strict=True):
            parameter.copy_(torch.from_numpy(array))
    make = torch.optim.SGD if workload.optimizer == "sgd" else torch.optim.Adam
    optimizer = make(learned, lr=workload.learning_rate, fused=fused)
    loss_of = nn.MSELoss() if workload.loss == "squared_error" else nn.CrossEntropyLoss()

    inputs, targets = map(torch.from_numpy, workload.data())
    batches = cycle([torch.from_numpy(batch) for batch in workload.batches()])

    def step() -> Any:
        chosen = next(batches)
        x, y = inputs[chosen], targets[chosen]
        optimizer.zero_grad()
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return InProcess(step, number=torch.Tensor.item)


def _modules(layer: AnyLayer, shape: Shape) -> list[Any]:
    """The layer, for an input of this shape, in PyTorch's modules."""
    match layer:
        case Dense():
            flat = [nn.Flatten()] if len(shape) > 1 else []
            activation = {"linear": [], "tanh": [nn.Tanh()], "relu": [nn.ReLU()]}[layer.activation]
            return [*flat, nn.Linear(prod(shape), layer.units), *activation]
        case Convolution():
            size = layer.kernel
            return [nn.Conv2d(shape[0], layer.channels, size, padding=layer.padding), nn.ReLU()]
        case MaxPool():
            return [nn.MaxPool2d(layer.size)]
    make = nn.LSTM if layer.cell == "lstm" else nn.RNN
    recurrent = make(shape[1], layer.units, batch_first=True)
    # PyTorch adds two biases; one is enough, and all that others have.
    nn.init.zeros_(recurrent.bias_hh_l0).requires_grad_(False)
    return [LastState(recurrent)]
