"""Texts in all languages of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]
"""One text in all languages: `{"en": ..., "zh-CN": ...}`."""


def text(english: str, chinese: str) -> Text:
    """The same text in English and in simplified Chinese."""
    return {"en": english, "zh-CN": chinese}
