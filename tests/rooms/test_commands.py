from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.rooms.commands import MESSAGE_BYTES, BadCommand, Configure, Speed, Step, parse
from app.training import Experiment
from tests.training.recipes import experiments

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["play", "step", "configure", "speed", "spotlight", "phase", "train"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
FIELDS = ["unit", "count", "experiment", "per_second", "split", "index", "pixels", "label", "what"]
FIELDS += ["sample", "offers"]
almost_commands = st.builds(
    lambda kind, fields: {"type": kind, **fields},
    st.sampled_from(
        ["play", "pause", "reset", "step", "configure", "speed", "spotlight", "draw", "dance"]
    )
    | st.sampled_from(["correct", "give", "put_away"]),
    st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=3),
)


def refusal(text: str) -> BadCommand:
    with pytest.raises(BadCommand) as caught:
        parse(text)
    return caught.value


def check_refused_in_order(text: str) -> None:
    """Whatever comes in is a command or is refused in words."""
    try:
        parse(text)
        return
    except BadCommand as error:
        refused = error
    assert refused.code in {"not_json", "too_large", "invalid"}
    assert refused.problem.field
    assert refused.problem.message
    assert len(refused.problem.message) < 2000
    json.dumps(vars(refused.problem), allow_nan=False).encode()


@given(st.text())
@example("")
@example("null")
@example("NaN")
@example('"play"')
@example("[" * 10_000)
@example('{"type": "play"}{"type": "play"}')
@example('{"type": "step", "unit": "step", "count": 1' + "0" * 6000 + "}")
@example('{"type": "speed", "unit": "step", "per_second": 1e999}')
@example('{"type": "step", "unit": "\\ud800"}')
@example('{"type": "\ud800"}'.encode("utf-8", "replace").decode())
def test_any_text_is_a_command_or_refused(text: str) -> None:
    check_refused_in_order(text)


@given(json_values | almost_commands)
def test_any_json_is_a_command_or_refused(value: object) -> None:
    check_refused_in_order(json.dumps(value))


@given(st.binary(max_size=200))
def test_any_bytes_read_as_text_are_refused_or_understood(value: bytes) -> None:
    check_refused_in_order(value.decode(errors="replace"))


SMALL, WIDE = {"kind": "dense"}, {"kind": "dense", "units": 99}
FAST = {"name": "sgd", "learning_rate": "fast"}
BAD = [
    ("{", "not_json", "message"),
    ("", "not_json", "message"),
    ("play", "not_json", "message"),
    ("null", "invalid", "message"),
    ("[]", "invalid", "message"),
    ('"play"', "invalid", "message"),
    ("{}", "invalid", "type"),
    ('{"type": "dance"}', "invalid", "type"),
    ('{"type": 3}', "invalid", "type"),
    ('{"type": null}', "invalid", "type"),
    ('{"type": "play", "speed": 3}', "invalid", "speed"),
    ('{"type": "step", "unit": "lap"}', "invalid", "unit"),
    ('{"type": "step", "unit": 1}', "invalid", "unit"),
    ('{"type": "step", "count": 0}', "invalid", "count"),
    ('{"type": "step", "count": 1001}', "invalid", "count"),
    ('{"type": "step", "count": "3"}', "invalid", "count"),
    ('{"type": "step", "count": 1.5}', "invalid", "count"),
    ('{"type": "step", "count": true}', "invalid", "count"),
    ('{"type": "step", "count": -1001}', "invalid", "count"),
    ('{"type": "seek"}', "invalid", "step"),
    ('{"type": "seek", "step": -1}', "invalid", "step"),
    ('{"type": "seek", "step": 1.5}', "invalid", "step"),
    ('{"type": "edit", "layer": 0, "unit": 0, "input": null, "value": 1}', "invalid", "layer"),
    ('{"type": "edit", "layer": 1, "unit": 0, "input": -1, "value": 1}', "invalid", "input"),
    ('{"type": "edit", "layer": 1, "unit": 0, "value": 1}', "invalid", "input"),
    ('{"type": "edit", "layer": 1, "unit": 0, "input": 0, "value": 1e7}', "invalid", "value"),
    ('{"type": "edit", "layer": 1, "unit": 0, "input": 0, "value": NaN}', "invalid", "value"),
    ('{"type": "try", "step": 0}', "invalid", "experiment"),
    ('{"type": "correct", "label": 1}', "invalid", "sample"),
    ('{"type": "correct", "pixels": "AA=="}', "invalid", "label"),
    ('{"type": "give", "label": 1}', "invalid", "pixels"),
    ('{"type": "give", "pixels": "AA==", "label": null}', "invalid", "label"),
    ('{"type": "put_away", "offers": [0]}', "invalid", "offers.0"),
    ('{"type": "compare"}', "invalid", "experiment"),
    ('{"type": "compare", "experiment": 3}', "invalid", "experiment"),
    ('{"type": "switch", "branch": 0}', "invalid", "branch"),
    ('{"type": "rename_branch", "branch": 1}', "invalid", "name"),
    ('{"type": "delete_branch"}', "invalid", "branch"),
    ('{"type": "bookmark", "step": 0, "name": " "}', "invalid", "name"),
    ('{"type": "bookmark", "step": 0, "name": null}', "invalid", "name"),
    ('{"type": "remove_bookmark", "bookmark": "1"}', "invalid", "bookmark"),
    ('{"type": "speed"}', "invalid", "unit"),
    ('{"type": "speed", "unit": "epoch", "per_second": 1}', "invalid", "unit"),
    ('{"type": "speed", "unit": "step"}', "invalid", "per_second"),
    ('{"type": "speed", "unit": "step", "per_second": 0}', "invalid", "per_second"),
    ('{"type": "speed", "unit": "step", "per_second": 1e6}', "invalid", "per_second"),
    ('{"type": "speed", "unit": "step", "per_second": NaN}', "invalid", "per_second"),
    ('{"type": "speed", "unit": "step", "per_second": Infinity}', "invalid", "per_second"),
    ('{"type": "speed", "unit": "step", "per_second": "fast"}', "invalid", "per_second"),
    ('{"type": "spotlight", "split": "train", "index": -1}', "invalid", "index"),
    ('{"type": "spotlight", "split": "both", "index": 1}', "invalid", "split"),
    ('{"type": "spotlight", "split": "train"}', "invalid", "index"),
    ('{"type": "point"}', "invalid", "target"),
    ('{"type": "point", "target": {"layer": 1}}', "invalid", "target.unit"),
    ('{"type": "point", "target": {"layer": -1, "unit": 0}}', "invalid", "target.layer"),
    ('{"type": "inspect"}', "invalid", "target"),
    ('{"type": "inspect", "target": {"layer": 1, "unit": -1}}', "invalid", "target.unit"),
    (
        '{"type": "inspect", "target": {"layer": 1, "unit": 0, "weight": 1}}',
        "invalid",
        "target.weight",
    ),
    ('{"type": "check", "layer": 0, "unit": 0, "input": 0}', "invalid", "layer"),
    ('{"type": "check", "layer": 1, "unit": 0}', "invalid", "input"),
    ('{"type": "check", "layer": 1, "unit": 0, "input": "bias"}', "invalid", "input"),
    ('{"type": "ping", "number": 1}', "invalid", "number"),
    ('{"type": "configure"}', "invalid", "experiment"),
    ('{"type": "configure", "experiment": 3}', "invalid", "experiment"),
    (
        '{"type": "configure", "experiment": {"training": {"batch_size": 4000}}}',
        "invalid",
        "experiment.training.batch_size",
    ),
    (
        '{"type": "configure", "experiment": {"dataset": {"name": "torus"}}}',
        "invalid",
        "experiment.dataset.name",
    ),
    (
        json.dumps({"type": "configure", "experiment": {"network": {"layers": [SMALL, WIDE]}}}),
        "invalid",
        "experiment.network.layers.1.units",
    ),
    (
        json.dumps({"type": "configure", "experiment": {"training": {"optimizer": FAST}}}),
        "invalid",
        "experiment.training.optimizer.learning_rate",
    ),
]


@pytest.mark.parametrize(("text", "code", "field"), BAD)
def test_a_bad_command_is_refused_with_its_field(text: str, code: str, field: str) -> None:
    error = refusal(text)
    assert (error.code, error.problem.field) == (code, field)
    if code == "invalid":
        assert field in error.problem.message
    assert str(error) == error.problem.message


@pytest.mark.parametrize("given", [0, 7, 2**53 - 1])
def test_a_refused_request_is_told_by_its_number(given: int) -> None:
    command = {"type": "configure", "experiment": 3, "request": given}
    assert refusal(json.dumps(command)).request == given


@pytest.mark.parametrize("given", [-1, 2**53, 0.5, "seven", True, [1], None])
def test_what_is_no_number_of_a_request_is_not_given_back(given: Any) -> None:
    command = {"type": "configure", "experiment": 3, "request": given}
    assert refusal(json.dumps(command)).request is None
    if given is not None:
        error = refusal(json.dumps({**command, "experiment": {}}))
        assert error.problem.field == "request"


def test_only_a_request_to_configure_has_a_number() -> None:
    assert refusal('{"type": "step", "count": 0, "request": 7}').request is None


def test_too_much_text_is_refused_unread() -> None:
    error = refusal("x" * 5_000_000)
    assert (error.code, error.problem.field) == ("too_large", "message")
    assert error.problem.given == "5000000"
    assert str(MESSAGE_BYTES) in error.problem.message


def test_size_is_counted_in_bytes() -> None:
    assert refusal("é" * (MESSAGE_BYTES // 2 + 1)).code == "too_large"
    assert refusal("e" * MESSAGE_BYTES).code == "not_json"


def test_the_largest_experiment_fits_into_a_message() -> None:
    layers = [{"kind": "dense", "units": 64, "activation": "leaky_relu"}] * 12
    points = [[-5.12345678901234, 5.12345678901234, 1]] * 400
    experiment = {"dataset": {"name": "points", "points": points}, "network": {"layers": layers}}
    command = parse(json.dumps({"type": "configure", "experiment": experiment}))
    assert isinstance(command, Configure)
    assert len(command.experiment.dataset.points) == 400


@given(experiments())
def test_an_experiment_arrives_as_it_was_sent(experiment: Experiment) -> None:
    text = json.dumps({"type": "configure", "experiment": experiment.model_dump(mode="json")})
    command = parse(text)
    assert isinstance(command, Configure)
    assert command.experiment == experiment


@given(st.sampled_from(["phase", "step", "epoch"]), st.integers(1, 1000))
def test_a_step_may_be_of_any_size_in_its_bounds(unit: Any, count: int) -> None:
    text = json.dumps({"type": "step", "unit": unit, "count": count})
    assert parse(text) == Step(type="step", unit=unit, count=count)


def test_the_smallest_step_is_one_step() -> None:
    assert parse('{"type": "step"}') == Step(type="step", unit="step", count=1)


@given(st.sampled_from(["phase", "step"]), st.none() | st.floats(0.1, 100_000))
def test_a_speed_may_be_any_in_its_bounds(unit: Any, rate: float | None) -> None:
    text = json.dumps({"type": "speed", "unit": unit, "per_second": rate})
    assert parse(text) == Speed(type="speed", unit=unit, per_second=rate)
