from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from app.nn.gradcheck import numerical_gradient
from app.nn.network import Network
from app.training import Trainer
from app.training.inspection import Parameter, check_gradient
from app.training.places import place_of
from tests.training.recipes import tiny, with_training
from tests.training.test_inspection import Situation, situations

SMOOTH = {"tanh", "sigmoid", "softplus", "swish", "gelu", "linear"}


def checked(trainer: Trainer, target: Parameter, index: int = 0) -> dict[str, Any]:
    found = check_gradient(trainer, target, "train", index)
    assert found is not None
    message: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return message


def begin(situation: Situation) -> tuple[Trainer, Parameter]:
    """A run somewhere in a step, and a weight or a bias."""
    trainer, (layer, unit), place = situation.begin()
    ((_, columns),) = trainer.network.parameter_shapes[layer - 1]
    return trainer, Parameter(layer, unit, None if place % columns == 0 else place % columns - 1)


@given(situations)
@settings(max_examples=40, deadline=None)
def test_both_ways_lead_to_the_same_gradient(situation: Situation) -> None:
    trainer, target = begin(situation)
    kinds = {getattr(layer, "activation", "") for layer in trainer.experiment.network.layers}
    assume(kinds <= SMOOTH)
    found = checked(trainer, target)
    # |w| has a kink at 0, where a penalty of L1 has no gradient.
    assume(abs(found["value"]) > 1e-3 or not trainer.experiment.training.l1)
    # The difference of two losses is no more exact than they are, and a small one is itself the
    # difference of logits, which are some tens at most.
    noise = 4 * np.finfo(float).eps * max(10, abs(found["loss_above"])) / found["step_size"]
    assert found["numerical"] == pytest.approx(found["analytic"], rel=1e-6, abs=noise)
    distance = found["loss_above"] - found["loss_below"]
    assert found["numerical"] == pytest.approx(distance / (2 * found["step_size"]))
    clipped = trainer.experiment.training.clip_norm is not None and found["at"] == "before"
    if found["applied"] is not None and not clipped:
        # In float32 the sum of large numbers and itself next to nothing is as exact as they are.
        largest = max(1.0, float(np.abs(trainer.network.gradients).max()))
        assert found["applied"] == pytest.approx(found["analytic"], rel=2e-3, abs=1e-5 * largest)


@given(situations)
@settings(max_examples=20, deadline=None)
def test_checking_disturbs_nothing(situation: Situation) -> None:
    trainer, target = begin(situation)
    twin = Trainer.from_snapshot(trainer.snapshot())
    for _ in range(3):
        before = trainer.network.parameters.tobytes()
        checked(trainer, target)
        assert trainer.network.parameters.tobytes() == before
        assert trainer.step("phase", 4) == twin.step("phase", 4)
    assert trainer.snapshot().to_bytes() == twin.snapshot().to_bytes()


def test_it_is_what_gradcheck_computes() -> None:
    trainer = Trainer(tiny(units=(3, 2)))
    trainer.step("step", 2)
    trainer.step("phase", 6)
    batch = trainer.latest_batch
    assert batch is not None
    network = Network(
        trainer.network.layers, trainer.network.loss, trainer.network.shapes[0], np.float64
    )
    network.parameters[...] = trainer.network.parameters
    bound = network.bind(len(batch[0]))
    bound.inputs[...] = batch[0]
    bound.loss.targets[...] = batch[1].T
    expected = numerical_gradient(bound.forward, network.parameters)
    target = Parameter(2, 1, 0)
    found = checked(trainer, target)
    assert (found["on"], found["at"], found["samples"]) == ("batch", "now", len(batch[0]))
    assert found["numerical"] == pytest.approx(expected[place_of(network, *target)], rel=1e-6)


def test_after_the_update_it_is_taken_where_the_gradient_was() -> None:
    trainer = Trainer(tiny(units=(3,)))
    trainer.step("step", 3)
    found = checked(trainer, Parameter(1, 0, 1))
    place = place_of(trainer.network, 1, 0, 1)
    assert found["at"] == "before"
    assert np.float32(found["value"]) == trainer.before_update[place]
    assert np.float32(found["value"]) != trainer.network.parameters[place]
    assert np.float32(found["applied"]) == trainer.network.gradients[place]
    assert found["applied"] == pytest.approx(found["analytic"], rel=1e-4)


def test_before_the_first_mini_batch_it_is_taken_on_the_sample() -> None:
    trainer = Trainer(tiny())
    found = checked(trainer, Parameter(1, 0, None), 5)
    assert (found["on"], found["samples"], found["at"]) == ("sample", 1, "now")
    assert found["applied"] is None


@pytest.mark.parametrize(("phases", "reached"), [(1, False), (4, False), (5, False), (6, True)])
def test_a_gradient_counts_as_applied_when_its_layer_was_reached(
    phases: int, reached: bool
) -> None:
    # sample, forward 1, forward 2, loss, backward 2, backward 1
    trainer = Trainer(tiny(units=(3,)))
    trainer.step("step", 1)
    trainer.step("phase", phases)
    assert (checked(trainer, Parameter(1, 0, 0))["applied"] is not None) is reached


def test_clipping_is_told_and_not_part_of_the_check() -> None:
    trainer = Trainer(with_training(tiny(units=(3,)), clip_norm=1e-3))
    trainer.step("step", 1)
    found = checked(trainer, Parameter(1, 0, 0))
    assert found["clipped"] is True
    assert found["relative_error"] < 1e-6
    assert abs(found["applied"]) < abs(found["analytic"])


def test_without_samples_there_is_nothing_to_check() -> None:
    trainer = Trainer(tiny("points"))
    assert check_gradient(trainer, Parameter(1, 0, 0), "train", 0) is None


def test_another_batch_size_begins_with_no_batch() -> None:
    experiment = tiny()
    trainer = Trainer(experiment)
    trainer.step("step", 2)
    assert checked(trainer, Parameter(1, 0, 0))["on"] == "batch"
    trainer.reconfigure(with_training(experiment, batch_size=7))
    assert checked(trainer, Parameter(1, 0, 0))["on"] == "sample"
