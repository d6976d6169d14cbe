"""Puts the parts together, nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app.datasets.picture_file import FILE_BYTES as PICTURE_BYTES
from app.paths import STATIC
from app.rooms.commands import MESSAGE_BYTES
from app.rooms.hall import Hall
from app.rooms.run_file import FILE_BYTES
from app.settings import Settings
from app.storage import RoomStore
from app.web.api import api
from app.web.bodies import BodyLimit
from app.web.catalog import catalog
from app.web.errors import tell_errors
from app.web.fetching import Fetching, fetching
from app.web.hosts import HostCheck, machine_names
from app.web.images import IMAGES, images
from app.web.limits import Limits, RequestLimit
from app.web.pages import pages
from app.web.programs import programs
from app.web.reach import FindAddress, Reach
from app.web.run_files import FROM_FILE, run_files
from app.web.security import SecurityHeaders
from app.web.socket import socket
from app.web.static import FreshFiles


def create_app(
    settings: Settings | None = None,
    store: RoomStore | None = None,
    listening_on: Collection[str] = (),
    network: FindAddress = lambda: None,
) -> FastAPI:
    """The whole program as an ASGI application.

    Args:
        settings: None reads them from the environment.
        store: where rooms are kept, opened already or not; None is where the settings say.
        listening_on: names of this machine under which it was told to listen.
        network: finds the server's address in the network; None where it has none.
    """
    settings = settings or Settings()
    reach = Reach(settings.address, network)
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
        await asyncio.gather(hall.close(), fetches.close())

    limits, fetches = Limits(settings), Fetching(on_here=hall.look_for_data)
    app = FastAPI(title="Glassbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.announce_stop = hall.announce_stop
    # The last one added is the first to see a request.
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(
        BodyLimit, most_bytes=MESSAGE_BYTES, larger={FROM_FILE: FILE_BYTES, IMAGES: PICTURE_BYTES}
    )
    app.add_middleware(RequestLimit, requests=limits.requests)
    app.add_middleware(
        HostCheck, own={*machine_names(), *listening_on}, public=settings.allowed_hosts
    )
    app.add_middleware(SecurityHeaders)
    tell_errors(app)
    app.include_router(pages(hall, limits, reach))
    app.include_router(api(hall, limits, reach))
    app.include_router(fetching(fetches))
    app.include_router(programs(hall))
    app.include_router(run_files(hall, limits))
    app.include_router(images())
    app.include_router(socket(hall, limits, settings.max_viewers, settings.max_viewers_in_all))
    app.mount("/static", FreshFiles(directory=STATIC), name="static")
    return app
