"""How a command that cannot be carried out is answered (docs/protocol.md)."""

from __future__ import annotations

from typing import Any

from app.datasets import BadDrawing
from app.training.problems import Problem


def describe_problem(code: str, problem: Problem) -> dict[str, Any]:
    """An `error` message."""
    return {
        "type": "error",
        "code": code,
        "field": problem.field,
        "message": problem.message,
        "given": problem.given,
        "allowed": problem.allowed,
    }


def problem_of(bad: BadDrawing) -> Problem:
    """What is wrong with a drawing."""
    return Problem(bad.field, str(bad), bad.given, bad.allowed)
