"""Layers and losses as plain data, and back: what a network's JSON is made of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

from app.nn.layers import LAYERS, Layer
from app.nn.losses import LOSSES, Loss
from app.nn.settings import Setting, SettingError


def describe(part: Any) -> Any:
    """A layer, a loss or a setting as lists, objects, numbers and text."""
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        fields = [field.name for field in dataclasses.fields(part)]
        # The name of the thing comes first, for whoever reads the text.
        fields.sort(key=lambda name: name not in ("kind", "name"))
        return {name: describe(getattr(part, name)) for name in fields}
    if isinstance(part, tuple):
        return [describe(member) for member in part]
    return part


def layers_from(data: Any, path: str = "layers") -> tuple[Layer, ...]:
    """The layers that `describe` gave this for.

    Raises:
        SettingError: something is missing, unknown or of the wrong type.
    """
    return tuple(
        _made(LAYERS, "kind", item, f"{path}.{index}")
        for index, item in enumerate(_sequence(data, path))
    )


def loss_from(data: Any, path: str = "loss") -> Loss:
    """The loss that `describe` gave this for.

    Raises:
        SettingError: something is missing, unknown or of the wrong type.
    """
    made: Loss = _made({name: type(loss) for name, loss in LOSSES.items()}, "name", data, path)
    return made


def _made(registry: Mapping[str, type], tag: str, data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise SettingError(path, data, "an object")
    chosen = data.get(tag)
    if not isinstance(chosen, str) or chosen not in registry:
        raise SettingError(f"{path}.{tag}", chosen, f"one of {', '.join(registry)}")
    holder = registry[chosen]
    hints = get_type_hints(holder, include_extras=True)
    known = [field.name for field in dataclasses.fields(holder)]
    values = {}
    for name, value in data.items():
        if name not in known:
            raise SettingError(f"{path}.{name}", value, f"one of {', '.join(known)}")
        values[name] = _read(hints[name], value, f"{path}.{name}")
    missing = [
        field.name
        for field in dataclasses.fields(holder)
        if field.default is dataclasses.MISSING and field.name not in values
    ]
    if missing:
        raise SettingError(f"{path}.{missing[0]}", None, "given")
    return holder(**values)


def _read(hint: Any, value: Any, path: str) -> Any:
    """One field's value, checked against the field's type and its smallest allowed value."""
    setting = next((item for item in get_args(hint) if isinstance(item, Setting)), None)
    plain = get_args(hint)[0] if setting else hint
    if plain == tuple[Layer, ...]:
        return layers_from(value, path)
    if plain == tuple[tuple[Layer, ...], ...]:
        branches = enumerate(_sequence(value, path))
        return tuple(layers_from(branch, f"{path}.{index}") for index, branch in branches)
    if get_origin(plain) is Literal:
        if value not in get_args(plain):
            raise SettingError(path, value, f"one of {', '.join(map(str, get_args(plain)))}")
        return value
    number = float if isinstance(value, int) and plain is float else plain
    if isinstance(value, bool) != (plain is bool) or not isinstance(value, number | plain):
        raise SettingError(
            path, value, {int: "a whole number", float: "a number"}.get(plain, "text")
        )
    if setting and setting.minimum is not None and value < setting.minimum:
        raise SettingError(path, value, f"at least {setting.minimum:g}")
    return number(value)


def _sequence(data: Any, path: str) -> Sequence[Any]:
    if isinstance(data, str) or not isinstance(data, Sequence):
        raise SettingError(path, data, "a list")
    return data
