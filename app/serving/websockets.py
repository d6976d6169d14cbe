"""The server's half of a websocket, with clean ends where uvicorn's are rough."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINGER_SECONDS = 5
"""How long a connection that was closed for a mistake may take to end."""

NOT_UTF_8 = 1007


class CleanlyClosing(WebSocketsSansIOProtocol):
    """Ends a connection for a mistake of the client so that the client can read why.

    As it is, uvicorn shuts the connection while the client is still sending: what arrives then
    is answered by a reset, which takes the reason with it. It writes a traceback for text that
    is not UTF-8, and for whatever the application sends before it has heard of the end.
    """

    def send_receive_event_to_app(self) -> None:
        """Hand a message on; text that is none ends the connection."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(NOT_UTF_8, "Text must be UTF-8.")
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """Say why, and read on without looking until the client has gone, too."""
        if self.close_sent or self.conn.close_sent is None:
            return
        code, reason = self.conn.close_sent.code, self.conn.close_sent.reason
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.close_sent = True
        self.stop_keepalive()
        self.transport.write(b"".join(self.conn.data_to_send()))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(LINGER_SECONDS, self.transport.close)

    async def send(self, message: Any) -> None:
        """Send for the application, which is told where there is nobody to send to."""
        if self.handshake_complete and self.close_sent:
            raise ClientDisconnected
        await super().send(message)
