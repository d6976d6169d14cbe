"""Analytic against numerical gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.nn.calls import Array
from app.nn.network import BoundNetwork


def numerical_gradient(loss: Callable[[], float], parameters: Array, step: float = 1e-5) -> Array:
    """Central differences (loss(p + step) - loss(p - step)) / (2 step), one parameter at a time.

    Args:
        loss: evaluates the loss at the current values of `parameters`.
        parameters: flat float64 vector, changed in place and put back.
        step: half the distance of the two evaluations.
    """
    gradient = np.empty_like(parameters)
    for index, value in enumerate(parameters.tolist()):
        parameters[index] = value + step
        above = loss()
        parameters[index] = value - step
        below = loss()
        parameters[index] = value
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(analytic: Array, numerical: Array) -> float:
    """‖analytic - numerical‖ / (‖analytic‖ + ‖numerical‖), 0 where both are 0."""
    scale = float(np.linalg.norm(analytic) + np.linalg.norm(numerical))
    return float(np.linalg.norm(analytic - numerical)) / scale if scale else 0.0


def check_gradients(bound: BoundNetwork, gradients: Array) -> float:
    """Relative error of a bound float64 network's gradients on the batch it holds."""
    bound.forward()
    bound.backward()
    return relative_error(gradients, numerical_gradient(bound.forward, bound.network.parameters))
