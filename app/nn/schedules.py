"""Learning-rate schedules: how the learning rate changes from update to update."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, pi
from typing import Annotated, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, Calls
from app.nn.settings import STRICT, Setting, Title


class Schedule(ABC):
    """A schedule as an experiment describes it; subclasses are frozen dataclasses."""

    name: str
    title: ClassVar[Title]

    @abstractmethod
    def rate(self, base: float, step: int) -> float:
        """The learning rate of an update.

        Args:
            base: the optimizer's own learning rate.
            step: how many updates were made before this one.
        """

    def calls(self, base: float, steps: NDArray[np.integer], learning_rate: Array) -> Calls:
        """Yield the calls that set the learning rate of the next update.

        Args:
            base: the optimizer's own learning rate.
            steps: of shape (), how many updates were made; whoever makes them counts.
            learning_rate: of shape (), that of a bound optimizer.
        """

        def follow() -> None:
            learning_rate[()] = self.rate(base, int(steps))

        yield follow, ()


@dataclass(frozen=True)
class Constant(Schedule):
    """rate = base."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Constant", "zh-CN": "恒定"}

    name: Literal["constant"] = "constant"

    def rate(self, base: float, step: int) -> float:
        return base

    def calls(self, base: float, steps: NDArray[np.integer], learning_rate: Array) -> Calls:
        yield from ()


@dataclass(frozen=True)
class StepDecay(Schedule):
    """rate = base · factor^⌊step / every⌋."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Step decay", "zh-CN": "阶梯衰减"}

    every: Annotated[
        int,
        Setting({"en": "Steps between drops", "zh-CN": "衰减间隔步数"}, minimum=1, maximum=1000000),
    ] = 1000
    factor: Annotated[
        float, Setting({"en": "Factor", "zh-CN": "衰减因子"}, minimum=0.01, maximum=1)
    ] = 0.5
    name: Literal["step"] = "step"

    def rate(self, base: float, step: int) -> float:
        return base * self.factor ** (step // self.every)


@dataclass(frozen=True)
class ExponentialDecay(Schedule):
    """rate = base · factor^step."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Exponential decay", "zh-CN": "指数衰减"}

    factor: Annotated[
        float, Setting({"en": "Factor per step", "zh-CN": "每步衰减因子"}, minimum=0.9, maximum=1)
    ] = 0.999
    name: Literal["exponential"] = "exponential"

    def rate(self, base: float, step: int) -> float:
        return base * self.factor**step


@dataclass(frozen=True)
class CosineDecay(Schedule):
    """Half a wave of cosine from the base down to a share of it, and constant from there on.

    rate = base · (final + (1 - final) (1 + cos(π step / steps)) / 2) (Loshchilov & Hutter, 2017).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Cosine decay", "zh-CN": "余弦衰减"}

    steps: Annotated[int, Setting({"en": "Steps", "zh-CN": "步数"}, minimum=1, maximum=1000000)] = (
        1000
    )
    final: Annotated[
        float, Setting({"en": "Final share", "zh-CN": "最终比例"}, minimum=0, maximum=1)
    ] = 0.0
    name: Literal["cosine"] = "cosine"

    def rate(self, base: float, step: int) -> float:
        done = min(step / self.steps, 1)
        return base * (self.final + (1 - self.final) * (1 + cos(pi * done)) / 2)


Lasting: TypeAlias = Constant | StepDecay | ExponentialDecay | CosineDecay
"""The schedules that can follow a warm-up."""


@dataclass(frozen=True)
class WarmUp(Schedule):
    """A linear rise to the base, which the last of `steps` reaches, and then another schedule.

    rate = base · (step + 1) / steps while step < steps; `then` counts its steps from there on.
    The first update already moves (Goyal et al., 2017).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Warm-up", "zh-CN": "预热"}

    steps: Annotated[
        int, Setting({"en": "Warm-up steps", "zh-CN": "预热步数"}, minimum=1, maximum=1000000)
    ] = 100
    then: Lasting = field(default_factory=Constant)
    name: Literal["warm_up"] = "warm_up"

    def rate(self, base: float, step: int) -> float:
        if step < self.steps:
            return base * (step + 1) / self.steps
        return self.then.rate(base, step - self.steps)


SCHEDULES: Mapping[str, type[Schedule]] = {
    "constant": Constant,
    "step": StepDecay,
    "exponential": ExponentialDecay,
    "cosine": CosineDecay,
    "warm_up": WarmUp,
}
