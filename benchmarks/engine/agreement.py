"""Before anything is timed: do all compute the same?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.engine.peers import OURS, Peer
from benchmarks.engine.running import Running
from benchmarks.engine.workloads import Workload

STEPS = 10
TOLERANCE = 1e-3


def assert_equal_losses(workload: Workload, running: Mapping[Peer, Running]) -> None:
    """Compare the losses of the first steps of all peers with those of the first peer.

    Raises:
        AssertionError: a peer computes something else.
    """
    expected: list[float] = []
    for peer, network in running.items():
        losses = network.losses(STEPS)
        expected = expected or losses
        # With another optimizer, only what comes before the first update is the same.
        count = 1 if workload.optimizer in peer.lacks else STEPS
        np.testing.assert_allclose(
            losses[:count],
            expected[:count],
            rtol=TOLERANCE,
            err_msg=f"{peer.name} computes other losses than {OURS} in {workload.name}",
        )
