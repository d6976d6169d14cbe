"""Activation functions a = f(z) and their slopes f'(z), element by element.

`forward` and `slope` yield NumPy calls (see `calls.py`). Slopes are written in terms of the
activation `a` where that is cheaper than starting from `z`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from math import pi
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
        yield np.square, (a, slope)
        yield np.subtract, (one, slope, slope)


class ReLU(Activation):
    """f(z) = max(z, 0);  f' = 1 where z > 0, else 0 (Nair & Hinton, 2010)."""

    name = "relu"
    title = {"en": "ReLU", "zh-CN": "ReLU"}

    def forward(self, z: Array, a: Array) -> Calls:
        # An array of zeros, because NumPy's maximum against a scalar misses its fast path.
        yield partial(np.maximum, out=a), (z, np.zeros_like(z))

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        yield np.greater, (z, np.zeros((), z.dtype), slope)


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


class ELU(Activation):
    """f(z) = z where z > 0, else exp z - 1 (Clevert et al., 2016);  f' = 1, else exp z."""

    name = "elu"
    title = {"en": "ELU", "zh-CN": "ELU"}

    def forward(self, z: Array, a: Array) -> Calls:
        zeros, below = np.zeros_like(z), np.empty_like(z)
        # exp is taken of what lies below 0 only, so that it cannot overflow.
        yield partial(np.minimum, out=below), (z, zeros)
        yield np.expm1, (below, below)
        yield partial(np.maximum, out=a), (z, zeros)
        yield np.add, (a, below, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        yield partial(np.minimum, out=slope), (z, np.zeros_like(z))
        yield np.exp, (slope, slope)


class GELU(Activation):
    """f(z) = z/2 (1 + tanh u),  u = sqrt(2/π) (z + 0.044715 z³) (Hendrycks & Gimpel, 2016).

    f' = (1 + tanh u)/2 + z/2 (1 - tanh² u) u'. This is PyTorch's `approximate="tanh"`.
    """

    name = "gelu"
    title = {"en": "GELU", "zh-CN": "GELU"}
    scale: ClassVar[float] = (2 / pi) ** 0.5
    cubic: ClassVar[float] = 0.044715

    def _bent(self, z: Array, square: Array, bent: Array) -> Calls:
        """Write z² and tanh u."""
        scale = np.asarray(self.scale, z.dtype)
        cubic = np.asarray(self.scale * self.cubic, z.dtype)
        yield np.square, (z, square)
        yield np.multiply, (square, cubic, bent)
        yield np.add, (bent, scale, bent)
        yield np.multiply, (bent, z, bent)
        yield np.tanh, (bent, bent)

    def forward(self, z: Array, a: Array) -> Calls:
        one, half = np.ones((), z.dtype), np.asarray(0.5, z.dtype)
        yield from self._bent(z, np.empty_like(z), a)
        yield np.add, (a, one, a)
        yield np.multiply, (a, z, a)
        yield np.multiply, (a, half, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        one, half = np.ones((), z.dtype), np.asarray(0.5, z.dtype)
        scale = np.asarray(self.scale, z.dtype)
        cubic = np.asarray(3 * self.scale * self.cubic, z.dtype)
        square, bent, rise = np.empty_like(z), np.empty_like(z), np.empty_like(z)
        yield from self._bent(z, square, bent)
        yield np.multiply, (square, cubic, rise)
        yield np.add, (rise, scale, rise)
        yield np.multiply, (rise, z, rise)
        yield np.square, (bent, square)
        yield np.subtract, (one, square, square)
        yield np.multiply, (rise, square, rise)
        yield np.add, (bent, one, slope)
        yield np.add, (slope, rise, slope)
        yield np.multiply, (slope, half, slope)


class Softplus(Activation):
    """f(z) = log(1 + exp z), a smooth ReLU;  f' = sigmoid z (Dugas et al., 2001)."""

    name = "softplus"
    title = {"en": "Softplus", "zh-CN": "Softplus"}

    def forward(self, z: Array, a: Array) -> Calls:
        yield np.logaddexp, (np.zeros((), z.dtype), z, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        yield from Sigmoid().forward(z, slope)


class Swish(Activation):
    """f(z) = z σ(z), also called SiLU (Ramachandran et al., 2017);  f' = σ + a (1 - σ)."""

    name = "swish"
    title = {"en": "Swish (SiLU)", "zh-CN": "Swish（SiLU）"}

    def forward(self, z: Array, a: Array) -> Calls:
        yield from Sigmoid().forward(z, a)
        yield np.multiply, (a, z, a)

    def slope(self, z: Array, a: Array, slope: Array) -> Calls:
        one, rest = np.ones((), z.dtype), np.empty_like(z)
        yield from Sigmoid().forward(z, slope)
        yield np.subtract, (one, slope, rest)
        yield np.multiply, (rest, a, rest)
        yield np.add, (slope, rest, slope)


ACTIVATIONS: Mapping[str, Activation] = {
    activation.name: activation
    for activation in (
        Tanh(),
        ReLU(),
        Sigmoid(),
        LeakyReLU(),
        ELU(),
        GELU(),
        Softplus(),
        Swish(),
        Linear(),
    )
}
