"""What two experiments differ in, and whether a run can go on from one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.training.experiment import Experiment


def changed_fields(before: Experiment, after: Experiment) -> list[str]:
    """Dotted paths of the fields that differ; lists count as one field."""
    return [field for field, _, _ in differences(before, after)]


def needs_new_run(old: Experiment, new: Experiment) -> bool:
    """Whether a run of the old experiment cannot go on as one of the new."""
    return (old.dataset.uncorrected, old.network.initializer, old.training.seed) != (
        new.dataset.uncorrected,
        new.network.initializer,
        new.training.seed,
    )


_PICTURES = ("dataset.drawings", "dataset.corrections")


def differences(before: Experiment, after: Experiment) -> list[tuple[str, Any, Any]]:
    """Dotted paths of the fields that differ and both values, None where there is no such field.

    Of pictures, which are long and say nothing in a line, it is told how many there are.
    """
    return _differences(before.model_dump(mode="json"), after.model_dump(mode="json"), "")


def _differences(before: Any, after: Any, path: str) -> list[tuple[str, Any, Any]]:
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        if before == after:
            return []
        return [(path, len(before), len(after)) if path in _PICTURES else (path, before, after)]
    return [
        difference
        for key in dict.fromkeys([*before, *after])
        for difference in _differences(
            before.get(key), after.get(key), f"{path}.{key}" if path else str(key)
        )
    ]
