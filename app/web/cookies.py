"""The secret of a room's presenter, kept by the browser that opened the room."""

from __future__ import annotations

from fastapi import Request, Response
from starlette.requests import HTTPConnection

MAX_AGE_SECONDS = 30 * 24 * 3600


def set_presenter(response: Response, request: Request, code: str, secret: str) -> None:
    """Give the browser the presenter's secret; no script can read it, no other site send it."""
    response.set_cookie(
        _name(code),
        secret,
        max_age=MAX_AGE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def presenter_secret(connection: HTTPConnection, code: str) -> str | None:
    """The secret that a browser has for this room, if any."""
    return connection.cookies.get(_name(code))


def _name(code: str) -> str:
    return f"presenter_{code}"
