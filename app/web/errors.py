"""What is wrong with a request, in words."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.responses import JSONResponse

from app.training.problems import explain_details
from app.web.limits import TooMany


class Refusal(BaseModel):
    """The body of every answer that is an error."""

    detail: str


def tell_errors(app: FastAPI) -> None:
    """Answer every error as a `Refusal`."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(Exception, _unexpected)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first, *_rest = error.errors()
    if first["type"] == "json_invalid":
        return _refusal(422, f"The body is not JSON: {first['ctx']['error']}.")
    # Every location begins with where the value came from: body, path, query.
    place, *location = first["loc"]
    source = error.body if place == "body" else {}
    problem = explain_details({**first, "loc": location}, source)
    return _refusal(422, f"{problem.message}.")


async def _too_many(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TooMany)
    return JSONResponse({"detail": str(error)}, 429, error.headers)


async def _unexpected(_: Request, __: Exception) -> JSONResponse:
    return _refusal(500, "A mistake of ours; it stands in the server's log. Try again.")


def _refusal(status: int, words: str) -> JSONResponse:
    return JSONResponse({"detail": words}, status)
