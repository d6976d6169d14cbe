"""The recorded examples hold for this program; the page's tests read the same files."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from app.frames.codec import decode
from app.rooms.commands import parse
from tests.fixtures.protocol.record import (
    FOLDER,
    Recording,
    commands,
    record_frame,
    record_messages,
)
from tests.frames.reader import read_header, read_steps, read_tensors_by_part


def recorded(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


FRAME = (FOLDER / "frame.bin").read_bytes()
LAYOUT = recorded("layout.json")
EXPECTED = recorded("frame.expected.json")


@pytest.fixture(scope="module")
def fresh() -> Recording:
    return record_frame()


def test_the_recorded_frame_reads_as_the_protocol_says() -> None:
    header = read_header(FRAME)
    for name, value in EXPECTED["header"].items():
        assert header[name] == value
    tensors = read_tensors_by_part(FRAME, LAYOUT)
    scales = {(t["part"], t["role"], t["layer"]): t["scale"] for t in LAYOUT["tensors"]}
    for tensor in EXPECTED["tensors"]:
        part, layer = tensor["part"], tensor["layer"]
        values = tensors[part][tensor["role"], layer]
        assert list(values.shape) == tensor["shape"]
        scale = scales[part, tensor["role"], layer]
        if scale and part != "maps":
            values = (values * tensors[part][scale, layer].astype(float) / 127).astype(np.float32)
        assert values.ravel().tolist() == tensor["values"]
    assert read_steps(FRAME, LAYOUT) == {part["name"]: part["step"] for part in EXPECTED["parts"]}


def test_the_layout_is_still_the_same(fresh: Recording) -> None:
    assert {**fresh.layout.to_json(), "id": LAYOUT["id"]} == LAYOUT


def test_the_program_still_makes_this_frame(fresh: Recording) -> None:
    now = decode(fresh.frame, fresh.layout)
    for name, value in EXPECTED["header"].items():
        if name not in {"layoutId", "madeAt"}:
            found = fresh.expected["header"][name]
            assert found == (pytest.approx(value, rel=1e-4) if isinstance(value, float) else value)
    for tensor in EXPECTED["tensors"]:
        values = now.tensors[tensor["part"]][tensor["role"], tensor["layer"]].ravel().astype(float)
        # Machines round differently; a map or a drawn weight may be a level off.
        tolerance = {"maps": 2, "network": 0.01}.get(tensor["part"], 1e-5)
        np.testing.assert_allclose(values, tensor["values"], rtol=1e-4, atol=tolerance)


def test_the_recorded_commands_are_understood() -> None:
    assert recorded("commands.json") == commands()
    for command in commands():
        assert parse(json.dumps(command)).model_dump(mode="json") == command


def test_there_is_a_recorded_example_of_every_command() -> None:
    kinds = {"play", "pause", "reset", "step", "configure", "speed", "spotlight"}
    kinds |= {"lend", "take_back", "subscribe", "point", "follow", "inspect", "check", "ping"}
    kinds |= {"seek", "edit", "try", "switch", "rename_branch", "delete_branch"}
    kinds |= {"bookmark", "remove_bookmark", "compare"}
    kinds |= {"samples", "mistakes", "pictures", "saliency", "kernels", "branch_statistics"}
    assert {command["type"] for command in commands()} == kinds


def shape_of(value: object) -> object:
    """What is where, without the numbers."""
    if isinstance(value, dict):
        return {key: shape_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape_of(inner) for inner in value[:1]]
    return "number" if isinstance(value, int | float) else type(value).__name__


def test_the_program_still_sends_these_messages() -> None:
    messages, now = recorded("messages.json"), record_messages()
    kinds = {"welcome", "experiment", "state", "error", "notice", "people", "control"}
    kinds |= {"configured", "problems", "statistics"}
    kinds |= {"pointing", "looking", "inspection", "checked", "pong", "timeline"}
    kinds |= {"samples", "mistakes", "pictures", "saliency", "kernels", "branch_statistics"}
    assert set(messages) == kinds
    for said in (messages, now):
        # How far the run comes, and so whether anything was recorded, is a matter of time.
        for record in ("history", "statistics"):
            said["experiment"][record] = sorted(said["experiment"][record])
        said["statistics"]["records"] = sorted(said["statistics"]["records"])
    for kind, message in messages.items():
        assert shape_of(now[kind]) == shape_of(message)
    assert now["error"] == messages["error"]
    assert now["welcome"] == messages["welcome"]
    assert now["experiment"]["data"] == messages["experiment"]["data"]
