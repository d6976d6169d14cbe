"""What a page needs to know of each layer to draw it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.datasets import BOX_LABELS
from app.frames.layout import LayerLabel
from app.nn.layers import Layer
from app.nn.losses import Detection, Loss
from app.training import Trainer
from app.training.build import loss_for
from app.training.inspection import sizes_of

_TOLD_APART = ("kind", "activation")


def labels_of(trainer: Trainer) -> tuple[LayerLabel, ...]:
    """The input, the hidden layers and the output, in order."""
    dataset, shapes = trainer.dataset, trainer.network.shapes
    sizes = sizes_of(trainer.network)
    hidden = [
        LayerLabel(
            index,
            layer.kind,
            shapes[index],
            getattr(layer, "activation", None),
            None,
            _settings(layer),
            sizes[index].reads,
        )
        for index, layer in enumerate(trainer.experiment.network.layers, start=1)
    ]
    last = len(shapes) - 1
    labels = dataset.classes if sizes[last].units > 1 else None
    if labels and dataset.spec.task == "detection":
        labels = (*labels, *BOX_LABELS)
    loss = loss_for(dataset)
    return (
        LayerLabel(0, "input", shapes[0], None, tuple(dataset.input_labels)),
        *hidden,
        LayerLabel(
            last,
            "output",
            shapes[last],
            loss.activation,
            labels,
            _settings_of_heads(loss),
            sizes[last].reads,
        ),
    )


def _settings_of_heads(loss: Loss) -> dict[str, Any]:
    """What two heads of a detection go by, which its loss is told with."""
    if not isinstance(loss, Detection):
        return {}
    return {"box_weight": loss.box_weight, "threshold": loss.threshold}


def _settings(layer: Layer) -> dict[str, Any]:
    """The layer's own settings, by which a page knows which cells a cell reads."""
    named = [field.name for field in fields(layer) if field.name not in _TOLD_APART]  # type: ignore[arg-type]
    return {name: getattr(layer, name) for name in named}
