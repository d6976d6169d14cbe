"""scikit-learn costs seconds to import: no dataset that is here waits for them."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from app.datasets import DATASETS, load

points = [[-1, -1, 0], [1, 1, 1]]
for name, spec in DATASETS.items():
    spec.preview
    if spec.obstacle is None:
        options = {"samples": 20, "noise": 0.1, "test_fraction": 0.5, "seed": 1, "features": ["x"]}
        load(name, **options, points=points if name == "points" else [])
        print(name)
    assert "sklearn" not in sys.modules, name
"""


def test_no_dataset_imports_scikit_learn() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert {"moons", "digits", "iris", "wine", "breast_cancer", "diabetes"} <= {
        *result.stdout.split()
    }
