"""A run as a file to take home, and a room from such a file."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, HTTPException, Request, Response

from app.rooms.hall import Hall
from app.rooms.reopening import begin, reopen
from app.rooms.room import Room
from app.rooms.run_file import SUFFIX, RunFileError, pack
from app.web.limits import Limits
from app.web.programs import attachment
from app.web.rooms import EVERYWHERE, MAY_BE_FULL, MAY_BE_MISSING, Opened, found, opened

FROM_FILE = "/api/rooms/from-file"
BINARY = "application/octet-stream"
_BYTES = {"content": {BINARY: {"schema": {"type": "string", "format": "binary"}}}}


def run_files(hall: Hall, limits: Limits) -> APIRouter:
    """The routes from and to files."""
    router = APIRouter(responses=EVERYWHERE)
    # What is in a file may be much larger than the file: one is tried at a time.
    trying = asyncio.Lock()

    @router.get(
        "/api/rooms/{code}/run",
        response_class=Response,
        responses={200: _BYTES, **MAY_BE_MISSING},
    )
    async def run(code: str) -> Response:
        """The room's run at this moment as a file, which `/api/rooms/from-file` opens again."""
        room = await found(hall, code)
        data, step = await _file_of(room)
        name = f"glassbox-{room.experiment.dataset.name}-step-{step}{SUFFIX}"
        return Response(data, media_type=BINARY, headers=attachment(name))

    @router.post(
        FROM_FILE,
        status_code=201,
        responses=MAY_BE_FULL,
        openapi_extra={"requestBody": {**_BYTES, "required": True}},
    )
    async def open_file(request: Request, response: Response) -> Opened:
        """Make a new room that stands where the run in a file stands; whoever asks presents it."""
        limits.rooms.check(request)
        data = await request.body()
        try:
            async with trying:
                reopened = await asyncio.to_thread(reopen, data)
        except RunFileError as error:
            raise HTTPException(422, str(error)) from error
        return await opened(hall.open_from(reopened), request, response)

    return router


async def _file_of(room: Room) -> tuple[bytes, int]:
    """The room's run as a file, and at which step it stands."""
    try:
        saved = await room.save()
    except TimeoutError as error:
        raise HTTPException(503, "The run did not answer. Try again in a moment.") from error
    if saved is None:
        saved = await asyncio.to_thread(begin, room.experiment)
    return await asyncio.to_thread(pack, saved), saved.state["step"]
