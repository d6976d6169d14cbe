from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from app.paths import STATIC
from app.settings import Settings

TABLE = (STATIC.parent / "docs" / "settings.md").read_text()


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `GLASSBOX_(\w+)` \| ([^|]*) \|", TABLE, re.MULTILINE))
    assert rows.keys() == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        documented = rows[name.upper()].strip()
        if isinstance(field.default, int | float | tuple):
            shown = "none" if field.default == () else f"{field.default:g}"
            assert documented == shown, name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("glass.example", ("glass.example",)),
        ("glass.example, other.example ,", ("glass.example", "other.example")),
        ('["glass.example", "other.example"]', ("glass.example", "other.example")),
        ("*", ("*",)),
    ],
)
def test_a_list_is_json_or_words_with_commas(
    text: str, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSBOX_ALLOWED_HOSTS", text)
    assert Settings().allowed_hosts == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TRUSTED_PROXIES", "my-proxy"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("ALLOWED_HOSTS", "[1, 2"),
        ("COMMANDS_PER_SECOND", "0"),
        ("SOCKETS_AT_ONCE", "many"),
        ("MAX_VIEWERS_IN_ALL", "-1"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"GLASSBOX_{name}", text)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_networks_of_proxies_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLASSBOX_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, ::1")
    assert Settings().trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1")
