"""Bounds and names of a setting, stated once beside the field they belong to.

The annotation serves everyone: type checkers see the plain type, pydantic enforces the
bounds, and the catalog tells them to the page, in all languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotated_types import Ge, GroupedMetadata, Le

Title: TypeAlias = Mapping[str, str]
"""A name in every language, by language tag: `{"en": "Circle", "zh-CN": "圆环"}`."""

Effect: TypeAlias = Literal["live", "reset"]


@dataclass(frozen=True)
class Setting(GroupedMetadata):
    """Describes a field: `units: Annotated[int, Setting({...}, minimum=1, maximum=64)] = 4`.

    Attributes:
        title: what people call it.
        minimum: smallest allowed value, or None where it is not a number.
        maximum: largest allowed value.
        scale: how a slider should spread the values.
        effect: whether changing it lets a run go on (`live`) or begins it again (`reset`).
    """

    title: Title
    minimum: float | None = None
    maximum: float | None = None
    scale: Literal["linear", "logarithmic"] = "linear"
    effect: Effect = "live"

    def __iter__(self) -> Iterator[object]:
        """Yield the bounds in the form that validators understand."""
        if self.minimum is not None:
            yield Ge(self.minimum)
        if self.maximum is not None:
            yield Le(self.maximum)


STRICT = {"extra": "forbid", "strict": True, "allow_inf_nan": False}
"""How validators should read the dataclasses of this package (`__pydantic_config__`)."""


class SettingError(ValueError):
    """A setting has a value that cannot be.

    Attributes:
        field: dotted path of the setting at fault.
        given: what it is.
        allowed: what it could be, in words.
    """

    def __init__(self, field: str, given: object, allowed: str) -> None:
        super().__init__(f"{field} must be {allowed}; got {given!r}")
        self.field, self.given, self.allowed = field, given, allowed
