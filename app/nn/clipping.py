"""Gradient clipping: no step is led by a gradient longer than a given norm."""

from __future__ import annotations

from functools import partial

import numpy as np

from app.nn.calls import Array, Calls

_EPSILON = 1e-6
"""Keeps a gradient of 0 from being divided by 0; PyTorch's own."""


def clipping_calls(gradients: Array, max_norm: float) -> Calls:
    """Scale `gradients` so that their norm is at most `max_norm` (Pascanu et al., 2013).

    g ← g · min(1, max_norm / (‖g‖ + 1e-6)), as PyTorch's `clip_grad_norm_`. The vector is flat:
    the norm is that of all parameters of a network together.
    """
    norm, share = np.zeros((), gradients.dtype), np.zeros((), gradients.dtype)
    epsilon, one = np.asarray(_EPSILON, gradients.dtype), np.ones((), gradients.dtype)
    yield gradients.dot, (gradients, norm)
    yield np.sqrt, (norm, norm)
    yield np.add, (norm, epsilon, norm)
    yield np.divide, (np.asarray(max_norm, gradients.dtype), norm, share)
    yield partial(np.minimum, out=share), (share, one)
    yield np.multiply, (gradients, share, gradients)
