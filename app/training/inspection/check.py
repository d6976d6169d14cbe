"""A gradient computed a second time, in another way: by changing the parameter and looking."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.datasets.base import Samples
from app.datasets.drawing import Drawing
from app.datasets.spotlight import Split, Spotlight
from app.nn.calls import Array, run
from app.nn.gradcheck import relative_error
from app.nn.network import BoundNetwork, Network
from app.nn.penalties import penalty_calls
from app.training.inspection.numbers import exact
from app.training.inspection.target import Parameter
from app.training.places import place_of
from app.training.trainer import Trainer

STEP = 1e-5
"""Half the distance of the two losses, for a parameter up to 1; for larger ones a share of it."""


def check_gradient(
    trainer: Trainer,
    target: Parameter,
    split: Split,
    index: int,
    drawing: Drawing | None = None,
) -> dict[str, Any] | None:
    """Central differences beside backpropagation, both in float64 on a copy of the network.

    They are taken on the latest mini-batch, at the parameters that its gradients belong to:
    those before the update, once that was made. Without a mini-batch, on the sample `index`, or on
    the drawing, if somebody has said what it is.
    The loss is the mean over the samples and the penalties, as the gradient has them; nothing
    is clipped. The trainer is read, and not changed.

    Returns:
        Ready for JSON; None where there is no sample with a target. `analytic` and `numerical`:
        ∂loss/∂parameter; `value`: the parameter's; `step_size`, `loss_above`, `loss_below`:
        numerical = (above - below) / (2 step_size); `relative_error`; `applied`: the float32
        gradient of the run, clipped where that is asked for, or None where there is none of this
        very batch and parameters; `clipped`: whether it may be; `on`: "batch" or "sample";
        `samples`: how many; `at`: "before" the latest update or "now".

    Raises:
        ValueError: there is nothing learned there; see `find_problem`.
    """
    batch = trainer.latest_batch
    inputs, targets = batch or _alone(Spotlight.of(split, index, drawing).find(trainer.dataset))
    if not len(inputs) or not np.isfinite(targets).all():
        return None
    before = batch is not None and _updated(trainer)
    parameters = trainer.before_update if before else trainer.network.parameters
    place = place_of(trainer.network, *target)
    if place is None:
        raise ValueError(f"{target} is not learned")
    copy = _Copy(trainer, parameters, inputs, targets)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        analytic = copy.gradient(place)
        value = float(copy.parameters[place])
        step = STEP * max(1.0, abs(value))
        above, below = copy.loss(place, value + step), copy.loss(place, value - step)
        numerical = (above - below) / (2 * step)
        error = relative_error(np.array([analytic]), np.array([numerical]))
    reached = trainer.phase.kind == "backward" and trainer.phase.layer <= target.layer
    applied = trainer.network.gradients[place] if before or reached else None
    numbers = {
        "analytic": analytic,
        "numerical": numerical,
        "step_size": step,
        "loss_above": above,
        "loss_below": below,
        "relative_error": error,
    }
    return {
        "step": trainer.steps,
        "target": target._asdict(),
        "value": exact(parameters[place]),
        **{name: exact(np.float64(number)) for name, number in numbers.items()},
        "applied": None if applied is None else exact(applied),
        "clipped": before and trainer.experiment.training.clip_norm is not None,
        "on": "sample" if batch is None else "batch",
        "samples": len(inputs),
        "at": "before" if before else "now",
    }


def _alone(found: tuple[Samples, int] | None) -> tuple[Array, Array]:
    """The inputs and targets of one sample, or of none."""
    if found is None:
        return np.empty((0, 0)), np.empty((0, 0))
    samples, index = found
    return samples.inputs[index : index + 1], samples.targets[index : index + 1]


def _updated(trainer: Trainer) -> bool:
    """Whether the latest gradients led from `before_update` to the present parameters.

    They did not where parameters were set by hand since, or put back because they diverged.
    """
    moved = not np.array_equal(trainer.before_update, trainer.network.parameters)
    return trainer.phase.kind == "update" and moved


class _Copy:
    """The same network in float64, with the same samples in it."""

    def __init__(self, trainer: Trainer, parameters: Array, inputs: Array, targets: Array) -> None:
        original, recipe = trainer.network, trainer.experiment.training
        self._network = Network(original.layers, original.loss, original.shapes[0], np.float64)
        self.parameters: Array = self._network.parameters
        self.parameters[...] = parameters
        self._state = original.state.astype(np.float64)
        self._random = original.rng.bit_generator.state
        self._bound: BoundNetwork = self._network.bind(
            len(inputs), self._network.gradients, training=True
        )
        self._bound.inputs[...] = inputs
        self._bound.loss.flat_targets[...] = targets.T
        self._l1, self._l2 = recipe.l1, recipe.l2

    def _forward(self) -> float:
        # What is random in a pass must be the same in all of them.
        self._network.state[...] = self._state
        self._network.rng.bit_generator.state = self._random
        loss = self._bound.forward()
        weights = self.parameters[self._network.weight_mask > 0]
        return (
            loss + self._l1 * float(np.abs(weights).sum()) + self._l2 / 2 * float(weights @ weights)
        )

    def loss(self, place: int, value: float) -> float:
        """The loss if one parameter had another value."""
        kept = float(self.parameters[place])
        self.parameters[place] = value
        loss = self._forward()
        self.parameters[place] = kept
        return loss

    def gradient(self, place: int) -> float:
        """∂loss/∂parameter by backpropagation."""
        network = self._network
        self._forward()
        self._bound.backward()
        run(
            penalty_calls(
                self.parameters, network.gradients, network.weight_mask, self._l1, self._l2
            )
        )
        return float(network.gradients[place])
