"""Experiments that programs are written of: everything that one may name, and every preset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from app.datasets import Correction, Drawing
from app.nn.activations import ACTIVATIONS
from app.nn.layers import AveragePool2D, BatchNorm, Conv2D, Dense, Flatten, Layer, MaxPool2D
from app.nn.optimizers import (
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from app.nn.schedules import (
    CosineDecay,
    ExponentialDecay,
    Schedule,
    StepDecay,
    WarmUp,
)
from app.training import Experiment, example_on
from app.training.experiment import AugmentationRecipe, DatasetRecipe, StopRecipe
from app.training.presets import PRESETS
from tests.training.recipes import HERE, every_kind, tiny, with_layers, with_training

ONCE, TWICE = StopRecipe(max_epochs=1), StopRecipe(max_epochs=2)
LARGE_EPSILON = 0.05  # shows where a framework puts it

_OPTIMIZERS: dict[str, Optimizer] = {
    "sgd": SGD(0.3),
    "momentum": Momentum(0.1),
    "momentum of 0": Momentum(0.1, momentum=0.0),
    "nesterov": Nesterov(0.1),
    "nesterov of 0": Nesterov(0.1, momentum=0.0),
    "adagrad": Adagrad(0.1),
    "adagrad, large ε": Adagrad(0.1, epsilon=LARGE_EPSILON),
    "rmsprop": RMSProp(0.02),
    "rmsprop, large ε": RMSProp(0.02, epsilon=LARGE_EPSILON),
    "adam": Adam(0.05),
    "adam, large ε": Adam(0.05, epsilon=LARGE_EPSILON),
    "adam without means": Adam(0.05, beta1=0.0, beta2=0.0, epsilon=LARGE_EPSILON),
    "adamw": AdamW(0.05, weight_decay=0.3),
    "adamw without decay": AdamW(0.05, weight_decay=0.0, epsilon=LARGE_EPSILON),
}
_SCHEDULES: dict[str, Schedule] = {
    "step": StepDecay(every=3, factor=0.5),
    "exponential": ExponentialDecay(factor=0.9),
    "cosine": CosineDecay(steps=7, final=0.1),
    "warm_up": WarmUp(steps=4),
    "warm_up then step": WarmUp(steps=2, then=StepDecay(every=2, factor=0.5)),
}


EMPTY = ("points", "drawings")
"""What people have to make themselves."""


def _corrected() -> Experiment:
    """Two pictures weigh as much as three samples each; the last mini-batch is a small one."""
    example = example_on("digits")
    rng = np.random.default_rng(1)
    added = tuple(
        Correction(Drawing.of(rng.integers(0, 256, 64, np.uint8)).pixels, label) for label in (3, 8)
    )
    dataset = example.dataset.model_copy(update={"corrections": added})
    changed = example.model_copy(update={"dataset": dataset})
    return with_training(changed, correction_weight=3, stop=ONCE)


_AUGMENTATIONS = {
    "moved": AugmentationRecipe(shift=2),
    "turned": AugmentationRecipe(rotate=20.0),
    "noisy": AugmentationRecipe(noise=0.3),
    "moved, turned and noisy": AugmentationRecipe(shift=1, rotate=10.0, noise=0.1),
}

_LAYERS: dict[str, tuple[Layer, ...]] = {
    "convolution": (Conv2D(3, kernel_size=3, padding=1, activation="relu"), Dense(6, "tanh")),
    "strides and borders": (
        Conv2D(4, kernel_size=3, stride=2, padding=2, activation="tanh"),
        Conv2D(3, kernel_size=2, activation="linear"),
        Flatten(),
    ),
    "max pooling": (
        Conv2D(3, kernel_size=2, padding=1),
        MaxPool2D(3, stride=2, padding=1),
        Dense(5, "tanh"),
    ),
    "average pooling": (
        AveragePool2D(2),
        Conv2D(3, kernel_size=2),
        AveragePool2D(3, stride=1, padding=1),
        Dense(5, "tanh"),
    ),
    "normalisation": (
        Conv2D(3, kernel_size=3, activation="linear"),
        BatchNorm(momentum=0.3),
        MaxPool2D(2),
        BatchNorm(),
        Flatten(),
        BatchNorm(),
        Dense(5, "relu"),
    ),
    "without dropout": tuple(layer for layer in every_kind() if layer.kind != "dropout"),
}


def on_digits(layers: Sequence[Layer]) -> Experiment:
    """These hidden layers on 179 digits to learn from, in batches of 16."""
    base = tiny("digits", batch_size=16, optimizer=SGD(0.1), stop=TWICE)
    few = base.dataset.model_copy(update={"test_fraction": 0.9})
    return with_layers(base.model_copy(update={"dataset": few}), layers)


def _smaller(experiment: Experiment) -> Experiment:
    """On fewer samples, where the dataset lets one choose."""
    dataset = experiment.dataset.model_copy(update={"samples": 200})
    return experiment.model_copy(update={"dataset": dataset})


def _experiments() -> Iterator[tuple[str, Experiment]]:
    for name in HERE:
        if name not in EMPTY:
            yield f"data {name}", with_training(_smaller(example_on(name)), stop=ONCE)
    for preset in PRESETS:
        if preset.experiment.dataset.name in HERE:
            yield f"preset {preset.name}", with_training(_smaller(preset.experiment), stop=ONCE)
    points = [(-1.0, 2.5, 0), (0.3, 0.1, 1), (4, -4, 1), (1.5, 2, 0), (-3, -3, 1)]
    base = with_training(tiny(units=(5, 4), batch_size=3), stop=TWICE)
    yield "points of one's own", with_training(tiny("points", points=points), stop=TWICE)
    yield "corrections", _corrected()
    yield "a single point", with_training(tiny("points", points=points[:1]), stop=TWICE)
    for name in ACTIVATIONS:
        yield f"activation {name}", with_training(tiny(units=(5, 4), activation=name), stop=TWICE)
    for name, optimizer in _OPTIMIZERS.items():
        yield f"optimizer {name}", with_training(base, optimizer=optimizer)
    for name, schedule in _SCHEDULES.items():
        for optimizer in (Momentum(0.1), Nesterov(0.1), Adam(0.05)):
            changed = with_training(base, optimizer=optimizer, schedule=schedule)
            yield f"schedule {name}, {optimizer.name}", changed
    for task, name in (("binary", "circle"), ("multiclass", "iris"), ("regression", "plane")):
        for l1, l2 in ((0.01, 0.0), (0.0, 0.3), (0.01, 0.3)):
            yield (
                f"{task}, L1 {l1:g}, L2 {l2:g}",
                with_training(tiny(name), l1=l1, l2=l2, stop=ONCE, clip_norm=0.2),
            )
    yield "no hidden layer", with_training(tiny(units=()), stop=TWICE)
    yield (
        "linear and others",
        base.model_copy(
            update={
                "network": base.network.model_copy(
                    update={
                        "layers": tuple(Dense(3, name) for name in ("linear", "relu", "linear"))
                    }
                )
            }
        ),
    )
    features = DatasetRecipe(name="xor", samples=40, features=("xy", "x_squared", "sin_y"))
    yield "features", base.model_copy(update={"dataset": features})
    for name, recipe in _AUGMENTATIONS.items():
        digits = with_training(tiny("digits", samples=60), augmentation=recipe, stop=ONCE)
        yield f"pictures {name}", digits
    yield "pictures changed and corrected", with_training(_corrected(), augmentation=recipe)
    for name, layers in _LAYERS.items():
        yield f"layers: {name}", on_digits(layers)
    for l1, l2 in ((0.001, 0.0), (0.0, 0.01)):
        priced = with_training(on_digits(_LAYERS["convolution"]), l1=l1, l2=l2, clip_norm=0.5)
        yield f"kernels, L1 {l1:g}, L2 {l2:g}", priced
    # Not of digits: a column without ink has no variance, and its rounding would be made large.
    shapes = tiny("shapes", samples=120, batch_size=16, optimizer=SGD(0.1), stop=TWICE)
    for after in ((BatchNorm(0.5), Conv2D(2, kernel_size=3)), (Dense(4, "relu"),)):
        layers = (BatchNorm(), *after)
        yield f"a picture normalised, then {after[-1].kind}", with_layers(shapes, layers)
    # A bias right before a normalisation has a gradient of mere rounding, which AdamW would make
    # large: here an activation lies between.
    normalised = on_digits(_LAYERS["without dropout"])
    for optimizer in (AdamW(0.01, weight_decay=0.3), Nesterov(0.05)):
        yield (
            f"kernels normalised, {optimizer.name}",
            with_training(normalised, optimizer=optimizer),
        )
    boxes = tiny("shapes_detection", samples=60, units=(8,), optimizer=Adam(0.01), stop=TWICE)
    yield "boxes", boxes
    yield "boxes, L1 and changed pictures", with_training(boxes, l1=0.001, augmentation=recipe)
    flat = with_layers(tiny("iris", samples=60), (Dense(5, "tanh"), BatchNorm(), Dense(4, "relu")))
    yield "neurons normalised", with_training(flat, optimizer=Adam(0.01), stop=TWICE)
    for size in (1, 37):
        alone = with_training(flat, optimizer=Momentum(0.01), batch_size=size, stop=TWICE)
        yield f"neurons normalised, the last of {size} alone", alone
    dots = (MaxPool2D(8, stride=8), Conv2D(3, kernel_size=2), BatchNorm(), Dense(4, "relu"))
    yield (
        "maps of one place normalised, the last of 59 alone",
        with_layers(with_training(shapes, batch_size=59), dots),
    )


EXPERIMENTS = dict(_experiments())
