"""How large an experiment is, before anything of it exists, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass

from app.nn.summary import Summary

BACKWARD_SHARE = 2
"""A backward pass multiplies about twice as much as a forward pass: gradients, and deltas."""


_WORDS = {
    "parameters": "parameters",
    "activations": "activations a mini-batch",
    "multiply_adds": "multiply-adds a step",
}


@dataclass(frozen=True)
class Size:
    """What one training step needs; as `Limits`, the most it may need.

    Attributes:
        parameters: numbers that are learned.
        activations: numbers that a mini-batch leaves in the network.
        multiply_adds: of the forward and the backward pass of a mini-batch.
    """

    parameters: int
    activations: int
    multiply_adds: int

    def excess(self, limits: Size) -> tuple[str, int, int] | None:
        """The first thing that is beyond its limit: what it is, how much, and the limit."""
        for name, words in _WORDS.items():
            size, limit = getattr(self, name), getattr(limits, name)
            if size > limit:
                return words, size, limit
        return None


LIMITS = Size(parameters=1_000_000, activations=4_000_000, multiply_adds=2_000_000_000)
"""About 40 MB and a tenth of a second a step on an ordinary laptop."""


def size_of(summary: Summary, batch_size: int) -> Size:
    """The size of a training step of this network."""
    return Size(
        parameters=summary.parameters,
        activations=summary.activations * batch_size,
        multiply_adds=summary.multiply_adds * batch_size * (1 + BACKWARD_SHARE),
    )
