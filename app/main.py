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
from app.web.api import api
from app.web.catalog import catalog
from app.web.pages import pages
from app.web.reach import FindAddress, Reach
from app.web.security import SecurityHeaders
from app.web.socket import socket
from app.web.static import FreshFiles


def create_app(settings: Settings | None = None, network: FindAddress = lambda: None) -> FastAPI:
    """The whole program as an ASGI application.

    Args:
        settings: None reads them from the environment.
        network: finds the server's address in the network; None where it has none.
    """
    settings = settings or Settings()
    reach = Reach(settings.address, network)
    hall = Hall(settings.workers, settings.max_rooms, settings.room_idle_seconds)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The catalog's previews take a second to make; better now than when the first page asks.
        await asyncio.gather(hall.start(), asyncio.to_thread(catalog))
        yield
        await hall.close()

    app = FastAPI(title="Glassbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(SecurityHeaders)
    app.include_router(pages(hall, reach))
    app.include_router(api(hall, reach))
    app.include_router(socket(hall, settings.max_viewers))
    app.mount("/static", FreshFiles(directory=STATIC), name="static")
    return app
