"""What all tests share."""

from __future__ import annotations

import os
import sys
import tempfile

from hypothesis import HealthCheck, settings

# As in a worker: two test processes whose products of matrices take two cores each hinder one
# another so much that all of it takes ten times as long.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

# Every test process would compile all tests, and every server all of the program, anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Time says nothing about correctness, and a busy machine must not fail a test.
settings.register_profile(
    "glassbox",
    deadline=None,
    # Before a change lands, the same examples for everybody; at one's desk, ever new ones.
    derandomize="CI" in os.environ,
    # A few in every run; `make test-all` asks for many.
    max_examples=int(os.environ.get("GLASSBOX_TEST_EXAMPLES", "25")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("glassbox")

# Whatever servers the tests start, the rooms of whoever runs the tests stay as they are.
_data = tempfile.TemporaryDirectory(prefix="glassbox-tests-", ignore_cleanup_errors=True)
os.environ["GLASSBOX_DATA_DIR"] = _data.name
os.environ.pop("GLASSBOX_DATABASE_URL", None)


def pytest_xdist_auto_num_workers() -> int:
    """Some more than there are cores: for a part of its time a test waits for others or a clock."""
    cores = os.cpu_count() or 1
    return cores + max(1, cores // 4)
