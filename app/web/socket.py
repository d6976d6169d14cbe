"""The socket of a room."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.rooms.hall import Hall, HallFull
from app.rooms.messages import refusal
from app.rooms.room import Room
from app.rooms.viewer import Viewer
from app.web.cookies import presenter_secret
from app.web.limits import CommandLimit, Limits, TooMany, Verdict

UNKNOWN_ROOM, FULL, TOO_SLOW, TOO_FAST = 4404, 4503, 4408, 4429


class Flood(Exception):
    """A viewer sends so much that it is no longer listened to."""


def socket(hall: Hall, limits: Limits, max_viewers: int, max_viewers_in_all: int) -> APIRouter:
    """The socket's route."""
    router = APIRouter()
    viewers: set[Viewer] = set()

    @router.websocket("/ws/rooms/{code}")
    async def follow(websocket: WebSocket, code: str) -> None:
        # Even who is refused is let in first: a browser shows its page no other answer.
        await websocket.accept()
        try:
            limits.sockets.check(websocket)
            room = await hall.find(code)
        except TooMany as error:
            await _refuse(websocket, "too_fast", TOO_FAST, str(error))
            return
        except HallFull as full:
            await _refuse(websocket, "busy", FULL, str(full))
            return
        if room is None:
            await websocket.close(UNKNOWN_ROOM, "There is no such room.")
            return
        if room.viewers >= max_viewers:
            reason = f"This room holds {max_viewers} people and is full."
            await _refuse(websocket, "busy", FULL, reason)
            return
        if len(viewers) >= max_viewers_in_all:
            reason = f"This server holds {max_viewers_in_all} people and is full."
            await _refuse(websocket, "busy", FULL, reason)
            return
        secret = presenter_secret(websocket, room.code)
        viewer = room.join(presenter=room.is_presenter(secret))
        viewers.add(viewer)
        tasks = [
            asyncio.create_task(_receive(websocket, room, viewer, limits.commands(room))),
            asyncio.create_task(_send(websocket, viewer)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except WebSocketDisconnect:
            pass  # People leave; that is how every connection ends.
        except Flood as flood:
            await websocket.close(TOO_FAST, str(flood))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            room.leave(viewer)
            viewers.discard(viewer)

    return router


async def _receive(
    websocket: WebSocket, room: Room, viewer: Viewer, command_limit: CommandLimit
) -> None:
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        match command_limit.judge(commands=room.commands(viewer)):
            case Verdict.PASS:
                text = message.get("text")
                # Commands are text; bytes are read as text and answered like any bad command.
                text = message["bytes"].decode(errors="replace") if text is None else text
                room.handle(viewer, text)
            case Verdict.DROP_AND_TELL:
                viewer.put(_too_fast(command_limit))
            case Verdict.CLOSE:
                raise Flood("Too many commands. Wait a moment and connect again.")


async def _send(websocket: WebSocket, viewer: Viewer) -> None:
    while not viewer.lost:
        item = await viewer.mailbox.take()
        if isinstance(item, str):
            await websocket.send_text(item)
        else:
            await websocket.send_bytes(item)
    await websocket.close(TOO_SLOW, "This screen stopped reading.")


async def _refuse(websocket: WebSocket, code: str, close_code: int, reason: str) -> None:
    await websocket.send_text(refusal(code, reason))
    await websocket.close(close_code, reason)


def _too_fast(limit: CommandLimit) -> str:
    allowed = f"{limit.exceeded.per_second:g} a second"
    words = f"Too many commands: allowed are {limit.exceeded}."
    return refusal("too_fast", words, allowed=allowed)
