"""How the kernel of one map came to be what it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.nn.calls import Array
from app.nn.layers import Conv2D
from app.training.inspection import ParameterHistory
from app.training.trainer import Trainer

MOST_MOMENTS = 12
MOST_INPUTS = 8
"""Of a kernel that reads many maps the planes with the largest weights now are told."""


class KernelPast(NamedTuple):
    """A kernel at several moments.

    Attributes:
        steps: of the moments, the present one last.
        inputs: which maps of the layer before its planes read, in order.
        kernels: (moments, planes, size, size).
        biases: (moments,).
    """

    steps: list[int]
    inputs: list[int]
    kernels: Array
    biases: Array


def kernel_past(
    trainer: Trainer, past: ParameterHistory, layer: int, channel: int
) -> KernelPast | None:
    """The kernel of a map at up to 12 moments, as even as what is remembered allows.

    Args:
        trainer: the run; where it stands is the last moment.
        past: what is remembered.
        layer, channel: the convolution, as the layout counts layers, and its map.

    Returns:
        None where there is no such map.
    """
    network = trainer.network
    if not 1 <= layer <= len(network.layers):
        return None
    kind = network.layers[layer - 1]
    if not isinstance(kind, Conv2D) or not 0 <= channel < kind.channels:
        return None
    size = kind.kernel_size
    moments = [moment for moment in past.moments(trainer.steps) if moment[0] < trainer.steps]
    steps = np.array([step for step, _ in moments])
    wanted = np.linspace(0, trainer.steps, MOST_MOMENTS)[:-1]
    nearest = {int(np.abs(steps - step).argmin()) for step in wanted} if moments else set()
    shown = [moments[place] for place in sorted(nearest)]
    shown.append((trainer.steps, network.parameters))
    columns = np.stack([network.views(flat)[layer - 1][0][:, channel] for _, flat in shown])
    kernels = columns[:, :-1].reshape(len(shown), -1, size, size)
    strengths = np.abs(kernels[-1]).sum(axis=(1, 2))
    inputs = np.sort(np.argsort(-strengths, kind="stable")[:MOST_INPUTS])
    return KernelPast(
        [step for step, _ in shown], inputs.tolist(), kernels[:, inputs], columns[:, -1]
    )
