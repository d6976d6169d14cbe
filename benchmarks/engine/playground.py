"""The network of TensorFlow Playground (its nn.ts) in Node, sample by sample in float64."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine.node import InNode
from benchmarks.engine.running import Running
from benchmarks.engine.workloads import Workload

SCRIPT = Path(__file__).with_name("playground.js")
COMPILER = Path("node_modules/.bin/tsc")


class Playground:
    """Playground's nn.ts, compiled from its sources."""

    def __init__(self, sources: Path) -> None:
        self._folder = TemporaryDirectory(prefix="glassbox-playground-")
        # It was written for an older compiler: what this one complains about does no harm.
        options = ["--ignoreConfig", "--module", "esnext", "--target", "es2022"]
        subprocess.run(
            [COMPILER, *options, "--outDir", self._folder.name, sources / "nn.ts"],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        self.module = Path(self._folder.name, "nn.js").rename(Path(self._folder.name, "nn.mjs"))

    def prepare(self, workload: Workload) -> Running | None:
        """Playground has dense layers, one output and SGD."""
        if workload.loss != "squared_error":
            return None
        return InNode(SCRIPT, self.module, workload)
