"""Where weights begin. Biases begin at zero."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from app.nn.calls import Array
from app.nn.settings import Title


class Initializer(ABC):
    """Fills a weight matrix with random numbers of a scale that suits its size."""

    name: ClassVar[str]
    title: ClassVar[Title]

    @abstractmethod
    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        """Fill `weights`; a unit reads `fan_in` numbers and feeds `fan_out`."""


class XavierUniform(Initializer):
    """U(-r, r), r = sqrt(6 / (fan_in + fan_out)) (Glorot & Bengio, 2010)."""

    name = "xavier_uniform"
    title = {"en": "Xavier (uniform)", "zh-CN": "Xavier（均匀）"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        limit = (6 / (fan_in + fan_out)) ** 0.5
        weights[...] = rng.uniform(-limit, limit, weights.shape)


class XavierNormal(Initializer):
    """N(0, 2 / (fan_in + fan_out)) (Glorot & Bengio, 2010)."""

    name = "xavier_normal"
    title = {"en": "Xavier (normal)", "zh-CN": "Xavier（正态）"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        weights[...] = rng.normal(0, (2 / (fan_in + fan_out)) ** 0.5, weights.shape)


class HeUniform(Initializer):
    """U(-r, r), r = sqrt(6 / fan_in) (He et al., 2015)."""

    name = "he_uniform"
    title = {"en": "He (uniform)", "zh-CN": "He（均匀）"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        limit = (6 / fan_in) ** 0.5
        weights[...] = rng.uniform(-limit, limit, weights.shape)


class HeNormal(Initializer):
    """N(0, 2 / fan_in) (He et al., 2015)."""

    name = "he_normal"
    title = {"en": "He (normal)", "zh-CN": "He（正态）"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        weights[...] = rng.normal(0, (2 / fan_in) ** 0.5, weights.shape)


class Normal(Initializer):
    """N(0, 0.5²), whatever the size of the layer: what was done before scale was understood."""

    name = "normal"
    title = {"en": "Normal (0.5)", "zh-CN": "正态（0.5）"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        weights[...] = rng.normal(0, 0.5, weights.shape)


class Orthogonal(Initializer):
    """Rows, or columns where there are fewer, of length 1 and at right angles (Saxe et al., 2014).

    The Q of the QR decomposition of a normal matrix, its signs made unique by the diagonal of R.
    """

    name = "orthogonal"
    title = {"en": "Orthogonal", "zh-CN": "正交"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        rows, columns = weights.shape
        tall = rng.normal(size=(max(rows, columns), min(rows, columns)))
        q, r = np.linalg.qr(tall)
        q *= np.sign(np.diagonal(r))
        weights[...] = q if rows >= columns else q.T


class Zeros(Initializer):
    """All zero: every neuron of a layer then learns the same, which is worth seeing once."""

    name = "zeros"
    title = {"en": "Zeros", "zh-CN": "全零"}

    def fill(self, weights: Array, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        weights[...] = 0


INITIALIZERS: Mapping[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        XavierUniform(),
        XavierNormal(),
        HeUniform(),
        HeNormal(),
        Orthogonal(),
        Normal(),
        Zeros(),
    )
}
