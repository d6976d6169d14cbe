"""The program for NumPy: everything by hand, in the order of the formulas."""

from __future__ import annotations

from app.programs.framework import Framework
from app.programs.numpy_layers import NUMPY_LAYERS


def _activation(name: str, value: str, slope: str) -> str:
    return f"def {name}(z):\n{_body(value)}\n\n\ndef {name}_slope(z):\n{_body(slope)}"


def _body(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


_SIGMOID = "0.5 * (1 + np.tanh(0.5 * z))"
_GELU_U = "u = math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)\n"
_GELU_RISE = "rise = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z**2)\n"

_ACTIVATIONS = {
    "linear": ("return z", "return np.ones_like(z)"),
    "tanh": ("return np.tanh(z)", "return 1 - np.tanh(z) ** 2"),
    "relu": ("return np.maximum(z, 0)", "return (z > 0).astype(z.dtype)"),
    "sigmoid": (
        f"return {_SIGMOID}  # 1 / (1 + exp(-z)), which cannot overflow so",
        "a = sigmoid(z)\nreturn a * (1 - a)",
    ),
    "leaky_relu": (
        "return np.maximum(z, 0.01 * z)",
        "return np.where(z > 0, 1, 0.01).astype(z.dtype)",
    ),
    "elu": (
        "return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))",
        "return np.exp(np.minimum(z, 0))",
    ),
    "gelu": (
        f"{_GELU_U}return 0.5 * z * (1 + np.tanh(u))",
        f"{_GELU_U}{_GELU_RISE}return 0.5 * (1 + np.tanh(u) + z * (1 - np.tanh(u) ** 2) * rise)",
    ),
    "softplus": ("return np.logaddexp(0, z)", f"return {_SIGMOID}  # the sigmoid of z"),
    "swish": (
        f"return z * {_SIGMOID}  # z times its sigmoid",
        f"s = {_SIGMOID}\nreturn s + z * s * (1 - s)",
    ),
}

_LOSSES = {
    "binary": '''
def loss_and_delta(z, y):
    """Binary cross-entropy of p = sigmoid(z) with targets 0 and 1, and its ∂loss/∂z.

    -y log p - (1 - y) log(1 - p) is log(1 + exp z) - y z, which cannot overflow.
    """
    p = 0.5 * (1 + np.tanh(0.5 * z))
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return loss, (p - y) / len(y)
''',
    "multiclass": '''
def loss_and_delta(z, y):
    """Cross-entropy of p = softmax(z) with class numbers y, and its ∂loss/∂z."""
    truth = np.eye(z.shape[1], dtype=np.float32)[y.astype(int)]
    shifted = z - z.max(axis=1, keepdims=True)  # changes no p, and exp cannot overflow
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    loss = np.mean(np.log(total[:, 0]) - (shifted * truth).sum(axis=1))
    return loss, (np.exp(shifted) / total - truth) / len(y)
''',
    "detection": '''
def loss_and_delta(z, y):
    """Cross-entropy of the class and smooth L1 of the box, weighted, and their ∂loss/∂z.

    The last four outputs are the box, p = sigmoid(z), those before them the class,
    p = softmax(z). An error e = p - y of the box costs e² / (2 · THRESHOLD) up to THRESHOLD, and
    |e| - THRESHOLD / 2 beyond it.
    """
    shifted = z[:, :-4] - z[:, :-4].max(axis=1, keepdims=True)  # so that exp cannot overflow
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    class_loss = np.log(total[:, 0]) - (shifted * y[:, :-4]).sum(axis=1)
    box = boxes_of(z)
    error = box - y[:, -4:]
    held = np.clip(error, -THRESHOLD, THRESHOLD)
    box_loss = (held * (error - held / 2)).sum(axis=1) / THRESHOLD
    class_delta = np.exp(shifted) / total - y[:, :-4]
    box_delta = BOX_WEIGHT / THRESHOLD * held * box * (1 - box)
    loss = np.mean(class_loss + BOX_WEIGHT * box_loss)
    return loss, np.concatenate([class_delta, box_delta], axis=1) / len(y)
''',
    "regression": '''
def loss_and_delta(z, y):
    """The mean squared error of predictions z, and its ∂loss/∂z."""
    return np.mean((z - y) ** 2), 2 * (z - y) / z.size
''',
}


def _update(memory: str, formula: str, lines: str) -> str:
    """Source that makes the memory and carries out the update; p is a parameter, g its gradient."""
    names = memory.split()
    made = ", ".join(f'"{name}"' for name in names) + "," * (len(names) == 1)
    each = ", ".join(["p", "g", *names])
    over = ", ".join(["parameters", "gradients", *(f'memory["{name}"]' for name in names)])
    build = (
        'def build_memory(network):\n    """What the optimizer remembers of every parameter."""\n'
    )
    if names:
        parameters = "    parameters = [array for layer in network for array in layer]\n"
        build += (
            f"{parameters}"
            f"    return {{name: [np.zeros_like(p) for p in parameters] for name in ({made})}}\n"
        )
    else:
        build = 'def build_memory(network):\n    """This optimizer remembers nothing."""\n'
        build += "    return {}\n"
    return (
        f"{build}\n\ndef update(parameters, gradients, memory, rate, t):\n"
        f'    """Update number t: {formula}."""\n'
        f"    for {each} in zip({over}, strict=True):\n"
        + "\n".join(f"        {line}" for line in lines.strip().splitlines())
    )


_ADAM = """
m[...] = BETA1 * m + (1 - BETA1) * g
v[...] = BETA2 * v + (1 - BETA2) * g**2
m_hat = m / (1 - BETA1**t)  # both began at 0, which this corrects
v_hat = v / (1 - BETA2**t)
p -= rate * m_hat / (np.sqrt(v_hat) + EPSILON)
"""

_OPTIMIZERS = {
    "sgd": ("", "p ← p - rate · g", "p -= rate * g"),
    "momentum": (
        "v",
        "v ← MOMENTUM · v + g,  p ← p - rate · v",
        "v[...] = MOMENTUM * v + g\np -= rate * v",
    ),
    "nesterov": (
        "v",
        "v ← MOMENTUM · v + g,  p ← p - rate · (g + MOMENTUM · v)",
        "v[...] = MOMENTUM * v + g\np -= rate * (g + MOMENTUM * v)",
    ),
    "adagrad": (
        "s",
        "s ← s + g²,  p ← p - rate · g / (√s + EPSILON)",
        "s += g**2\np -= rate * g / (np.sqrt(s) + EPSILON)",
    ),
    "rmsprop": (
        "s",
        "s is the fading mean of g²,  p ← p - rate · g / (√s + EPSILON)",
        "s[...] = SMOOTHING * s + (1 - SMOOTHING) * g**2\np -= rate * g / (np.sqrt(s) + EPSILON)",
    ),
    "adam": ("m v", "m and v are the fading means of g and g²", _ADAM),
    "adamw": (
        "m v",
        "p decays, then m and v are the fading means of g and g²",
        f"p *= 1 - rate * WEIGHT_DECAY{_ADAM}",
    ),
}

NUMPY = Framework(
    name="numpy",
    title="NumPy",
    packages="numpy",
    activations={name: _activation(name, *pair) for name, pair in _ACTIVATIONS.items()},
    optimizers={name: _update(*parts) for name, parts in _OPTIMIZERS.items()},
    losses={task: source.strip() for task, source in _LOSSES.items()},
    layers=NUMPY_LAYERS,
    template_of_others="numpy_layers.py.jinja",
)
