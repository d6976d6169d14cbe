"""The HTTP API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.rooms.hall import Hall
from app.web.catalog import catalog
from app.web.cookies import presenter_secret, set_presenter
from app.web.limits import Limits
from app.web.qr import data_uri
from app.web.reach import Reach
from app.web.rooms import EVERYWHERE, MAY_BE_FULL, MAY_BE_MISSING, Opened, found, opened


class Proof(BaseModel):
    """The presenter's secret."""

    model_config = ConfigDict(extra="forbid")

    secret: Annotated[str, Field(max_length=100)]


class Handover(BaseModel):
    """What makes another device the presenter.

    Attributes:
        fragment: the end of the room's address, with the secret.
        qr: the whole address as a picture, or None if others cannot reach this server.
    """

    fragment: str
    qr: str | None


class Health(BaseModel):
    """How the server is."""

    status: Literal["ok", "storage failing"]
    rooms: int
    workers: int


def api(hall: Hall, limits: Limits, reach: Reach) -> APIRouter:
    """The routes of the API."""
    router = APIRouter(responses=EVERYWHERE)

    @router.post("/api/rooms", status_code=201, responses=MAY_BE_FULL)
    async def make_room(request: Request, response: Response) -> Opened:
        """Make a new room; whoever asks presents it."""
        limits.rooms.check(request)
        return await opened(hall.open_room(), request, response)

    @router.post("/api/rooms/{code}/fork", status_code=201, responses=MAY_BE_MISSING)
    async def fork(code: str, request: Request, response: Response) -> Opened:
        """Make a room of one's own that goes on from this very moment of another."""
        room = await found(hall, code)
        limits.rooms.check(request)
        try:
            return await opened(hall.fork(room), request, response)
        except TimeoutError as error:
            raise HTTPException(503, "The run did not answer. Try again in a moment.") from error

    @router.post("/api/rooms/{code}/presenter", status_code=204, responses=MAY_BE_MISSING)
    async def present(code: str, proof: Proof, request: Request, response: Response) -> None:
        """Become the presenter on this device, with the secret from another."""
        room = await found(hall, code)
        if not room.is_presenter(proof.secret):
            raise HTTPException(403, "This is not the secret of this room's presenter.")
        set_presenter(response, request, room.code, proof.secret)

    @router.post("/api/rooms/{code}/presenter-link", responses=MAY_BE_MISSING)
    async def presenter_link(code: str, request: Request, response: Response) -> Handover:
        """The end of the address that makes another device of mine the presenter."""
        room = await found(hall, code)
        secret = presenter_secret(request, room.code)
        if secret is None or not room.is_presenter(secret):
            raise HTTPException(403, "Only the presenter can ask for this.")
        fragment, address = f"presenter={secret}", reach.address(request)
        qr = None if address is None else data_uri(f"{address}/r/{room.code}#{fragment}")
        response.headers["Cache-Control"] = "no-store"
        return Handover(fragment=fragment, qr=qr)

    @router.get("/api/rooms/{code}", responses=MAY_BE_MISSING)
    async def get_room(code: str, request: Request) -> Opened:
        """Whether there is such a room, how many look at it, and where others reach it."""
        room = await found(hall, code)
        address = reach.address(request)
        return Opened(code=room.code, viewers=room.viewers, address=address)

    @router.get("/api/catalog")
    async def get_catalog() -> dict[str, Any]:
        """Every dataset, layer, activation, loss, optimizer, setting and limit."""
        return catalog()

    @router.get("/healthz", responses={503: {"model": Health}})
    async def health(response: Response) -> Health:
        """Whether the server is up and rooms can be stored, for whoever watches over it."""
        if hall.storage_failing:
            response.status_code = 503
        status: Literal["ok", "storage failing"] = (
            "storage failing" if hall.storage_failing else "ok"
        )
        return Health(status=status, rooms=hall.rooms, workers=len(hall.worker_pids))

    return router
