from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rooms.wire import FRAME, JSON, PREFIX, pack_frame, pack_json, read_json, unpack_frame

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
messages = st.dictionaries(st.text(), plain | st.text() | st.lists(st.text()))


@given(st.lists(messages))
def test_messages_come_out_as_they_went_in(sent: list[dict[str, Any]]) -> None:
    stream = io.BytesIO(b"".join(map(pack_json, sent)))
    assert [read_json(stream) for _ in sent] == sent
    assert read_json(stream) is None


@given(st.binary())
def test_a_frame_comes_out_as_it_went_in(frame: bytes) -> None:
    packed = pack_frame("KXQTPA", frame)
    length, kind = PREFIX.unpack_from(packed)
    payload = packed[PREFIX.size :]
    assert (length, kind) == (len(payload), FRAME)
    assert unpack_frame(payload) == ("KXQTPA", frame)


def test_a_message_says_that_it_is_json() -> None:
    assert PREFIX.unpack_from(pack_json({}))[1] == JSON


@given(messages, st.data())
def test_a_pipe_that_breaks_off_has_ended(message: dict[str, Any], data: st.DataObject) -> None:
    packed = pack_json(message)
    cut = data.draw(st.integers(0, len(packed) - 1))
    assert read_json(io.BytesIO(packed[:cut])) is None


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        pack_json({"loss": float("nan")})
