"""A run as one file, which can be opened again anywhere.

The file is a zip archive, so that anybody can look into it: `glassbox.json` says what it is, and
there is a member for each part of a `Saved`: its state as JSON, its snapshot as safetensors and, if
there are any, the newest moments of its branches, each of them safetensors.
Reading it runs no code, takes no name in it for a path, and unpacks no more than is allowed.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic_core import from_json

from app.rooms.wire import Saved

FORMAT = "glassbox-run"
VERSION = 1
SUFFIX = ".glassbox"

FILE_BYTES = 20_000_000
"""How large a file may be."""

_ABOUT, _STATE = "glassbox.json", "state.json"
_SNAPSHOT, _TIPS = "snapshot.safetensors", "branches.bin"

MEMBER_BYTES: Mapping[str, int] = {
    _ABOUT: 10_000,
    _STATE: 5_000_000,
    _SNAPSHOT: 40_000_000,
    _TIPS: 100_000_000,
}
"""The members, and how large each may be when it is unpacked."""

# The end of an archive that has no comment: signature, disk numbers, counts, size of the directory.
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _ZIP64_SIGNATURE, _ZIP64_BYTES = b"PK\x05\x06", b"PK\x06\x07", 20
_DIRECTORY_BYTES = 1000
_ENCRYPTED = 1


class RunFileError(ValueError):
    """A file that is no run; the text says why, in plain words."""


def pack(saved: Saved) -> bytes:
    """A saved run as a file; equal runs make equal files."""
    about = {"format": FORMAT, "version": VERSION, "step": saved.state["step"]}
    members = {
        _ABOUT: json.dumps(about, indent=1).encode(),
        _STATE: json.dumps(saved.state, indent=1, allow_nan=False).encode(),
        _SNAPSHOT: saved.snapshot,
    }
    if saved.tips:
        members[_TIPS] = saved.tips
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # By itself it would note the time, and files of the same moment would differ.
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return file.getvalue()


def unpack(data: bytes) -> Saved:
    """What `pack` wrote; whether the run can go on from it, `reopening.py` tells.

    Raises:
        RunFileError: the file is too large, cut off, something else or of another version.
    """
    if len(data) > FILE_BYTES:
        raise RunFileError(f"The file is larger than {FILE_BYTES / 1e6:g} MB.")
    _check_end(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = _read(archive)
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        if isinstance(error, RunFileError):
            raise
        raise RunFileError("The file is damaged: what is in it cannot be unpacked.") from error
    about = _json(members, _ABOUT)
    if about.get("format") != FORMAT:
        raise RunFileError("The file is a zip archive, but not a run that Glassbox has saved.")
    if about.get("version") != VERSION:
        raise RunFileError(
            "The file was saved by another version of Glassbox:"
            f" its format is {str(about.get('version'))[:20]}, and this server reads {VERSION}."
        )
    return Saved(_json(members, _STATE), members[_SNAPSHOT], members.get(_TIPS))


def _check_end(data: bytes) -> None:
    """Look at the archive's end before its directory, which may be huge, is read."""
    if not data.startswith(b"PK\x03\x04"):
        raise RunFileError("The file is not a run that Glassbox has saved.")
    end = data[-_END.size :]
    if len(end) < _END.size or not end.startswith(_END_SIGNATURE):
        raise RunFileError("The file is cut off: its end is missing.")
    *_, directory_bytes, _, comment_bytes = _END.unpack(end)
    zip64 = data[-_END.size - _ZIP64_BYTES :].startswith(_ZIP64_SIGNATURE)
    if zip64 or comment_bytes or directory_bytes > _DIRECTORY_BYTES:
        raise RunFileError("The file is a zip archive, but not a run that Glassbox has saved.")


def _read(archive: ZipFile) -> dict[str, bytes]:
    """The members, none of them larger than it may be."""
    found = {info.filename: info for info in archive.infolist()}
    expected = found.keys() | {_TIPS}
    if expected != MEMBER_BYTES.keys() or len(archive.infolist()) != len(found):
        raise RunFileError("The file is a zip archive, but not a run that Glassbox has saved.")
    members = {}
    for name, info in found.items():
        most = MEMBER_BYTES[name]
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & _ENCRYPTED:
            raise RunFileError(f"{name} in the file is packed in a way that is not read here.")
        if info.file_size > most:
            raise RunFileError(
                f"{name} in the file has {info.file_size} bytes, and at most {most} are read."
            )
        with archive.open(info) as member:
            # What the archive says of a size need not be so.
            members[name] = member.read(most + 1)
        if len(members[name]) > most:
            raise RunFileError(f"{name} in the file has more than {most} bytes.")
    return members


def _json(members: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        value = from_json(members[name], allow_inf_nan=False)
    except ValueError as error:
        raise RunFileError(f"{name} in the file is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise RunFileError(f"{name} in the file is not a JSON object.")
    return value
