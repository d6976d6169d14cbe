"""How long it takes to stand at any step of a long run, and what remembering it costs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from app.frames import Probe, Spotlight
from app.nn.layers import Conv2D, Dense, MaxPool2D
from app.nn.optimizers import Adam
from app.rooms.frame_clock import SLOW_MEASURING_SECONDS
from app.training import Experiment, example_on
from app.training.experiment import DatasetRecipe, NetworkRecipe, TrainingRecipe
from app.training.timeline import Timeline

STEPS = 10_000
SEEKS = 200
LONGEST_SECONDS = 120
"""A run whose 10,000 steps would take longer is made as long as fits, and said to be."""

GOAL_MILLISECONDS, GOAL_BYTES = 150, 64 * 2**20


@dataclass(frozen=True)
class Workload:
    """A run to travel in."""

    name: str
    experiment: Experiment


WORKLOADS = (
    Workload("default network", Experiment()),
    Workload("spiral, 3 x 8, Adam", example_on("spiral")),
    Workload("digits, 32, Adam", example_on("digits")),
    Workload(
        "largest: 12 x 64, Adam, batch 256",
        Experiment(
            dataset=DatasetRecipe(name="spiral", samples=1000),
            network=NetworkRecipe(layers=(Dense(units=64),) * 12),
            training=TrainingRecipe(optimizer=Adam(learning_rate=0.001), batch_size=256),
        ),
    ),
    Workload("MNIST 28 x 28, LeNet-like, Adam", example_on("mnist")),
    Workload(
        "MNIST, 16 and 32 maps, 64, Adam",
        Experiment(
            dataset=example_on("mnist").dataset,
            network=NetworkRecipe(
                layers=(
                    Conv2D(channels=16, kernel_size=3, padding=1),
                    MaxPool2D(),
                    Conv2D(channels=32, kernel_size=3, padding=1),
                    MaxPool2D(),
                    Dense(units=64, activation="relu"),
                ),
                initializer="he_uniform",
            ),
            training=example_on("mnist").training,
        ),
    ),
)


def run() -> None:
    """Measure all and print a table."""
    print(f"Time travel: {SEEKS} random steps sought, each with the frame that shows it, in ms")
    print(f"  (goal: {GOAL_MILLISECONDS} ms at most, {GOAL_BYTES / 2**20:.0f} MB)")
    print(
        f"  losses: measured for that frame where it takes {SLOW_MEASURING_SECONDS * 1000:.0f} ms"
    )
    print("  at most; else they follow it, and until then the newest on record are shown")
    print(
        f"  {'run':34} {'steps':>6} {'µs a step':>9} {'min':>7} {'median':>7} {'max':>7}"
        f" {'losses':>7} {'max':>7} {'MB':>6} {'on disk':>7} {'recording':>9}",
        flush=True,
    )
    for workload in WORKLOADS:
        _measure(workload)


def _measure(workload: Workload) -> None:
    timeline = Timeline(workload.experiment)
    probe = Probe(timeline.trainer, Spotlight())
    # As in a room, whose first frame tells how good the network is before it learns.
    probe.frame(0)
    began = perf_counter()
    # As a worker trains: a slice of time at a call.
    while timeline.latest < STEPS and perf_counter() < began + LONGEST_SECONDS:
        timeline.step("step", 20)
    steps = timeline.latest
    seconds = perf_counter() - began
    spent = timeline.recording_seconds / seconds
    hurried = _seconds_to_measure(timeline) > SLOW_MEASURING_SECONDS
    chance, times, losses = random.Random(1), [], []
    for _ in range(SEEKS):
        step = chance.randrange(steps + 1)
        began = perf_counter()
        timeline.seek(step)
        timeline.settle()
        probe.frame(0, measured=not hurried)
        shown = perf_counter()
        _ = timeline.trainer.metrics
        times.append((shown - began) * 1000)
        losses.append((perf_counter() - began) * 1000)
    print(
        f"  {workload.name:34} {steps:6} {seconds / steps * 1e6:9.0f} {min(times):7.1f}"
        f" {median(times):7.1f} {max(times):7.1f} {median(losses):7.1f} {max(losses):7.1f}"
        f" {timeline.bytes / 2**20:6.1f} {timeline.shelved_bytes / 2**20:7.1f}"
        f" {spent:9.1%}",
        flush=True,
    )


def _seconds_to_measure(timeline: Timeline) -> float:
    timeline.seek(timeline.latest - 1)
    timeline.settle()
    began = perf_counter()
    _ = timeline.trainer.metrics
    return perf_counter() - began
