"""Where a training step stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PhaseKind = Literal["start", "sample", "forward", "loss", "backward", "update"]


@dataclass(frozen=True)
class Phase:
    """The phase that was carried out last.

    Attributes:
        kind: `start` before the first phase, also of a network that was just changed; `sample`
            puts a mini-batch into the inputs.
        layer: 1 to the number of layers in `forward` and `backward`, else 0.
    """

    kind: PhaseKind
    layer: int = 0


START = Phase("start")


def phases_of(layers: int) -> list[Phase]:
    """The phases of one step of a network with this many layers, output included, in order."""
    return [
        Phase("sample"),
        *(Phase("forward", layer) for layer in range(1, layers + 1)),
        Phase("loss"),
        *(Phase("backward", layer) for layer in range(layers, 0, -1)),
        Phase("update"),
    ]
