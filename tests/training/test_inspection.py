from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.nn.optimizers import Adam
from app.training import Experiment, Trainer, example_on
from app.training.inspection import (
    Inspector,
    ParameterRecord,
    Size,
    Unit,
    find_problem,
    sizes_of,
)
from app.training.inspection.history import MOST_BYTES, MOST_MOMENTS
from app.training.inspection.target import Parameter
from tests.training.recipes import experiments, tiny

SLOPES: dict[str, Any] = {
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: float(z > 0),
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "sigmoid": lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
    "elu": lambda z: 1.0 if z > 0 else np.exp(z),
    "softplus": lambda z: _sigmoid(z),
    "linear": lambda z: 1.0,
    "swish": lambda z: _sigmoid(z) * (1 + z * (1 - _sigmoid(z))),
    "gelu": lambda z: _gelu_slope(z),
}


def _sigmoid(z: float) -> float:
    # As it stands in books it overflows far below zero.
    return float((1 + np.tanh(z / 2)) / 2)


def _gelu_slope(z: float) -> float:
    root, cubic = np.sqrt(2 / np.pi), 0.044715
    bent = np.tanh(root * (z + cubic * z**3))
    return float((1 + bent) / 2 + z / 2 * (1 - bent**2) * root * (1 + 3 * cubic * z**2))


def singles(values: object) -> NDArray[np.float32]:
    """The float32 numbers behind numbers from JSON."""
    return np.asarray(values, np.float32)


def bits(values: object) -> list[int]:
    """The same, bit by bit."""
    found: list[int] = singles(values).view(np.uint32).ravel().tolist()
    return found


def read(trainer: Trainer, unit: Unit, index: int = 0) -> dict[str, Any]:
    """An inspection as it arrives, after a journey through JSON."""
    found = Inspector(trainer).read(unit, "train", index)
    assert found is not None
    message: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return message


@dataclass(frozen=True)
class Situation:
    """A run somewhere in a step, a neuron and a sample; numbers too large wrap around."""

    experiment: Experiment
    steps: int
    phases: int
    layer: int
    unit: int
    index: int

    def begin(self) -> tuple[Trainer, Unit, int]:
        trainer = Trainer(self.experiment)
        trainer.step("step", self.steps)
        trainer.step("phase", self.phases)
        layer = 1 + self.layer % len(trainer.network.layers)
        unit = self.unit % trainer.network.shapes[layer][0]
        return trainer, Unit(layer, unit), self.index % len(trainer.dataset.train)


situations = st.builds(
    Situation,
    experiments(["circle", "spiral", "plane", "iris", "digits"]),
    steps=st.integers(0, 4),
    phases=st.integers(0, 12),
    layer=st.integers(0, 5),
    unit=st.integers(0, 60),
    index=st.integers(0, 2000),
)


@given(situations)
@settings(max_examples=40, deadline=None)
def test_the_numbers_are_those_of_the_network(situation: Situation) -> None:
    trainer, (layer, unit), index = situation.begin()
    network, optimizer = trainer.network, trainer.optimizer
    found = read(trainer, Unit(layer, unit), index)
    entries = [*found["inputs"], found["bias"]]

    def row(flat: np.ndarray) -> np.ndarray:
        (array,) = network.views(flat)[layer - 1]
        found: np.ndarray = array[unit]
        return found

    assert bits([entry["weight"] for entry in entries]) == bits(row(network.parameters))
    assert bits([entry["gradient"] for entry in entries]) == bits(row(network.gradients))
    assert bits([entry["before"] for entry in entries]) == bits(row(trainer.before_update))
    for name, moment in optimizer.moments().items():
        assert bits([entry["moments"][name] for entry in entries]) == bits(row(moment))
    assert bits(found["learning_rate"]) == bits(optimizer.learning_rate)

    # The way of the sample, recomputed in float64 from the parameters alone.
    matrices = [array.astype(np.float64) for (array,) in network.views(network.parameters)]
    kinds = [
        *(getattr(hidden, "activation", None) for hidden in trainer.experiment.network.layers),
        None,
    ]
    values, sums = [trainer.dataset.train.inputs[index].astype(np.float64)], []
    for matrix, kind in zip(matrices, kinds, strict=True):
        sums.append(matrix[:, :-1] @ values[-1] + matrix[:, -1])
        values.append(activated(kind, sums[-1], trainer))
    target = trainer.dataset.train.targets[index]
    deltas = [(values[-1] - target) * (2 if trainer.dataset.spec.task == "regression" else 1)]
    for k in range(len(matrices) - 1, 0, -1):
        slopes = np.array([SLOPES[str(kinds[k - 1])](z) for z in sums[k - 1]])
        deltas.insert(0, (matrices[k][:, :-1].T @ deltas[0]) * slopes)

    close: dict[str, Any] = {"rtol": 2e-3, "atol": 2e-4}
    reading = [entry["activation"] for entry in found["inputs"]]
    np.testing.assert_allclose(reading, values[layer - 1], **close)
    products = row(network.parameters)[:-1] * singles(reading)
    assert bits([entry["product"] for entry in found["inputs"]]) == bits(products)
    np.testing.assert_allclose(found["z"], sums[layer - 1][unit], **close)
    np.testing.assert_allclose(found["activation"], values[layer][unit], **close)
    delta = deltas[layer - 1][unit]
    near_a_kink = any(np.min(np.abs(z)) < 1e-4 for z in sums)
    if not near_a_kink:
        np.testing.assert_allclose(found["delta"], delta, **close)
        gradients = [entry["sample_gradient"] for entry in entries]
        np.testing.assert_allclose(gradients, [a * delta for a in [*reading, 1.0]], **close)
    # To the bit: a gradient is the activation times delta.
    exact = singles([*reading, 1.0]) * singles(found["delta"])
    np.testing.assert_array_equal(singles([entry["sample_gradient"] for entry in entries]), exact)
    check_the_way_back(found, matrices, deltas, Unit(layer, unit), near_a_kink=near_a_kink)


def activated(kind: str | None, z: np.ndarray, trainer: Trainer) -> np.ndarray:
    if kind is not None:
        return np.array([bent(kind, value) for value in z])
    task = trainer.dataset.spec.task
    if task == "regression":
        return z
    if task == "binary":
        return np.asarray((1 + np.tanh(z / 2)) / 2)
    powers = np.exp(z - z.max())
    return np.asarray(powers / powers.sum())


def bent(kind: str, z: float) -> float:
    match kind:
        case "tanh":
            return float(np.tanh(z))
        case "relu":
            return max(z, 0.0)
        case "leaky_relu":
            return z if z > 0 else 0.01 * z
        case "sigmoid":
            return _sigmoid(z)
        case "elu":
            return z if z > 0 else float(np.expm1(z))
        case "softplus":
            return float(np.logaddexp(0, z))
        case "swish":
            return z * _sigmoid(z)
        case "gelu":
            return z / 2 * (1 + float(np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))))
        case _:
            return z


def check_the_way_back(
    found: dict[str, Any],
    matrices: list[np.ndarray],
    deltas: list[np.ndarray],
    unit: Unit,
    *,
    near_a_kink: bool,
) -> None:
    if unit.layer == len(matrices):
        assert found["next"] == []
        assert found["slope"] is None
        outcome = found["output"]
        difference = np.float64(outcome["prediction"]) - outcome["target"]
        np.testing.assert_allclose(
            found["delta"], outcome["factor"] * difference, rtol=1e-4, atol=1e-6
        )
        return
    assert found["output"] is None
    weights = matrices[unit.layer][:, unit.unit]
    assert bits([item["weight"] for item in found["next"]]) == bits(weights)
    exact = singles(weights) * singles([item["delta"] for item in found["next"]])
    assert bits([item["product"] for item in found["next"]]) == bits(exact)
    total = sum(item["product"] for item in found["next"]) * found["slope"]
    np.testing.assert_allclose(found["delta"], total, rtol=1e-3, atol=1e-5)
    if not near_a_kink:
        np.testing.assert_allclose(
            [item["delta"] for item in found["next"]], deltas[unit.layer], rtol=2e-3, atol=2e-4
        )


@given(situations)
@settings(max_examples=20, deadline=None)
def test_looking_disturbs_nothing(situation: Situation) -> None:
    trainer, unit, index = situation.begin()
    twin = Trainer.from_snapshot(trainer.snapshot())
    inspector = Inspector(trainer)
    past = ParameterRecord(trainer.network.parameters)
    for _ in range(4):
        past.note(trainer.steps, trainer.network.parameters)
        inspector.read(unit, "train", index)
        inspector.samples(unit)
        inspector.history(unit, past)
        assert trainer.step("phase", 3) == twin.step("phase", 3)
    assert trainer.snapshot().to_bytes() == twin.snapshot().to_bytes()


def test_an_input_has_a_value_and_leads_somewhere() -> None:
    trainer = Trainer(tiny(units=(3, 2)))
    found = read(trainer, Unit(0, 1), 4)
    assert bits(found["activation"]) == bits(trainer.dataset.train.inputs[4, 1])
    assert (found["inputs"], found["bias"], found["z"], found["slope"]) == ([], None, None, None)
    assert [item["unit"] for item in found["next"]] == [0, 1, 2]


def test_an_output_of_several_tells_all_logits() -> None:
    trainer = Trainer(example_on("iris"))
    trainer.step("step", 5)
    found = read(trainer, Unit(len(trainer.network.layers), 1), 7)
    powers = np.exp(found["output"]["logits"])
    np.testing.assert_allclose(powers[1] / powers.sum(), found["activation"], rtol=1e-5)
    assert found["output"]["link"] == "softmax"


def test_a_sample_that_is_not_there_has_no_numbers() -> None:
    inspector = Inspector(Trainer(tiny()))
    assert inspector.read(Unit(1, 0), "train", 13) is None
    assert inspector.read(Unit(1, 0), "test", -1) is None


def test_what_is_not_finite_is_none() -> None:
    trainer = Trainer(tiny(units=(2,)))
    trainer.network.parameters[0] = np.inf
    found = read(trainer, Unit(1, 0))
    assert found["inputs"][0]["weight"] is None
    assert found["inputs"][1]["weight"] is not None


def test_adam_says_how_often_it_was_asked() -> None:
    trainer = Trainer(tiny(optimizer=Adam()))
    trainer.step("step", 7)
    found = read(trainer, Unit(1, 0))
    assert found["updates"] == 7
    assert set(found["inputs"][0]["moments"]) == {"m", "v"}


def test_the_samples_that_excite_a_neuron_the_most() -> None:
    trainer = Trainer(example_on("digits"))
    trainer.step("step", 20)
    for layer in range(len(trainer.network.layers) + 1):
        found = Inspector(trainer).samples(Unit(layer, 2))["samples"]
        assert found is not None
        bound = trainer.network.bind(len(trainer.dataset.test))
        bound.inputs[...] = trainer.dataset.test.inputs
        predicted = bound.predict()
        if layer == 0:
            values = bound.inputs[:, 2]
        else:
            last = layer == len(bound.layers)
            values = (predicted if last else bound.layers[layer - 1].output)[2]
        assert [item["activation"] for item in found] == pytest.approx(np.sort(values)[::-1][:6])
        pixels = trainer.dataset.pixels
        assert pixels is not None
        for item in found:
            assert values[item["index"]] == pytest.approx(item["activation"])
            place = len(trainer.dataset.train) + item["index"]
            np.testing.assert_allclose(item["pixels"], pixels[place], atol=1e-4)
            assert item["target"] == trainer.dataset.targets[place]
    nothing = {"samples": None, "map_samples": None}
    assert Inspector(Trainer(tiny())).samples(Unit(1, 0)) == nothing


def test_the_past_is_bounded_and_evenly_spread() -> None:
    parameters = np.zeros(30, np.float32)
    record = ParameterRecord(parameters)
    for step in range(5000):
        parameters[:] = step
        record.note(step, parameters)
    moments = list(record.moments(10**6))
    steps = [step for step, _ in moments]
    assert MOST_MOMENTS / 2 <= len(steps) <= MOST_MOMENTS
    assert steps[0] == 0
    assert len(set(np.diff(steps))) == 1
    assert all((copy == step).all() for step, copy in moments)


def test_many_parameters_are_remembered_at_fewer_moments() -> None:
    parameters = np.zeros(500_000, np.float32)
    record = ParameterRecord(parameters)
    for step in range(50):
        record.note(step, parameters)
    held = [copy.nbytes for _, copy in record.moments(10**6)]
    assert len(held) >= 2
    assert sum(held) <= MOST_BYTES


def test_who_goes_back_lives_through_it_anew() -> None:
    parameters = np.zeros(3, np.float32)
    record = ParameterRecord(parameters)
    for step in range(20):
        record.note(step, parameters)
    parameters += 1
    for step in (10, 11, 12):
        record.note(step, parameters)
    assert [step for step, _ in record.moments(10**6)] == list(range(13))
    assert [copy[0] for _, copy in record.moments(10**6)] == [0] * 10 + [1] * 3
    assert [step for step, _ in record.moments(4)] == [0, 1, 2, 3, 4]


def test_the_story_of_a_neuron_is_that_of_its_strongest_weights() -> None:
    trainer = Trainer(example_on("digits"))
    record = ParameterRecord(trainer.network.parameters)
    for _ in range(5):
        record.note(trainer.steps, trainer.network.parameters)
        trainer.step()
    record.note(trainer.steps, trainer.network.parameters)
    found = Inspector(trainer).history(Unit(1, 3), record)
    assert found is not None
    (weights,) = trainer.network.views(trainer.network.parameters)[0]
    strongest = sorted(np.argsort(-np.abs(weights[3, :-1]))[:8].tolist())
    assert found["inputs"] == strongest
    assert found["step"] == [0, 1, 2, 3, 4, 5]
    assert bits([values[-1] for values in found["weights"]]) == bits(weights[3, strongest])
    assert bits(found["bias"][-1]) == bits(weights[3, -1])
    assert Inspector(trainer).history(Unit(0, 3), record) is None

    weakest = int(np.argmin(np.abs(weights[3, :-1])))
    asked = Inspector(trainer).history(Unit(1, 3), record, weakest)
    assert asked is not None
    assert weakest in asked["inputs"]
    assert len(asked["inputs"]) == len(strongest)
    place = asked["inputs"].index(weakest)
    assert bits(asked["weights"][place][-1]) == bits(weights[3, weakest])


SIZES = [Size(2, 0), Size(3, 2), Size(4, 3), Size(1, 4)]


def test_sizes_are_those_of_the_network() -> None:
    assert sizes_of(Trainer(tiny(units=(3, 4))).network) == SIZES


@pytest.mark.parametrize(
    ("target", "field", "allowed"),
    [
        (Unit(4, 0), "layer", "0 to 3"),
        (Unit(1, 3), "unit", "0 to 2"),
        (Parameter(0, 0, None), "layer", "1 to 3"),
        (Parameter(2, 9, None), "unit", "0 to 3"),
        (Parameter(2, 1, 3), "input", "0 to 2"),
    ],
)
def test_what_is_not_there_is_named(target: Unit | Parameter, field: str, allowed: str) -> None:
    problem = find_problem(SIZES, target)
    assert problem is not None
    assert (problem.field, problem.allowed) == (field, allowed)
    assert field in problem.message


def test_what_is_there_is_no_problem() -> None:
    assert find_problem(SIZES, Unit(0, 1)) is None
    assert find_problem(SIZES, Parameter(3, 0, 3)) is None
    assert find_problem(SIZES, Parameter(3, 0, None)) is None
