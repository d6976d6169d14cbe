"""The API keeps to what its description says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.main import create_app
from app.settings import Settings
from tests.web.conftest import serving
from tests.web.screen import open_room

SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(workers=1)).openapi())
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose log stays empty, however it is asked."""
    log: Path = tmp_path_factory.mktemp("asked") / "log.txt"
    most: dict[str, Any] = {"new_rooms_at_once": 1_000_000, "max_rooms": 1_000_000}
    with serving(workers=1, log=log, **most) as address:
        open_room(address)
        yield address
    assert log.read_text() == ""


@SCHEMA.parametrize()
@settings(max_examples=60)
def test_it_answers_as_it_says(case: schemathesis.Case[Any], asked: str) -> None:
    case.call_and_validate(base_url=asked, checks=CHECKS)


def test_every_route_is_described() -> None:
    paths: dict[str, dict[str, Any]] = create_app(Settings(workers=1)).openapi()["paths"]
    assert paths.keys() >= {"/api/rooms", "/api/rooms/{code}", "/api/rooms/{code}/fork", "/healthz"}
    for path, methods in paths.items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    schema = answer["content"]["application/json"]["schema"]
                    # How the server is, is told whether it is well or not.
                    model = "Health" if (path, status) == ("/healthz", "503") else "Refusal"
                    assert schema == {"$ref": f"#/components/schemas/{model}"}, (path, status)
