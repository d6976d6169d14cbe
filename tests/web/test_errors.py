from __future__ import annotations

import httpx
from fastapi import FastAPI

from app.web.errors import tell_errors
from tests import asynchronous


def test_a_mistake_of_ours_is_told_without_its_details() -> None:
    app = FastAPI()
    tell_errors(app)

    @app.get("/")
    async def fail() -> None:
        raise RuntimeError("the secret is 42")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/")

    answer = asynchronous.run(ask())
    assert answer.status_code == 500
    assert answer.json() == {
        "detail": "A mistake of ours; it stands in the server's log. Try again."
    }
