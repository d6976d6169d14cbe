"""PyTorch's names and conventions where they differ from ours. Imports it when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def functional() -> Any:
    """`torch.nn.functional`; cases call this inside, so that they load without PyTorch."""
    import torch

    return torch.nn.functional


def activation(name: str) -> Callable[[Any], Any]:
    """An activation function of ours, by name."""
    import torch

    f = functional()
    functions: dict[str, Callable[[Any], Any]] = {
        "linear": lambda z: z,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "sigmoid": torch.sigmoid,
        "leaky_relu": lambda z: f.leaky_relu(z, 0.01),
        "elu": f.elu,
        "gelu": lambda z: f.gelu(z, approximate="tanh"),
        "softplus": f.softplus,
        "swish": f.silu,
    }
    return functions[name]
