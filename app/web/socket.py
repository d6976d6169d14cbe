"""The socket of a room."""

from __future__ import annotations

import asyncio
import json

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.rooms.hall import Hall, HallFull
from app.rooms.room import Room, Viewer
from app.web.cookies import presenter_secret

UNKNOWN_ROOM, ROOM_FULL, TOO_SLOW = 4404, 4503, 4408


def socket(hall: Hall, max_viewers: int) -> APIRouter:
    """The socket's route."""
    router = APIRouter()

    @router.websocket("/ws/rooms/{code}")
    async def follow(websocket: WebSocket, code: str) -> None:
        await websocket.accept()
        try:
            room = await hall.find(code)
        except HallFull as full:
            await _refuse(websocket, str(full))
            return
        if room is None:
            await websocket.close(UNKNOWN_ROOM, "There is no such room.")
            return
        if room.viewers >= max_viewers:
            await _refuse(websocket, f"This room holds {max_viewers} people and is full.")
            return
        secret = presenter_secret(websocket, room.code)
        viewer = room.join(presenter=room.is_presenter(secret))
        tasks = [
            asyncio.create_task(_receive(websocket, room, viewer)),
            asyncio.create_task(_send(websocket, viewer)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except WebSocketDisconnect:
            pass  # People leave; that is how every connection ends.
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            room.leave(viewer)

    return router


async def _receive(websocket: WebSocket, room: Room, viewer: Viewer) -> None:
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        # Commands are text; bytes are read as text and answered like any other bad command.
        room.handle(viewer, message["bytes"].decode(errors="replace") if text is None else text)


async def _send(websocket: WebSocket, viewer: Viewer) -> None:
    while not viewer.lost:
        item = await viewer.mailbox.take()
        if isinstance(item, str):
            await websocket.send_text(item)
        else:
            await websocket.send_bytes(item)
    await websocket.close(TOO_SLOW, "This screen stopped reading.")


async def _refuse(websocket: WebSocket, reason: str) -> None:
    error = {"type": "error", "code": "busy", "field": None, "message": reason}
    await websocket.send_text(json.dumps({**error, "given": None, "allowed": None}))
    await websocket.close(ROOM_FULL, reason)
