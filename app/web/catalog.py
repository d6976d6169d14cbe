"""Everything a page can offer, read out of the registries and the experiment's own fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from app.datasets import DATASETS, FEATURES
from app.datasets.images.drawings import MOST_DRAWINGS
from app.datasets.picture_file import FILE_BYTES as PICTURE_BYTES
from app.frames.codec import VERSION
from app.nn.activations import ACTIVATIONS
from app.nn.initializers import INITIALIZERS
from app.nn.losses import LOSSES
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import SCHEDULES
from app.nn.settings import Setting
from app.rooms.commands import MESSAGE_BYTES
from app.rooms.run_file import FILE_BYTES
from app.training import Experiment, example_on
from app.training.build import LOSS_OF_TASK
from app.training.experiment import (
    HIDDEN_LAYERS,
    MAX_CORRECTIONS,
    MAX_HIDDEN_LAYERS,
    MAX_POINTS,
)
from app.training.presets import PRESETS

SPEEDS: list[dict[str, Any]] = [
    *({"unit": "phase", "per_second": rate} for rate in (1, 2, 4, 8)),
    *({"unit": "step", "per_second": rate} for rate in (2, 5, 10, 30, 100, 300, 1000)),
    {"unit": "step", "per_second": None},
]


def catalog() -> dict[str, Any]:
    """The catalog as docs/protocol.md describes it; only what datasets are here may change."""
    datasets = [_dataset(name, spec.obstacle is None) for name, spec in DATASETS.items()]
    return {**_fixed(), "datasets": datasets}


@cache
def _dataset(name: str, here: bool) -> dict[str, Any]:
    """A dataset, either while it is here or while it is not."""
    spec = DATASETS[name]
    return {
        "name": name,
        "title": dict(spec.title),
        "description": dict(spec.description),
        "task": spec.task,
        "view": spec.view,
        "options": list(spec.options),
        "preparation": spec.preparation,
        "samples": None if spec.samples is None else asdict(spec.samples),
        "preview": spec.preview,
        "obstacle": None if here or spec.obstacle is None else dict(spec.obstacle),
        "fetchable": spec.fetchable,
        "example": example_on(name).model_dump(mode="json"),
    }


@cache
def _fixed() -> dict[str, Any]:
    experiment = Experiment()
    return {
        "protocol": VERSION,
        "presets": [
            {
                "name": preset.name,
                "title": dict(preset.title),
                "description": dict(preset.description),
                "dataset": preset.experiment.dataset.name,
                "experiment": preset.experiment.model_dump(mode="json"),
            }
            for preset in PRESETS
        ],
        "features": [{"name": f.name, "label": f.label} for f in FEATURES.values()],
        "layers": [
            {"kind": kind, "title": dict(layer.title), "settings": _dataclass_settings(layer)}
            for kind, layer in HIDDEN_LAYERS.items()
        ],
        "activations": _titles(ACTIVATIONS),
        "initializers": _titles(INITIALIZERS),
        "losses": [
            {"name": loss, "title": dict(LOSSES[loss].title), "task": task}
            for task, loss in LOSS_OF_TASK.items()
        ],
        "optimizers": _members(OPTIMIZERS),
        "schedules": _members(SCHEDULES),
        "settings": list(_model_settings(Experiment, "")),
        "speeds": SPEEDS,
        "limits": {
            "hidden_layers": MAX_HIDDEN_LAYERS,
            "units": _maximum(HIDDEN_LAYERS["dense"], "units"),
            "points": MAX_POINTS,
            "drawings": MOST_DRAWINGS,
            "corrections": MAX_CORRECTIONS,
            "message_bytes": MESSAGE_BYTES,
            "run_file_bytes": FILE_BYTES,
            "picture_bytes": PICTURE_BYTES,
        },
        "default": experiment.model_dump(mode="json"),
    }


def _members(registry: Mapping[str, type[Any]]) -> list[dict[str, Any]]:
    """Members of a family that have settings of their own."""
    return [
        {"name": name, "title": dict(member.title), "settings": _dataclass_settings(member)}
        for name, member in registry.items()
    ]


def _titles(registry: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "title": dict(member.title)} for name, member in registry.items()]


def _model_settings(model: type[BaseModel], prefix: str) -> Iterator[dict[str, Any]]:
    """The annotated fields of the experiment and its parts, by path."""
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        annotation = info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from _model_settings(annotation, f"{path}.")
            continue
        setting = next((item for item in info.metadata if isinstance(item, Setting)), None)
        hints = get_type_hints(model, include_extras=True)
        setting = setting or _setting_in(hints[name])
        if setting is not None:
            default = info.get_default(call_default_factory=True)
            yield {"path": path, **_describe(setting, annotation, default)}


def _dataclass_settings(holder: type) -> list[dict[str, Any]]:
    hints = get_type_hints(holder, include_extras=True)
    return [
        {"name": field.name, **_describe(setting, get_args(hints[field.name])[0], field.default)}
        for field in dataclasses.fields(holder)
        if (setting := _setting_in(hints[field.name])) is not None
    ]


def _setting_in(annotation: Any) -> Setting | None:
    return next((item for item in get_args(annotation) if isinstance(item, Setting)), None)


def _describe(setting: Setting, annotation: Any, default: Any) -> dict[str, Any]:
    members = get_args(annotation)
    nullable = get_origin(annotation) in (Union, UnionType) and type(None) in members
    plain = next(m for m in members if m is not type(None)) if nullable else annotation
    described: dict[str, Any] = {
        "title": dict(setting.title),
        "effect": setting.effect,
        "scale": setting.scale,
        "nullable": nullable,
        "type": {int: "integer", float: "number"}.get(plain, "list"),
        "minimum": setting.minimum,
        "maximum": setting.maximum,
        "default": default if isinstance(default, int | float | str | None) else None,
    }
    if get_origin(plain) is Literal:
        described |= {"type": "choice", "choices": list(get_args(plain))}
    return described


def _maximum(holder: type, name: str) -> float | None:
    found = next(item for item in _dataclass_settings(holder) if item["name"] == name)
    maximum: float | None = found["maximum"]
    return maximum
