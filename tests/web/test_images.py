"""A picture is sent to the server, and comes back as ink."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import httpx
import numpy as np
from PIL import Image, ImageDraw

from app.datasets.picture_file import FILE_BYTES

PATH = "/api/images"


def picture(kind: str) -> bytes:
    image, stream = Image.new("L", (60, 40), 250), BytesIO()
    ImageDraw.Draw(image).rectangle((10, 5, 20, 35), fill=5)
    image.save(stream, kind)
    return stream.getvalue()


def test_a_picture_comes_back_as_ink(http: httpx.Client) -> None:
    for kind in ("PNG", "JPEG"):
        headers = {"Content-Type": f"image/{kind.lower()}"}
        answer = http.post(PATH, content=picture(kind), headers=headers)
        assert answer.status_code == 200, answer.text
        raster = answer.json()
        assert (raster["width"], raster["height"], raster["inverted"]) == (60, 40, True)
        ink = np.frombuffer(b64decode(raster["pixels"]), np.uint8).reshape(40, 60)
        assert ink[20, 15] > 240
        assert ink[20, 40] < 15


def test_what_is_no_picture_is_refused_in_words(http: httpx.Client) -> None:
    answer = http.post(PATH, content=picture("GIF"), headers={"Content-Type": "image/png"})
    assert answer.status_code == 422
    assert answer.json() == {"detail": "The picture must be a PNG or JPEG file; got a GIF."}


def test_a_file_that_is_too_large_is_not_read(http: httpx.Client) -> None:
    answer = http.post(PATH, content=bytes(FILE_BYTES + 1))
    assert answer.status_code == 413
    words = f"The body of a request must be at most {FILE_BYTES} bytes; got {FILE_BYTES + 1}."
    assert answer.json()["detail"] == words
    assert http.get("/api/catalog").json()["limits"]["picture_bytes"] == FILE_BYTES
