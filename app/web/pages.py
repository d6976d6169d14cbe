"""The pages a browser opens."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from app.paths import STATIC, TEMPLATES
from app.rooms.hall import Hall, HallFull
from app.web.cookies import set_presenter
from app.web.limits import Limits, TooMany
from app.web.page_files import PageFiles
from app.web.qr import svg
from app.web.reach import Reach

MAX_CODE_LENGTH = 12


@cache
def _import_map() -> dict[str, object]:
    """Where the browser finds its libraries; written by the build beside them."""
    found: dict[str, object] = json.loads((STATIC / "vendor" / "importmap.json").read_text())
    return found


def pages(hall: Hall, limits: Limits, reach: Reach) -> APIRouter:
    """The routes of all pages."""
    router = APIRouter(include_in_schema=False)
    templates, files = Jinja2Templates(TEMPLATES), PageFiles()

    def refuse(request: Request, full: HallFull) -> Response:
        context = {"error": "full", "message": str(full)}
        return templates.TemplateResponse(request, "join.html", context, status_code=503)

    @router.get("/")
    async def new_room(request: Request, missing: str | None = None) -> Response:
        try:
            limits.rooms.check(request)
            room = await hall.open_room()
        except TooMany as error:
            return templates.TemplateResponse(
                request,
                "join.html",
                {"error": "too_fast", "seconds": error.seconds},
                status_code=429,
                headers=error.headers,
            )
        except HallFull as full:
            return refuse(request, full)
        query = f"?missing={quote(missing[:MAX_CODE_LENGTH])}" if missing else ""
        # The browser carries a fragment, and with it an experiment, along to the new address.
        response = RedirectResponse(f"/r/{room.code}{query}", 303)
        set_presenter(response, request, room.code, room.issue_secret())
        return response

    @router.get("/r/{code}")
    async def show_room(request: Request, code: str, missing: str | None = None) -> Response:
        try:
            room = await hall.find(code)
        except HallFull as full:
            return refuse(request, full)
        if room is None:
            return RedirectResponse(f"/?missing={quote(code[:MAX_CODE_LENGTH])}", 303)
        context = {
            "code": room.code,
            "nonce": request.state.nonce,
            "import_map": _import_map(),
            "head": files.head(),
            "missing": missing,
        }
        return templates.TemplateResponse(request, "room.html", context)

    @router.get("/r/{code}/qr.svg")
    async def show_qr(request: Request, code: str) -> Response:
        try:
            room, address = await hall.find(code), reach.address(request)
        except HallFull as full:
            raise HTTPException(503, str(full)) from full
        if room is None or address is None:
            raise HTTPException(404, "There is nothing here that others could open.")
        picture = svg(f"{address}/r/{room.code}")
        # The same room has another address after a change of network.
        return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})

    @router.get("/join")
    async def join(request: Request, code: str | None = None) -> Response:
        if code is None:
            return templates.TemplateResponse(request, "join.html", {"error": None})
        try:
            room = await hall.find(code)
        except HallFull as full:
            return refuse(request, full)
        if room is None:
            return templates.TemplateResponse(
                request, "join.html", {"error": "unknown", "code": code[:MAX_CODE_LENGTH]}, 404
            )
        return RedirectResponse(f"/r/{room.code}", 303)

    return router
