"""All datasets, in the order of the catalog. A new one is a new file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from app.datasets.base import DatasetSpec
from app.datasets.images.drawings import DRAWINGS
from app.datasets.images.shapes import SHAPES, SHAPES_DETECTION
from app.datasets.planar.circle import CIRCLE
from app.datasets.planar.gaussians import GAUSSIANS
from app.datasets.planar.moons import MOONS
from app.datasets.planar.plane import PLANE
from app.datasets.planar.points import POINTS
from app.datasets.planar.spiral import SPIRAL
from app.datasets.planar.two_gaussians import TWO_GAUSSIANS
from app.datasets.planar.xor import XOR
from app.datasets.real.breast_cancer import BREAST_CANCER
from app.datasets.real.diabetes import DIABETES
from app.datasets.real.digits import DIGITS
from app.datasets.real.iris import IRIS
from app.datasets.real.mnist import MNIST
from app.datasets.real.openml import FASHION_MNIST, MNIST_FULL
from app.datasets.real.wine import WINE

_ALL: tuple[DatasetSpec, ...] = (
    CIRCLE,
    XOR,
    TWO_GAUSSIANS,
    SPIRAL,
    MOONS,
    PLANE,
    GAUSSIANS,
    POINTS,
    DIGITS,
    MNIST,
    MNIST_FULL,
    FASHION_MNIST,
    DRAWINGS,
    SHAPES,
    SHAPES_DETECTION,
    IRIS,
    WINE,
    BREAST_CANCER,
    DIABETES,
)

DATASETS: Mapping[str, DatasetSpec] = {spec.name: spec for spec in _ALL}
