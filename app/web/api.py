"""The HTTP API."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException

from app.rooms.hall import Hall, HallFull
from app.web.catalog import catalog


def api(hall: Hall) -> APIRouter:
    """The routes of the API."""
    router = APIRouter()

    @router.post("/api/rooms", status_code=201)
    async def make_room() -> dict[str, Any]:
        """Make a new room."""
        try:
            room = hall.open_room()
        except HallFull as full:
            raise HTTPException(503, str(full)) from full
        return {"code": room.code, "viewers": 0}

    @router.get("/api/rooms/{code}")
    async def get_room(code: str) -> dict[str, Any]:
        """Whether there is such a room, and how many look at it."""
        room = hall.find(code)
        if room is None:
            raise HTTPException(404, f"There is no room {code[:12]!r}.")
        return {"code": room.code, "viewers": room.viewers}

    @router.get("/api/catalog")
    async def get_catalog() -> dict[str, Any]:
        """Every dataset, layer, activation, loss, optimizer, setting and limit."""
        return catalog()

    @router.get("/healthz")
    async def health() -> dict[str, Any]:
        """Whether the server is up, for whoever watches over it."""
        return {"status": "ok", "rooms": hall.rooms, "workers": len(hall.worker_pids)}

    return router
