"""A picture file as something that could have been drawn."""

from __future__ import annotations

import asyncio
from base64 import b64encode

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

from app.datasets.picture_file import SIDE, BadPicture, Picture, read_picture
from app.web.errors import Refusal
from app.web.rooms import EVERYWHERE

IMAGES = "/api/images"
_BODY = {"schema": {"type": "string", "format": "binary"}}


class Raster(BaseModel):
    """Ink on paper.

    Attributes:
        width, height: at most 256 each.
        pixels: base64 of height · width bytes in rows, 0 for paper to 255 for the strongest ink.
        inverted: whether the paper was bright and the ink dark.
    """

    width: int
    height: int
    pixels: str
    inverted: bool


def images() -> APIRouter:
    """The route of pictures."""
    router = APIRouter(responses=EVERYWHERE)
    # A picture may be much larger than its file: one is decoded at a time.
    decoding = asyncio.Lock()

    @router.post(
        IMAGES,
        responses={422: {"model": Refusal}},
        openapi_extra={
            "requestBody": {"content": {"image/png": _BODY, "image/jpeg": _BODY}, "required": True}
        },
    )
    async def read_image(request: Request) -> Raster:
        """Read a PNG or JPEG file, upright and in grey. Nothing of it is kept."""
        data = await request.body()
        try:
            async with decoding:
                picture = await asyncio.to_thread(read_picture, data)
        except BadPicture as error:
            raise HTTPException(422, str(error)) from error
        return _raster(picture)

    return router


def _raster(picture: Picture) -> Raster:
    height, width = picture.ink.shape
    assert max(height, width) <= SIDE
    return Raster(
        width=width,
        height=height,
        pixels=b64encode(picture.ink.tobytes()).decode(),
        inverted=picture.inverted,
    )
