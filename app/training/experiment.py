"""The whole recipe of a run: dataset, network, training. Immutable, validated, comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.datasets import DATASETS, FEATURES, BadDrawing, Correction, Drawing, why_not
from app.datasets.images.drawings import MOST_DRAWINGS
from app.nn.initializers import INITIALIZERS
from app.nn.layers import LAYERS, Dense, Layer, ShapeError
from app.nn.optimizers import OPTIMIZERS, SGD, Optimizer
from app.nn.schedules import SCHEDULES, Constant, Schedule
from app.nn.settings import Setting
from app.nn.summary import Summary, summarize
from app.training.size import LIMITS, size_of

_DRAWN = (
    "dense",
    "conv2d",
    "max_pool2d",
    "average_pool2d",
    "flatten",
    "dropout",
    "batch_norm",
)
HIDDEN_LAYERS: Mapping[str, type[Layer]] = {kind: LAYERS[kind] for kind in _DRAWN}
"""The kinds of layers an experiment may name: those of the engine that the page can draw."""

MAX_HIDDEN_LAYERS = 12
MAX_POINTS = 400
MAX_CORRECTIONS = 64
MAX_SAMPLES = 70_000
"""Of any dataset; each has bounds of its own (`DatasetSpec.samples`)."""
MAX_SEED = 2**31 - 1

if TYPE_CHECKING:
    AnyLayer: TypeAlias = Layer
    AnyOptimizer: TypeAlias = Optimizer
    AnySchedule: TypeAlias = Schedule
    DatasetName: TypeAlias = str
    FeatureName: TypeAlias = str
    InitializerName: TypeAlias = str
else:
    # Built from the registries, so that one registry line is all that a new member needs.
    AnyLayer = Annotated[reduce(or_, HIDDEN_LAYERS.values()), Field(discriminator="kind")]
    AnyOptimizer = Annotated[reduce(or_, OPTIMIZERS.values()), Field(discriminator="name")]
    AnySchedule = Annotated[reduce(or_, SCHEDULES.values()), Field(discriminator="name")]
    DatasetName = Literal[tuple(DATASETS)]
    FeatureName = Literal[tuple(FEATURES)]
    InitializerName = Literal[tuple(INITIALIZERS)]

Coordinate = Annotated[float, Field(ge=-6, le=6)]
Point = Annotated[
    tuple[Coordinate, Coordinate, Annotated[int, Field(ge=0, le=1)]], Field(strict=False)
]
Seed = Annotated[int, Setting({"en": "Seed", "zh-CN": "随机种子"}, 0, MAX_SEED, effect="reset")]


class Recipe(BaseModel):
    """Base of all parts of an experiment."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class DatasetRecipe(Recipe):
    """What the network learns from. Which fields matter is told by the dataset's `options`."""

    name: DatasetName = "circle"
    samples: Annotated[
        int,
        Setting({"en": "Samples", "zh-CN": "样本数"}, 20, MAX_SAMPLES, effect="reset"),
    ] = 500
    noise: Annotated[float, Setting({"en": "Noise", "zh-CN": "噪声"}, 0, 0.5, effect="reset")] = 0.1
    test_fraction: Annotated[
        float, Setting({"en": "Test share", "zh-CN": "测试集比例"}, 0.1, 0.9, effect="reset")
    ] = 0.5
    seed: Annotated[
        int, Setting({"en": "Data seed", "zh-CN": "数据种子"}, 0, MAX_SEED, effect="reset")
    ] = 1
    features: Annotated[
        tuple[FeatureName, ...],
        Field(min_length=1, max_length=len(FEATURES), strict=False),
        Setting({"en": "Features", "zh-CN": "特征"}, effect="reset"),
    ] = ("x", "y")
    points: Annotated[
        tuple[Point, ...],
        Field(max_length=MAX_POINTS, strict=False),
        Setting({"en": "Points", "zh-CN": "数据点"}, effect="reset"),
    ] = ()
    position: Annotated[
        float,
        Setting({"en": "Spread of positions", "zh-CN": "位置分散程度"}, 0, 1, effect="reset"),
    ] = 1.0
    size: Annotated[
        float, Setting({"en": "Largest size", "zh-CN": "最大尺寸"}, 0.3, 0.7, effect="reset")
    ] = 0.6
    size_spread: Annotated[
        float, Setting({"en": "Spread of sizes", "zh-CN": "尺寸差异"}, 0, 0.6, effect="reset")
    ] = 0.4
    rotation: Annotated[
        float, Setting({"en": "Turned by (degrees)", "zh-CN": "旋转（度）"}, 0, 180, effect="reset")
    ] = 20.0

    drawings: Annotated[
        tuple[Drawing, ...],
        Field(max_length=MOST_DRAWINGS, strict=False),
        Setting({"en": "Drawings", "zh-CN": "手绘样本"}, effect="reset"),
    ] = ()
    corrections: Annotated[
        tuple[Correction, ...],
        Field(max_length=MAX_CORRECTIONS, strict=False),
        Setting({"en": "Corrections", "zh-CN": "纠正"}),
    ] = ()

    @property
    def uncorrected(self) -> DatasetRecipe:
        """The same data without corrections: what cannot be changed while a run goes on."""
        return self.model_copy(update={"corrections": ()}) if self.corrections else self

    @field_validator("samples")
    @classmethod
    def _are_as_many_as_there_may_be(cls, samples: int, others: ValidationInfo) -> int:
        spec = DATASETS.get(others.data.get("name", ""))
        bounds = spec and spec.samples
        if bounds and samples > bounds.maximum:
            allowed = {"allowed": f"at most {bounds.maximum}"}
            raise PydanticCustomError("not_allowed", "{allowed}", allowed)
        return samples

    @field_validator("features")
    @classmethod
    def _features_are_distinct(cls, features: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(features)) != len(features):
            raise ValueError("must not name a feature twice")
        return features

    @field_validator("points")
    @classmethod
    def _points_belong_to_points(
        cls, points: tuple[Point, ...], others: ValidationInfo
    ) -> tuple[Point, ...]:
        if points and others.data.get("name", "points") != "points":
            raise ValueError('must be empty unless dataset.name is "points"')
        return points

    @field_validator("drawings")
    @classmethod
    def _drawings_are_labelled_pictures(
        cls, drawings: tuple[Drawing, ...], others: ValidationInfo
    ) -> tuple[Drawing, ...]:
        name = others.data.get("name", "drawings")
        if drawings and name != "drawings":
            raise ValueError('must be empty unless dataset.name is "drawings"')
        _check_pictures(drawings, name)
        return drawings

    @field_validator("corrections")
    @classmethod
    def _corrections_are_pictures_of_this_dataset(
        cls, corrections: tuple[Correction, ...], others: ValidationInfo
    ) -> tuple[Correction, ...]:
        if "name" in others.data:
            obstacle = why_not(DATASETS[others.data["name"]])
            if corrections and obstacle is not None:
                raise PydanticCustomError("not_allowed", "{allowed}", {"allowed": obstacle})
            _check_pictures([each.drawing for each in corrections], others.data["name"])
        return corrections


def _check_pictures(drawings: Sequence[Drawing], name: str) -> None:
    """Refuse pictures that are not like a dataset's, or of which nobody has said what they are."""
    spec = DATASETS[name]
    shape = spec.input_shape(("x",)) if spec.view == "image" else None
    for index, drawing in enumerate(drawings):
        try:
            drawing.check(shape, spec.outputs)
            if drawing.label is None:
                raise BadDrawing("label", "null", f"0 to {spec.outputs - 1}")
        except BadDrawing as bad:
            field = {"field": f"{index}.{bad.field}", "given": bad.given, "allowed": bad.allowed}
            raise PydanticCustomError("shape", "{allowed}", field) from None


class NetworkRecipe(Recipe):
    """The hidden layers. The output layer and the loss follow from the dataset."""

    layers: Annotated[
        tuple[AnyLayer, ...],
        Field(max_length=MAX_HIDDEN_LAYERS, strict=False),
        Setting({"en": "Layers", "zh-CN": "层"}),
    ] = (Dense(units=4), Dense(units=2))
    initializer: Annotated[
        InitializerName, Setting({"en": "Initial weights", "zh-CN": "权重初始化"}, effect="reset")
    ] = "xavier_uniform"


class StopRecipe(Recipe):
    """When a run ends by itself."""

    max_epochs: Annotated[
        int | None,
        Setting({"en": "Stop after epochs", "zh-CN": "最多训练轮数"}, 1, 100_000, "logarithmic"),
    ] = None
    patience: Annotated[
        int | None,
        Setting(
            {"en": "Stop without progress for epochs", "zh-CN": "无改善即停（轮数）"},
            1,
            10_000,
            "logarithmic",
        ),
    ] = None


class AugmentationRecipe(Recipe):
    """How training pictures are changed each time they are seen; data in other forms are not.

    Attributes:
        shift: by how many pixels a picture is moved at most, in each direction.
        rotate: by how many degrees it is turned at most, either way.
        noise: the deviation of what is added to a pixel, as a share of its range.
    """

    shift: Annotated[int, Setting({"en": "Shift (pixels)", "zh-CN": "随机平移（像素）"}, 0, 4)] = 0
    rotate: Annotated[
        float, Setting({"en": "Rotate (degrees)", "zh-CN": "随机旋转（度）"}, 0, 30)
    ] = 0.0
    noise: Annotated[float, Setting({"en": "Added noise", "zh-CN": "随机噪声"}, 0, 0.5)] = 0.0

    @property
    def any(self) -> bool:
        """Whether anything is changed at all."""
        return self.shift > 0 or self.rotate > 0 or self.noise > 0


class TrainingRecipe(Recipe):
    """How the network learns."""

    optimizer: AnyOptimizer = SGD()
    batch_size: Annotated[
        int, Setting({"en": "Batch size", "zh-CN": "批大小"}, 1, 256, "logarithmic")
    ] = 10
    l1: Annotated[
        float, Setting({"en": "L1 penalty", "zh-CN": "L1 正则化"}, 0, 1, "logarithmic")
    ] = 0.0
    l2: Annotated[
        float, Setting({"en": "L2 penalty", "zh-CN": "L2 正则化"}, 0, 1, "logarithmic")
    ] = 0.0
    schedule: AnySchedule = Constant()
    clip_norm: Annotated[
        float | None,
        Setting({"en": "Gradient clipping", "zh-CN": "梯度裁剪"}, 0.001, 100, "logarithmic"),
    ] = None
    augmentation: AugmentationRecipe = AugmentationRecipe()
    correction_weight: Annotated[
        int, Setting({"en": "Weight of a correction", "zh-CN": "每条纠正的权重"}, 1, 50)
    ] = 10
    stop: StopRecipe = StopRecipe()
    seed: Seed = 1


class Experiment(Recipe):
    """Dataset, network and training: all that determines a run, to the bit."""

    dataset: DatasetRecipe = DatasetRecipe()
    network: NetworkRecipe = NetworkRecipe()
    training: TrainingRecipe = TrainingRecipe()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers: the hidden ones and the output layer that the dataset asks for."""
        outputs = DATASETS[self.dataset.name].outputs
        return *self.network.layers, Dense(units=outputs, activation="linear")

    @property
    def repeated(self) -> tuple[Correction, ...]:
        """What stands in the order of every epoch beside the dataset's own training samples.

        A correction weighs as much as so many samples by being there so many times.
        """
        return self.dataset.corrections * self.training.correction_weight

    @property
    def summary(self) -> Summary:
        """The network in rows, without building it."""
        spec = DATASETS[self.dataset.name]
        return summarize(self.layers, spec.input_shape(self.dataset.features))

    @model_validator(mode="after")
    def _can_be_built(self) -> Experiment:
        """Refuse what does not fit together or is too large, before anything is allocated."""
        try:
            size = size_of(self.summary, self.training.batch_size)
        except ShapeError as error:
            problem = {
                "field": f"network.{error.field}",
                "allowed": error.allowed,
                "given": str(error.given),
            }
            raise PydanticCustomError("shape", "{allowed}", problem) from None
        excess = size.excess(LIMITS)
        if excess is not None:
            name, given, limit = excess
            problem = {
                "field": "network",
                "allowed": f"at most {limit:,} {name}",
                "given": f"{given:,}, {given / limit:.1f} times as many",
            }
            raise PydanticCustomError("too_large", "{allowed}", problem)
        return self
