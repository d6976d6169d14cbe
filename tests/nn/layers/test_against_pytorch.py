"""Every kind of layer beside PyTorch's, with the same numbers (the extra `peers`)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.nn.calls import Array, run
from app.nn.layers import LAYERS
from app.nn.optimizers import Momentum
from tests.nn.layers.case import build, fill
from tests.nn.layers.cases import CASES

torch: Any = pytest.importorskip("torch", reason="PyTorch, the extra `peers`, is not installed")

BATCH, STEPS = 7, 10

every_kind = pytest.mark.parametrize("kind", LAYERS)
every_dtype = pytest.mark.parametrize(
    ("dtype", "tolerance"), [(np.float32, 1e-5), (np.float64, 1e-10)], ids=["float32", "float64"]
)


class Pair:
    """A case's example in a network of ours, and in PyTorch with the same numbers."""

    def __init__(self, kind: str, dtype: type, *, training: bool) -> None:
        case = CASES[kind]
        self.layer, self.shape = case.example
        self.network = build(self.layer, self.shape, 3, dtype)
        self.bound = self.network.bind(
            BATCH,
            self.network.gradients,
            training=training,
            masked=case.masked,
            input_gradient=case.differentiable,
        )
        fill(self.bound, case, 3)
        views = self.network.views(self.network.parameters)
        self.first = [torch.tensor(view.copy(), requires_grad=True) for view in views[0]]
        self.last = torch.tensor(views[1][0].copy(), requires_grad=True)
        self.inputs = torch.tensor(self.bound.inputs.copy(), requires_grad=case.differentiable)
        self.targets = torch.tensor(self.bound.loss.flat_targets.T.copy())
        self.mask = None if self.bound.mask is None else torch.tensor(self.bound.mask.T.copy())
        self.theirs = case.theirs_training if training else case.theirs

    @property
    def parameters(self) -> list[Any]:
        return [*self.first, self.last]

    def backward(self) -> tuple[float, float]:
        """Both losses, with both gradients filled."""
        ours = self.bound.forward()
        self.bound.backward()
        for tensor in self.parameters:
            tensor.grad = None
        assert self.theirs is not None
        x = self.inputs.reshape(BATCH, *self.shape)
        self.output = self.theirs(self.layer, self.first, x, self.mask)
        logits = self.output.flatten(1) @ self.last[:, :-1].T + self.last[:, -1]
        theirs = torch.nn.functional.mse_loss(logits, self.targets)
        theirs.backward()
        return ours, theirs.item()


def assert_close(ours: Array, theirs: list[Any], tolerance: float) -> None:
    """Equal up to rounding, measured at the largest number."""
    flat = np.concatenate([tensor.detach().numpy().ravel() for tensor in theirs])
    np.testing.assert_allclose(ours, flat, rtol=0, atol=tolerance * np.abs(flat).max())


@every_kind
@every_dtype
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
def test_outputs_and_gradients(kind: str, dtype: type, tolerance: float, training: bool) -> None:
    if training and CASES[kind].theirs_training is None:
        pytest.skip("does the same as when it predicts, or depends on chance")
    pair = Pair(kind, dtype, training=training)
    ours, theirs = pair.backward()
    assert ours == pytest.approx(theirs, rel=tolerance)
    assert_close(pair.bound.layers[0].output.T.ravel(), [pair.output], tolerance)
    assert_close(pair.network.gradients, [tensor.grad for tensor in pair.parameters], tolerance)
    if pair.bound.input_delta is not None:
        assert_close(pair.bound.input_delta[:-1].T.ravel(), [pair.inputs.grad], tolerance)


@every_kind
@every_dtype
def test_ten_steps(kind: str, dtype: type, tolerance: float) -> None:
    training = CASES[kind].theirs_training is not None
    pair = Pair(kind, dtype, training=training)
    optimizer = Momentum(learning_rate=0.01, momentum=0.5)
    update = list(optimizer.bind(pair.network.parameters, pair.network.gradients).update())
    theirs = torch.optim.SGD(pair.parameters, lr=0.01, momentum=0.5)
    for _ in range(STEPS):
        pair.backward()
        run(update)
        theirs.step()
    assert_close(pair.network.parameters, pair.parameters, tolerance)
