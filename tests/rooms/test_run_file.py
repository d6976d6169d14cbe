"""A run as a file: the same run again, to the bit, or a refusal in plain words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rooms.commands import (
    Compare,
    Configure,
    Edit,
    FollowSample,
    RunCommand,
    Seek,
    SetBookmark,
    Step,
)
from app.rooms.reopening import begin, reopen
from app.rooms.run import Run
from app.rooms.run_file import FILE_BYTES, MEMBER_BYTES, RunFileError, pack, unpack
from app.rooms.wire import Saved
from app.training import Experiment, Snapshot, Trainer
from app.training.stopping import StopReason
from tests.training.recipes import experiments, tiny, with_training

ABOUT, STATE, SNAPSHOT, TIPS = MEMBER_BYTES


def _silent(*_: object) -> None:
    pass


@cache
def made(experiment: Experiment, unit: str = "step", count: int = 7) -> Saved:
    """A run that was advanced by hand and left."""
    run = Run(experiment, _silent, _silent)
    run.carry_out(Step(type="step", unit=unit, count=count))  # type: ignore[arg-type]
    while run.busy:
        run.advance()
    return run.save()


@cache
def travelled() -> Saved:
    """A run with two lines, an edited weight and a bookmark, that stands in its past."""
    commands: list[RunCommand] = [
        Step(type="step", unit="epoch", count=4),
        SetBookmark(type="bookmark", step=6, name="here"),
        Seek(type="seek", step=6),
        Configure(type="configure", experiment=with_training(tiny(), l2=0.1)),
        Edit(type="edit", layer=1, unit=2, input=1, value=0.25),
        Step(type="step", count=5),
        Seek(type="seek", step=8),
    ]
    run = Run(tiny(), _silent, _silent)
    for command in commands:
        run.carry_out(command)
        while run.busy:
            run.advance()
    return run.save()


def _timeline(**changes: Any) -> bytes:
    """A file of that run whose timeline was tampered with."""
    saved = travelled()
    timeline = json.loads(json.dumps(saved.state["timeline"])) | changes
    return _with(saved, **{STATE: json.dumps({**saved.state, "timeline": timeline}).encode()})


def _branch(**changes: Any) -> bytes:
    """A file of that run whose second branch was tampered with."""
    first, second = json.loads(json.dumps(travelled().state["timeline"]["branches"]))
    return _timeline(branches=[first, second | changes])


def _with(saved: Saved, **changes: Any) -> bytes:
    """A file of the run with other members; None leaves one out."""
    members = _members(pack(saved)) | changes
    return _zip({name: data for name, data in members.items() if data is not None})


def _members(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _moved(change: Callable[[Snapshot], Snapshot]) -> bytes:
    """A file of a run whose snapshot was tampered with."""
    saved = made(tiny())
    snapshot = change(Snapshot.from_bytes(saved.snapshot))
    return pack(Saved(saved.state, snapshot.to_bytes()))


def _position(**changes: Any) -> bytes:
    return _moved(
        lambda snapshot: replace(snapshot, position=snapshot.position.model_copy(update=changes))
    )


def _array(name: str, array: np.ndarray[Any, Any]) -> bytes:
    return _moved(lambda snapshot: replace(snapshot, arrays={**snapshot.arrays, name: array}))


@settings(max_examples=25, deadline=None)
@given(experiments(), st.sampled_from(["phase", "step", "epoch"]), st.integers(0, 9))
def test_the_run_in_a_file_is_the_run_that_was_saved(
    experiment: Experiment, unit: str, count: int
) -> None:
    saved = made(experiment, unit, count) if count else begin(experiment)
    reopened = reopen(pack(saved))
    assert reopened.experiment == experiment
    assert reopened.saved.snapshot == saved.snapshot
    assert reopened.saved.state == {**saved.state, "playing": False}


def test_goes_on_as_the_other_does() -> None:
    trainer = Trainer.from_snapshot(Snapshot.from_bytes(reopen(pack(made(tiny()))).saved.snapshot))
    whole = Trainer(tiny())
    assert trainer.step("step", 20) == 20
    whole.step("step", 27)
    np.testing.assert_array_equal(trainer.network.parameters, whole.network.parameters)
    assert trainer.snapshot().to_bytes() == whole.snapshot().to_bytes()


def test_keeps_what_was_followed_and_changed() -> None:
    run = Run(tiny(), _silent, _silent)
    run.carry_out(Step(type="step", unit="epoch", count=3))
    while run.busy:
        run.advance()
    run.carry_out(Configure(type="configure", experiment=with_training(tiny(), l2=0.1)))
    run.carry_out(FollowSample(type="spotlight", split="test", index=2))
    saved = run.save()
    reopened = reopen(pack(saved))
    assert reopened.saved == saved
    history = Trainer.from_snapshot(Snapshot.from_bytes(reopened.saved.snapshot)).history
    assert len(history.records) == 3


def test_keeps_the_timeline() -> None:
    saved = travelled()
    assert len(saved.state["timeline"]["branches"]) == 2
    reopened = reopen(pack(saved))
    assert reopened.saved == saved
    told: list[dict[str, Any]] = []
    run = Run.restored(reopened.saved, lambda message, _=0, /: told.append(message), _silent)
    run.describe()
    (timeline,) = (message for message in told if message["type"] == "timeline")
    assert [branch["latest"] for branch in timeline["branches"]] == [12, 11]
    assert timeline["bookmarks"] == [{"id": 1, "branch": 1, "step": 6, "name": "here"}]
    (state,) = (message for message in told if message["type"] == "state")
    assert (state["step"], state["latest"]) == (8, 11)


def test_equal_runs_make_equal_files() -> None:
    assert pack(made(tiny())) == pack(replace(made(tiny())))
    assert pack(made(tiny())) != pack(made(tiny(seed=2)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a run that Glassbox has saved"),
    "text": (lambda: b"Hello, network!" * 100, "not a run that Glassbox has saved"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), "not a run that Glassbox has saved"),
    "cut off": (lambda: pack(made(tiny()))[:-200], "cut off"),
    "cut to its signature": (lambda: b"PK\x03\x04", "cut off"),
    "too large": (lambda: b"PK\x03\x04" + bytes(FILE_BYTES), "larger than 20 MB"),
    "another archive": (lambda: _zip({"essay.txt": b"..."}), "zip archive, but not a run"),
    "one member more": (lambda: _with(made(tiny()), more=b"?"), "zip archive, but not a run"),
    "one member less": (lambda: _with(made(tiny()), **{STATE: None}), "zip archive, but not a run"),
    "a path for a name": (
        lambda: _with(made(tiny()), **{"../../etc/passwd": b"?"}),
        "zip archive, but not a run",
    ),
    "many members": (
        lambda: _zip({f"{number}": b"" for number in range(5000)}),
        "zip archive, but not a run",
    ),
    "another format": (
        lambda: _with(made(tiny()), **{ABOUT: b'{"format": "essay", "version": 1}'}),
        "zip archive, but not a run",
    ),
    "another version": (
        lambda: _with(made(tiny()), **{ABOUT: b'{"format": "glassbox-run", "version": 99}'}),
        "another version of Glassbox: its format is 99, and this server reads 1",
    ),
    "another compression": (
        lambda: _zip(_members(pack(made(tiny()))), zipfile.ZIP_LZMA),
        "packed in a way that is not read here",
    ),
    "a bomb": (
        lambda: _with(made(tiny()), **{SNAPSHOT: bytes(MEMBER_BYTES[SNAPSHOT] + 1)}),
        "snapshot.safetensors in the file has 40000001 bytes, and at most 40000000 are read",
    ),
    "a state that is no JSON": (lambda: _with(made(tiny()), **{STATE: b"{"}), "is not JSON"),
    "a state that is a list": (
        lambda: _with(made(tiny()), **{STATE: b"[]"}),
        "state.json in the file is not a JSON object",
    ),
    "a deep state": (lambda: _with(made(tiny()), **{STATE: b"[" * 100_000}), "is not JSON"),
    "a state with NaN": (lambda: _with(made(tiny()), **{STATE: b'{"step": NaN}'}), "is not JSON"),
    "an empty state": (lambda: _with(made(tiny()), **{STATE: b"{}"}), "cannot go on"),
    "no snapshot": (lambda: _with(made(tiny()), **{SNAPSHOT: b"?"}), "not a readable snapshot"),
    "a cut snapshot": (
        lambda: _with(made(tiny()), **{SNAPSHOT: made(tiny()).snapshot[:-4]}),
        "not a readable snapshot",
    ),
    "a snapshot of another network": (
        lambda: _moved(lambda snapshot: replace(snapshot, experiment=tiny(units=(4,)))),
        "parameters is float32 (13,) in the snapshot; wanted is float32 (17,)",
    ),
    "no newest moments": (lambda: _with(travelled(), **{TIPS: None}), "is missing"),
    "cut newest moments": (
        lambda: _with(travelled(), **{TIPS: (travelled().tips or b"")[:-5]}),
        "not a readable snapshot",
    ),
    "newest moments of nothing": (
        lambda: _timeline(branches=travelled().state["timeline"]["branches"][:1], present=1),
        "its branch cannot be",
    ),
    "no present branch": (lambda: _timeline(present=7), "its branch cannot be"),
    "no branches": (lambda: _timeline(branches=[]), "timeline.branches must have at least 1 items"),
    "too many branches": (
        lambda: _timeline(branches=travelled().state["timeline"]["branches"] * 7),
        "timeline.branches must have at most 12 items",
    ),
    "a branch twice": (
        lambda: _timeline(branches=travelled().state["timeline"]["branches"] * 2),
        "its order of branches cannot be",
    ),
    "a branch of itself": (lambda: _branch(parent=2), "its order of branches cannot be"),
    "a branch without a beginning": (lambda: _branch(parent=None), "its beginning cannot be"),
    "a branch with a long name": (lambda: _branch(name="?" * 61), "name"),
    "an unknown event": (lambda: _branch(events=[[6, 0, "explode"]]), "events"),
    "an experiment that cannot be": (
        lambda: _branch(events=[[6, 0, "configure", ["x"], {"training": {"l2": 7.5}}]]),
        "l2 must be at most 1; got 7.5",
    ),
    "an edited weight that is not there": (
        lambda: _branch(events=[[6, 0, "edit", 1, 9, 0, 0.5, 0.25]]),
        "unit must be from 0 to 2; got 9",
    ),
    "a number given twice": (lambda: _timeline(next=[2, 2]), "its numbering cannot be"),
    "a bookmark of nothing": (
        lambda: _timeline(bookmarks=[{"id": 1, "branch": 9, "step": 1, "name": "?"}]),
        "its list of bookmarks cannot be",
    ),
    "a bookmark without a name": (
        lambda: _timeline(bookmarks=[{"id": 1, "branch": 1, "step": 1, "name": ""}]),
        "timeline.bookmarks.0.name",
    ),
    "a huge step": (lambda: _position(steps=10**30), "its step cannot be"),
    "a huge epoch": (lambda: _position(epoch=10**30), "its epoch cannot be"),
    "a batch beyond the epoch": (lambda: _position(batch=3), "its mini-batch cannot be"),
    "too many phases": (lambda: _position(phases_done=50), "its phase cannot be"),
    "another phase": (lambda: _position(phases_done=2), "its phase cannot be"),
    "a talkative end": (
        lambda: _position(stop=StopReason("converged", "blah " * 1000)),
        "its end cannot be",
    ),
    "an end without a number": (
        lambda: _position(stop=StopReason("converged", "", {"test_loss": float("nan")})),
        "its end cannot be",
    ),
    "a history of words": (lambda: _array("history", np.zeros((2, 3))), "cannot go on"),
    "a history without steps": (lambda: _array("history", np.full((1, 6), np.nan)), "cannot go on"),
    "an endless history": (lambda: _array("history", np.full((1, 6), np.inf)), "cannot go on"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_run_is_refused_in_plain_words(name: str) -> None:
    make, words = REFUSED[name]
    with pytest.raises(RunFileError) as refused:
        reopen(make())
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("spotlight", {"split": "train", "index": "first"}),
        ("spotlight", {"split": "elsewhere", "index": 0}),
        ("spotlight", {"split": "train"}),
        ("spotlight", 7),
        ("speed", {"type": "speed", "unit": "step", "per_second": 1e300}),
        ("speed", None),
    ],
)
def test_a_state_that_is_none_is_refused(field: str, value: object) -> None:
    saved = made(tiny())
    state = json.dumps({**saved.state, field: value}).encode()
    with pytest.raises(RunFileError, match="cannot go on"):
        reopen(_with(saved, **{STATE: state}))


def test_more_in_a_state_than_a_run_knows_is_not_kept() -> None:
    saved = made(tiny())
    state = json.dumps({**saved.state, "paused_after": 600, "more": "?"}).encode()
    assert reopen(_with(saved, **{STATE: state})).saved == saved


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_is_still_a_run(data: st.DataObject) -> None:
    file = bytearray(pack(travelled()))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(file) - 1))
        match data.draw(st.sampled_from(["change", "cut", "insert", "repeat"])):
            case "change":
                file[place] = data.draw(st.integers(0, 255))
            case "cut":
                del file[place : place + data.draw(st.integers(1, 50))]
            case "insert":
                file[place:place] = data.draw(st.binary(min_size=1, max_size=20))
            case _:
                file += file[place:]
        if not file:
            break
    _refused_or_a_run(bytes(file))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_members_are_refused_or_are_still_a_run(data: st.DataObject) -> None:
    """The archive's own checksums do not come to the rescue here."""
    members = _members(pack(travelled()))
    name = data.draw(st.sampled_from(list(members)))
    member = bytearray(members[name])
    place = data.draw(st.integers(0, min(len(member) - 1, 6000)))
    member[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    _refused_or_a_run(_zip({**members, name: bytes(member)}))


def _refused_or_a_run(file: bytes) -> None:
    try:
        reopened = reopen(file)
    except RunFileError as error:
        words = str(error)
    else:
        words = "."
        run = Run.restored(reopened.saved, _silent, _silent)
        run.describe()
        run.carry_out(Step(type="step", count=3))
        while run.busy:
            run.advance()
        unpack(pack(run.save()))
    assert words.endswith(".")


@cache
def compared() -> Saved:
    """A run with another one beside it."""
    run = Run(tiny(), _silent, _silent)
    beside = with_training(tiny(), l2=0.1)
    for command in (Compare(type="compare", experiment=beside), Step(type="step", count=5)):
        run.carry_out(command)
        while run.busy:
            run.advance()
    return run.save()


def test_the_run_beside_it_comes_along() -> None:
    again = reopen(pack(compared())).saved
    assert again.state["beside"] == compared().state["beside"]
    assert again.state["beside"]["step"] == 5


@pytest.mark.parametrize(
    "wrong",
    [{"step": -1}, {"step": 10**18}, {"phases": 10**9}, {"step": "5"}, {"more": 1}],
)
def test_a_run_beside_it_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    saved = compared()
    beside = {**saved.state["beside"], **wrong}
    with pytest.raises(RunFileError):
        reopen(pack(replace(saved, state={**saved.state, "beside": beside})))
