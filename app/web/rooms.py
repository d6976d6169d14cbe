"""What every route to a room needs: find it, make it, say how that may fail."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from pydantic import BaseModel

from app.rooms.hall import Hall, HallFull
from app.rooms.room import Room
from app.web.cookies import set_presenter
from app.web.errors import Refusal

Responses = dict[int | str, dict[str, Any]]

EVERYWHERE: Responses = {code: {"model": Refusal} for code in (400, 403, 413, 422, 429)}
"""Refusals that any route may answer: host, origin, size, content, frequency."""

MAY_BE_FULL: Responses = {503: {"model": Refusal}}

MAY_BE_MISSING: Responses = {404: {"model": Refusal}, **MAY_BE_FULL}
"""A room that is at rest needs a place to wake up in."""


class Opened(BaseModel):
    """A room that was found or made.

    Attributes:
        code, viewers: of the room.
        address: where others reach this server, or None if they cannot.
    """

    code: str
    viewers: int
    address: str | None = None


async def found(hall: Hall, code: str) -> Room:
    """The room with this code, or a refusal."""
    try:
        room = await hall.find(code)
    except HallFull as full:
        raise HTTPException(503, str(full)) from full
    if room is None:
        raise HTTPException(404, f"There is no room {code[:12]!r}.")
    return room


async def opened(
    opening: Coroutine[Any, Any, Room], request: Request, response: Response
) -> Opened:
    """A new room, and the cookie that makes its presenter."""
    try:
        room = await opening
    except HallFull as full:
        raise HTTPException(503, str(full)) from full
    set_presenter(response, request, room.code, room.issue_secret())
    return Opened(code=room.code, viewers=0)
