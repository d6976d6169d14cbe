"""The page's files: read once, packed once, and never out of date."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from app.web.static import FreshFiles

TEXT = "export const answer = 42;\n" * 60


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "one.js").write_text(TEXT)
    (tmp_path / "tiny.css").write_text("a{}")
    return tmp_path


Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(files: Path) -> Ask:
    app = Starlette(routes=[Mount("/static", FreshFiles(directory=files))])

    async def answer(name: str, method: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.request(method, f"/static/{name}", headers=headers)

    def ask_one(name: str, method: str = "GET", **headers: str) -> httpx.Response:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        # In a thread of its own: in this one the loop of the browser tests may be running.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, answer(name, method, named)).result()

    return ask_one


def test_whoever_can_unpack_it_gets_it_packed(ask: Ask) -> None:
    packed = ask("one.js", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(TEXT) / 4
    assert packed.text == TEXT
    assert packed.headers["content-type"].startswith("text/javascript")
    plain = ask("one.js", accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.text == TEXT
    assert plain.headers["vary"] == "Accept-Encoding"


def test_a_tiny_file_is_sent_as_it_is(ask: Ask) -> None:
    answer = ask("tiny.css", accept_encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert answer.text == "a{}"


def test_a_browser_that_has_it_is_told_so(ask: Ask) -> None:
    first = ask("one.js")
    assert first.headers["cache-control"] == "no-cache"
    again = ask("one.js", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_that_changed_is_read_anew(ask: Ask, files: Path) -> None:
    tag = ask("one.js").headers["etag"]
    (files / "one.js").write_text(TEXT + "// more")
    os.utime(files / "one.js", (1, 1))
    again = ask("one.js", if_none_match=tag)
    assert again.status_code == 200
    assert again.text == TEXT + "// more"


def test_parts_and_heads_of_files(ask: Ask) -> None:
    part = ask("one.js", range="bytes=0-5")
    assert (part.status_code, part.text) == (206, "export")
    head = ask("one.js", "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["cache-control"] == part.headers["cache-control"] == "no-cache"


def test_what_is_not_there_is_not_found(ask: Ask) -> None:
    assert ask("two.js").status_code == 404
