"""A workload that trains in Node, for peers that are written in JavaScript."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.workloads import Workload


class InNode:
    """A Node process that makes steps when it is asked to, and times them itself.

    One line of JSON goes in and one comes out: first the workload, then for every number of
    steps their losses and the seconds they took.
    """

    def __init__(self, script: Path, package: Path, workload: Workload) -> None:
        self.process = subprocess.Popen(
            ["node", str(script), str(package.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        inputs, targets = workload.data()
        self._ask(
            {
                **asdict(workload),
                "layers": [
                    {"kind": type(layer).__name__, **asdict(layer)} for layer in workload.layers
                ],
                "learning_rate": workload.learning_rate,
                "inputs": _numbers(inputs),
                "targets": _numbers(targets),
                "batches": [batch.tolist() for batch in workload.batches()],
                "parameters": [list(map(_numbers, arrays)) for arrays in workload.parameters()],
            }
        )

    def losses(self, count: int) -> list[float]:
        losses: list[float] = self._ask(count)["losses"]
        return losses

    def seconds(self, count: int) -> float:
        return float(self._ask(count)["seconds"])

    def close(self) -> None:
        self.process.communicate()

    def _ask(self, message: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


def _numbers(array: NDArray[Any]) -> str:
    """The array as base64 of float32."""
    return b64encode(np.ascontiguousarray(array, np.float32).tobytes()).decode()
