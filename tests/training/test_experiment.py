from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.datasets import DATASETS
from app.nn.layers import Dense
from app.nn.optimizers import SGD
from app.training import Experiment, example_on
from app.training.differences import changed_fields
from app.training.problems import Problem, explain
from tests.training.recipes import experiments, tiny, with_training


def problem_with(changes: dict[str, Any]) -> Problem:
    """What is said of an experiment read from JSON."""
    source = json.dumps(changes)
    with pytest.raises(ValidationError) as caught:
        Experiment.model_validate_json(source)
    return explain(caught.value, json.loads(source))


def at(path: str, value: object) -> dict[str, Any]:
    """An experiment with one value at a dotted path."""
    for name in reversed(path.split(".")):
        value = {name: value}
    assert isinstance(value, dict)
    return value


def test_the_default_is_the_one_of_the_protocol() -> None:
    assert Experiment().model_dump(mode="json") == {
        "dataset": {
            "name": "circle",
            "samples": 500,
            "noise": 0.1,
            "test_fraction": 0.5,
            "seed": 1,
            "features": ["x", "y"],
            "points": [],
            "drawings": [],
            "corrections": [],
            "position": 1.0,
            "size": 0.6,
            "size_spread": 0.4,
            "rotation": 20.0,
        },
        "network": {
            "layers": [
                {"kind": "dense", "units": 4, "activation": "tanh"},
                {"kind": "dense", "units": 2, "activation": "tanh"},
            ],
            "initializer": "xavier_uniform",
        },
        "training": {
            "optimizer": {"name": "sgd", "learning_rate": 0.03},
            "batch_size": 10,
            "l1": 0,
            "l2": 0,
            "schedule": {"name": "constant"},
            "clip_norm": None,
            "augmentation": {"shift": 0, "rotate": 0, "noise": 0},
            "correction_weight": 10,
            "stop": {"max_epochs": None, "patience": None},
            "seed": 1,
        },
    }


def test_every_field_is_optional() -> None:
    assert Experiment.model_validate_json("{}") == Experiment()


@given(experiments())
def test_json_and_back_is_the_same_experiment(experiment: Experiment) -> None:
    again = Experiment.model_validate_json(experiment.model_dump_json())
    assert again == experiment
    assert hash(again) == hash(experiment)
    assert json.loads(again.model_dump_json()) == experiment.model_dump(mode="json")


def test_experiments_differ_when_a_field_does() -> None:
    assert tiny() == tiny()
    assert tiny() != tiny(seed=2)
    assert tiny() != tiny(units=(4,))


@pytest.mark.parametrize("part", ["dataset", "network", "training"])
def test_it_cannot_be_changed(part: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(Experiment(), part, None)


def test_its_layers_and_optimizer_cannot_be_changed() -> None:
    experiment = Experiment()
    with pytest.raises(AttributeError):
        experiment.network.layers[0].units = 9  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        experiment.training.optimizer.learning_rate = 9


@pytest.mark.parametrize("name", DATASETS)
def test_there_is_an_example_for_every_dataset(name: str) -> None:
    assert example_on(name).dataset.name == name


def test_an_unknown_example_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"'torus'.*circle.*diabetes"):
        example_on("torus")


NUMBERS = {
    # path: smallest, largest, whole
    "dataset.samples": (20, 1000, True),
    "dataset.noise": (0, 0.5, False),
    "dataset.test_fraction": (0.1, 0.9, False),
    "dataset.seed": (0, 2**31 - 1, True),
    "training.batch_size": (1, 256, True),
    "training.l1": (0, 1, False),
    "training.l2": (0, 1, False),
    "training.augmentation.shift": (0, 4, True),
    "training.augmentation.rotate": (0, 30, False),
    "training.augmentation.noise": (0, 0.5, False),
    "training.seed": (0, 2**31 - 1, True),
    "training.stop.max_epochs": (1, 100_000, True),
    "training.stop.patience": (1, 10_000, True),
}


@pytest.mark.parametrize("path", NUMBERS)
def test_bounds_belong_to_the_range(path: str) -> None:
    low, high, _ = NUMBERS[path]
    for value in (low, high):
        Experiment.model_validate_json(json.dumps(at(path, value)))


@pytest.mark.parametrize("path", NUMBERS)
def test_below_and_above_is_told(path: str) -> None:
    low, high, _ = NUMBERS[path]
    below = problem_with(at(path, low - 1))
    assert below.field == path
    assert below.allowed == f"at least {low:g}"
    assert below.given == str(low - 1)
    assert path in below.message
    assert str(low - 1) in below.message
    above = problem_with(at(path, high + 1))
    assert above.field == path
    assert (above.allowed or "").startswith("at most ")
    assert above.given == str(high + 1)


@pytest.mark.parametrize("path", NUMBERS)
@pytest.mark.parametrize("value", ["12", True, [1], {"a": 1}])
def test_a_number_must_be_a_number(path: str, value: object) -> None:
    problem = problem_with(at(path, value))
    assert problem.field == path
    assert problem.allowed == ("a whole number" if NUMBERS[path][2] else "a number")
    assert problem.given == repr(value)


@pytest.mark.parametrize("path", [path for path, (_, _, whole) in NUMBERS.items() if whole])
def test_a_whole_number_must_be_whole(path: str) -> None:
    problem = problem_with(at(path, 30.5))
    assert (problem.field, problem.allowed) == (path, "a whole number")


@pytest.mark.parametrize("path", [*NUMBERS, "training.optimizer.learning_rate"])
@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_infinity_is_no_number_here(path: str, value: float) -> None:
    source = at(path, value)
    if path.startswith("training.optimizer"):
        source["training"]["optimizer"]["name"] = "sgd"
    problem = problem_with(source)
    assert problem.field == path
    assert "number" in (problem.allowed or "")


@pytest.mark.parametrize(
    "path",
    [path for path in NUMBERS if not path.startswith("training.stop")],
)
def test_null_is_no_number(path: str) -> None:
    assert problem_with(at(path, None)).field == path


@pytest.mark.parametrize(
    ("name", "most"), [("circle", 1000), ("mnist", 5000), ("mnist_full", 70_000)]
)
def test_every_dataset_has_a_number_of_samples_of_its_own(name: str, most: int) -> None:
    for samples in (20, most):
        recipe = {"dataset": {"name": name, "samples": samples}}
        assert Experiment.model_validate_json(json.dumps(recipe)).dataset.samples == samples
    problem = problem_with({"dataset": {"name": name, "samples": most + 1}})
    assert problem.field == "dataset.samples"
    assert problem.given == str(most + 1)
    assert problem.allowed == f"at most {most}"


LAYERS = "network.layers"
OPTIMIZER = "training.optimizer"
DENSE = {"kind": "dense", "units": 4, "activation": "tanh"}

BAD: list[tuple[dict[str, Any], str, str]] = [
    # given, field at fault, a word of the message
    ({"networks": {}}, "networks", "not a known field"),
    (at("dataset.colour", 3), "dataset.colour", "not a known field"),
    (at("network.depth", 3), "network.depth", "not a known field"),
    (at("training.epochs", 3), "training.epochs", "not a known field"),
    (at("training.stop.steps", 3), "training.stop.steps", "not a known field"),
    (at("dataset", 3), "dataset", "an object"),
    (at("network", [1]), "network", "an object"),
    (at("training", "x"), "training", "an object"),
    (at("training.stop", 3), "training.stop", "an object"),
    (at("dataset.name", "torus"), "dataset.name", "'circle'"),
    (at("dataset.name", 3), "dataset.name", "'circle'"),
    (at("dataset.features", "x"), "dataset.features", "a list"),
    (at("dataset.features", []), "dataset.features", "at least 1"),
    (at("dataset.features", ["x", "z"]), "dataset.features.1", "'x_squared'"),
    (at("dataset.features", ["x", "x"]), "dataset.features", "twice"),
    ({"dataset": {"name": "points", "points": [[0, 0]]}}, "dataset.points.0.2", "missing"),
    ({"dataset": {"name": "points", "points": [[0, 7, 1]]}}, "dataset.points.0.1", "at most 6"),
    ({"dataset": {"name": "points", "points": [[0, 0, 2]]}}, "dataset.points.0.2", "at most 1"),
    ({"dataset": {"name": "points", "points": [[0, "a", 1]]}}, "dataset.points.0.1", "a number"),
    ({"dataset": {"name": "points", "points": [[0, 0, 0.5]]}}, "dataset.points.0.2", "a whole"),
    ({"dataset": {"name": "points", "points": 1}}, "dataset.points", "a list"),
    ({"dataset": {"name": "points", "points": [[0, 0, 1]] * 401}}, "dataset.points", "400"),
    (at("dataset.points", [[0, 0, 1]]), "dataset.points", "points"),
    (at(LAYERS, {}), LAYERS, "a list"),
    (at(LAYERS, [DENSE] * 13), LAYERS, "at most 12 items; got 13"),
    (at(LAYERS, [DENSE, 7]), f"{LAYERS}.1", "an object"),
    (at(LAYERS, [DENSE, {**DENSE, "units": 0}]), f"{LAYERS}.1.units", "at least 1"),
    (at(LAYERS, [{**DENSE, "units": 65}]), f"{LAYERS}.0.units", "at most 64"),
    (at(LAYERS, [{**DENSE, "units": "4"}]), f"{LAYERS}.0.units", "a whole number"),
    (at(LAYERS, [{**DENSE, "units": 4.5}]), f"{LAYERS}.0.units", "a whole number"),
    (at(LAYERS, [{**DENSE, "activation": "step"}]), f"{LAYERS}.0.activation", "'relu'"),
    (at(LAYERS, [{**DENSE, "kind": "dance"}]), f"{LAYERS}.0.kind", "dense"),
    (at(LAYERS, [{**DENSE, "bias": 1}]), f"{LAYERS}.0.bias", "not a known field"),
    (at("network.initializer", "zero"), "network.initializer", "'he_normal'"),
    (at(OPTIMIZER, "sgd"), OPTIMIZER, "an object"),
    (at(OPTIMIZER, {}), f"{OPTIMIZER}.name", "missing"),
    (at(OPTIMIZER, {"name": "newton"}), f"{OPTIMIZER}.name", "'adam'"),
    (at(OPTIMIZER, {"name": 3}), f"{OPTIMIZER}.name", "'adam'"),
    (
        at(OPTIMIZER, {"name": "sgd", "momentum": 0.9}),
        f"{OPTIMIZER}.momentum",
        "not a known field",
    ),
    (at(OPTIMIZER, {"name": "sgd", "learning_rate": 0}), f"{OPTIMIZER}.learning_rate", "1e-05"),
    (at(OPTIMIZER, {"name": "sgd", "learning_rate": 11}), f"{OPTIMIZER}.learning_rate", "most 10"),
    (at(OPTIMIZER, {"name": "sgd", "learning_rate": "fast"}), f"{OPTIMIZER}.learning_rate", "num"),
    (at(OPTIMIZER, {"name": "momentum", "momentum": 1}), f"{OPTIMIZER}.momentum", "at most 0.999"),
    (at(OPTIMIZER, {"name": "adam", "beta1": -1}), f"{OPTIMIZER}.beta1", "at least 0"),
    (at(OPTIMIZER, {"name": "adam", "beta2": 1}), f"{OPTIMIZER}.beta2", "at most 0.99999"),
    (at(OPTIMIZER, {"name": "adam", "epsilon": 0}), f"{OPTIMIZER}.epsilon", "at least 1e-12"),
]


@pytest.mark.parametrize(("given_json", "field", "words"), BAD, ids=lambda value: str(value)[:60])
def test_a_mistake_is_told_by_its_field(given_json: dict[str, Any], field: str, words: str) -> None:
    problem = problem_with(given_json)
    assert problem.field == field
    assert problem.message.startswith(field)
    assert words in problem.message


def test_a_long_input_is_shortened() -> None:
    problem = problem_with(at("dataset.name", "x" * 5000))
    assert len(problem.given or "") <= 80
    assert len(problem.message) < 600


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
paths = st.sampled_from(
    ["dataset", *NUMBERS, "dataset.name", "dataset.features", LAYERS, OPTIMIZER, "network"]
)


@given(path=paths, value=json_values)
def test_any_wrong_value_is_explained(path: str, value: object) -> None:
    source = at(path, value)
    try:
        Experiment.model_validate_json(json.dumps(source))
    except ValidationError as error:
        problem = explain(error, source)
        assert problem.field.startswith(path)
        assert problem.message


def test_differences_are_named_by_path() -> None:
    before = tiny()
    assert changed_fields(before, before) == []
    assert changed_fields(before, with_training(before, batch_size=9)) == ["training.batch_size"]
    assert changed_fields(before, with_training(before, optimizer=SGD(learning_rate=1))) == [
        "training.optimizer.learning_rate"
    ]
    after = tiny(units=(4,), seed=2)
    assert changed_fields(before, after) == ["network.layers", "training.seed"]
    assert isinstance(before.network.layers[0], Dense)
