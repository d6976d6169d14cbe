from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.frames.codec import Header, decode, encode, layout_id, merge, select
from app.frames.layout import Coding, LayerLabel, Layout, PartBuffer, Place, place_tensors
from app.training import Metrics, Phase
from app.training.phases import PhaseKind, phases_of
from tests.frames.reader import read_header, read_tensors_by_part

PLACES: dict[str, list[Place]] = {
    "network": [Place("parameters", 1, (2, 3))],
    "spotlight": [Place("activations", 0, (3,)), Place("deltas", 1, (2,))],
    "maps": [Place("maps", 0, (3, 5), "int8"), Place("map_scales", 0, (3,))],
    "results": [Place("confusion", 1, (2, 2))],
}
CODINGS: dict[str, Coding] = {
    "network": "plain",
    "spotlight": "deflated",
    "maps": "smooth",
    "results": "plain",
}
LAYOUT = Layout(
    7,
    (LayerLabel(0, "input", (2,), None, ("x", "y")),),
    tuple(place_tensors(name, places, CODINGS[name]) for name, places in PLACES.items()),
)
HEADER = Header(
    phase=Phase("backward", 2),
    layout_id=7,
    sequence=5,
    step=1274,
    epoch=50,
    made_at=1_700_000_000.25,
    batch_loss=0.25,
    metrics=Metrics(0.5, 0.75, 0.875, nan),
    steps_per_second=1500.5,
    latest=1300,
    measured_at=1250,
)

floats = st.floats(width=32)
metrics = st.builds(Metrics, floats, floats, floats, floats)
phases = st.sampled_from([Phase("start"), *phases_of(13)])
headers = st.builds(
    Header,
    phase=phases,
    layout_id=st.just(7),
    sequence=st.integers(0, 2**32 - 1),
    step=st.integers(0, 2**53),
    epoch=st.integers(0, 2**53),
    made_at=st.floats(0, 1e10),
    batch_loss=floats,
    metrics=metrics,
    steps_per_second=st.floats(0, 1e9, width=32),
    latest=st.integers(0, 2**32 - 1),
    measured_at=st.integers(0, 2**53),
)
some_parts = st.sets(st.sampled_from(list(PLACES)))


def fill(names: set[str], step: int) -> dict[str, bytes]:
    """Parts whose numbers tell at which step they were taken."""
    parts = {}
    for part in LAYOUT.parts:
        if part.name in names:
            buffer = PartBuffer(part)
            for index, view in enumerate(buffer.views.values()):
                view[...] = (step + index) % 100
            parts[part.name] = buffer.encode(step)
    return parts


@given(headers, some_parts)
def test_what_is_encoded_is_decoded(header: Header, names: set[str]) -> None:
    frame = encode(header, LAYOUT, fill(names, 42))
    decoded = decode(frame, LAYOUT)
    # Written out, because NaN equals nothing.
    assert repr(decoded.header) == repr(header)
    assert decoded.steps == dict.fromkeys(names, 42)
    assert set(decoded.tensors) == names
    for name in names:
        assert set(decoded.tensors[name]) == {(role, layer) for role, layer, *_ in PLACES[name]}
        for index, (role, layer, shape, dtype, _) in enumerate(PLACES[name]):
            tensor = decoded.tensors[name][role, layer]
            assert (tensor.shape, tensor.dtype) == (shape, np.dtype(dtype))
            assert (tensor == 42 + index).all()


@given(headers, some_parts)
def test_the_bytes_are_those_of_the_protocol(header: Header, names: set[str]) -> None:
    frame = encode(header, LAYOUT, fill(names, 42))
    read = read_header(frame)
    assert read["version"] == 5
    assert read["latest"] == header.latest
    assert read["parts"] == sum(
        1 << index for index, part in enumerate(LAYOUT.parts) if part.name in names
    )
    assert (read["phase"], read["layer"]) == (header.phase.kind, header.phase.layer)
    assert (read["layoutId"], read["sequence"]) == (7, header.sequence)
    assert (read["step"], read["epoch"], read["madeAt"]) == (
        header.step,
        header.epoch,
        header.made_at,
    )
    numbers = [
        read[name]
        for name in ("batchLoss", "trainLoss", "testLoss", "trainAccuracy", "testAccuracy")
    ]
    metrics = header.metrics
    expected = [
        *(header.batch_loss, metrics.train_loss, metrics.test_loss),
        *(metrics.train_accuracy, metrics.test_accuracy),
    ]
    np.testing.assert_array_equal(numbers, expected)
    for name, tensors in read_tensors_by_part(frame, LAYOUT.to_json()).items():
        for key, tensor in tensors.items():
            np.testing.assert_array_equal(tensor, decode(frame, LAYOUT).tensors[name][key])


def test_the_codes_of_the_phases_are_fixed() -> None:
    kinds: list[PhaseKind] = ["start", "sample", "forward", "loss", "backward", "update"]
    for code, kind in enumerate(kinds):
        frame = encode(replace(HEADER, phase=Phase(kind)), LAYOUT, {})
        assert frame[2] == code


def test_losses_that_overflowed_can_be_sent() -> None:
    header = replace(HEADER, batch_loss=inf, metrics=Metrics(inf, -inf, nan, nan))
    assert decode(encode(header, LAYOUT, {}), LAYOUT).header.metrics.train_loss == inf


FRAME = encode(HEADER, LAYOUT, fill({"network", "maps"}, 1))


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (b"", "at least 72 bytes; got 0"),
        (FRAME[:71], "at least 72 bytes; got 71"),
        (FRAME[:-1], "part 2 ends beyond"),
        (FRAME[:74], "part 0 is missing"),
        (FRAME[:1] + b"\x10" + FRAME[2:], "part 4 is not in the layout|bytes; got"),
        (FRAME[:72] + struct.pack("<I", 28) + FRAME[76:], "part network has 32 bytes; got 28|"),
        (FRAME + b"\0", f"has {len(FRAME)} bytes; got {len(FRAME) + 1}"),
        (b"\x01" + FRAME[1:], "version 1"),
        (FRAME[:4] + struct.pack("<I", 8) + FRAME[8:], "layout 8"),
    ],
)
def test_what_cannot_be_read_is_refused(frame: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        decode(frame, LAYOUT)


@given(st.binary(max_size=400))
def test_garbage_is_refused_or_read(garbage: bytes) -> None:
    for frame in (garbage, FRAME[:8] + garbage, FRAME[:100] + garbage):
        with suppress(ValueError):
            assert decode(frame, LAYOUT).steps.keys() <= PLACES.keys()


@given(headers, some_parts, some_parts)
def test_a_selection_is_a_frame_of_those_parts(
    header: Header, present: set[str], wanted: set[str]
) -> None:
    frame = encode(header, LAYOUT, fill(present, 42))
    chosen = select(frame, [i for i, name in enumerate(PLACES) if name in wanted])
    assert chosen == encode(header, LAYOUT, fill(present & wanted, 42))


@given(headers, headers, some_parts, some_parts)
def test_a_merged_frame_has_the_newest_of_each_part(
    first: Header, second: Header, older: set[str], newer: set[str]
) -> None:
    merged = merge(encode(first, LAYOUT, fill(older, 1)), encode(second, LAYOUT, fill(newer, 2)))
    decoded = decode(merged, LAYOUT)
    assert repr(decoded.header) == repr(second)
    assert decoded.steps == dict.fromkeys(older, 1) | dict.fromkeys(newer, 2)
    for name, step in decoded.steps.items():
        for index, (role, layer, *_) in enumerate(PLACES[name]):
            assert (decoded.tensors[name][role, layer] == step + index).all()


@given(st.lists(some_parts, min_size=1, max_size=6))
def test_merging_frame_by_frame_keeps_the_newest_of_each(history: list[set[str]]) -> None:
    waiting = encode(HEADER, LAYOUT, fill(history[0], 0))
    for step, names in enumerate(history[1:], start=1):
        waiting = merge(waiting, encode(HEADER, LAYOUT, fill(names, step)))
    newest = {name: step for step, names in enumerate(history) for name in names}
    assert decode(waiting, LAYOUT).steps == newest


def test_a_frame_names_its_layout() -> None:
    assert layout_id(FRAME) == 7
