"""Activation functions a = f(z) and their slopes f'(z), element by element.

`forward` and `slope` yield NumPy calls (see `calls.py`). Slopes are written in terms of the
activation `a` where that is cheaper than starting from `z`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

import numpy as np

from app.nn.calls import Array, Calls
from app.nn.settings import Title


class Activation(ABC):
    """A function applied to every element of a pre-activation."""

    name: ClassVar[str]
    title: ClassVar[Title]

    @abstractmethod
    def forward(self, z: Array, a: Array) -> Calls:
        """Write a = f(z); both of shape (units, batch)."""

    @abstractmethod
    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        """Write f'(z) into `slope`, of the same shape."""


class Linear(Activation):
    """f(z) = z."""

    name = "linear"
    title = {"en": "Linear", "zh-CN": "线性"}

    def forward(self, z: Array, a: Array) -> Calls:
        yield np.copyto, (a, z)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        yield slope.fill, (1,)


class Tanh(Activation):
    """f(z) = tanh z;  f' = 1 - a²."""

    name = "tanh"
    title = {"en": "Tanh", "zh-CN": "双曲正切 tanh"}

    def forward(self, z: Array, a: Array) -> Calls:
        yield np.tanh, (z, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        one = np.ones((), z.dtype)
        yield np.multiply, (a, a, slope)
        yield np.subtract, (one, slope, slope)


class ReLU(Activation):
    """f(z) = max(z, 0);  f' = 1 where z > 0, else 0 (Nair & Hinton, 2010)."""

    name = "relu"
    title = {"en": "ReLU", "zh-CN": "ReLU"}

    def forward(self, z: Array, a: Array) -> Calls:
        # An array of zeros, because NumPy's maximum against a scalar misses its fast path.
        yield partial(np.maximum, out=a), (z, np.zeros_like(z))

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        yield np.greater, (z, np.zeros_like(z), slope)


class LeakyReLU(Activation):
    """f(z) = z where z > 0, else 0.01 z (Maas et al., 2013)."""

    name = "leaky_relu"
    title = {"en": "Leaky ReLU", "zh-CN": "带泄漏 ReLU"}
    leak: ClassVar[float] = 0.01

    def forward(self, z: Array, a: Array) -> Calls:
        leak = np.asarray(self.leak, z.dtype)
        yield np.multiply, (z, leak, a)
        yield partial(np.maximum, out=a), (z, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        leak = np.full_like(z, self.leak)
        yield np.greater, (z, np.zeros_like(z), slope)
        yield partial(np.maximum, out=slope), (slope, leak)


class Sigmoid(Activation):
    """f(z) = 1 / (1 + exp -z) = (1 + tanh(z/2)) / 2, which cannot overflow;  f' = a (1 - a)."""

    name = "sigmoid"
    title = {"en": "Sigmoid", "zh-CN": "S 形函数 sigmoid"}

    def forward(self, z: Array, a: Array) -> Calls:
        half = np.asarray(0.5, z.dtype)
        yield np.multiply, (z, half, a)
        yield np.tanh, (a, a)
        yield np.multiply, (a, half, a)
        yield np.add, (a, half, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        one = np.ones((), z.dtype)
        yield np.subtract, (one, a, slope)
        yield np.multiply, (slope, a, slope)


ACTIVATIONS: Mapping[str, Activation] = {
    activation.name: activation for activation in (Tanh(), ReLU(), Sigmoid(), LeakyReLU(), Linear())
}
