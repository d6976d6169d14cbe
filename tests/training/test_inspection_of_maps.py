"""Units of every kind of layer are looked into, checked and edited through one door."""

from __future__ import annotations

import json
from math import prod
from typing import Any

import numpy as np
import pytest

from app.nn.layers import Conv2D, Dense
from app.nn.optimizers import Adam
from app.training import Trainer
from app.training.inspection import (
    Inspector,
    Parameter,
    ParameterRecord,
    Unit,
    check_gradient,
    excitement,
    sizes_of,
    strongest,
)
from app.training.places import place_of
from app.training.problems import Refusal
from tests.training.recipes import every_kind, tiny, with_layers, with_training

LAYERS = every_kind(rate=0.0)
CONV, NORM, POOL, STRIDED, AVERAGE, DROPOUT, FLATTEN, DENSE, OUTPUT = range(1, 10)


@pytest.fixture(scope="module")
def trained() -> Trainer:
    experiment = with_layers(tiny("digits", samples=60, optimizer=Adam()), LAYERS)
    trainer = Trainer(experiment)
    trainer.step("step", 5)
    return trainer


@pytest.fixture
def trainer(trained: Trainer) -> Trainer:
    return Trainer.from_snapshot(trained.snapshot())


def read(trainer: Trainer, layer: int, unit: int, index: int = 3) -> dict[str, Any]:
    found = Inspector(trainer).read(Unit(layer, unit), "train", index)
    assert found is not None
    message: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return message


def some_units(trainer: Trainer, layer: int) -> list[int]:
    count = prod(trainer.network.shapes[layer])
    return sorted({0, count // 3, count // 2, count - 1})


@pytest.mark.parametrize("layer", range(1, 10))
def test_the_products_add_up_and_what_comes_back_does(trainer: Trainer, layer: int) -> None:
    for unit in some_units(trainer, layer):
        found = read(trainer, layer, unit)
        for item in found["inputs"]:
            assert item["product"] == pytest.approx(item["weight"] * item["activation"], rel=1e-5)
            if item["unit"] is None:
                assert item["activation"] == 0
        bias = 0 if found["bias"] is None else found["bias"]["weight"]
        total = sum(item["product"] for item in found["inputs"]) + bias
        assert found["z"] == pytest.approx(total, rel=1e-4, abs=1e-5)
        if layer == OUTPUT:
            assert (found["next"], found["slope"]) == ([], None)
            continue
        sent = sum(item["product"] for item in found["next"]) * found["slope"]
        assert found["delta"] == pytest.approx(sent, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("layer", range(10))
def test_each_is_among_what_its_readers_read(trainer: Trainer, layer: int) -> None:
    for unit in some_units(trainer, layer):
        found = read(trainer, layer, unit)
        for reader in found["next"]:
            other = read(trainer, layer + 1, reader["unit"])
            mine = [item for item in other["inputs"] if item["unit"] == unit]
            assert [item["weight"] for item in mine] == [reader["weight"]]
            assert mine[0]["activation"] == found["activation"]
            assert other["delta"] == reader["delta"]


@pytest.mark.parametrize("layer", [CONV, NORM, STRIDED, DENSE, OUTPUT])
def test_what_is_learned_comes_with_all_there_is_of_it(trainer: Trainer, layer: int) -> None:
    network, unit = trainer.network, some_units(trainer, layer)[1]
    found = read(trainer, layer, unit)
    entries = [*enumerate(found["inputs"]), (None, found["bias"])]
    for number, entry in entries:
        place = place_of(network, layer, unit, number)
        assert place is not None
        assert np.float32(entry["parameter"]) == network.parameters[place]
        assert np.float32(entry["gradient"]) == network.gradients[place]
        assert np.float32(entry["before"]) == trainer.before_update[place]
        for name, moment in trainer.optimizer.moments().items():
            assert np.float32(entry["moments"][name]) == moment[place]
        if layer != NORM:
            assert entry["weight"] == entry["parameter"]


@pytest.mark.parametrize("layer", [POOL, AVERAGE, DROPOUT, FLATTEN])
def test_what_is_not_learned_has_a_weight_and_no_more(trainer: Trainer, layer: int) -> None:
    found = read(trainer, layer, 1)
    assert found["bias"] is None
    for item in found["inputs"]:
        names = ("parameter", "gradient", "sample_gradient", "before", "moments")
        assert [item[name] for name in names] == [None] * len(names)
    assert Inspector(trainer).history(Unit(layer, 1), record(trainer)) is None


def test_a_kernels_gradient_of_one_sample_is_gathered_from_all_places(trainer: Trainer) -> None:
    sample = trainer.dataset.train.inputs[3].reshape(8, 8)
    framed = np.pad(sample, 1)
    deltas = np.array([read(trainer, CONV, 64 + cell)["delta"] for cell in range(64)])
    found = read(trainer, CONV, 64 + 20)
    for number, item in enumerate(found["inputs"]):
        y, x = divmod(number, 3)
        expected = (framed[y : y + 8, x : x + 8] * deltas.reshape(8, 8)).sum()
        assert item["sample_gradient"] == pytest.approx(expected, rel=1e-3, abs=1e-6)
    assert found["bias"]["sample_gradient"] == pytest.approx(deltas.sum(), rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("layer", [CONV, NORM, STRIDED, DENSE, OUTPUT])
def test_its_gradient_is_that_of_central_differences(trainer: Trainer, layer: int) -> None:
    trainer.step("phase", 9 + 1 + 9 + 1)
    unit = some_units(trainer, layer)[2]
    for number in (0, None):
        found = check_gradient(trainer, Parameter(layer, unit, number), "train", 0)
        assert found is not None
        assert found["relative_error"] < 1e-5 or abs(found["analytic"]) < 1e-7
        assert found["applied"] == pytest.approx(found["analytic"], rel=1e-2, abs=1e-5)


def test_an_edited_kernel_is_another_at_every_place(trainer: Trainer) -> None:
    was = trainer.edit(CONV, 64 + 20, 4, 0.75)
    weights = [read(trainer, CONV, 64 + cell)["inputs"][4]["weight"] for cell in (0, 63)]
    assert weights == [0.75, 0.75]
    assert read(trainer, CONV, 20)["inputs"][4]["weight"] != 0.75
    assert trainer.edit(CONV, 64, 4, was) == 0.75
    trainer.edit(NORM, 130, None, 0.5)
    assert read(trainer, NORM, 190)["bias"]["parameter"] == 0.5


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ((POOL, 0, 0), "layer"),
        ((FLATTEN, 0, None), "layer"),
        ((CONV, 192, 0), "unit"),
        ((CONV, 0, 9), "input"),
        ((NORM, 0, 1), "input"),
    ],
)
def test_what_cannot_be_edited_is_named(
    trainer: Trainer, target: tuple[int, int, int | None], field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        trainer.edit(*target, 1.0)
    assert caught.value.problem.field == field


def record(trainer: Trainer) -> ParameterRecord:
    past = ParameterRecord(trainer.network.parameters)
    past.note(trainer.steps, trainer.network.parameters)
    return past


def test_the_story_of_a_kernel_is_told_by_the_numbers_of_its_weights(trainer: Trainer) -> None:
    unit = 64 + 20
    weights = [item["weight"] for item in read(trainer, CONV, unit)["inputs"]]
    weakest = int(np.argmin(np.abs(weights)))
    for asked in (None, weakest):
        story = Inspector(trainer).history(Unit(CONV, unit), record(trainer), asked)
        assert story is not None
        assert len(story["inputs"]) == 8
        assert (weakest in story["inputs"]) == (asked is not None)
        told = dict(zip(story["inputs"], story["weights"], strict=True))
        assert all(told[number] == [weights[number]] for number in told)


def test_sizes_say_how_much_a_unit_reads(trainer: Trainer) -> None:
    reads = [size.reads for size in sizes_of(trainer.network)]
    assert reads == [0, 9, 1, 4, 27, 4, 1, 1, 2, 4]


@pytest.mark.parametrize("batch", [1, 1000])
def test_the_samples_that_excite_a_cell_and_its_whole_map(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    units = sum(prod(shape) for shape in trainer.network.shapes)
    monkeypatch.setattr(excitement, "MOST_NUMBERS", 7 * units * batch)
    test = trainer.dataset.test.inputs
    bound = trainer.network.bind(len(test))
    bound.inputs[...] = test
    bound.predict()
    output = bound.layers[CONV - 1].output
    found = Inspector(trainer).samples(Unit(CONV, 64 + 20))
    cell, whole = output[64 + 20], output[64:128].max(axis=0)
    for name, values in (("samples", cell), ("map_samples", whole)):
        told = found[name]
        assert told is not None
        strongest = np.sort(values)[::-1][:6]
        assert [item["activation"] for item in told] == pytest.approx(strongest, rel=1e-5)
    for item in found["map_samples"] or []:
        strongest = output[item["unit"], item["index"]]
        assert item["activation"] == pytest.approx(strongest, rel=1e-5)
        assert 64 <= item["unit"] < 128
    assert Inspector(trainer).samples(Unit(DENSE, 1))["map_samples"] is None


def test_looking_disturbs_nothing(trainer: Trainer) -> None:
    alone = Trainer.from_snapshot(trainer.snapshot())
    inspector = Inspector(trainer)
    for layer in range(10):
        inspector.read(Unit(layer, 0), "test", 1)
        inspector.samples(Unit(layer, 0))
        check_gradient(trainer, Parameter(CONV, 0, 1), "train", 0)
        assert trainer.step("phase", 3) == alone.step("phase", 3)
    assert trainer.snapshot().to_bytes() == alone.snapshot().to_bytes()


def test_dropout_is_checked_with_the_same_units_left_out() -> None:
    experiment = with_layers(tiny("digits", samples=60), every_kind(rate=0.5))
    trainer = Trainer(with_training(experiment, batch_size=20))
    trainer.step("step", 2)
    found = check_gradient(trainer, Parameter(CONV, 5, 2), "train", 0)
    assert found is not None
    assert found["relative_error"] < 1e-5 or abs(found["analytic"]) < 1e-7


WIDE = (Conv2D(32, kernel_size=3, padding=1), Dense(3, "tanh"))


@pytest.mark.parametrize("asked", [None, 1234])
def test_of_thousands_of_inputs_the_strongest_are_told_and_what_the_others_come_to(
    asked: int | None,
) -> None:
    trainer = Trainer(with_layers(tiny("digits", samples=60), WIDE))
    trainer.step("step", 2)
    network, unit = trainer.network, 1
    (matrix,) = network.views(network.parameters)[1]
    found = Inspector(trainer).read(Unit(2, unit), "train", 3, asked=asked)
    assert found is not None
    told, rest = found["inputs"], found["rest"]
    assert (len(told), rest["count"]) == (strongest.MOST, 32 * 64 - strongest.MOST)
    numbers = [item["number"] for item in told]
    assert numbers == sorted(numbers)
    assert [item["unit"] for item in told] == numbers
    for item in told:
        assert np.float32(item["weight"]) == matrix[unit, item["number"]]
    twin = network.bind(1)
    twin.inputs[0] = trainer.dataset.train.inputs[3]
    twin.predict()
    products = matrix[unit, :-1] * twin.layers[0].output[:, 0]
    order = [place for place in np.argsort(-np.abs(products), kind="stable") if place != asked]
    most = strongest.MOST - (asked is not None)
    assert set(numbers) == {*order[:most], *([] if asked is None else [asked])}
    total = sum(item["product"] for item in told) + rest["product"]
    assert found["z"] == pytest.approx(total + found["bias"]["weight"], rel=1e-5)


def test_of_many_readers_the_strongest_are_told_and_what_the_others_come_to() -> None:
    trainer = Trainer(with_layers(tiny("digits", samples=60), (*WIDE[:1], *WIDE)))
    found = read(trainer, 1, 27)
    assert (len(found["next"]), found["next_rest"]["count"]) == (200, 88)
    sent = sum(item["product"] for item in found["next"]) + found["next_rest"]["product"]
    assert found["delta"] == pytest.approx(sent * found["slope"], rel=1e-4, abs=1e-7)
