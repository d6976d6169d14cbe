"""How large the body of a request may be."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Refuses bodies that are too large, before they are read or while they come."""

    def __init__(self, app: ASGIApp, most_bytes: int, larger: Mapping[str, int]) -> None:
        """Let bodies have so many bytes.

        Args:
            app: what answers.
            most_bytes: the limit of all paths but some.
            larger: the limits of these paths.
        """
        self.app, self.most_bytes, self.larger = app, most_bytes, larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.larger.get(scope["path"], self.most_bytes)
        words = f"The body of a request must be at most {most} bytes"
        told = Headers(scope=scope).get("content-length", "0")
        if told.isdecimal() and int(told) > most:
            # What is not read must not be taken for the next request.
            refusal = JSONResponse(
                {"detail": f"{words}; got {told}."}, 413, {"Connection": "close"}
            )
            await refusal(scope, receive, send)
            return
        read = 0

        async def receive_bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                # FastAPI reads the body and lets this exception through.
                raise HTTPException(413, f"{words}.", {"Connection": "close"})
            return message

        await self.app(scope, receive_bounded, send)
