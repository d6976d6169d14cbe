"""A PNG or JPEG file that somebody brings along, as ink on paper of a bounded size."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

FILE_BYTES = 4_000_000
"""How large a file may be."""
MOST_PIXELS = 16_000_000
"""How many pixels a picture may have: decoded, they are up to four times as many bytes."""
MOST_SCANS = 100
"""Passes in which a JPEG may be stored; ten are usual, and each costs the time of the whole."""
SIDE = 256
"""No side of what comes out is longer."""

PAPER_NOISE = 0.15
"""The share of full ink below which there is none: paper is never quite even."""
LEAST_CONTRAST = 16
"""Grey levels between paper and ink below which there is nothing to be seen."""

_READERS: dict[bytes, type[ImageFile]] = {
    b"\x89PNG\r\n\x1a\n": PngImageFile,
    b"\xff\xd8\xff": JpegImageFile,
}
_OTHERS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
    b"<svg": "an SVG",
    b"<?xml": "an SVG",
    b"\0\0\1\0": "an icon",
    b"PK\3\4": "a zip archive",
}
_BOXED = {b"WEBP": "a WebP picture", b"ftyphei": "a HEIC picture", b"ftypavif": "an AVIF picture"}


class BadPicture(ValueError):
    """A file cannot be taken for a picture. The message says what was given and what is allowed."""

    def __init__(self, given: str, allowed: str) -> None:
        super().__init__(f"The picture must be {allowed}; got {given}.")


@dataclass(frozen=True)
class Picture:
    """Ink on paper.

    Attributes:
        ink: shape (height, width), 0 for paper to 255 for the strongest ink.
        inverted: whether the paper was bright and the ink dark.
    """

    ink: NDArray[np.uint8]
    inverted: bool


def read_picture(data: bytes) -> Picture:
    """Decode a file. Its size is looked at before anything is unpacked.

    Raises:
        BadPicture: it is no PNG or JPEG, too large, damaged, animated, or empty.
    """
    if len(data) > FILE_BYTES:
        raise BadPicture(f"{len(data)} bytes", f"at most {FILE_BYTES} bytes")
    reader = next((_READERS[start] for start in _READERS if data.startswith(start)), None)
    if reader is None:
        raise BadPicture(_name_of(data), "a PNG or JPEG file")
    scans = data.count(b"\xff\xda") if reader is JpegImageFile else 0
    if scans > MOST_SCANS:
        raise BadPicture(f"{scans} scans", f"a JPEG file of at most {MOST_SCANS} scans")
    try:
        # The readers themselves: no other of Pillow's many formats is ever tried.
        with reader(BytesIO(data)) as image:
            grey = _decode(image)
    except BadPicture:
        raise
    # What Pillow's readers raise at files that break off or contradict themselves.
    except (
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        MemoryError,
        OSError,
        SyntaxError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        words = " ".join(str(error).split())[:100] or "it cannot be read"
        raise BadPicture(f"a damaged file ({words})", "a whole PNG or JPEG file") from error
    return _ink_of(np.asarray(grey))


def _name_of(data: bytes) -> str:
    start = data[:16]
    for mark, name in _OTHERS.items():
        if start.startswith(mark):
            return name
    for mark, name in _BOXED.items():
        if mark in start:
            return name
    return "an empty file" if not data else "something else"


def _decode(image: ImageFile) -> Image.Image:
    """The picture in grey, upright, no side longer than SIDE."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise BadPicture(f"{width} x {height} pixels", f"at most {MOST_PIXELS} pixels in all")
    if getattr(image, "is_animated", False):
        raise BadPicture("an animation", "a single still picture")
    # A JPEG can be decoded at a fraction of its size.
    image.draft(None, (2 * SIDE, 2 * SIDE))
    turned = ImageOps.exif_transpose(image)
    grey = _grey(turned)
    grey.thumbnail((SIDE, SIDE))
    return grey


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits, which Pillow would cut off instead of scaling them down.
        return Image.fromarray((np.asarray(image, np.float32) / 257).astype(np.uint8))
    if image.has_transparency_data:
        # Whatever is transparent is paper.
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def _ink_of(grey: NDArray[np.uint8]) -> Picture:
    """Tell ink from paper, which is what the rim shows most of."""
    rim = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(rim))
    inverted = paper > 127
    ink = (paper - grey) if inverted else (grey - paper)
    strongest = float(ink.max())
    if strongest < LEAST_CONTRAST:
        raise BadPicture("one grey all over", "something drawn on paper of another brightness")
    share = (ink / strongest - PAPER_NOISE) / (1 - PAPER_NOISE)
    return Picture(np.rint(255 * share.clip(0, 1)).astype(np.uint8), inverted)
