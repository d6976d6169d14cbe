"""L1 and L2: a price on large weights. Biases are free."""

from __future__ import annotations

import numpy as np

from app.nn.calls import Array, Calls


def penalty_calls(parameters: Array, gradients: Array, mask: Array, l1: float, l2: float) -> Calls:
    """Add the penalties' gradient, l1·sign(w) + l2·w, to `gradients`.

    The penalties are l1·Σ|w| and l2/2·Σw². All arrays are flat and equally long: the whole
    network's for a step, one layer's for a phase; the result is the same to the bit.
    """
    term = np.empty_like(parameters)
    # Else a factor such as 0.1 would have single precision in a network of double precision.
    mask = mask.astype(parameters.dtype)
    if l2:
        yield np.multiply, (parameters, mask * l2, term)
        yield np.add, (gradients, term, gradients)
    if l1:
        yield np.sign, (parameters, term)
        yield np.multiply, (term, mask * l1, term)
        yield np.add, (gradients, term, gradients)
