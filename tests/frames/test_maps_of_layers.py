"""A sample's way through layers of maps: drawn in 8 bits, and exactly while it can be followed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.frames import Probe, Spotlight
from app.nn.optimizers import Adam
from app.training import Trainer
from tests.frames.reader import read_steps, read_tensors_by_part
from tests.training.recipes import every_kind, tiny, with_layers

MAPS = (1, 2, 3, 4, 5, 6)
"""The layers of maps among those of `every_kind`; the input, 7, 8 and the output are plain."""


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    trainer = Trainer(with_layers(tiny("digits", samples=40, optimizer=Adam()), every_kind()))
    trainer.step("step", 3)
    return trainer


def way(trainer: Trainer, sample: Spotlight) -> dict[tuple[str, int], Any]:
    """Activations, z and deltas of every layer, by a twin of our own."""
    network = trainer.network
    twin = network.bind(1, np.zeros_like(network.gradients))
    samples = trainer.dataset.train if sample.split == "train" else trainer.dataset.test
    twin.inputs[0] = samples.inputs[sample.index]
    twin.loss.flat_targets[:, 0] = samples.targets[sample.index]
    twin.forward()
    twin.backward()
    numbers: dict[tuple[str, int], Any] = {}
    for index, layer in enumerate(twin.layers, start=1):
        shape = network.shapes[index]
        numbers["activations", index] = layer.output.reshape(shape)
        numbers["pre_activations", index] = layer.pre_activation.reshape(shape)
        numbers["deltas", index] = layer.delta.reshape(shape)
    numbers["activations", len(twin.layers)] = twin.loss.prediction.reshape(network.shapes[-1])
    return numbers


def test_exact_ones_are_the_networks_and_drawn_ones_are_close(trainer: Trainer) -> None:
    sample = Spotlight("test", 2)
    probe = Probe(trainer, sample)
    parts = read_tensors_by_part(probe.frame(0), probe.layout.to_json())
    drawn, exact = parts["spotlight"], parts["spotlight_exact"]
    expected = way(trainer, sample)
    assert {layer for role, layer in exact if role != "pass"} == set(MAPS)
    for (role, layer), values in expected.items():
        if layer not in MAPS:
            np.testing.assert_array_equal(drawn[role, layer], values)
            continue
        np.testing.assert_array_equal(exact[role, layer], values)
        if role == "pre_activations":
            assert (role, layer) not in drawn
            continue
        scale = drawn[f"{role}_scale", layer][0]
        assert scale == np.abs(values).max() or not values.any()
        levels = drawn[role, layer]
        assert (levels.dtype, levels.shape) == (np.int8, values.shape)
        assert (np.abs(levels / 127 * scale - values) <= scale / 254 * 1.0001).all()


def test_what_belongs_together_bears_the_number_of_one_pass(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    layout = probe.layout.to_json()
    seen = []
    for _ in range(3):
        parts = read_tensors_by_part(probe.frame(0), layout)
        assert parts["spotlight"]["pass", 0] == parts["spotlight_exact"]["pass", 0]
        seen.append(parts["spotlight"]["pass", 0][0])
    assert len(set(seen)) == 3


def test_parameters_keep_the_shape_of_their_layer(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    parts = read_tensors_by_part(probe.frame(0), probe.layout.to_json())
    network = trainer.network
    views = network.views(network.parameters)
    shapes = {layer: t.shape for (role, layer), t in parts["exact"].items() if role == "parameters"}
    # Kernels in columns with their bias below; what a batch normalisation has, in one row.
    assert shapes == {1: (10, 3), 2: (6,), 4: (28, 2), 8: (4, 3), 9: (10, 5)}
    for layer in shapes:
        values = np.concatenate([view.reshape(-1) for view in views[layer - 1]])
        np.testing.assert_array_equal(parts["exact"]["parameters", layer].ravel(), values)
    biases = {layer: t.ravel() for (role, layer), t in parts["network"].items() if role == "biases"}
    np.testing.assert_array_equal(biases[1], views[0][0][-1])
    np.testing.assert_array_equal(biases[2], np.concatenate(views[1]))
    np.testing.assert_array_equal(biases[8], views[7][0][:, -1])


@pytest.mark.parametrize("exact", [False, True])
def test_a_frame_of_ones_own_has_maps_and_their_cells_on_request(
    trainer: Trainer, exact: bool
) -> None:
    probe = Probe(trainer, Spotlight())
    layout, sample = probe.layout.to_json(), Spotlight("train", 4)
    frame = probe.look_at(sample, 0, exact=exact)
    names = {"spotlight", "spotlight_exact"} if exact else {"spotlight"}
    assert read_steps(frame, layout) == dict.fromkeys(names, trainer.steps)
    if exact:
        cells = read_tensors_by_part(frame, layout)["spotlight_exact"]
        expected = way(trainer, sample)["activations", 1]
        np.testing.assert_array_equal(cells["activations", 1], expected)


def test_where_there_is_no_sample_there_are_no_cells(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    beyond = Spotlight("test", len(trainer.dataset.test))
    assert read_steps(probe.look_at(beyond, 0, exact=True), probe.layout.to_json()) == {}


def test_of_cells_alone_none_are_sent(trainer: Trainer) -> None:
    probe = Probe(trainer, Spotlight())
    assert read_steps(probe.frame(0, ["spotlight_exact"]), probe.layout.to_json()) == {}
