"""How large the body of a request may be."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Refuses bodies that are too large, before they are read or while they come."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self.app, self.most_bytes = app, most_bytes
        self._words = f"The body of a request must be at most {most_bytes} bytes"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        if told.isdecimal() and int(told) > self.most_bytes:
            # What is not read must not be taken for the next request.
            refusal = JSONResponse(
                {"detail": f"{self._words}; got {told}."}, 413, {"Connection": "close"}
            )
            await refusal(scope, receive, send)
            return
        read = 0

        async def receive_bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most_bytes:
                # FastAPI reads the body and lets this exception through.
                raise HTTPException(413, f"{self._words}.", {"Connection": "close"})
            return message

        await self.app(scope, receive_bounded, send)
