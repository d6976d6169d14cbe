"""One layer at one moment, in a few numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan, prod

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, Shape
from app.nn.layers import Layer as Kind
from app.nn.network import BoundNetwork, Network

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

QUANTITIES: tuple[str, ...] = (
    "activation_mean",
    "activation_std",
    *(f"activation_{round(100 * q)}" for q in QUANTILES),
    "dead",
    "saturated",
    "gradient_rms",
    *(f"gradient_{round(100 * q)}" for q in QUANTILES),
    "update_ratio",
    "weight_norm",
)
"""What `measure` says of a layer, in this order. NaN where there is no such thing:

* activation_*: mean, standard deviation and quantiles (in %) of the outputs of all units, over
  at most 256 of the training samples (fewer of layers with many units), evenly chosen, at the
  present parameters.
* dead: share of the neurons that give 0 for every training sample; of ReLU layers. What counts
  as a neuron of maps is a whole map: where nothing ever stands, in the corners of images, cells
  of a map that is alive and well are always 0.
* saturated: share of the neurons whose slope f'(z) is below 5 % of its greatest for at least 95 %
  of the training samples (and cells); of tanh and sigmoid layers.
* gradient_rms, gradient_*: root mean square, and quantiles (in %) of the absolute values, of the
  gradients of the latest mini-batch, penalties included.
* update_ratio: ‖Δw‖ / ‖w‖ of the latest update, of the weights without biases, w before it.
* weight_norm: ‖w‖.
"""

MOST_SAMPLES = 256
"""Enough for quantiles that are drawn a few pixels wide."""
MOST_VALUES = 200_000
"""So many activations at most are put in order, which takes some milliseconds."""

_SATURATED_SLOPE = 0.05
_NEARLY_ALL = 0.95

_FLAT: Mapping[str, tuple[float, float]] = {
    # a = tanh z has the slope 1 - a², at most 1; sigmoid has a (1 - a), at most ¼. Both are
    # below 5 % of that where a is further from its middle than this.
    "tanh": (0.0, (1 - _SATURATED_SLOPE) ** 0.5),
    "sigmoid": (0.5, 0.5 * (1 - _SATURATED_SLOPE) ** 0.5),
}


def activation_of(layer: Kind) -> str | None:
    """The name of the layer's activation function, where it has one."""
    name: str | None = getattr(layer, "activation", None)
    return name


def neurons_of(shape: Shape) -> int:
    """How many neurons give an output of this shape: units, or maps, whose cells share weights."""
    return shape[0] if len(shape) == 3 else prod(shape)


@dataclass(frozen=True)
class Layer:
    """Where a layer's numbers lie; of any kind of layer.

    Attributes:
        span: its place in the network's flat vectors.
        activation: the name of its activation function, or None.
        weights: of the span's length, 1 where a parameter is a weight, 0 where it is a bias.
        neurons: how many can be dead or saturated; see `neurons_of`.
    """

    span: slice
    activation: str | None
    weights: Array
    neurons: int

    @classmethod
    def all_of(cls, network: Network) -> list[Layer]:
        """The layers of a network, first to last."""
        return [
            cls(
                network.span(index),
                activation_of(layer),
                network.weight_mask[network.span(index)],
                neurons_of(network.shapes[index + 1]),
            )
            for index, layer in enumerate(network.layers)
        ]


def measure(
    layers: Sequence[Layer], passed: BoundNetwork, network: Network, before: Array
) -> NDArray[np.float64]:
    """All layers in numbers.

    Args:
        layers: `Layer.all_of(network)`.
        passed: the network on the training samples, after a forward pass.
        network: its parameters and the gradients of the latest mini-batch.
        before: its parameters before the latest update, flat.

    Returns:
        (layers, quantities).
    """
    rows = np.full((len(layers), len(QUANTITIES)), nan)
    last = len(layers) - 1
    for index, layer in enumerate(layers):
        output = passed.loss.prediction if index == last else passed.layers[index].output
        row = rows[index]
        _fill_shares(row[7:9], output.reshape(layer.neurons, -1), layer.activation)
        _fill_activations(row[:7], output.reshape(-1, output.shape[-1]))
        if layer.span.start == layer.span.stop:
            continue
        row[9:15] = _sizes(network.gradients[layer.span])
        weights = before[layer.span] * layer.weights
        change = (network.parameters[layer.span] - before[layer.span]) * layer.weights
        length = _length(weights)
        row[15] = _length(change) / length if length else nan
        row[16] = _length(network.parameters[layer.span] * layer.weights)
    return rows


def _fill_shares(row: NDArray[np.float64], output: Array, activation: str | None) -> None:
    """Write the shares of dead and saturated neurons; a row of the output is one."""
    if activation == "relu":
        row[0] = np.mean(output.max(axis=1) <= 0)
    flat = _FLAT.get(activation or "")
    if flat is not None:
        middle, far = flat
        share = np.count_nonzero(np.abs(output - middle) > far, axis=1) / output.shape[1]
        row[1] = np.mean(share >= _NEARLY_ALL)


def _fill_activations(row: NDArray[np.float64], output: Array) -> None:
    """Write mean, deviation and quantiles of (units, samples)."""
    most = max(1, min(MOST_SAMPLES, MOST_VALUES // len(output)))
    step = -(-output.shape[1] // most)
    values = output[:, ::step].flatten()
    row[0], row[1] = values.mean(), values.std()
    row[2:7] = _quantiles(values)


def _sizes(gradients: Array) -> NDArray[np.float64]:
    """Root mean square and quantiles of the absolute values."""
    return np.array([_length(gradients) / gradients.size**0.5, *_quantiles(np.abs(gradients))])


def _quantiles(values: Array) -> Array:
    """The values at `QUANTILES`, each one of those that are there; they lose their order."""
    places = [round(q * (values.size - 1)) for q in QUANTILES]
    values.partition(sorted(set(places)))
    return values[places]


def _length(values: Array) -> float:
    # Squares of what float32 can hold may be beyond it.
    wide = values.astype(np.float64)
    return float(np.sqrt(wide @ wide))
