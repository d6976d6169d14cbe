"""JAX: the whole step compiled by `jit`, called and waited for step by step.

Of the ways to write it, these were the fastest on a processor: all parameters in one vector,
channels last, the maximum of a reshaped array instead of `reduce_window`, `scan` unrolled.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import cycle
from math import prod
from typing import Any

import numpy as np

from benchmarks.engine.running import InProcess, Running
from benchmarks.engine.workloads import (
    AnyLayer,
    Convolution,
    Dense,
    Floats,
    MaxPool,
    Recurrent,
    Shape,
    Workload,
)

jax: Any = import_module("jax")
jnp: Any = import_module("jax.numpy")
ravel_pytree: Any = import_module("jax.flatten_util").ravel_pytree

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
ACTIVATIONS = {"linear": lambda z: z, "tanh": jnp.tanh, "relu": jax.nn.relu}


def prepare(workload: Workload) -> Running:
    """Compile a step; it is handed data that JAX already holds."""
    inputs, targets = workload.data()
    if inputs.ndim == 4:
        inputs = inputs.transpose(0, 2, 3, 1)
    inputs, targets = jnp.asarray(inputs), jnp.asarray(targets)
    batches = cycle([jnp.asarray(batch, jnp.int32) for batch in workload.batches()])
    begin = list(map(_theirs, workload.layers, workload.parameters(), workload.shapes))
    parameters, as_layers = ravel_pytree(begin)

    def loss_of(parameters: Any, x: Any, y: Any) -> Any:
        for layer, arrays in zip(workload.layers, as_layers(parameters), strict=True):
            x = _apply(layer, arrays, x)
        if workload.loss == "squared_error":
            return jnp.mean((x - y) ** 2)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], 1))

    def learn(state: Any, inputs: Any, targets: Any, chosen: Any) -> Any:
        loss, gradients = jax.value_and_grad(loss_of)(state[0], inputs[chosen], targets[chosen])
        return update(workload.learning_rate, gradients, *state), loss

    zeros = jnp.zeros_like(parameters)
    update: Callable[..., Any] = _sgd if workload.optimizer == "sgd" else _adam
    state: Any = (parameters,) if workload.optimizer == "sgd" else (parameters, zeros, zeros, 0)
    compiled = jax.jit(learn)

    def step() -> Any:
        nonlocal state
        state, loss = compiled(state, inputs, targets, next(batches))
        return loss.block_until_ready()

    return InProcess(step)


def _theirs(layer: AnyLayer, arrays: tuple[Floats, ...], shape: Shape) -> tuple[Floats, ...]:
    """A layer's first parameters for channels last, products as x·W."""
    match layer:
        case Convolution():
            kernels, biases = arrays
            return kernels.transpose(2, 3, 1, 0), biases
        case Dense() if len(shape) == 3:
            weights, biases = arrays
            order = np.arange(prod(shape)).reshape(shape).transpose(1, 2, 0).ravel()
            return weights[:, order].T, biases
    return tuple(array.T for array in arrays)


def _apply(layer: AnyLayer, arrays: Any, x: Any) -> Any:
    """(batch, *input shape) → (batch, *output shape)."""
    match layer:
        case Dense():
            weights, biases = arrays
            return ACTIVATIONS[layer.activation](x.reshape(len(x), -1) @ weights + biases)
        case Convolution():
            kernels, biases = arrays
            padding = [(layer.padding, layer.padding)] * 2
            names = ("NHWC", "HWIO", "NHWC")
            z = jax.lax.conv_general_dilated(x, kernels, (1, 1), padding, dimension_numbers=names)
            return jax.nn.relu(z + biases)
        case MaxPool():
            samples, height, width, channels = x.shape
            size = layer.size
            blocks = samples, height // size, size, width // size, size, channels
            return x.reshape(blocks).max((2, 4))
    return _last_state(layer, arrays, x)


def _last_state(layer: Recurrent, arrays: Any, x: Any) -> Any:
    """(batch, steps, features) → (batch, units)."""
    from_input, from_state, biases = arrays

    def advance(state: Any, x: Any) -> Any:
        h, c = state
        z = x @ from_input + h @ from_state + biases
        if layer.cell == "rnn":
            return (jnp.tanh(z), c), None
        i, f, g, o = jnp.split(z, 4, 1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    zeros = jnp.zeros((len(x), layer.units), x.dtype)
    (h, _), _ = jax.lax.scan(advance, (zeros, zeros), x.swapaxes(0, 1), unroll=True)
    return h


def _sgd(rate: float, g: Any, p: Any) -> Any:
    return (p - rate * g,)


def _adam(rate: float, g: Any, p: Any, m: Any, v: Any, steps: Any) -> Any:
    steps += 1
    m = BETA1 * m + (1 - BETA1) * g
    v = BETA2 * v + (1 - BETA2) * g * g
    change = m / (1 - BETA1**steps) / (jnp.sqrt(v / (1 - BETA2**steps)) + EPSILON)
    return p - rate * change, m, v, steps
