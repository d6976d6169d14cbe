"""Why there is no program."""

from __future__ import annotations


class ProgramError(ValueError):
    """There is no program for this experiment; the text says why."""
