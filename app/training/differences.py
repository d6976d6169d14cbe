"""Which fields two experiments differ in."""

from __future__ import annotations

from collections.abc import Mapping

from app.training.experiment import Experiment


def changed_fields(before: Experiment, after: Experiment) -> list[str]:
    """Dotted paths of the fields that differ; lists count as one field."""
    return _differences(before.model_dump(mode="json"), after.model_dump(mode="json"), "")


def _differences(before: object, after: object, path: str) -> list[str]:
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return [] if before == after else [path]
    return [
        field
        for key in dict.fromkeys([*before, *after])
        for field in _differences(
            before.get(key), after.get(key), f"{path}.{key}" if path else str(key)
        )
    ]
