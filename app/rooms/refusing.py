"""How a command that cannot be carried out is answered (docs/protocol.md)."""

from __future__ import annotations

from typing import Any

from app.datasets import BadDrawing
from app.training.problems import Problem


def describe_problem(code: str, problem: Problem, request: int | None = None) -> dict[str, Any]:
    """An `error` message about a field.

    Args:
        code: what kind of error it is.
        problem: what is wrong with which field.
        request: the number that whoever sent the command gave it, if any.
    """
    words = describe_refusal(code, problem.message, problem.allowed, request)
    return {**words, "field": problem.field, "given": problem.given}


def describe_refusal(
    code: str, message: str, allowed: str | None = None, request: int | None = None
) -> dict[str, Any]:
    """An `error` message that is about no field."""
    return {
        "type": "error",
        "code": code,
        "field": None,
        "message": message,
        "given": None,
        "allowed": allowed,
        "request": request,
    }


def problem_of(bad: BadDrawing) -> Problem:
    """What is wrong with a drawing."""
    return Problem(bad.field, str(bad), bad.given, bad.allowed)
