"""What a page needs to know of each layer to draw it."""

from __future__ import annotations

from dataclasses import fields
from math import prod
from typing import Any

from app.frames.layout import LayerLabel
from app.nn.layers import Layer
from app.training import Trainer
from app.training.build import loss_for

_TOLD_APART = ("kind", "activation")


def labels_of(trainer: Trainer) -> tuple[LayerLabel, ...]:
    """The input, the hidden layers and the output, in order."""
    dataset, shapes = trainer.dataset, trainer.network.shapes
    hidden = [
        LayerLabel(
            index,
            layer.kind,
            shapes[index],
            getattr(layer, "activation", None),
            None,
            _settings(layer),
        )
        for index, layer in enumerate(trainer.experiment.network.layers, start=1)
    ]
    last = len(shapes) - 1
    labels = dataset.classes if prod(shapes[last]) > 1 else None
    return (
        LayerLabel(0, "input", shapes[0], None, tuple(dataset.input_labels)),
        *hidden,
        LayerLabel(last, "output", shapes[last], loss_for(dataset).activation, labels),
    )


def _settings(layer: Layer) -> dict[str, Any]:
    """The layer's own settings, by which a page knows which cells a cell reads."""
    named = [field.name for field in fields(layer) if field.name not in _TOLD_APART]  # type: ignore[arg-type]
    return {name: getattr(layer, name) for name in named}
