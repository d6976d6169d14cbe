"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Time says nothing about correctness, and a busy machine must not fail a test.
settings.register_profile(
    "glassbox",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("glassbox")
