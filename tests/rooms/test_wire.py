from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rooms.wire import (
    FRAME,
    JSON,
    PREFIX,
    SAVED,
    Saved,
    pack_frame,
    pack_json,
    pack_saved,
    read_request,
    unpack_frame,
    unpack_saved,
)

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
messages = st.dictionaries(st.text(), plain | st.text() | st.lists(st.text()))


@given(st.lists(messages))
def test_messages_come_out_as_they_went_in(sent: list[dict[str, Any]]) -> None:
    stream = io.BytesIO(b"".join(map(pack_json, sent)))
    assert [read_request(stream) for _ in sent] == sent
    assert read_request(stream) is None


@given(st.binary(), st.integers(0, 2**32 - 1))
def test_a_frame_comes_out_as_it_went_in(frame: bytes, number: int) -> None:
    packed = pack_frame("KXQTPA", frame, number)
    length, kind = PREFIX.unpack_from(packed)
    payload = packed[PREFIX.size :]
    assert (length, kind) == (len(payload), FRAME)
    assert unpack_frame(payload) == ("KXQTPA", frame, number)


@given(messages, st.binary(), st.none() | st.binary())
def test_a_saved_run_comes_out_as_it_went_in(
    state: dict[str, Any], snapshot: bytes, tips: bytes | None
) -> None:
    saved = Saved(state, snapshot, tips)
    packed = pack_saved("KXQTPA", saved)
    length, kind = PREFIX.unpack_from(packed)
    payload = packed[PREFIX.size :]
    assert (length, kind) == (len(payload), SAVED)
    assert unpack_saved(payload) == ("KXQTPA", saved)
    request = read_request(io.BytesIO(packed))
    assert request == {"room": "KXQTPA", "do": "restore", "saved": saved}


def test_a_message_says_that_it_is_json() -> None:
    assert PREFIX.unpack_from(pack_json({}))[1] == JSON


@given(messages, st.data())
def test_a_pipe_that_breaks_off_has_ended(message: dict[str, Any], data: st.DataObject) -> None:
    packed = pack_json(message)
    cut = data.draw(st.integers(0, len(packed) - 1))
    assert read_request(io.BytesIO(packed[:cut])) is None


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        pack_json({"loss": float("nan")})
