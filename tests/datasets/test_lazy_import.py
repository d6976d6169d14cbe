"""scikit-learn costs a second to import: only those who need it pay."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from app.datasets import DATASETS, load

def make(name):
    load(name, samples=20, noise=0.1, test_fraction=0.5, seed=1, features=["x"], points=[])
    DATASETS[name].preview

for name in ("circle", "xor", "two_gaussians", "spiral", "plane", "gaussians", "points"):
    make(name)
    assert "sklearn" not in sys.modules, name
make("moons")
assert "sklearn" in sys.modules
print("done")
"""


def test_shapes_in_the_plane_do_not_import_scikit_learn() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "done\n", "")
