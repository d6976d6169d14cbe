"""What a unit's passes went by: those of the followed sample, and of the latest mini-batch."""

from __future__ import annotations

import numpy as np

from app.datasets import Spotlight
from app.nn.layers.base import BoundLayer
from app.training.batch_pass import BatchPass
from app.training.inspection.numbers import exact
from app.training.inspection.target import Unit


def went_by(layer: BoundLayer, unit: int) -> dict[str, float | None]:
    """What the latest pass of a layer bound to one sample went by, but for what is drawn at random.

    A network that predicts draws nothing.
    """
    place = layer.channel_of(unit)
    return {
        name: exact(values[place]) for name, values in layer.went_by().items() if values.ndim == 1
    }


def of_batch(
    passed: BatchPass | None, target: Unit, followed: Spotlight
) -> dict[str, float | int | None] | None:
    """What the mini-batch's pass went by at a unit.

    Returns:
        What all its samples share, by name; of what each has for itself that of one `sample` (as
        `BatchPass.row_of` finds it), and of how many of the `samples` it was 0, as `zero`. None
        where the layer goes by nothing, or the mini-batch has not come there.
    """
    if passed is None or not 0 < target.layer <= len(passed.layers):
        return None
    layer, row = passed.layers[target.layer - 1], passed.row_of(followed)
    told: dict[str, float | int | None] = {}
    for name, values in layer.went_by().items():
        if values.ndim == 1:
            told[name] = exact(values[layer.channel_of(target.unit)])
        else:
            told[name] = exact(values[target.unit, row])
            told["zero"] = int(np.count_nonzero(values[target.unit] == 0))
    if not told:
        return None
    return {"samples": len(passed.chosen), "sample": int(passed.chosen[row]), **told}
