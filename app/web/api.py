"""The HTTP API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.rooms.hall import Hall, HallFull
from app.rooms.room import Room
from app.rooms.wire import Saved
from app.web.catalog import catalog
from app.web.cookies import presenter_secret, set_presenter
from app.web.qr import data_uri
from app.web.reach import Reach


class Proof(BaseModel):
    """The presenter's secret."""

    model_config = ConfigDict(extra="forbid")

    secret: Annotated[str, Field(max_length=100)]


def api(hall: Hall, reach: Reach) -> APIRouter:
    """The routes of the API."""
    router = APIRouter()

    @router.post("/api/rooms", status_code=201)
    async def make_room(request: Request, response: Response) -> dict[str, Any]:
        """Make a new room; whoever asks presents it."""
        return _opened(hall, None, request, response)

    @router.post("/api/rooms/{code}/fork", status_code=201)
    async def fork(code: str, request: Request, response: Response) -> dict[str, Any]:
        """Make a room of one's own that goes on from this very moment of another."""
        room = _found(hall, code)
        try:
            saved = await room.save()
        except TimeoutError as error:
            raise HTTPException(503, "The run did not answer. Try again in a moment.") from error
        still = saved and Saved({**saved.state, "playing": False}, saved.snapshot)
        return _opened(hall, still, request, response)

    @router.post("/api/rooms/{code}/presenter", status_code=204)
    async def present(code: str, proof: Proof, request: Request, response: Response) -> None:
        """Become the presenter on this device, with the secret from another."""
        room = _found(hall, code)
        if not room.is_presenter(proof.secret):
            raise HTTPException(403, "This is not the secret of this room's presenter.")
        set_presenter(response, request, room.code, proof.secret)

    @router.post("/api/rooms/{code}/presenter-link")
    async def presenter_link(
        code: str, request: Request, response: Response
    ) -> dict[str, str | None]:
        """The end of the address that makes another device of mine the presenter."""
        room = _found(hall, code)
        secret = presenter_secret(request, room.code)
        if secret is None or not room.is_presenter(secret):
            raise HTTPException(403, "Only the presenter can ask for this.")
        fragment, address = f"presenter={secret}", reach.address(request)
        qr = None if address is None else data_uri(f"{address}/r/{room.code}#{fragment}")
        response.headers["Cache-Control"] = "no-store"
        return {"fragment": fragment, "qr": qr}

    @router.get("/api/rooms/{code}")
    async def get_room(code: str, request: Request) -> dict[str, Any]:
        """Whether there is such a room, how many look at it, and where others reach it."""
        room = _found(hall, code)
        return {"code": room.code, "viewers": room.viewers, "address": reach.address(request)}

    @router.get("/api/catalog")
    async def get_catalog() -> dict[str, Any]:
        """Every dataset, layer, activation, loss, optimizer, setting and limit."""
        return catalog()

    @router.get("/healthz")
    async def health() -> dict[str, Any]:
        """Whether the server is up, for whoever watches over it."""
        return {"status": "ok", "rooms": hall.rooms, "workers": len(hall.worker_pids)}

    return router


def _found(hall: Hall, code: str) -> Room:
    room = hall.find(code)
    if room is None:
        raise HTTPException(404, f"There is no room {code[:12]!r}.")
    return room


def _opened(
    hall: Hall, saved: Saved | None, request: Request, response: Response
) -> dict[str, Any]:
    """A new room, and the cookie that makes its presenter."""
    try:
        room = hall.open_room(saved)
    except HallFull as full:
        raise HTTPException(503, str(full)) from full
    set_presenter(response, request, room.code, room.issue_secret())
    return {"code": room.code, "viewers": 0}
