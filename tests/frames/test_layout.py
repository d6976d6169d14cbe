from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings

from app.frames import Probe, Spotlight
from app.training import Experiment, Trainer, example_on
from tests.training.recipes import HERE, every_kind, experiments, tiny, with_layers


def layout_of(experiment: Experiment) -> dict[str, object]:
    return Probe(Trainer(experiment), Spotlight()).layout.to_json()


@given(experiments())
@settings(max_examples=40)
def test_tensors_are_aligned_and_disjoint_and_fill_their_part(experiment: Experiment) -> None:
    layout = Probe(Trainer(experiment), Spotlight()).layout
    for part in layout.parts:
        assert part.bytes % 4 == 0
        end = 8  # the step of the part
        for tensor in part.tensors:
            size = np.dtype(tensor.dtype).itemsize
            assert tensor.offset % size == 0
            assert end <= tensor.offset < end + size
            end = tensor.offset + int(np.prod(tensor.shape)) * size
        assert end <= part.bytes < end + 4


@given(experiments())
@settings(max_examples=40)
def test_the_parts_and_tensors_are_those_of_the_protocol(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    layout = Probe(trainer, Spotlight()).layout
    spec, data = trainer.dataset.spec, trainer.dataset
    units = [int(np.prod(shape)) for shape in trainer.network.shapes]
    last = len(units) - 1
    expected: dict[tuple[str, str, int], tuple[int, ...]] = {
        ("spotlight", "target", last): (units[last],)
    }
    for layer in range(1, last + 1):
        matrix = (units[layer], units[layer - 1] + 1)
        expected |= {
            ("network", "parameters", layer): matrix,
            ("network", "parameters_scale", layer): (1,),
            ("network", "biases", layer): (units[layer],),
            ("network", "gradient_rms", layer): (1,),
            ("exact", "parameters", layer): matrix,
            ("exact", "gradients", layer): matrix,
            ("exact", "before", layer): matrix,
            ("spotlight", "pre_activations", layer): (units[layer],),
            ("spotlight", "deltas", layer): (units[layer],),
            ("statistics", "activation_histogram", layer): (32,),
            ("statistics", "activation_range", layer): (2,),
            ("statistics", "gradient_histogram", layer): (32,),
            ("statistics", "gradient_range", layer): (2,),
        }
    moments = trainer.optimizer.moments()
    if "steps" in trainer.optimizer.state:
        expected["exact", "updates", last] = (1,)
    for name in moments:
        expected |= {
            ("exact", f"moment.{name}", n): (units[n], units[n - 1] + 1) for n in range(1, last + 1)
        }
    expected["exact", "learning_rate", last] = (1,)
    for layer in range(last + 1):
        expected["spotlight", "activations", layer] = (units[layer],)
        if spec.view == "plane":
            expected["maps", "maps", layer] = (units[layer], 24, 24)
            expected["maps", "map_scales", layer] = (units[layer],)
    if spec.view == "plane":
        expected |= {("maps", "boundary", last): (64, 64), ("maps", "boundary_scale", last): (1,)}
    if data.classes:
        expected["results", "confusion", last] = (len(data.classes), len(data.classes))
    if spec.task == "detection":
        shown = min(12, len(data.test))
        expected |= {
            ("results", "iou", last): (2,),
            ("results", "box_answers", last): (shown, units[last]),
        }
    if not data.classes and spec.view != "plane":
        expected["results", "predictions", last] = (min(500, len(data.test)),)
        expected["results", "predictions_scale", last] = (1,)
    if data.pixels is not None and data.classes and len(data.test):
        # Up to 500 of those that are measured together; half as many of a wide layer.
        shown = next(t.shape[0] for t in layout.parts[-1].tensors if t.role == "answers")
        assert 0 < shown <= min(500, len(data.test))
        expected |= {
            ("images", "top_shares", last): (min(5, len(data.classes)),),
            ("images", "explained", last): (2,),
            ("images", "projection", last): (shown, 2),
            ("images", "projection_scale", last): (1,),
            ("images", "answers", last): (shown,),
        }
    found = {(t.part, t.role, t.layer): t.shape for part in layout.parts for t in part.tensors}
    assert found == expected
    order = ["network", "exact", "spotlight", "maps", "results", "statistics", "images"]
    names = [part.name for part in layout.parts]
    assert names == [name for name in order if name in names]
    quantised = {
        ("network", "parameters"): ("int8", "parameters_scale"),
        ("maps", "maps"): ("int8", "map_scales"),
        ("maps", "boundary"): ("int8", "boundary_scale"),
        ("results", "predictions"): ("int16", "predictions_scale"),
        ("images", "projection"): ("int16", "projection_scale"),
        ("images", "answers"): ("int16", None),
    }
    for part in layout.parts:
        assert part.coding == ("smooth" if part.name == "maps" else "plain")
        for tensor in part.tensors:
            coded = tensor.dtype, tensor.scale
            assert coded == quantised.get((part.name, tensor.role), ("float32", None))


def test_every_layout_has_an_id_of_its_own() -> None:
    trainer = Trainer(tiny())
    ids = {Probe(trainer, Spotlight()).layout.id for _ in range(5)}
    assert len(ids) == 5


def test_layers_are_described_for_drawing() -> None:
    layers = layout_of(tiny(units=(4, 2), activation="relu"))["layers"]
    assert isinstance(layers, list)
    assert [(layer["index"], layer["kind"], layer["activation"]) for layer in layers] == [
        (0, "input", None),
        (1, "dense", "relu"),
        (2, "dense", "relu"),
        (3, "output", "sigmoid"),
    ]
    assert [layer["units"] for layer in layers] == [2, 4, 2, 1]
    assert [layer["shape"] for layer in layers] == [[2], [4], [2], [1]]
    assert [layer["labels"] for layer in layers] == [["x", "y"], None, None, None]
    assert [layer["settings"] for layer in layers] == [{}, {"units": 4}, {"units": 2}, {}]


def test_maps_are_described_by_their_shape_and_how_they_read() -> None:
    layers = layout_of(with_layers(tiny("digits"), every_kind()))["layers"]
    assert isinstance(layers, list)
    told = [(layer["kind"], layer["shape"], layer["units"]) for layer in layers]
    assert told == [
        ("input", [8, 8], 64),
        ("conv2d", [3, 8, 8], 192),
        ("batch_norm", [3, 8, 8], 192),
        ("max_pool2d", [3, 4, 4], 48),
        ("conv2d", [2, 2, 2], 8),
        ("average_pool2d", [2, 1, 1], 2),
        ("dropout", [2, 1, 1], 2),
        ("flatten", [2], 2),
        ("dense", [4], 4),
        ("output", [10], 10),
    ]
    assert layers[1]["settings"] == {"channels": 3, "kernel_size": 3, "stride": 1, "padding": 1}
    assert layers[4]["settings"] == {"channels": 2, "kernel_size": 3, "stride": 2, "padding": 1}
    assert layers[1]["activation"] == "relu"
    assert layers[2]["activation"] is None


def test_outputs_of_several_classes_bear_their_names() -> None:
    layers = layout_of(tiny("iris", units=()))["layers"]
    assert isinstance(layers, list)
    assert layers[-1]["labels"] == ["setosa", "versicolor", "virginica"]
    assert layers[-1]["activation"] == "softmax"
    assert layers[0]["labels"][2] == "petal length"


def test_a_layout_is_json_for_every_dataset() -> None:
    for name in HERE:
        layout = layout_of(example_on(name))
        assert json.loads(json.dumps(layout)) == layout
