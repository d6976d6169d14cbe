"""Learning from images: beside ConvNetJS on its own network, and the presets at full speed."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from app.training import Trainer
from app.training.presets import PRESETS, Preset
from benchmarks.engine import convnetjs, one_processor, ours
from benchmarks.engine.agreement import assert_equal_losses
from benchmarks.engine.peers import Peer
from benchmarks.engine.running import Running
from benchmarks.engine.timing import microseconds_per_step
from benchmarks.engine.workloads import CLASSES, Convolution, Dense, MaxPool, Workload

OWN = Workload(
    "C1",
    "ConvNetJS's network for MNIST, batch 20",
    (1, 24, 24),
    (Convolution(8, 5), MaxPool(2), Convolution(16, 5), MaxPool(3), Dense(CLASSES)),
    "cross_entropy",
    "sgd",
    20,
    goal=1,
)
"""As its demonstration has it: pictures of 28 by 28 are cut to 24 by 24 there."""

GOAL_SAMPLES = 3000
"""A second, of digits of 8 by 8 in batches of 32."""


def run(seconds: float, package: Path | None) -> None:
    """Measure each for some seconds and print what was found."""
    print("Images: float32, one thread")
    with one_processor():
        _beside_convnetjs(seconds, package)
        for preset in PRESETS:
            _full_speed(preset, seconds)


def _beside_convnetjs(seconds: float, package: Path | None) -> None:
    print(f"  {OWN.title}, {OWN.input_shape[1]} by {OWN.input_shape[2]} pixels, SGD", flush=True)
    with ExitStack() as stack:
        running: dict[str, Running] = {"Glassbox": ours.prepare(OWN)}
        theirs = convnetjs.prepare(OWN, package) if package else None
        if theirs is not None:
            stack.callback(theirs.close)
            running["ConvNetJS in Node"] = theirs
            peers = {Peer(name, lambda _: None): found for name, found in running.items()}
            assert_equal_losses(OWN, peers)
        times = microseconds_per_step(running, seconds)
    for name, time in times.items():
        milliseconds = time / 1e3
        sample = milliseconds / OWN.batch_size
        print(f"    {name:18} {milliseconds:8.2f} ms a batch {sample:8.3f} ms a sample")
    if theirs is None:
        print("    ConvNetJS was not measured: npm install convnetjs, then --convnetjs its folder")
    else:
        print(f"    {times['ConvNetJS in Node'] / times['Glassbox']:.1f} times as fast")


def _full_speed(preset: Preset, seconds: float) -> None:
    """Train as a room does that goes as fast as it can, measurements of epochs included."""
    trainer = Trainer(preset.experiment)
    trainer.step("epoch")
    began, before = perf_counter(), trainer.epoch
    while (elapsed := perf_counter() - began) < seconds:
        trainer.step("epoch")
    samples = (trainer.epoch - before) * len(trainer.dataset.train) / elapsed
    goal = ""
    if trainer.dataset.input_shape == (8, 8):
        goal = f" ({'≥' if samples >= GOAL_SAMPLES else '<'} {GOAL_SAMPLES})"
    size = " by ".join(map(str, trainer.dataset.input_shape))
    words = f"{preset.title['en']}, {size}, batch {trainer.batch_size}"
    accuracy = f"test accuracy {trainer.metrics.test_accuracy:.1%} after {trainer.epoch} epochs"
    print(f"  {words:44} {samples:8.0f} samples a second{goal}; {accuracy}", flush=True)
