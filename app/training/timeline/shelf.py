"""Where the numbers of snapshots are put when memory is full: a file on a disk.

It has no name, so that nobody else comes by it, and it is gone with the shelf or with the process,
however that ends.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from app.settings import Settings

SHELF_BYTES = 2 * 2**30
"""What a run may take of a disk."""

BLOCK_BYTES = 64 * 2**10
"""A file is given out in pieces of this size: networks of any size share it without gaps."""

RESERVE_BYTES = 2 * 2**30
"""So much of a disk stays free."""

FREE_SHARE = 1 / 16
"""How much a run may take of what is free beyond that: forty of them leave others their part."""

VAR_TMP = Path("/var/tmp")
"""On a disk where /tmp is memory."""

log = logging.getLogger("glassbox.timeline")


class ShelfError(RuntimeError):
    """What lay on a shelf cannot be read again."""


@dataclass(eq=False, slots=True)
class Slip:
    """Says where on a shelf something lies. It lies there as long as somebody has the slip.

    Attributes:
        blocks: numbers of the blocks that it fills, in order.
        forms: name, dtype and shape of each array.
        length: bytes of all arrays.
        checksum: the CRC-32 of these.
        free: the shelf's blocks in which nothing lies.
    """

    blocks: Sequence[int]
    forms: tuple[tuple[str, np.dtype[Any], tuple[int, ...]], ...]
    length: int
    checksum: int
    free: list[int]

    @property
    def bytes(self) -> int:
        """What it takes of the disk."""
        return len(self.blocks) * BLOCK_BYTES

    def __del__(self) -> None:
        self.free.extend(self.blocks)


class Shelf:
    """Keeps arrays on a disk while their slips are kept.

    A disk that fails or is full is no accident: less is put there, and the log says so once.

    Attributes:
        folder: of the file, once there is one.
    """

    def __init__(self, most_bytes: int = SHELF_BYTES, folder: Path | None = None) -> None:
        """Nothing is made before something is put here.

        Args:
            most_bytes: what the file may take.
            folder: for the file; None is the server's data folder, or else one for temporary
                files, on a disk.
        """
        self.folder = folder
        self._most = most_bytes // BLOCK_BYTES
        self._file: BinaryIO | None = None
        self._blocks = 0
        self._free: list[int] = []
        self._failed = self._said = False

    def put(self, arrays: Mapping[str, NDArray[Any]]) -> Slip | None:
        """Write arrays to the disk; None if there is no room for them."""
        if self._failed or not self._most:
            return None
        length = sum(array.nbytes for array in arrays.values())
        try:
            file = self._file or self._open()
            blocks = self._room_for(length)
            if blocks is None:
                return None
            data = b"".join(array.tobytes() for array in arrays.values())
            for start, end in _runs(blocks):
                file.seek(blocks[start] * BLOCK_BYTES)
                piece = memoryview(data)[start * BLOCK_BYTES : end * BLOCK_BYTES]
                if file.write(piece) != len(piece):
                    raise OSError("the disk took only a part of what was written")
        except OSError as error:
            self._failed = True
            self._say(f"{error}")
            return None
        forms = tuple((name, array.dtype, array.shape) for name, array in arrays.items())
        return Slip(blocks, forms, length, zlib.crc32(data), self._free)

    def read(self, slip: Slip) -> dict[str, NDArray[Any]]:
        """The arrays that lie there, by name.

        Raises:
            ShelfError: the disk does not give them back as they were.
        """
        data = bytearray()
        try:
            if self._file is None:
                raise OSError("nothing was put there")
            for start, end in _runs(slip.blocks):
                self._file.seek(slip.blocks[start] * BLOCK_BYTES)
                data += self._file.read(min(end * BLOCK_BYTES, slip.length) - start * BLOCK_BYTES)
        except OSError as error:
            raise ShelfError(f"a snapshot cannot be read from the disk: {error}") from error
        if len(data) != slip.length or zlib.crc32(data) != slip.checksum:
            raise ShelfError("a snapshot on the disk is not what was written there")
        arrays, offset = {}, 0
        for name, dtype, shape in slip.forms:
            end = offset + dtype.itemsize * int(np.prod(shape))
            arrays[name] = np.frombuffer(data[offset:end], dtype).reshape(shape)
            offset = end
        return arrays

    def _room_for(self, length: int) -> list[int] | None:
        """Blocks to write to, of those that are free or of new ones at the end."""
        # What has no length takes a block, too: of none, the last -0 would be all.
        count = max(1, ceil(length / BLOCK_BYTES))
        if len(self._free) < count and not self._may_grow(count):
            return None
        if len(self._free) < count:
            self._free.extend(range(self._blocks, self._blocks + count))
            self._blocks += count
        blocks = self._free[-count:]
        del self._free[-count:]
        return blocks

    def _may_grow(self, count: int) -> bool:
        blocks = self._blocks + count
        if self.folder is None or blocks > self._most:
            return False
        free = shutil.disk_usage(self.folder).free
        if blocks * BLOCK_BYTES <= (free - RESERVE_BYTES) * FREE_SHARE:
            return True
        self._say(f"only {free / 1e9:.1f} GB are free in {self.folder}")
        return False

    def _open(self) -> BinaryIO:
        failure = OSError("there is no folder for temporary files on a disk")
        for folder in [self.folder] if self.folder else _folders():
            try:
                # Not buffered: what is written counts as written, or fails here.
                file = cast("BinaryIO", tempfile.TemporaryFile(dir=folder, buffering=0))  # noqa: SIM115
            except OSError as error:
                failure = error
            else:
                self.folder, self._file = folder, file
                weakref.finalize(self, file.close)
                return file
        raise failure

    def _say(self, why: str) -> None:
        if not self._said:
            self._said = True
            log.warning(
                "a run's past gets no more room on the disk, and is kept less densely: %s", why
            )


def _folders() -> Iterator[Path]:
    """Where the file may be, the best first."""
    for folder in (Settings().data_dir, Path(tempfile.gettempdir()), VAR_TMP):
        if not _in_memory(folder):
            yield folder


def _in_memory(folder: Path) -> bool:
    """Whether a folder is no disk but memory, as /tmp often is; where Linux says so."""
    try:
        device = folder.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    except OSError:
        return False
    name = f"{os.major(device)}:{os.minor(device)}"
    systems = (line.split(" - ") for line in mounts if line.split()[2] == name)
    return any(system.split()[0] in {"tmpfs", "ramfs"} for _, system in systems)


def _runs(blocks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places in a list of blocks, from and to, between which one follows the other on the disk."""
    for _, run in groupby(enumerate(blocks), lambda pair: pair[1] - pair[0]):
        places = [place for place, _ in run]
        yield places[0], places[-1] + 1
