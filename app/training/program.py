"""The calls of one training step, written down once."""

from __future__ import annotations

from app.nn.calls import Call
from app.nn.network import BoundNetwork, Network
from app.nn.penalties import penalty_calls


class StepProgram:
    """Forward and backward pass for batches of one size, penalties included.

    Attributes:
        bound: the network on its buffers.
        forward: the calls of the whole forward pass, loss included.
        backward: the calls of the whole backward pass.
        backward_of_layer: the same, a layer at a time; to the bit the same gradients.
    """

    def __init__(self, network: Network, batch_size: int, l1: float, l2: float) -> None:
        self.bound: BoundNetwork = network.bind(batch_size, network.gradients, training=True)
        self.forward: list[Call] = [
            *(call for calls in self.bound.forward_calls for call in calls),
            *self.bound.loss_calls,
        ]
        whole = slice(None)
        self.backward: list[Call] = [
            *self.bound.whole_backward_calls,
            *_penalty(network, whole, l1, l2),
        ]
        self.backward_of_layer: list[list[Call]] = [
            [*calls, *_penalty(network, network.span(layer), l1, l2)]
            for layer, calls in enumerate(self.bound.backward_calls)
        ]


def _penalty(network: Network, span: slice, l1: float, l2: float) -> list[Call]:
    return list(
        penalty_calls(
            network.parameters[span], network.gradients[span], network.weight_mask[span], l1, l2
        )
    )
