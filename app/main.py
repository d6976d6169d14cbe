"""Puts the parts together, nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app.paths import STATIC
from app.rooms.hall import Hall
from app.settings import Settings
from app.storage import RoomStore
from app.web.api import api
from app.web.catalog import catalog
from app.web.pages import pages
from app.web.security import SecurityHeaders
from app.web.socket import socket
from app.web.static import FreshFiles


def create_app(settings: Settings | None = None, store: RoomStore | None = None) -> FastAPI:
    """The whole program as an ASGI application; `store` is opened unless it is open already."""
    settings = settings or Settings()
    hall = Hall(
        store or RoomStore(settings.database),
        settings.workers,
        settings.max_rooms,
        settings.room_idle_seconds,
        settings.room_days,
        settings.max_stored_megabytes * 1e6,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The catalog's previews take a second to make; better now than when the first page asks.
        await asyncio.gather(hall.start(), asyncio.to_thread(catalog))
        yield
        await hall.close()

    app = FastAPI(title="Glassbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.announce_stop = hall.announce_stop
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(SecurityHeaders)
    app.include_router(pages(hall))
    app.include_router(api(hall))
    app.include_router(socket(hall, settings.max_viewers))
    app.mount("/static", FreshFiles(directory=STATIC), name="static")
    return app
