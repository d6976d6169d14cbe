"""A room's experiment as a program to take home."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from app.programs import FRAMEWORKS, ProgramError, write_program
from app.rooms.hall import Hall
from app.web.errors import Refusal
from app.web.rooms import EVERYWHERE, MAY_BE_MISSING, found

if TYPE_CHECKING:
    FrameworkName = str
else:
    FrameworkName = Literal[tuple(FRAMEWORKS)]


PYTHON = "text/x-python"


def programs(hall: Hall) -> APIRouter:
    """The routes to programs."""
    router = APIRouter(responses=EVERYWHERE)

    @router.get(
        "/api/rooms/{code}/program",
        response_class=Response,
        responses={
            200: {"content": {PYTHON: {"schema": {"type": "string"}}}},
            409: {"model": Refusal},
            **MAY_BE_MISSING,
        },
    )
    async def program(code: str, framework: Annotated[FrameworkName, Query()]) -> Response:
        """The room's present experiment as a runnable program, which prints the same losses."""
        room = await found(hall, code)
        try:
            # It loads the data and draws the weights, for which others need not wait.
            written = await asyncio.to_thread(write_program, room.experiment, framework)
        except ProgramError as error:
            raise HTTPException(409, str(error)) from error
        return Response(written.source, media_type=PYTHON, headers=attachment(written.file_name))

    return router


def attachment(file_name: str) -> dict[str, str]:
    """Headers of an answer that a browser saves under this name, which is ASCII without quotes.

    It belongs to one moment of a run and is kept by no cache.
    """
    return {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Cache-Control": "no-store",
    }
