"""The same networks in PyTorch, an optional extra: `pip install -e '.[peers]'`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.nn.activations import ACTIVATIONS
from app.nn.calls import Array, run
from app.nn.clipping import clipping_calls
from app.nn.initializers import INITIALIZERS
from app.nn.layers import Dense
from app.nn.losses import LOSSES, Huber, Loss, SoftmaxCrossEntropy
from app.nn.network import BoundNetwork, Network
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import (
    SCHEDULES,
    Constant,
    CosineDecay,
    ExponentialDecay,
    Schedule,
    StepDecay,
    WarmUp,
)
from tests.nn.building import targets_for

torch: Any = pytest.importorskip("torch", reason="PyTorch, the extra `peers`, is not installed")
functional: Any = torch.nn.functional
schedulers: Any = torch.optim.lr_scheduler

BATCH, INPUTS, STEPS = 7, 3, 10
OUTPUTS = {"binary_cross_entropy": 1, "softmax_cross_entropy": 4, "detection": 7}

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
    "mean_absolute_error": functional.l1_loss,
    "huber": functional.huber_loss,
    "detection": lambda z, y: (
        functional.cross_entropy(z[:, :-4], y[:, :-4])
        + 2
        * 4  # Their mean over the numbers of a box is our sum.
        * functional.smooth_l1_loss(torch.sigmoid(z[:, -4:]), y[:, -4:], beta=0.1)
    ),
    "hinge": lambda z, y: torch.clamp(1 - (2 * y - 1) * z, min=0).mean(),
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
THEIR_SCHEDULES: dict[str, tuple[Schedule, Callable[[Any], Any]]] = {
    "constant": (Constant(), lambda o: schedulers.ConstantLR(o, factor=1)),
    "step": (
        StepDecay(every=3, factor=0.5),
        lambda o: schedulers.StepLR(o, step_size=3, gamma=0.5),
    ),
    "exponential": (
        ExponentialDecay(factor=0.9),
        lambda o: schedulers.ExponentialLR(o, gamma=0.9),
    ),
    "cosine": (CosineDecay(steps=STEPS), lambda o: schedulers.CosineAnnealingLR(o, T_max=STEPS)),
    # Theirs counts the intervals between the rates, ours the updates.
    "warm_up": (
        WarmUp(steps=5),
        lambda o: schedulers.LinearLR(o, start_factor=1 / 5, total_iters=4),
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
            Dense(units=OUTPUTS.get(loss, 2), activation="linear"),
        ]
        self.network = Network(layers, LOSSES[loss], (INPUTS,), dtype)
        self.network.initialize(INITIALIZERS["xavier_uniform"], 3)
        self.bound: BoundNetwork = self.network.bind(BATCH, self.network.gradients)
        self.bound.inputs[...] = rng.normal(size=(BATCH, INPUTS))
        self.bound.loss.targets[...] = targets_for(loss, self.bound.loss.targets.shape, rng)
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
@pytest.mark.parametrize(
    ("loss", "theirs"),
    [
        (
            SoftmaxCrossEntropy(label_smoothing=0.1),
            lambda z, y: functional.cross_entropy(z, y, label_smoothing=0.1),
        ),
        (Huber(delta=0.3), lambda z, y: functional.huber_loss(z, y, delta=0.3)),
    ],
    ids=["label smoothing", "threshold"],
)
def test_settings_of_losses(
    loss: Loss, theirs: Callable[[Any, Any], Any], dtype: type, tolerance: float
) -> None:
    rng = np.random.default_rng(3)
    logits: Array = rng.normal(scale=3, size=(4, BATCH)).astype(dtype)
    bound = loss.bind(logits, np.empty_like(logits))
    bound.targets[...] = targets_for(loss.name, logits.shape, rng)
    run(bound.forward())
    run(bound.backward())
    z = torch.tensor(logits.T.copy(), requires_grad=True)
    value = theirs(z, torch.tensor(bound.targets.T.copy()))
    value.backward()
    assert float(bound.value) == pytest.approx(value.item(), rel=tolerance)
    np.testing.assert_allclose(bound.delta, z.grad.numpy().T, atol=tolerance)


@every_dtype
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_masked_steps_are_ignored(smoothing: float, dtype: type, tolerance: float) -> None:
    steps, classes = 6, 4
    rng = np.random.default_rng(3)
    logits: Array = rng.normal(scale=3, size=(steps, classes, BATCH)).astype(dtype)
    mask: Array = (np.arange(steps)[:, None] < rng.integers(1, steps + 1, BATCH)).astype(dtype)
    bound = SoftmaxCrossEntropy(label_smoothing=smoothing).bind(logits, np.empty_like(logits), mask)
    labels = rng.integers(0, classes, (steps, BATCH))
    bound.targets[...] = np.eye(classes)[labels].transpose(0, 2, 1)
    run(bound.forward())
    run(bound.backward())
    z = torch.tensor(logits, requires_grad=True)
    ignored = torch.tensor(np.where(mask > 0, labels, -100))
    value = functional.cross_entropy(
        z.transpose(1, 2).reshape(-1, classes), ignored.reshape(-1), label_smoothing=smoothing
    )
    value.backward()
    assert float(bound.value) == pytest.approx(value.item(), rel=tolerance)
    np.testing.assert_allclose(bound.delta, z.grad.numpy(), atol=tolerance)


@every_dtype
@pytest.mark.parametrize("max_norm", [None, 0.1], ids=["unclipped", "clipped"])
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_ten_steps(
    name: str, schedule: str, max_norm: float | None, dtype: type, tolerance: float
) -> None:
    pair = Pair("tanh", "softmax_cross_entropy", dtype)
    optimizer = OPTIMIZERS[name]()
    bound = optimizer.bind(pair.network.parameters, pair.network.gradients)
    ours, make_theirs = THEIR_SCHEDULES[schedule]
    steps = np.zeros((), np.int64)
    update = [*ours.calls(optimizer.learning_rate, steps, bound.learning_rate), *bound.update()]
    if max_norm is not None:
        update = [*clipping_calls(pair.network.gradients, max_norm), *update]
    theirs = THEIR_OPTIMIZERS[name](pair.theirs, optimizer)
    scheduler = make_theirs(theirs)
    for _ in range(STEPS):
        pair.backward()
        run(update)
        steps += 1
        if max_norm is not None:
            torch.nn.utils.clip_grad_norm_(pair.theirs, max_norm)
        theirs.step()
        scheduler.step()
    pair.assert_close(pair.network.parameters, pair.theirs, tolerance)


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_rate_of_a_schedule(name: str) -> None:
    ours, make_theirs = THEIR_SCHEDULES[name]
    theirs = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler = make_theirs(theirs)
    for step in range(STEPS + 1):
        assert ours.rate(0.3, step) == pytest.approx(scheduler.get_last_lr()[0], abs=1e-15)
        theirs.step()
        scheduler.step()


@every_dtype
@pytest.mark.parametrize("max_norm", [0.01, 1, 100])
def test_clipped_gradients(max_norm: float, dtype: type, tolerance: float) -> None:
    pair = Pair("tanh", "mean_squared_error", dtype)
    pair.backward()
    run(clipping_calls(pair.network.gradients, max_norm))
    torch.nn.utils.clip_grad_norm_(pair.theirs, max_norm)
    pair.assert_close(pair.network.gradients, [tensor.grad for tensor in pair.theirs], tolerance)
