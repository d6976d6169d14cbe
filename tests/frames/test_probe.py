"""Every pixel is true: what is in a frame, worked out anew with plain NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.frames import Probe, Spotlight
from app.frames.grids import pixel_centres
from app.frames.layout import PART_NAMES
from app.nn.layers import Dense
from app.nn.optimizers import Adam
from app.training import Experiment, Trainer
from tests.frames.reader import read_header, read_steps, read_tensors
from tests.training.recipes import experiments, tiny, with_layers


def sigmoid(z: Any) -> Any:
    return (1 + np.tanh(z / 2)) / 2


def gelu_bend(z: Any) -> Any:
    return np.tanh((2 / np.pi) ** 0.5 * (z + 0.044715 * z**3))


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "linear": lambda z: z,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "sigmoid": sigmoid,
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z / 2 * (1 + gelu_bend(z)),
    "softplus": lambda z: np.logaddexp(0, z),
    "swish": lambda z: z * sigmoid(z),
}
SLOPES: dict[str, Callable[[Any], Any]] = {
    "linear": lambda z: np.ones_like(z),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: (z > 0) * 1.0,
    "leaky_relu": lambda z: np.where(z > 0, 1, 0.01),
    "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
    "elu": lambda z: np.exp(np.minimum(z, 0)),
    "gelu": lambda z: (
        (1 + gelu_bend(z)) / 2
        + z / 2 * (1 - gelu_bend(z) ** 2) * (2 / np.pi) ** 0.5 * (1 + 3 * 0.044715 * z**2)
    ),
    "softplus": sigmoid,
    "swish": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
}


@dataclass
class Pass:
    """A forward and backward pass: rows are samples; lists go by layer."""

    z: list[Any]
    a: list[Any]
    delta: list[Any]
    gradients: list[Any]


def link(task: str, z: Any) -> Any:
    if task == "binary":
        return sigmoid(z)
    if task == "multiclass":
        exponentials = np.exp(z - z.max(axis=1, keepdims=True))
        return exponentials / exponentials.sum(axis=1, keepdims=True)
    return z


def work_out(trainer: Trainer, weights: list[Any], x: Any, y: Any) -> Pass:
    """By the book, in double precision."""
    task = trainer.dataset.spec.task
    layers = trainer.experiment.network.layers
    names = [layer.activation for layer in layers if isinstance(layer, Dense)]
    a: list[Any] = [x]
    z: list[Any] = [None]
    for matrix, name in zip(weights, [*names, None], strict=True):
        z.append(a[-1] @ matrix[:, :-1].T + matrix[:, -1])
        a.append(FUNCTIONS[name](z[-1]) if name else link(task, z[-1]))
    scale = 2 / y.size if task == "regression" else 1 / len(x)
    delta: list[Any] = [(a[-1] - y) * scale]
    for layer in range(len(weights) - 1, 0, -1):
        error = delta[0] @ weights[layer][:, :-1]
        delta.insert(0, error * SLOPES[names[layer - 1]](z[layer]))
    gradients = [
        np.column_stack([d.T @ inputs, d.sum(axis=0)])
        for d, inputs in zip(delta, a[:-1], strict=True)
    ]
    return Pass(z, a, [None, *delta], gradients)


def copies(trainer: Trainer) -> list[Any]:
    views = trainer.network.views(trainer.network.parameters)
    return [view.astype(np.float64) for (view,) in views]


def assume_tame(trainer: Trainer) -> None:
    """Leave out runs about to diverge: their numbers are beyond single precision."""
    assume(np.abs(trainer.network.parameters).max() < 1e3)


def look(trainer: Trainer, spotlight: Spotlight | None = None) -> dict[tuple[str, int], Any]:
    probe = Probe(trainer, spotlight or Spotlight())
    return read_tensors(probe.frame(0), probe.layout.to_json())


def assert_close(actual: Any, expected: Any) -> None:
    # What is the sum of large numbers and itself next to nothing is as exact as they are.
    largest = np.abs(expected).max(initial=1.0)
    np.testing.assert_allclose(actual, expected, rtol=2e-3, atol=2e-5 * largest)


settled = experiments(
    ["circle", "spiral", "plane", "gaussians", "iris", "wine", "digits", "diabetes"]
)
spotlights = st.builds(Spotlight, st.sampled_from(["train", "test"]), st.integers(0, 1))


@given(settled, spotlights, st.integers(0, 6))
@settings(max_examples=50)
def test_the_way_of_the_spotlight_sample(
    experiment: Experiment, spotlight: Spotlight, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step("step", steps)
    tensors = look(trainer, spotlight)
    samples = trainer.dataset.train if spotlight.split == "train" else trainer.dataset.test
    x = samples.inputs[[spotlight.index]]
    y = samples.targets[[spotlight.index]]
    assume_tame(trainer)
    weights = copies(trainer)
    expected = work_out(trainer, weights, x, y)
    last = len(weights)
    assert_close(tensors["target", last], y[0])
    for layer in range(last + 1):
        assert_close(tensors["activations", layer], expected.a[layer][0])
    for layer in range(1, last + 1):
        np.testing.assert_array_equal(tensors["parameters", layer], weights[layer - 1])
        assert_close(tensors["pre_activations", layer], expected.z[layer][0])
        assert_close(tensors["deltas", layer], expected.delta[layer][0])


@given(settled, st.integers(1, 6))
@settings(max_examples=40)
def test_gradients_are_those_of_the_latest_mini_batch(experiment: Experiment, steps: int) -> None:
    training = experiment.training.model_copy(update={"batch_size": 256})
    trainer = Trainer(experiment.model_copy(update={"training": training}))
    if trainer.step("step", steps - 1) < steps - 1:
        return
    assume_tame(trainer)
    weights = copies(trainer)
    if not trainer.step():
        return
    train = trainer.dataset.train
    if trainer.steps_per_epoch > 1:
        return  # Which samples were in the batch is not to be seen from outside.
    expected = work_out(trainer, weights, train.inputs, train.targets).gradients
    for matrix, gradient in zip(weights, expected, strict=True):
        price = training.l1 * np.sign(matrix) + training.l2 * matrix
        price[:, -1] = 0
        gradient += price
    if training.clip_norm is not None:
        norm = np.sqrt(sum((gradient**2).sum() for gradient in expected))
        if norm > training.clip_norm:
            expected = [gradient * (training.clip_norm / norm) for gradient in expected]
    tensors = look(trainer)
    for layer, gradient in enumerate(expected, start=1):
        assert_close(tensors["gradients", layer], gradient)


def decoded_map(tensors: dict[tuple[str, int], Any], layer: int) -> tuple[Any, Any]:
    scales = tensors["map_scales", layer].reshape(-1, 1, 1)
    return tensors["maps", layer] / 127 * scales, scales


@given(experiments(["circle", "spiral", "plane", "gaussians"]), st.integers(0, 9))
@settings(max_examples=30)
def test_maps_and_boundary_are_the_networks_own(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    trainer.step("step", steps)
    tensors = look(trainer)
    assume_tame(trainer)
    weights = copies(trainer)
    last = len(weights)
    binary = trainer.dataset.spec.task == "binary"

    def outputs(size: int) -> list[Any]:
        # The centres of the pixels, row by row from the largest y.
        ticks = -6 + 12 * (np.arange(size) + 0.5) / size
        grid = np.array([(x, y) for y in ticks[::-1] for x in ticks])
        inputs = trainer.dataset.features_of(grid)
        a = work_out(trainer, weights, inputs, np.zeros((len(grid), 1))).a
        shown = [*a[:-1], 2 * a[-1] - 1 if binary else a[-1]]
        return [values.T.reshape(-1, size, size) for values in shown]

    for layer, expected in enumerate(outputs(24)):
        values, scales = decoded_map(tensors, layer)
        assert (np.abs(values - expected) <= scales / 127 * 1.01 + 2e-3 * np.abs(expected)).all()
        if layer < last:
            largest = np.abs(expected).max(axis=(1, 2))
            assert_close(scales.ravel(), np.where(scales.ravel() == 1, 1, largest))
    surface = outputs(64)[last][0]
    scale = tensors["boundary_scale", last][0]
    assert scale == 1 if binary else scale >= 1
    boundary = tensors["boundary", last] / 127 * scale
    assert (np.abs(boundary - surface) <= scale / 127 * 1.01 + 2e-3 * np.abs(surface)).all()


def test_the_first_row_of_a_map_is_the_top_of_the_plane() -> None:
    tensors = look(Trainer(tiny()))
    x, y = tensors["maps", 0]
    assert (np.diff(x[0].astype(int)) > 0).all()
    assert (np.diff(y[:, 0].astype(int)) < 0).all()
    assert y[0, 0] == 126
    corner = pixel_centres(24)[0]
    assert corner.tolist() == [-5.75, 5.75]


@pytest.mark.parametrize("dataset", ["iris", "digits", "breast_cancer", "circle"])
def test_confusion_counts_the_test_samples(dataset: str) -> None:
    trainer = Trainer(tiny(dataset, samples=80, optimizer=Adam()))
    trainer.step("epoch", 3)
    test, weights = trainer.dataset.test, copies(trainer)
    predicted = work_out(trainer, weights, test.inputs, test.targets).a[-1]
    classes = len(trainer.dataset.classes or ())

    def indices(distribution: Any) -> Any:
        one = distribution.shape[1] == 1
        return (distribution[:, 0] > 0.5).astype(int) if one else distribution.argmax(axis=1)

    counts = np.zeros((classes, classes))
    np.add.at(counts, (indices(test.targets), indices(predicted)), 1)
    np.testing.assert_array_equal(look(trainer)["confusion", len(weights)], counts)
    assert counts.sum() == len(test)
    assert np.trace(counts) / len(test) == pytest.approx(trainer.metrics.test_accuracy)


def test_predictions_are_those_of_the_test_samples() -> None:
    trainer = Trainer(tiny("diabetes", optimizer=Adam()))
    trainer.step("epoch", 3)
    test = trainer.dataset.test
    expected = work_out(trainer, copies(trainer), test.inputs, test.targets).a[-1][:, 0]
    tensors = look(trainer)
    assert_close(tensors["predictions", 2] / 32767 * tensors["predictions_scale", 2], expected)


@given(experiments(), st.integers(1, 12))
@settings(max_examples=30)
def test_looking_does_not_disturb_the_run(experiment: Experiment, phases: int) -> None:
    watched, left_alone = Trainer(experiment), Trainer(experiment)
    probe = Probe(watched, Spotlight())
    for _ in range(phases):
        watched.step("phase")
        probe.frame(0)
    left_alone.step("phase", phases)
    for one, other in zip(
        (watched.network.parameters, watched.network.gradients),
        (left_alone.network.parameters, left_alone.network.gradients),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)
    watched.step("epoch", 2)
    left_alone.step("epoch", 2)
    np.testing.assert_array_equal(watched.network.parameters, left_alone.network.parameters)


def test_the_header_says_where_the_run_stands() -> None:
    trainer = Trainer(tiny(units=(3, 2)))
    probe = Probe(trainer, Spotlight())
    trainer.step("step", 4)
    trainer.step("phase", 3)
    first = read_header(probe.frame(12.5))
    second = read_header(probe.frame(12.5))
    metrics = trainer.metrics
    assert (first["phase"], first["layer"]) == ("forward", 2)
    assert (first["step"], first["epoch"], first["stepsPerSecond"]) == (4, 1, 12.5)
    assert first["layoutId"] == probe.layout.id
    assert second["sequence"] == first["sequence"] + 1
    assert [first[key] for key in ("batchLoss", "trainLoss", "testLoss")] == pytest.approx(
        [trainer.batch_loss, metrics.train_loss, metrics.test_loss]
    )
    assert [first["trainAccuracy"], first["testAccuracy"]] == pytest.approx(
        [metrics.train_accuracy, metrics.test_accuracy]
    )


def test_parts_come_only_when_asked_for() -> None:
    trainer = Trainer(tiny())
    probe = Probe(trainer, Spotlight())
    trainer.step("step", 3)
    layout = probe.layout.to_json()
    for parts in ([], ["header"], ["network", "spotlight"], ["maps"], ["results", "exact"]):
        steps = read_steps(probe.frame(0, parts), layout)
        assert steps == dict.fromkeys(set(parts) - {"header"}, 3)
    there = set(PART_NAMES) - {"spotlight_exact", "images"}
    assert read_steps(probe.frame(0), layout) == dict.fromkeys(there, 3)


@given(settled, st.integers(0, 6))
@settings(max_examples=40)
def test_what_is_quantised_is_close_and_what_is_read_is_exact(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step("step", steps)
    probe = Probe(trainer, Spotlight())
    quick = read_tensors(probe.frame(0, ["network"]), probe.layout.to_json())
    network = trainer.network
    for layer, ((weights,), (gradients,)) in enumerate(
        zip(network.views(network.parameters), network.views(network.gradients), strict=True),
        start=1,
    ):
        scale = quick["parameters_scale", layer][0]
        assert scale == np.abs(weights).max() or not weights.any()
        shown = quick["parameters", layer] / 127 * scale
        assert (np.abs(shown - weights) <= scale / 254 * 1.0001).all()
        np.testing.assert_array_equal(quick["biases", layer], weights[:, -1])
        rms = np.sqrt((gradients.astype(np.float64) ** 2).mean())
        assert quick["gradient_rms", layer][0] == np.float32(rms)


def test_a_spotlight_beyond_the_end_falls_on_the_last_sample() -> None:
    trainer = Trainer(tiny())
    probe = Probe(trainer, Spotlight("test", 999_999))
    assert probe.spotlight == Spotlight("test", len(trainer.dataset.test) - 1)


def test_without_samples_there_is_no_spotlight_but_a_network() -> None:
    probe = Probe(Trainer(tiny("points")), Spotlight())
    steps = read_steps(probe.frame(0), probe.layout.to_json())
    assert set(steps) >= {"network", "maps"}
    assert "spotlight" not in steps


def test_a_changed_network_has_another_layout() -> None:
    trainer = Trainer(tiny())
    before = Probe(trainer, Spotlight()).layout
    trainer.step()
    trainer.reconfigure(with_layers(trainer.experiment, [Dense(5), Dense(2)]))
    after = Probe(trainer, Spotlight()).layout
    assert after.id != before.id
    assert [layer.shape for layer in after.layers] == [(2,), (5,), (2,), (1,)]


def test_a_diverging_run_can_be_looked_at() -> None:
    trainer = Trainer(tiny("plane", units=(6, 6), activation="relu"))
    trainer.network.parameters[...] = 1e30
    tensors = look(trainer)
    assert tensors["maps", 2].dtype == np.int8
    assert np.isfinite(tensors["map_scales", 2]).all()
    assert np.isfinite(tensors["parameters_scale", 2]).all()


def test_what_is_no_number_is_shown_as_none() -> None:
    trainer = Trainer(tiny("plane"))
    (first,), (second,) = trainer.network.views(trainer.network.parameters)
    first[0, 0], second[0, 0] = np.inf, np.nan
    tensors = look(trainer)
    assert tensors["parameters", 1][0, 0] == np.inf
    assert np.isnan(tensors["parameters", 2][0, 0])
    assert (tensors["boundary", 2] == -128).all()
    probe = Probe(trainer, Spotlight())
    quick = read_tensors(probe.frame(0, ["network"]), probe.layout.to_json())
    assert quick["parameters", 1][0, 0] == -128
    assert quick["parameters", 2][0, 0] == -128
    assert quick["parameters_scale", 1][0] == np.abs(first[np.isfinite(first)]).max()
