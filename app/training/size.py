"""How large an experiment is, before anything of it exists, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass

from app.nn.summary import Summary

BACKWARD_SHARE = 2
"""A backward pass multiplies about twice as much as a forward pass: gradients, and deltas."""

CALLS_BESIDE_LAYERS = 16
"""Calls of a step that belong to no layer: the loss, the optimizer."""

NANOSECONDS = {"call": 500, "activation": 3, "multiply_add": 0.03, "parameter": 1}
"""What each of them takes on one core of an ordinary laptop.

Fitted to measured steps of fourteen networks, from 2-4-2-1 (11 µs) to two convolutions of 32
channels (71 ms); docs/engine.md tells how near the estimate comes.
"""

_WORDS = {
    "parameters": "parameters",
    "activations": "activations a mini-batch",
    "multiply_adds": "multiply-adds a step",
    "milliseconds": "milliseconds a step (estimated)",
}


@dataclass(frozen=True)
class Size:
    """What one training step needs; as `Limits`, the most it may need.

    Attributes:
        parameters: numbers that are learned.
        activations: numbers that a mini-batch leaves in the network.
        multiply_adds: of the forward and the backward pass of a mini-batch.
        milliseconds: the time of a step on one core of an ordinary laptop, estimated.
    """

    parameters: int
    activations: int
    multiply_adds: int
    milliseconds: float

    def excess(self, limits: Size) -> tuple[str, float, float] | None:
        """The first thing that is beyond its limit: what it is, how much, and the limit."""
        for name, words in _WORDS.items():
            size, limit = getattr(self, name), getattr(limits, name)
            if size > limit:
                return words, size, limit
        return None


LIMITS = Size(
    parameters=1_000_000, activations=4_000_000, multiply_adds=2_000_000_000, milliseconds=100
)
"""About 40 MB, and ten steps a second that can be seen."""


def size_of(summary: Summary, batch_size: int) -> Size:
    """The size of a training step of this network."""
    activations = summary.activations * batch_size
    multiply_adds = summary.multiply_adds * batch_size * (1 + BACKWARD_SHARE)
    nanoseconds = (
        NANOSECONDS["call"] * (summary.calls + CALLS_BESIDE_LAYERS)
        + NANOSECONDS["activation"] * activations
        + NANOSECONDS["multiply_add"] * multiply_adds
        + NANOSECONDS["parameter"] * summary.parameters
    )
    return Size(summary.parameters, activations, multiply_adds, round(nanoseconds / 1e6, 2))
