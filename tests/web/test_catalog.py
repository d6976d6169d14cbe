from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.datasets import DATASETS, FEATURES
from app.datasets.picture_file import FILE_BYTES as PICTURE_BYTES
from app.nn.activations import ACTIVATIONS
from app.nn.initializers import INITIALIZERS
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import SCHEDULES
from app.rooms.commands import MESSAGE_BYTES, Speed
from app.rooms.run_file import FILE_BYTES
from app.training import Experiment
from app.training.build import LOSS_OF_TASK
from app.training.experiment import HIDDEN_LAYERS
from app.training.presets import PRESETS


@pytest.fixture(scope="session")
def catalog(http: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = http.get("/api/catalog").raise_for_status().json()
    return found


def names(items: list[dict[str, Any]], key: str = "name") -> list[str]:
    return [item[key] for item in items]


def all_settings(catalog: dict[str, Any]) -> list[dict[str, Any]]:
    holders = [catalog, *catalog["layers"], *catalog["optimizers"], *catalog["schedules"]]
    return [setting for holder in holders for setting in holder["settings"]]


def at(experiment: Any, path: str) -> Any:
    for name in path.split("."):
        experiment = experiment[name]
    return experiment


def read(experiment: object) -> Experiment:
    """As it comes from a page."""
    return Experiment.model_validate_json(json.dumps(experiment))


def with_value(path: str, value: object) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    assert isinstance(value, dict)
    return value


def test_it_is_complete(catalog: dict[str, Any]) -> None:
    assert names(catalog["datasets"]) == list(DATASETS)
    assert names(catalog["features"]) == list(FEATURES)
    assert names(catalog["layers"], "kind") == list(HIDDEN_LAYERS)
    assert names(catalog["activations"]) == list(ACTIVATIONS)
    assert names(catalog["initializers"]) == list(INITIALIZERS)
    assert set(names(catalog["losses"])) == set(LOSS_OF_TASK.values())
    assert names(catalog["optimizers"]) == list(OPTIMIZERS)
    assert names(catalog["schedules"]) == list(SCHEDULES)
    assert catalog["protocol"] == 5
    assert catalog["default"] == Experiment().model_dump(mode="json")


def test_every_name_is_told_in_both_languages(catalog: dict[str, Any]) -> None:
    def texts(value: Any) -> Iterator[dict[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in {"title", "description"}:
                    yield inner
                else:
                    yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)

    found = list(texts(catalog))
    assert len(found) > 40
    for text in found:
        assert set(text) == {"en", "zh-CN"}
        assert all(text.values())


def test_whatever_can_be_chosen_has_a_title(catalog: dict[str, Any]) -> None:
    kinds = ("datasets", "layers", "activations", "initializers", "losses", "optimizers")
    for item in [item for kind in kinds for item in catalog[kind]] + all_settings(catalog):
        assert item["title"]


def test_every_setting_has_a_place_in_the_experiment(catalog: dict[str, Any]) -> None:
    for setting in catalog["settings"]:
        value = at(catalog["default"], setting["path"])
        if setting["type"] != "list":
            assert value == setting["default"]


def test_every_place_in_the_experiment_has_a_setting(catalog: dict[str, Any]) -> None:
    elsewhere = {"dataset.name", "training.optimizer", "training.schedule"}

    def places(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict) and path not in elsewhere:
            for name, inner in value.items():
                yield from places(inner, f"{path}.{name}" if path else name)
        else:
            yield path

    expected = set(places(catalog["default"], "")) - elsewhere
    assert set(names(catalog["settings"], "path")) == expected


def test_every_setting_tells_its_bounds_or_choices(catalog: dict[str, Any]) -> None:
    for setting in all_settings(catalog):
        assert setting["effect"] in {"live", "reset"}
        assert setting["scale"] in {"linear", "logarithmic"}
        match setting["type"]:
            case "integer" | "number":
                assert setting["minimum"] < setting["maximum"]
                if setting["default"] is None:
                    assert setting["nullable"] is True
                else:
                    assert setting["minimum"] <= setting["default"] <= setting["maximum"]
            case "choice":
                assert setting["default"] in setting["choices"]
            case kind:
                assert kind == "list"


def test_bounds_are_those_that_are_enforced(catalog: dict[str, Any]) -> None:
    for setting in catalog["settings"]:
        if setting["type"] not in {"integer", "number"}:
            continue
        for value in (setting["minimum"], setting["maximum"]):
            fitting = int(value) if setting["type"] == "integer" else value
            recipe = with_value(setting["path"], fitting)
            if setting["path"] == "dataset.samples":
                # The bounds of the field are those of the largest dataset.
                recipe["dataset"]["name"] = "mnist_full"
            read(recipe)
        for value in (setting["minimum"] - 1, setting["maximum"] + 1):
            fitting = int(value) if setting["type"] == "integer" else value
            with pytest.raises(ValueError, match="equal to"):
                read(with_value(setting["path"], fitting))


def test_optimizers_and_layers_can_be_built_from_their_settings(catalog: dict[str, Any]) -> None:
    for optimizer in catalog["optimizers"]:
        settings = {setting["name"]: setting["default"] for setting in optimizer["settings"]}
        assert "learning_rate" in settings
        built = read({"training": {"optimizer": {"name": optimizer["name"], **settings}}})
        assert built.training.optimizer == OPTIMIZERS[optimizer["name"]]()
    for layer in catalog["layers"]:
        settings = {setting["name"]: setting["default"] for setting in layer["settings"]}
        # Those that move over images need some.
        recipe = {"network": {"layers": [{"kind": layer["kind"], **settings}]}}
        built = read({"dataset": {"name": "digits"}, **recipe})
        assert built.network.layers == (HIDDEN_LAYERS[layer["kind"]](),)


def test_the_effect_of_a_change_is_told(catalog: dict[str, Any]) -> None:
    effects = {setting["path"]: setting["effect"] for setting in catalog["settings"]}
    reset = {path for path, effect in effects.items() if effect == "reset"}
    data = {path for path in effects if path.startswith("dataset.")}
    assert reset == {*data, "network.initializer", "training.seed"} - {"dataset.corrections"}


def test_datasets_say_what_can_be_chosen_and_show_an_example(catalog: dict[str, Any]) -> None:
    fields = set(catalog["default"]["dataset"]) - {"name"}
    for dataset in catalog["datasets"]:
        assert set(dataset["options"]) <= fields
        assert dataset["task"] in {"binary", "multiclass", "regression", "detection"}
        assert dataset["view"] in {"plane", "image", "table"}
        example = read(dataset["example"])
        assert example.dataset.name == dataset["name"]
        assert example.model_dump(mode="json") == dataset["example"]
        assert (dataset["samples"] is not None) == ("samples" in dataset["options"])
        preview = dataset["preview"]
        if dataset["obstacle"]:
            assert preview is None
        elif dataset["view"] == "plane":
            assert preview["kind"] == "points"
            for x, y, label in preview["points"]:
                assert -1 <= x <= 1
                assert -1 <= y <= 1
                assert -1 <= label <= 1
        elif dataset["view"] == "image":
            assert preview["kind"] == "image"
            assert len(preview["pixels"]) == preview["shape"][0] * preview["shape"][1]
        else:
            assert preview is None


def test_presets_are_whole_experiments_on_their_data(catalog: dict[str, Any]) -> None:
    assert names(catalog["presets"]) == [preset.name for preset in PRESETS]
    for preset in catalog["presets"]:
        experiment = read(preset["experiment"])
        assert experiment.dataset.name == preset["dataset"]
        assert experiment.model_dump(mode="json") == preset["experiment"]


def test_speeds_are_ones_that_can_be_asked_for(catalog: dict[str, Any]) -> None:
    for speed in catalog["speeds"]:
        Speed.model_validate({"type": "speed", **speed})
    assert catalog["speeds"][0] == {"unit": "phase", "per_second": 1}
    assert catalog["speeds"][-1] == {"unit": "step", "per_second": None}


def test_limits_are_those_that_are_enforced(catalog: dict[str, Any]) -> None:
    limits = catalog["limits"]
    assert limits == {
        "hidden_layers": 12,
        "units": 64,
        "points": 400,
        "drawings": 200,
        "corrections": 64,
        "message_bytes": MESSAGE_BYTES,
        "run_file_bytes": FILE_BYTES,
        "picture_bytes": PICTURE_BYTES,
    }
    layer = {"kind": "dense", "units": limits["units"]}
    read({"network": {"layers": [layer] * limits["hidden_layers"]}})
    with pytest.raises(ValueError, match="at most 12"):
        read({"network": {"layers": [layer] * 13}})
