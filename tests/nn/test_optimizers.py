from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nn.calls import Array, run
from app.nn.optimizers import (
    OPTIMIZERS,
    SGD,
    Adagrad,
    Adam,
    AdamW,
    BoundOptimizer,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from app.nn.optimizers.fading import EVERY, Fading
from app.nn.schedules import SCHEDULES

Begun: TypeAlias = tuple[Array, dict[str, Array]]

STEPS = 10
rates = st.floats(1e-4, 1)
shares = st.floats(0, 0.999)
seeds = st.integers(0, 2**32 - 1)


def gradient_of(parameters: Array, noise: Array) -> Array:
    """That of a bowl, shaken."""
    return 2 * parameters + noise


def ours(optimizer: Optimizer, start: Array, noises: Array) -> Array:
    parameters, gradients = start.copy(), np.zeros_like(start)
    calls = list(optimizer.bind(parameters, gradients).update())
    for noise in noises:
        gradients[...] = gradient_of(parameters, noise)
        run(calls)
    return parameters


def textbook(update: Callable[[int, Array, Array], Array], start: Array, noises: Array) -> Array:
    parameters = start.copy()
    for step, noise in enumerate(noises, start=1):
        parameters = update(step, parameters, gradient_of(parameters, noise))
    return parameters


def problem(seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=13), rng.normal(size=(STEPS, 13))


def assert_same(actual: Array, expected: Array) -> None:
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)


@given(rate=rates, seed=seeds)
def test_sgd(rate: float, seed: int) -> None:
    start, noises = problem(seed)
    expected = textbook(lambda step, p, g: p - rate * g, start, noises)
    assert_same(ours(SGD(learning_rate=rate), start, noises), expected)


# With small rates the bowl holds the ball, and rounding stays rounding.
@given(rate=st.floats(1e-4, 0.1), momentum=shares, seed=seeds)
def test_momentum(rate: float, momentum: float, seed: int) -> None:
    start, noises = problem(seed)
    velocity = np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal velocity
        velocity = momentum * velocity + g
        changed: Array = p - rate * velocity
        return changed

    expected = textbook(update, start, noises)
    assert_same(ours(Momentum(learning_rate=rate, momentum=momentum), start, noises), expected)


@given(rate=st.floats(1e-4, 0.1), momentum=shares, seed=seeds)
def test_nesterov(rate: float, momentum: float, seed: int) -> None:
    start, noises = problem(seed)
    velocity = np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal velocity
        velocity = momentum * velocity + g
        changed: Array = p - rate * (g + momentum * velocity)
        return changed

    expected = textbook(update, start, noises)
    assert_same(ours(Nesterov(learning_rate=rate, momentum=momentum), start, noises), expected)


@given(rate=rates, epsilon=st.floats(1e-10, 0.1), seed=seeds)
def test_adagrad(rate: float, epsilon: float, seed: int) -> None:
    start, noises = problem(seed)
    total = np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal total
        total = total + g**2
        changed: Array = p - rate * g / (np.sqrt(total) + epsilon)
        return changed

    expected = textbook(update, start, noises)
    adagrad = Adagrad(learning_rate=rate, epsilon=epsilon)
    np.testing.assert_allclose(ours(adagrad, start, noises), expected, rtol=1e-9, atol=1e-12)


@given(rate=rates, smoothing=shares, epsilon=st.floats(1e-8, 0.1), seed=seeds)
def test_rmsprop(rate: float, smoothing: float, epsilon: float, seed: int) -> None:
    start, noises = problem(seed)
    mean = np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal mean
        mean = smoothing * mean + (1 - smoothing) * g**2
        changed: Array = p - rate * g / (np.sqrt(mean) + epsilon)
        return changed

    expected = textbook(update, start, noises)
    rmsprop = RMSProp(learning_rate=rate, smoothing=smoothing, epsilon=epsilon)
    np.testing.assert_allclose(ours(rmsprop, start, noises), expected, rtol=1e-9, atol=1e-12)


@given(rate=rates, decay=st.floats(0, 1), seed=seeds)
def test_adamw_decays_and_then_steps_like_adam(rate: float, decay: float, seed: int) -> None:
    start, noises = problem(seed)
    m, v = np.zeros_like(start), np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal m, v
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        root = np.sqrt(v / (1 - 0.999**step)) + 1e-8
        changed: Array = p * (1 - rate * decay) - rate * m / (1 - 0.9**step) / root
        return changed

    expected = textbook(update, start, noises)
    adamw = AdamW(learning_rate=rate, weight_decay=decay)
    np.testing.assert_allclose(ours(adamw, start, noises), expected, rtol=1e-9, atol=1e-12)


@given(
    rate=rates,
    beta1=shares,
    # Below this a step is little more than the sign of the last gradient, and rounding decides it.
    beta2=st.floats(0.5, 0.999),
    epsilon=st.floats(1e-8, 0.1),
    seed=seeds,
)
def test_adam(rate: float, beta1: float, beta2: float, epsilon: float, seed: int) -> None:
    start, noises = problem(seed)
    m, v = np.zeros_like(start), np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal m, v
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)
        changed: Array = p - rate * m_hat / (np.sqrt(v_hat) + epsilon)
        return changed

    expected = textbook(update, start, noises)
    adam = Adam(learning_rate=rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    np.testing.assert_allclose(ours(adam, start, noises), expected, rtol=1e-9, atol=1e-12)


def test_adam_with_its_own_defaults() -> None:
    start, noises = problem(5)
    m, v = np.zeros_like(start), np.zeros_like(start)

    def update(step: int, p: Array, g: Array) -> Array:
        nonlocal m, v
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        root = np.sqrt(v / (1 - 0.999**step)) + 1e-8
        changed: Array = p - 0.01 * m / (1 - 0.9**step) / root
        return changed

    assert_same(ours(Adam(), start, noises), textbook(update, start, noises))


every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)


def advance(bound: BoundOptimizer, noises: Array) -> None:
    calls = list(bound.update())
    for noise in noises:
        bound.gradients[...] = gradient_of(bound.parameters, noise)
        run(calls)


@every_optimizer
def test_memory_begins_empty_and_is_told_by_name(name: str) -> None:
    parameters, gradients = np.ones(3), np.ones(3)
    bound = OPTIMIZERS[name]().bind(parameters, gradients)
    assert all(not memory.any() for memory in bound.state.values())
    run(bound.update())
    assert all(memory.any() for memory in bound.state.values())
    assert (
        set(bound.state)
        == {
            "sgd": set(),
            "momentum": {"velocity", "steps"},
            "nesterov": {"velocity", "steps"},
            "adagrad": {"square"},
            "rmsprop": {"square", "steps"},
            "adam": {"sum", "square_sum", "steps"},
            "adamw": {"sum", "square_sum", "steps"},
        }[name]
    )


@every_optimizer
@pytest.mark.parametrize("schedule", SCHEDULES)
@given(before=st.integers(0, STEPS), single=st.booleans(), seed=seeds)
def test_restored_memory_continues_to_the_bit(
    name: str, schedule: str, before: int, single: bool, seed: int
) -> None:
    start, noises = problem(seed)
    if single:
        start, noises = start.astype(np.float32), noises.astype(np.float32)
    lengths = {"step": {"every": 3}, "cosine": {"steps": 8}, "warm_up": {"steps": 4}}
    followed = SCHEDULES[schedule](**lengths.get(schedule, {}))

    def continued(parameters: Array, state: dict[str, Array], first: int, last: int) -> Begun:
        """Updates from the first to before the last, on all that a snapshot holds."""
        parameters, steps = parameters.copy(), np.asarray(first)
        bound = OPTIMIZERS[name]().bind(parameters, np.zeros_like(parameters))
        for key, memory in state.items():
            bound.state[key][...] = memory
        base = OPTIMIZERS[name]().learning_rate
        calls = [*followed.calls(base, steps, bound.learning_rate), *bound.update()]
        for noise in noises[first:last]:
            bound.gradients[...] = gradient_of(parameters, noise)
            run(calls)
            steps += 1
        return parameters, bound.state

    # Among these updates one looks for what has faded away.
    counted = np.asarray(EVERY - 5.0)
    state = {"steps": counted} if "steps" in OPTIMIZERS[name]().bind(start, start).state else {}
    whole, _ = continued(start, state, 0, STEPS)
    halfway, state = continued(start, state, 0, before)
    again, _ = continued(halfway, state, before, STEPS)
    np.testing.assert_array_equal(again, whole)


@every_optimizer
@given(old=rates, new=rates, seed=seeds)
def test_the_learning_rate_is_read_at_every_update(
    name: str, old: float, new: float, seed: int
) -> None:
    start, noises = problem(seed)
    make: Callable[..., Optimizer] = OPTIMIZERS[name]
    changed = make(learning_rate=old).bind(start.copy(), np.zeros_like(start))
    advance(changed, noises[:4])
    other = make(learning_rate=new).bind(changed.parameters.copy(), np.zeros_like(start))
    other.take_over(changed)
    changed.learning_rate[()] = new
    advance(changed, noises[4:])
    advance(other, noises[4:])
    np.testing.assert_array_equal(changed.parameters, other.parameters)


@pytest.mark.parametrize("adam", [Adam, AdamW])
def test_means_survive_a_change_of_their_decay(adam: type[Adam | AdamW]) -> None:
    start, noises = problem(3)
    old = adam().bind(start.copy(), np.zeros_like(start))
    advance(old, noises)
    m, v = 0.1 * old.state["sum"], 0.001 * old.state["square_sum"]
    new = adam(beta1=0.5, beta2=0.75).bind(old.parameters, old.gradients)
    new.take_over(old)
    np.testing.assert_allclose(0.5 * new.state["sum"], m, rtol=1e-12)
    np.testing.assert_allclose(0.25 * new.state["square_sum"], v, rtol=1e-12)
    assert new.state["steps"] == STEPS


@every_optimizer
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_all_is_kept_in_the_precision_of_the_parameters(name: str, dtype: type) -> None:
    parameters: Array = np.ones(3, dtype)
    bound = OPTIMIZERS[name]().bind(parameters, np.ones_like(parameters))
    run(bound.update())
    arrays = [bound.learning_rate, *(bound.state[key] for key in bound.state if key != "steps")]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


@every_optimizer
def test_what_is_remembered_of_dead_gradients_does_not_become_subnormal(name: str) -> None:
    gradients: Array = np.random.default_rng(2).normal(size=50).astype(np.float32)
    bound = OPTIMIZERS[name]().bind(np.zeros_like(gradients), gradients)
    calls = list(bound.update())
    run(calls)
    gradients[10:] = 0
    for _ in range(100):
        for _ in range(EVERY // 2):
            run(calls)
        for memory in bound.state.values():
            assert not ((memory != 0) & (np.abs(memory) < np.finfo(np.float32).tiny)).any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_only_what_matters_to_nobody_is_forgotten(dtype: type) -> None:
    smallest = np.log10(np.finfo(dtype).tiny)
    sizes: Array = np.logspace(smallest, -smallest / 2, 400).astype(dtype)
    memory = np.concatenate([sizes, -sizes])
    before = memory.copy()
    fading = Fading(memory)
    for _ in range(EVERY - 1):
        fading.count()
    np.testing.assert_array_equal(memory, before)
    assert fading.count() == fading.steps == EVERY
    np.testing.assert_allclose(memory, before, rtol=1e-5, atol=1e-25)
    assert not memory[np.abs(before) < 10 ** (0.7 * smallest)].any()
    assert memory[np.abs(before) > 10 ** (0.6 * smallest)].all()


MOMENTS: dict[type[Optimizer], tuple[str, ...]] = {
    SGD: (),
    Momentum: ("velocity",),
    Nesterov: ("velocity",),
    Adagrad: ("square",),
    RMSProp: ("square",),
    Adam: ("m", "v"),
    AdamW: ("m", "v"),
}


@pytest.mark.parametrize("kind", MOMENTS)
def test_moments_are_those_of_the_formula(kind: type[Optimizer]) -> None:
    """Two updates by hand, from the gradients 2 and then −1 of a parameter at 0.5."""
    optimizer = kind()
    parameters, gradients = np.full(1, 0.5), np.zeros(1)
    bound = optimizer.bind(parameters, gradients)
    calls = list(bound.update())
    for gradient in (2.0, -1.0):
        gradients[...] = gradient
        run(calls)
    moments = {name: float(values[0]) for name, values in bound.moments().items()}
    assert tuple(moments) == MOMENTS[kind]
    if isinstance(optimizer, Momentum | Nesterov):
        assert moments["velocity"] == pytest.approx(optimizer.momentum * 2 - 1)
    if isinstance(optimizer, Adagrad):
        assert moments["square"] == pytest.approx(5)
    if isinstance(optimizer, RMSProp):
        rest = 1 - optimizer.smoothing
        assert moments["square"] == pytest.approx(optimizer.smoothing * rest * 4 + rest)
    if isinstance(optimizer, Adam | AdamW):
        m = (1 - optimizer.beta1) * (optimizer.beta1 * 2 - 1)
        v = (1 - optimizer.beta2) * (optimizer.beta2 * 4 + 1)
        assert moments == {"m": pytest.approx(m), "v": pytest.approx(v)}
