"""Time of a step, measured in turns, so that a noisy machine is noisy for all."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from benchmarks.engine.running import Running

ROUNDS = 15
WARM_UP_STEPS = 5


def microseconds_per_step(running: Mapping[str, Running], seconds: float) -> dict[str, float]:
    """The median time of a step for each peer.

    The peers take turns of about equal length, `ROUNDS` times round.

    Args:
        running: peers by name, each with its network.
        seconds: length of the measurement of all of them together, without the warm-up.
    """
    turn = seconds / ROUNDS / len(running)
    counts = {name: _steps_in(turn, peer) for name, peer in running.items()}
    times: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(ROUNDS):
        for name, peer in running.items():
            # The peer before has filled the caches with numbers of its own.
            peer.seconds(1)
            times[name].append(peer.seconds(counts[name]) / counts[name])
    return {name: median(values) * 1e6 for name, values in times.items()}


def _steps_in(turn: float, peer: Running) -> int:
    """How many steps a peer makes in a turn, found by making them: this is the warm-up too."""
    elapsed, count = peer.seconds(WARM_UP_STEPS), WARM_UP_STEPS
    while elapsed < turn:
        count *= 2
        elapsed = peer.seconds(count)
    return max(1, round(count * turn / elapsed))
