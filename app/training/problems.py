"""What is wrong with an input, in words for the person who sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

GIVEN_LENGTH = 80

_TYPES = {
    "int": "a whole number",
    "int_from_float": "a whole number",
    "float": "a number",
    "finite_number": "a finite number",
    "string": "text",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "dict": "an object",
    "model": "an object",
    "model_attributes": "an object",
    "dataclass": "an object",
}
"""What pydantic's type errors ask for, by their name without its ending."""


@dataclass(frozen=True)
class Problem:
    """One mistake in an input.

    Attributes:
        field: dotted path of the field at fault, or `message` for the whole input.
        message: a sentence that names the field, what was given and what is allowed.
        given: what was given, shortened; None where something is missing.
        allowed: what is allowed, or None where that says nothing.
    """

    field: str
    message: str
    given: str | None = None
    allowed: str | None = None


class Refusal(ValueError):
    """What was asked for cannot be done; `problem` says why. Nothing was changed."""

    def __init__(self, field: str, message: str, given: object, allowed: str) -> None:
        """A problem whose sentence begins with the field: `message` goes on from there."""
        shown = _shorten(given)
        self.problem = Problem(field, f"{field} {message}; got {shown}", shown, allowed)
        super().__init__(self.problem.message)


class DataNotHere(Refusal):
    """What was asked for learns from data that are not on this machine.

    Attributes:
        dataset: their name.
    """

    def __init__(self, dataset: str, why: str, here: str) -> None:
        """Nothing is wrong with the experiment: it cannot be used as long as its data are away."""
        self.dataset = dataset
        super().__init__("dataset.name", f"cannot be used here: {why}", dataset, f"one of {here}")


def explain(error: ValidationError, source: object) -> Problem:
    """The first mistake that pydantic found in `source`, as a `Problem`."""
    return explain_details(error.errors(include_url=False)[0], source)


def explain_details(details: Mapping[str, Any], source: object) -> Problem:
    """One mistake, as pydantic details it, as a `Problem`."""
    context: Mapping[str, Any] = details.get("ctx", {})
    field = ".".join(str(part) for part in _path(details["loc"], source)) or "message"
    given = _shorten(details["input"])
    match details["type"]:
        case "missing":
            return Problem(field, f"{field} is missing", None, "required")
        case "extra_forbidden" | "unexpected_keyword_argument":
            return Problem(field, f"{field} is not a known field", given, None)
        case "greater_than_equal":
            bound = _number(context["ge"])
            return Problem(
                field, f"{field} must be at least {bound}; got {given}", given, f"at least {bound}"
            )
        case "less_than_equal":
            bound = _number(context["le"])
            return Problem(
                field, f"{field} must be at most {bound}; got {given}", given, f"at most {bound}"
            )
        case "union_tag_not_found":
            tag = str(context["discriminator"]).strip("'")
            field = tag if field == "message" else f"{field}.{tag}"
            return Problem(field, f"{field} is missing", None, "required")
        case "literal_error" | "union_tag_invalid":
            allowed = str(context.get("expected") or context.get("expected_tags"))
            if details["type"] == "union_tag_invalid":
                tag = str(context["discriminator"]).strip("'")
                field = tag if field == "message" else f"{field}.{tag}"
                holder = details["input"]
                given = _shorten(holder.get(tag)) if isinstance(holder, Mapping) else given
            return Problem(field, f"{field} must be one of {allowed}; got {given}", given, allowed)
        case "too_long" | "too_short":
            allowed = (
                f"at most {context['max_length']} items"
                if "max_length" in context
                else f"at least {context['min_length']} items"
            )
            count = str(context.get("actual_length", "another number"))
            return Problem(field, f"{field} must have {allowed}; got {count}", count, allowed)
        case kind if kind.removesuffix("_parsing").removesuffix("_type") in _TYPES:
            allowed = _TYPES[kind.removesuffix("_parsing").removesuffix("_type")]
            return Problem(field, f"{field} must be {allowed}; got {given}", given, allowed)
        case "not_allowed":
            allowed = context["allowed"]
            return Problem(field, f"{field} must be {allowed}; got {given}", given, allowed)
        case "shape" | "too_large":
            # Found in the whole, but a field in it is at fault.
            path = ".".join(filter(None, [field.removeprefix("message"), context["field"]]))
            allowed, given = context["allowed"], context["given"]
            return Problem(path, f"{path} must be {allowed}; got {given}", given, allowed)
        case "value_error":
            return Problem(field, f"{field} {context['error']}; got {given}", given, None)
        case _:
            text = details["msg"][:1].lower() + details["msg"][1:]
            return Problem(field, f"{field}: {text}; got {given}", given, None)


def _path(location: Sequence[int | str], source: Any) -> list[int | str]:
    """A pydantic location without the names of union members, which stand in it like fields.

    Whatever leads deeper into `source` is a field; the last part may be one that is missing.
    """
    path: list[int | str] = []
    for position, part in enumerate(location):
        try:
            source = source[part]
        except (TypeError, LookupError):
            missing = isinstance(source, list if isinstance(part, int) else Mapping)
            if position < len(location) - 1 or not missing:
                continue
        path.append(part)
    return path


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= GIVEN_LENGTH else text[: GIVEN_LENGTH - 1] + "…"


def _number(value: float) -> str:
    return f"{value:g}"
