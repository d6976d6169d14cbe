from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from app.nn.initializers import INITIALIZERS
from app.nn.layers import LSTM, BatchNorm, Conv2D, Dense, Dropout, Layer, MaxPool2D
from app.nn.losses import LOSSES
from app.nn.network import Network
from app.nn.optimizers import OPTIMIZERS
from app.nn.schedules import CosineDecay
from app.training.stepper import MOST_COPIED, Stepper

BATCH, SAMPLES = 256, 600
IMAGES: list[Layer] = [
    Conv2D(3, 3, padding=1),
    BatchNorm(),
    MaxPool2D(),
    Dropout(0.2),
    Dense(10, "linear"),
]
SEQUENCES: list[Layer] = [LSTM(6), Dense(10, "linear")]


def stepper(layers: list[Layer], shape: tuple[int, ...], optimizer: str) -> Stepper:
    network = Network(layers, LOSSES["softmax_cross_entropy"], shape)
    network.initialize(INITIALIZERS["he_uniform"], 1)
    rng = np.random.default_rng(1)
    return Stepper(
        network,
        rng.normal(size=(SAMPLES, int(np.prod(shape)))),
        np.eye(10)[rng.integers(0, 10, SAMPLES)],
        OPTIMIZERS[optimizer](),
        [BATCH],
        l1=0.001,
        l2=0.001,
        schedule=CosineDecay(),
        clip_norm=1.0,
    )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(
    ("layers", "shape"), [(IMAGES, (1, 6, 6)), (SEQUENCES, (4, 5))], ids=["images", "sequences"]
)
@pytest.mark.parametrize("most_copied", [MOST_COPIED, 0], ids=["", "many"])
def test_a_thousand_steps_allocate_no_array(
    monkeypatch: pytest.MonkeyPatch,
    layers: list[Layer],
    shape: tuple[int, ...],
    optimizer: str,
    most_copied: int,
) -> None:
    monkeypatch.setattr("app.training.stepper.MOST_COPIED", most_copied)
    one = stepper(layers, shape, optimizer)
    chosen = np.random.default_rng(2).permutation(SAMPLES)[:BATCH]
    # NumPy's own buffers for unlike strides are no arrays of a step; make them small.
    buffer_size = np.setbufsize(16)
    tracemalloc.start()
    try:
        assert one.step(chosen)
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(1000):
            assert one.step(chosen)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        np.setbufsize(buffer_size)
    # Smaller than one row of logits for the batch.
    assert peak - before < 10 * BATCH * 4


def test_many_samples_that_are_not_copied_teach_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    batches = [rng.permutation(SAMPLES)[:BATCH] for _ in range(5)]
    losses = []
    for most in (MOST_COPIED, 0):
        monkeypatch.setattr("app.training.stepper.MOST_COPIED", most)
        one = stepper(IMAGES, (1, 6, 6), "adam")
        losses.append([(one.step(chosen), one.loss) for chosen in batches])
    assert losses[0] == losses[1]
