"""ConvNetJS in Node, which trains sample by sample in float64."""

from __future__ import annotations

from pathlib import Path

from benchmarks.engine.node import InNode
from benchmarks.engine.running import Running
from benchmarks.engine.workloads import Recurrent, Workload

SCRIPT = Path(__file__).with_name("convnetjs.js")


def prepare(workload: Workload, package: Path) -> Running | None:
    """ConvNetJS has no recurrent layers. `package` is the folder that npm installed."""
    if any(isinstance(layer, Recurrent) for layer in workload.layers):
        return None
    return InNode(SCRIPT, package, workload)
