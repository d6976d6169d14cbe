"""Files that people bring along: pictures, and what only looks like one."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.datasets.picture_file import (
    FILE_BYTES,
    MOST_PIXELS,
    SIDE,
    BadPicture,
    read_picture,
)


def stroke(mode: str = "L", size: tuple[int, int] = (60, 40), **colours: Any) -> Image.Image:
    """Dark ink on bright paper: one thick line in the left third, from top to bottom."""
    image = Image.new(mode, size, colours.get("paper", "white"))
    width, height = size
    box = (width // 6, height // 8, width // 3, height - height // 8)
    ImageDraw.Draw(image).rectangle(box, fill=colours.get("ink", "black"))
    return image


def written(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def is_the_stroke(ink: np.ndarray, tolerance: int = 12) -> None:
    height, width = ink.shape
    assert ink[height // 2, width // 4] >= 255 - tolerance
    assert ink[height // 2, width // 2 + 2 :].max() <= tolerance
    assert ink[0].max() <= tolerance


ROUGH = {"quality": 95}

PICTURES: dict[str, Callable[[], bytes]] = {
    "grey PNG": lambda: written(stroke()),
    "RGB PNG": lambda: written(stroke("RGB")),
    "palette PNG": lambda: written(stroke("RGB").quantize(8)),
    "one-bit PNG": lambda: written(stroke("1")),
    "grey JPEG": lambda: written(stroke(), "JPEG", **ROUGH),
    "RGB JPEG": lambda: written(stroke("RGB"), "JPEG", **ROUGH),
    "progressive JPEG": lambda: written(stroke("RGB"), "JPEG", progressive=True, **ROUGH),
    "CMYK JPEG": lambda: written(stroke("RGB").convert("CMYK"), "JPEG", **ROUGH),
    "transparent PNG": lambda: written(stroke("RGBA", paper=(0, 0, 0, 0), ink=(20, 20, 20, 255))),
    "grey and alpha PNG": lambda: written(stroke("LA", paper=(0, 0), ink=(0, 255))),
    "16-bit PNG": lambda: written(Image.fromarray(np.asarray(stroke()).astype(np.uint16) * 257)),
    "large": lambda: written(stroke(size=(3000, 2000))),
    "large JPEG": lambda: written(stroke(size=(3000, 2000)), "JPEG", **ROUGH),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_ink_is_bright_whatever_the_file(kind: str) -> None:
    picture = read_picture(PICTURES[kind]())
    assert picture.inverted
    assert max(picture.ink.shape) <= SIDE
    is_the_stroke(picture.ink)


def test_chalk_on_a_board_stays_as_it_is() -> None:
    picture = read_picture(written(stroke(paper=10, ink=240)))
    assert not picture.inverted
    is_the_stroke(picture.ink)


def test_a_pale_pencil_on_grey_paper_becomes_full_ink() -> None:
    picture = read_picture(written(stroke(paper=180, ink=120)))
    assert picture.inverted
    is_the_stroke(picture.ink)


def test_a_photograph_stands_upright() -> None:
    image = stroke()
    exif = image.getexif()
    exif[0x0112] = 6  # The camera was held sideways: turn it by a quarter, clockwise.
    picture = read_picture(written(image, "JPEG", exif=exif, **ROUGH))
    assert picture.ink.shape == (60, 40)
    # What was on the left is on top now.
    assert picture.ink[15, 20] > 200
    assert picture.ink[40:].max() < 30


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _ in range(min(height, 1000)))
    data = rows + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def animated(kind: str) -> bytes:
    frames = [stroke(ink=ink) for ink in (0, 60, 120)]
    return written(frames[0], kind, save_all=True, append_images=frames[1:])


def scans(count: int) -> bytes:
    data = written(stroke(), "JPEG", progressive=True)
    return data[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * count + data[-2:]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "must be a PNG or JPEG file; got an empty file"),
    "text": (lambda: b"hello", "must be a PNG or JPEG file; got something else"),
    "GIF": (lambda: animated("GIF"), "must be a PNG or JPEG file; got a GIF"),
    "WebP": (
        lambda: b"RIFF\x10\0\0\0WEBPVP8 ",
        "must be a PNG or JPEG file; got a WebP picture",
    ),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic", "must be a PNG or JPEG file; got a HEIC picture"),
    "SVG": (lambda: b"<svg xmlns=''>", "must be a PNG or JPEG file; got an SVG"),
    "animated PNG": (
        lambda: animated("PNG"),
        "must be a single still picture; got an animation",
    ),
    "too many bytes": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(FILE_BYTES),
        f"must be at most {FILE_BYTES} bytes; got {FILE_BYTES + 8} bytes",
    ),
    "bomb": (
        lambda: bomb(50_000, 50_000),
        f"must be at most {MOST_PIXELS} pixels in all; got 50000 x 50000 pixels",
    ),
    "smaller bomb": (lambda: bomb(4001, 4000), "got 4001 x 4000 pixels"),
    "many scans": (lambda: scans(200), "must be a JPEG file of at most 100 scans; got 2"),
    "truncated PNG": (
        lambda: written(stroke(size=(600, 400)))[:-60],
        "must be a whole PNG or JPEG file; got a damaged file",
    ),
    "truncated JPEG": (
        lambda: written(stroke(size=(600, 400)), "JPEG")[:900],
        "must be a whole PNG or JPEG file; got a damaged file",
    ),
    "only the beginning of a PNG": (
        lambda: b"\x89PNG\r\n\x1a\n",
        "must be a whole PNG or JPEG file; got a damaged file",
    ),
    "only the beginning of a JPEG": (
        lambda: b"\xff\xd8\xff",
        "must be a whole PNG or JPEG file; got a damaged file",
    ),
    "blank": (
        lambda: written(Image.new("L", (30, 30), 255)),
        "must be something drawn on paper of another brightness; got one grey all over",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_anything_else_is_refused_with_what_it_is_and_what_is_allowed(kind: str) -> None:
    make, words = REFUSED[kind]
    with pytest.raises(BadPicture) as caught:
        read_picture(make())
    assert words in str(caught.value)


@pytest.mark.parametrize("kind", ["RGB PNG", "palette PNG", "progressive JPEG", "CMYK JPEG"])
def test_no_damage_is_more_than_a_refusal(kind: str) -> None:
    whole, chance = PICTURES[kind](), random.Random(7)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(3, len(damaged))] = chance.randrange(256)
        data = bytes(damaged[: chance.randint(4, len(damaged))])
        with suppress(BadPicture):
            assert max(read_picture(data).ink.shape) <= SIDE
