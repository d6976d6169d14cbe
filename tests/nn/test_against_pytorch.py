"""The same networks in PyTorch, an optional extra: `pip install -e '.[peers]'`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, run
from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dense
from app.nn.losses import LOSSES
from app.nn.network import BoundNetwork, Network
from app.nn.optimizers import OPTIMIZERS

torch: Any = pytest.importorskip("torch", reason="PyTorch, the extra `peers`, is not installed")
functional: Any = torch.nn.functional

BATCH, INPUTS, STEPS = 7, 3, 10
OUTPUTS = {"binary_cross_entropy": 1, "softmax_cross_entropy": 4, "mean_squared_error": 2}

# Where names or conventions differ, PyTorch's own stand here.
THEIR_ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "linear": lambda z: z,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.01),
    "elu": functional.elu,
    "gelu": lambda z: functional.gelu(z, approximate="tanh"),
    "softplus": functional.softplus,
    "swish": functional.silu,
}
THEIR_LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "binary_cross_entropy": functional.binary_cross_entropy_with_logits,
    "softmax_cross_entropy": functional.cross_entropy,
    "mean_squared_error": functional.mse_loss,
}
THEIR_OPTIMIZERS: dict[str, Callable[[Any, Any], Any]] = {
    "sgd": lambda p, o: torch.optim.SGD(p, lr=o.learning_rate),
    "momentum": lambda p, o: torch.optim.SGD(p, lr=o.learning_rate, momentum=o.momentum),
    "nesterov": lambda p, o: torch.optim.SGD(
        p, lr=o.learning_rate, momentum=o.momentum, nesterov=True
    ),
    "adagrad": lambda p, o: torch.optim.Adagrad(p, lr=o.learning_rate, eps=o.epsilon),
    "rmsprop": lambda p, o: torch.optim.RMSprop(
        p, lr=o.learning_rate, alpha=o.smoothing, eps=o.epsilon
    ),
    "adam": lambda p, o: torch.optim.Adam(
        p, lr=o.learning_rate, betas=(o.beta1, o.beta2), eps=o.epsilon
    ),
    "adamw": lambda p, o: torch.optim.AdamW(
        p,
        lr=o.learning_rate,
        betas=(o.beta1, o.beta2),
        eps=o.epsilon,
        weight_decay=o.weight_decay,
    ),
}

every_dtype = pytest.mark.parametrize(
    ("dtype", "tolerance"), [(np.float32, 1e-5), (np.float64, 1e-10)], ids=["float32", "float64"]
)


class Pair:
    """A network of ours with one hidden layer, and PyTorch's with the same numbers."""

    def __init__(self, activation: str, loss: str, dtype: type) -> None:
        rng = np.random.default_rng(11)
        layers = [
            Dense(units=5, activation=activation),
            Dense(units=OUTPUTS[loss], activation="linear"),
        ]
        self.network = Network(layers, LOSSES[loss], (INPUTS,), dtype)
        self.network.initialize(INITIALIZERS["xavier_uniform"], 3)
        self.bound: BoundNetwork = self.network.bind(BATCH, self.network.gradients)
        self.bound.inputs[...] = rng.normal(size=(BATCH, INPUTS))
        targets = rng.normal(size=(BATCH, OUTPUTS[loss]))
        if loss != "mean_squared_error":
            classes = rng.integers(0, max(2, OUTPUTS[loss]), BATCH)
            targets = np.eye(max(2, OUTPUTS[loss]))[classes][:, : OUTPUTS[loss]]
        self.bound.loss.targets[...] = targets.T
        views = self.network.views(self.network.parameters)
        self.theirs = [torch.tensor(view.copy(), requires_grad=True) for (view,) in views]
        self.inputs = torch.tensor(self.bound.inputs.copy())
        self.targets = torch.tensor(self.bound.loss.targets.T.copy())
        self.activation, self.loss = THEIR_ACTIVATIONS[activation], THEIR_LOSSES[loss]

    def backward(self) -> tuple[float, float]:
        """Both losses, with both gradients filled."""
        ours = self.bound.forward()
        self.bound.backward()
        first, second = self.theirs
        for parameters in self.theirs:
            parameters.grad = None
        self.logits = self.activation(self.inputs @ first[:, :-1].T + first[:, -1])
        self.logits = self.logits @ second[:, :-1].T + second[:, -1]
        theirs = self.loss(self.logits, self.targets)
        theirs.backward()
        return ours, theirs.item()

    def assert_close(self, ours: Array, theirs: list[Any], tolerance: float) -> None:
        """Equal up to rounding, measured at the largest number."""
        flat = np.concatenate([tensor.detach().numpy().ravel() for tensor in theirs])
        np.testing.assert_allclose(ours, flat, rtol=0, atol=tolerance * np.abs(flat).max())


@every_dtype
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_outputs_and_gradients(activation: str, loss: str, dtype: type, tolerance: float) -> None:
    pair = Pair(activation, loss, dtype)
    ours, theirs = pair.backward()
    assert ours == pytest.approx(theirs, rel=tolerance)
    logits = pair.bound.layers[-1].output
    pair.assert_close(logits.T.ravel(), [pair.logits], tolerance)
    pair.assert_close(pair.network.gradients, [tensor.grad for tensor in pair.theirs], tolerance)


@every_dtype
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_ten_steps(name: str, dtype: type, tolerance: float) -> None:
    pair = Pair("tanh", "softmax_cross_entropy", dtype)
    optimizer = OPTIMIZERS[name]()
    update = list(optimizer.bind(pair.network.parameters, pair.network.gradients).update())
    theirs = THEIR_OPTIMIZERS[name](pair.theirs, optimizer)
    for _ in range(STEPS):
        pair.backward()
        run(update)
        theirs.step()
    pair.assert_close(pair.network.parameters, pair.theirs, tolerance)
