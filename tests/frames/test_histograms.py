from __future__ import annotations

import numpy as np
import pytest

from app.frames import Probe, Spotlight
from app.frames.codec import decode
from app.training import Trainer, example_on
from tests.training.recipes import HERE, tiny


def histograms(trainer: Trainer) -> dict[tuple[str, int], np.ndarray]:
    probe = Probe(trainer, Spotlight())
    frame = decode(probe.frame(0, ["statistics"]), probe.layout)
    return dict(frame.tensors["statistics"])


@pytest.mark.parametrize("name", HERE)
def test_each_value_is_counted_once(name: str) -> None:
    trainer = Trainer(example_on(name))
    trainer.step("step", 3)
    found, passed = histograms(trainer), trainer.train_pass()
    # Of many samples with large activations, those are counted that are measured in one go.
    samples = passed.batch_size if passed else 0
    for layer, shape in enumerate(trainer.network.shapes[1:], start=1):
        assert found["activation_histogram", layer].sum() == np.prod(shape) * samples
        gradients = trainer.network.gradients[trainer.network.span(layer - 1)]
        assert found["gradient_histogram", layer].sum() == gradients.size
        if not gradients.size:
            continue
        least, most = found["gradient_range", layer]
        assert (least, most) == (gradients.min(), gradients.max())
        wanted, _ = np.histogram(gradients.astype(np.float64), 32, (least, most))
        if most > least:
            # A value on an edge may fall to either side.
            assert np.abs(found["gradient_histogram", layer] - wanted).sum() <= 4


def test_they_are_of_the_present_parameters() -> None:
    trainer = Trainer(tiny(units=(3,), activation="relu"))
    trainer.step("step", 4)
    (weights,), _ = trainer.network.views(trainer.network.parameters)
    inputs = trainer.dataset.train.inputs
    values = np.maximum(inputs @ weights[:, :-1].T + weights[:, -1], 0)
    least, most = histograms(trainer)["activation_range", 1]
    assert (least, most) == pytest.approx((values.min(), values.max()))


def test_what_is_no_number_is_not_counted() -> None:
    trainer = Trainer(tiny(units=(2,)))
    trainer.step("step", 1)
    trainer.network.gradients[0] = np.inf
    trainer.network.gradients[1] = np.nan
    found = histograms(trainer)
    assert found["gradient_histogram", 1].sum() == 2 * 3 - 2
    assert np.isfinite(found["gradient_range", 1]).all()
