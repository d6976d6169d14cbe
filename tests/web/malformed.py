"""Messages that are no commands, drawn by Hypothesis."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from app.rooms.commands import BadCommand, parse
from app.training import Experiment

Message = str | bytes

_EXPERIMENT = Experiment().model_dump(mode="json")

COMMANDS: list[dict[str, Any]] = [
    {"type": "play"},
    {"type": "pause"},
    {"type": "reset"},
    {"type": "step", "unit": "epoch", "count": 3},
    {"type": "configure", "experiment": _EXPERIMENT},
    {"type": "speed", "unit": "step", "per_second": 20.5},
    {"type": "spotlight", "split": "train", "index": 3},
    {"type": "seek", "step": 2},
    {"type": "edit", "layer": 1, "unit": 0, "input": None, "value": 0.5},
    {"type": "try", "step": 1, "experiment": _EXPERIMENT},
    {"type": "switch", "branch": 1},
    {"type": "rename_branch", "branch": 1, "name": "first"},
    {"type": "delete_branch", "branch": 2},
    {"type": "bookmark", "step": 0, "name": "start"},
    {"type": "remove_bookmark", "bookmark": 1},
    {"type": "compare", "experiment": _EXPERIMENT},
    {"type": "lend", "number": 2},
    {"type": "take_back"},
    {"type": "inspect", "target": {"layer": 1, "unit": 0}},
    {"type": "check", "layer": 1, "unit": 0, "input": None},
]

NUMBERS = [
    *("1e999", "-1e999", "1e-999", "1" * 400, "9" * 5000, "-" + "9" * 5000, "0." + "1" * 999),
    *("NaN", "Infinity", "-Infinity", "nan", "0x10", "01", "+1", ".5", "1.", "--1", "1_000"),
]
"""Numbers too large or too long for most readers, and what JSON has no word for."""

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["play", "configure", "dense", "points", "", "__class__", "../../etc/passwd"])
)
JSON = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def changed_commands(draw: st.DrawFn) -> str:
    """A command with one field gone, added or of another value, at any depth."""
    command = json.loads(json.dumps(draw(st.sampled_from(COMMANDS))))
    place: Any = command
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and draw(st.booleans()):
            place = place[key]
            continue
        match draw(st.sampled_from(["drop", "add", "change"])):
            case "drop":
                del place[key]
            case "add" if isinstance(place, dict):
                place[draw(st.text(max_size=12))] = draw(JSON)
            case _:
                place[key] = draw(JSON)
        break
    return json.dumps(command)


@st.composite
def broken_texts(draw: st.DrawFn) -> str:
    """The text of a command, cut, doubled, or with something foreign within."""
    text = json.dumps(draw(st.sampled_from(COMMANDS)))
    position = draw(st.integers(0, len(text)))
    foreign = st.text(max_size=5) | st.sampled_from(
        ["\0", "\\", '"', "{", "]", "\\ud800", "\u2028"]
    )
    return draw(
        st.sampled_from(
            [text[:position], text[position:], text + text, text + "\0", f"[{text}]"],
        )
        | foreign.map(lambda piece: text[:position] + piece + text[position:])
    )


def _with_number(number: str) -> list[str]:
    experiment = json.dumps({"training": {"batch_size": 0}}).replace("0", number)
    return [
        number,
        f'{{"type": "step", "count": {number}}}',
        f'{{"type": "spotlight", "split": "train", "index": {number}}}',
        f'{{"type": "speed", "unit": "step", "per_second": {number}}}',
        f'{{"type": "lend", "number": {number}}}',
        f'{{"type": "configure", "experiment": {experiment}}}',
        f'{{"type": "configure", "experiment": {{"dataset": {{"points": [[{number}, 0, 1]]}}}}}}',
    ]


STRANGE_NUMBERS = st.sampled_from([text for number in NUMBERS for text in _with_number(number)])
DEEP = st.builds(
    lambda opening, depth, around: around % (opening * depth),
    st.sampled_from(["[", '{"a":', '[{"type":', "[[],"]),
    st.sampled_from([2, 100, 1000, 10_000]),
    st.sampled_from(["%s", '{"type": "configure", "experiment": %s', '{"type": %s']),
)
CLOSED_DEEP = st.builds(
    lambda depth: f'{{"type": "configure", "experiment": {"[" * depth}{"]" * depth}}}',
    st.sampled_from([1, 50, 199, 200, 201, 5000, 30_000]),
)
SURROGATES = st.sampled_from(
    ['"\\ud800"', '{"type": "\\udfff"}', '{"\\ud800": 1}', '{"type": "play", "\\udc00\\ud800": 0}']
)
LARGE = st.builds(
    lambda piece, size: piece * (size // len(piece.encode())),
    st.sampled_from(["x", "[", '"', "\\", "ü", "😀", '{"type":"play"}']),
    st.sampled_from([65_535, 65_537, 100_000, 260_000]),
)
FAR_TOO_LARGE = st.sampled_from([300_000, 1_000_000]).map(lambda size: "x" * size)


def _is_malformed(message: Message) -> bool:
    text = message if isinstance(message, str) else message.decode(errors="replace")
    try:
        parse(text)
    except BadCommand:
        return True
    return False


_COMMON = (
    JSON.map(json.dumps),
    st.text(),
    st.binary(max_size=200),
    changed_commands(),
    changed_commands().map(str.encode),
    broken_texts(),
    STRANGE_NUMBERS,
)
_RARE = DEEP | CLOSED_DEEP | SURROGATES | LARGE | FAR_TOO_LARGE

MESSAGES: st.SearchStrategy[Message] = st.one_of(*_COMMON, *_COMMON, _RARE).filter(_is_malformed)
"""What is no command, as text or as bytes."""

FRAMES = st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=4)
"""What is no websocket frame, or one that may not be sent."""
