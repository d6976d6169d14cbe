"""The program for Keras 3: what Keras calls things, and where its formulas are other ones.

Keras puts ε elsewhere (https://keras.io/api/optimizers): in Adam beside the root of v before its
correction, in Adagrad and RMSprop under the root; and in momentum it keeps the learning rate in
the velocity, so that a schedule acts late. Where that matters the program has an `update_step` of
its own.
"""

from __future__ import annotations

from app.programs.framework import Framework


def _own(name: str, base: str, words: str, lines: str) -> str:
    body = "\n".join(f"        {line}" if line else "" for line in lines.strip().splitlines())
    return (
        f"class {name}(keras.optimizers.{base}):\n"
        f'    """{words}"""\n\n'
        f"    def update_step(self, gradient, variable, learning_rate):\n{body}\n"
    )


def _build(call: str) -> str:
    return f'def build_optimizer():\n    """How gradients change weights."""\n    return {call}'


def _with_velocity(name: str, called: str, change: str) -> str:
    return _own(
        name,
        "SGD",
        f"""{called} whose velocity is without the learning rate: v ← MOMENTUM · v + g.

    Keras' own keeps the rate in the velocity: what was gathered at an old rate stays so when the
    schedule changes it.
    """,
        f"""
v = self.momentums[self._get_variable_index(variable)]
self.assign(v, MOMENTUM * v + gradient)
self.assign_sub(variable, learning_rate * {change})
""",
    )


_MOMENTUM = _with_velocity("Momentum", "Momentum", "v")

_NESTEROV = _with_velocity("Nesterov", "Nesterov's momentum", "(gradient + MOMENTUM * v)")

_ADAGRAD = _own(
    "Adagrad",
    "Adagrad",
    "Adagrad with ε beside the root, √s + ε. Keras' own has it under the root, √(s + ε).",
    """
s = self._accumulators[self._get_variable_index(variable)]
self.assign_add(s, gradient * gradient)
self.assign_sub(variable, learning_rate * gradient / (keras.ops.sqrt(s) + EPSILON))
""",
)

_RMSPROP = _own(
    "RMSprop",
    "RMSprop",
    "RMSprop with ε beside the root, √s + ε. Keras' own has it under the root, √(s + ε).",
    """
s = self._velocities[self._get_variable_index(variable)]
self.assign(s, SMOOTHING * s + (1 - SMOOTHING) * gradient * gradient)
self.assign_sub(variable, learning_rate * gradient / (keras.ops.sqrt(s) + EPSILON))
""",
)


_REST = '''def rest(beta, t):
    """1 - βᵗ, which in single precision loses its last digits where βᵗ is close to 1."""
    return -keras.ops.expm1(t * math.log(beta)) if beta else 1.0


'''


def _adam(name: str) -> str:
    return _REST + _own(
        name,
        name,
        f"""{name} with ε beside the corrected root, √(v / (1 - BETA2ᵗ)) + ε, as it was published.

    Keras' own has it beside √v, so that in the first steps it is a larger ε.
    """,
        """
index = self._get_variable_index(variable)
t = keras.ops.cast(self.iterations + 1, "float32")
m, v = self._momentums[index], self._velocities[index]
self.assign(m, BETA1 * m + (1 - BETA1) * gradient)
self.assign(v, BETA2 * v + (1 - BETA2) * gradient * gradient)
m_hat = m / rest(BETA1, t)
v_hat = v / rest(BETA2, t)
self.assign_sub(variable, learning_rate * m_hat / (keras.ops.sqrt(v_hat) + EPSILON))
""",
    )


_OWN_CALLS = {
    "Adagrad": "Adagrad(LEARNING_RATE, initial_accumulator_value=0.0{clip})",
    "RMSprop": "RMSprop(LEARNING_RATE{clip})",
    "Adam": "Adam(LEARNING_RATE{clip})",
    "AdamW": "AdamW(LEARNING_RATE, weight_decay=WEIGHT_DECAY{clip})",
    "Momentum": "Momentum(LEARNING_RATE, momentum=MOMENTUM{clip})",
    "Nesterov": "Nesterov(LEARNING_RATE, momentum=MOMENTUM, nesterov=True{clip})",
}


def _with_own(source: str, name: str) -> str:
    return f"{source}\n\n{_build(_OWN_CALLS[name])}"


KERAS = Framework(
    name="keras",
    title="Keras 3",
    packages="numpy keras torch",
    activations={
        "linear": '"linear"',
        "tanh": '"tanh"',
        "relu": '"relu"',
        "sigmoid": '"sigmoid"',
        "leaky_relu": "leaky_relu",
        "elu": '"elu"',
        "gelu": "gelu",
        "softplus": '"softplus"',
        "swish": '"silu"',
    },
    optimizers={
        "sgd": _build("keras.optimizers.SGD(LEARNING_RATE{clip})"),
        "momentum": _build("keras.optimizers.SGD(LEARNING_RATE, momentum=MOMENTUM{clip})"),
        "nesterov": _build(
            "keras.optimizers.SGD(\n"
            "        LEARNING_RATE, momentum=MOMENTUM, nesterov=True{clip}\n"
            "    )"
        ),
        "momentum_scheduled": _with_own(_MOMENTUM, "Momentum"),
        "nesterov_scheduled": _with_own(_NESTEROV, "Nesterov"),
        "adagrad": _with_own(_ADAGRAD, "Adagrad"),
        "rmsprop": _with_own(_RMSPROP, "RMSprop"),
        "adam": _with_own(_adam("Adam"), "Adam"),
        "adamw": _with_own(_adam("AdamW"), "AdamW"),
    },
    losses={
        "detection": "detection_loss",
        "binary": "keras.losses.BinaryCrossentropy(from_logits=True)",
        "multiclass": "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
        "regression": "keras.losses.MeanSquaredError()",
    },
    # Left open: the template adds activation, penalty and the last bracket.
    layers={
        "dense": "keras.layers.Dense({units}",
        "conv2d": "keras.layers.Conv2D({channels}, {kernel_size}, {stride}",
        "max_pool2d": "keras.layers.MaxPooling2D({kernel_size}, {stride}",
        "average_pool2d": "keras.layers.AveragePooling2D({kernel_size}, {stride}",
        "flatten": "keras.layers.Flatten(",
        "dropout": "keras.layers.Dropout({rate}",
        "batch_norm": "BatchNormalisation({momentum}",
    },
)
