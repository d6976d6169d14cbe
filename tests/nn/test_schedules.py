from __future__ import annotations

from math import cos, isfinite, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.nn.calls import Array, run
from app.nn.schedules import (
    SCHEDULES,
    Constant,
    CosineDecay,
    ExponentialDecay,
    Lasting,
    Schedule,
    StepDecay,
    WarmUp,
)

bases = st.floats(1e-5, 10)
steps_made = st.integers(0, 10**7)
spans = st.integers(1, 10**6)
shares = st.floats(0, 1)
lasting = st.one_of(
    st.builds(Constant),
    st.builds(StepDecay, every=spans, factor=st.floats(0.01, 1)),
    st.builds(ExponentialDecay, factor=st.floats(0.9, 1)),
    st.builds(CosineDecay, steps=spans, final=shares),
)
schedules = lasting | st.builds(WarmUp, steps=spans, then=lasting)


def rates(schedule: Schedule, steps: int, base: float = 1.0) -> list[float]:
    return [schedule.rate(base, step) for step in range(steps)]


def test_names_and_titles() -> None:
    assert list(SCHEDULES) == ["constant", "step", "exponential", "cosine", "warm_up"]
    for name, schedule in SCHEDULES.items():
        assert schedule().name == name
        assert set(schedule.title) == {"en", "zh-CN"}


def test_step_decay() -> None:
    assert rates(StepDecay(every=2, factor=0.1), 5) == pytest.approx([1, 1, 0.1, 0.1, 0.01])


def test_exponential_decay() -> None:
    assert rates(ExponentialDecay(factor=0.9), 3, 2.0) == pytest.approx([2, 1.8, 1.62])


def test_cosine_decay_ends_at_its_share_and_stays_there() -> None:
    schedule = CosineDecay(steps=4, final=0.2)
    expected = [0.2 + 0.8 * (1 + cos(pi * step / 4)) / 2 for step in range(5)]
    assert rates(schedule, 7) == pytest.approx([*expected, 0.2, 0.2])
    assert schedule.rate(3, 2) == pytest.approx(3 * 0.6)


def test_warm_up_rises_from_the_first_update_on_and_then_lets_another_take_over() -> None:
    assert rates(WarmUp(steps=4), 6) == [0.25, 0.5, 0.75, 1, 1, 1]
    after = CosineDecay(steps=3)
    assert rates(WarmUp(steps=2, then=after), 7) == [0.5, 1, *rates(after, 5)]


@given(schedule=schedules, base=bases, step=steps_made)
def test_every_step_has_a_rate_between_nothing_and_the_base(
    schedule: Schedule, base: float, step: int
) -> None:
    rate = schedule.rate(base, step)
    assert isfinite(rate)
    assert 0 <= rate <= base * (1 + 1e-12)
    assert schedule.rate(base, step) == rate


@given(schedule=schedules, base=bases, step=steps_made)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_calls_write_the_rate_of_the_next_update(
    schedule: Schedule, base: float, step: int, dtype: type
) -> None:
    learning_rate: Array = np.asarray(base, dtype)
    steps = np.asarray(step)
    run(schedule.calls(base, steps, learning_rate))
    assert learning_rate == dtype(schedule.rate(base, step))
    assert learning_rate.dtype == dtype


def test_a_constant_rate_costs_no_call() -> None:
    assert not list(Constant().calls(0.1, np.asarray(0), np.asarray(0.1)))


@given(schedule=schedules)
def test_a_schedule_survives_json(schedule: Lasting | WarmUp) -> None:
    adapter: TypeAdapter[Lasting | WarmUp] = TypeAdapter(Lasting | WarmUp)
    assert adapter.validate_json(adapter.dump_json(schedule)) == schedule
