"""Whole experiments to choose from, by dataset: a new one is an entry here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.nn.layers import Conv2D, Dense, Layer, MaxPool2D
from app.nn.optimizers import Adam
from app.nn.schedules import CosineDecay
from app.training.examples import example_on
from app.training.experiment import (
    AugmentationRecipe,
    DatasetRecipe,
    Experiment,
    NetworkRecipe,
    TrainingRecipe,
)

Text: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Preset:
    """An experiment with a name.

    Attributes:
        name: as in the catalog.
        title, description: in all languages; the description is one plain sentence.
        experiment: the whole of it.
    """

    name: str
    title: Text
    description: Text
    experiment: Experiment


STEPS = 3000
"""About 75 epochs of the digits: at the end of the decay the accuracy no longer wavers."""


def _on_digits(*layers: Layer, l2: float, rotate: float = 5.0) -> Experiment:
    return Experiment(
        dataset=DatasetRecipe(name="digits", test_fraction=0.3),
        network=NetworkRecipe(layers=layers, initializer="he_uniform"),
        training=TrainingRecipe(
            optimizer=Adam(learning_rate=0.003),
            batch_size=32,
            l2=l2,
            schedule=CosineDecay(steps=STEPS, final=0.02),
            augmentation=AugmentationRecipe(rotate=rotate),
        ),
    )


def _convolution(channels: int) -> Conv2D:
    return Conv2D(channels=channels, kernel_size=3, padding=1)


def _dense(units: int) -> Dense:
    return Dense(units=units, activation="relu")


PRESETS: Sequence[Preset] = (
    Preset(
        "digits_lenet",
        {"en": "LeNet-like", "zh-CN": "类 LeNet"},
        {
            "en": "Convolution and pooling, twice, and then a dense layer.",
            "zh-CN": "两次卷积加池化，再接一个全连接层。",
        },
        _on_digits(
            *(_convolution(8), MaxPool2D(), _convolution(16), MaxPool2D(), _dense(64)),
            l2=0.001,
            rotate=10.0,
        ),
    ),
    Preset(
        "digits_one",
        {"en": "One convolution", "zh-CN": "一层卷积"},
        {
            "en": "One convolution, pooling and a dense layer: small, and it sees well.",
            "zh-CN": "一层卷积、池化和一个全连接层：虽小，却看得清楚。",
        },
        _on_digits(_convolution(12), MaxPool2D(), _dense(32), l2=0.002),
    ),
    Preset(
        "digits_two",
        {"en": "Two convolutions", "zh-CN": "两层卷积"},
        {
            "en": "The second convolution reads what the first found, at full size.",
            "zh-CN": "第二层卷积直接读取第一层找到的特征，然后才做池化。",
        },
        _on_digits(_convolution(8), _convolution(8), MaxPool2D(), _dense(16), l2=0.001),
    ),
    Preset(
        "mnist_lenet",
        {"en": "LeNet-like", "zh-CN": "类 LeNet"},
        {
            "en": "Close to the network of 1998 that read cheques: kernels of 5 by 5 pixels.",
            "zh-CN": "接近 1998 年识别支票的网络：卷积核为 5×5 像素。",
        },
        example_on("mnist"),
    ),
)
