"""Microseconds of one training step, beside all peers in one run.

A step is: fetch a mini-batch of data in memory by random indices, forward pass, loss, backward
pass, update. Everyone begins with the same float32 parameters and sees the same batches. All
run on one thread, and on one processor where the system can hold them there: whoever hands
work to a second thread would only wait for it longer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.engine.agreement import assert_equal_losses
from benchmarks.engine.peers import Missing, Peer, all_peers
from benchmarks.engine.running import Running
from benchmarks.engine.table import ratios_table, times_table
from benchmarks.engine.timing import ROUNDS, microseconds_per_step
from benchmarks.engine.workloads import WORKLOADS, Workload


def run(
    seconds: float, only: Sequence[str], convnetjs: Path | None, playground: Path | None
) -> None:
    """Measure each workload for some seconds and print two tables: times and ratios."""
    workloads = [workload for workload in WORKLOADS if not only or workload.name in only]
    with one_processor():
        found = list(all_peers(convnetjs, playground))
        peers = [peer for peer in found if isinstance(peer, Peer)]
        print(f"Engine: float32, one thread, medians of {ROUNDS} turns each", flush=True)
        times = {workload.name: _times(workload, peers, seconds) for workload in workloads}
    print(times_table(workloads, peers, times), end="\n\n")
    print(ratios_table(workloads, peers, times))
    for peer in found:
        if isinstance(peer, Missing):
            print(f"  {peer.name} was not measured: {peer.remedy}")


def _times(workload: Workload, peers: Sequence[Peer], seconds: float) -> dict[str, float]:
    """Microseconds by the name of the peer."""
    with ExitStack() as stack:
        running: dict[Peer, Running] = {}
        for peer in peers:
            network = peer.prepare(workload)
            if network is not None:
                stack.callback(network.close)
                running[peer] = network
        assert_equal_losses(workload, running)
        title = f"  {workload.name} {workload.title}"
        print(f"{title:42} the losses of {len(running)} programs agree", flush=True)
        by_name = {peer.name: network for peer, network in running.items()}
        return microseconds_per_step(by_name, seconds)


@contextmanager
def one_processor() -> Iterator[None]:
    """Hold this thread, and all that it begins, on one processor."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
