"""What waits to be sent to one viewer."""

from __future__ import annotations

import asyncio
from collections import deque

from app.frames.codec import layout_id, merge

MAX_MESSAGES = 256


class MailboxFull(Exception):
    """A viewer stopped reading long ago."""


class Mailbox:
    """Messages in order, never dropped, and one frame of each run that is shown: the newest.

    A viewer that reads slowly skips frames and so costs neither time nor memory. Parts that
    come at a lower rate are kept until a newer one arrives, so that nobody misses them for
    good. A frame waits behind the messages that came before it and goes before those that came
    after: otherwise the numbers of a state would be followed by older ones. Of what is pointed at,
    too, only the newest counts.
    """

    def __init__(self) -> None:
        self._messages: deque[str] = deque()
        self._pointing: str | None = None
        # By layout: of two runs side by side each has its own, and how many messages go before it.
        self._frames: dict[int, tuple[int, bytes]] = {}
        self._sent = 0
        self._something = asyncio.Event()

    def put_message(self, message: str) -> None:
        """Queue a message.

        Raises:
            MailboxFull: the viewer has not read for so long that it should be let go.
        """
        if len(self._messages) >= MAX_MESSAGES:
            raise MailboxFull(f"{MAX_MESSAGES} messages are waiting")
        self._messages.append(message)
        self._something.set()

    def put_pointing(self, message: str) -> None:
        """Put what is pointed at in the place of what was."""
        self._pointing = message
        self._something.set()

    def change_layout(self) -> None:
        """From now on frames are of other layouts; those that wait are void."""
        self._frames.clear()

    def put_frame(self, frame: bytes) -> None:
        """Put the newest frame in the place of the one of its layout that waits."""
        layout = layout_id(frame)
        waiting = self._frames.get(layout)
        newest = frame if waiting is None else merge(waiting[1], frame)
        # One that is put again behind that of the other run stays before it.
        self._frames[layout] = self._sent + len(self._messages), newest
        self._something.set()

    async def take(self) -> str | bytes:
        """The next thing to send; what is pointed at comes after all messages. Waits."""
        while True:
            if self._pointing is not None and not self._messages:
                pointing, self._pointing = self._pointing, None
                return pointing
            for layout, (turn, frame) in self._frames.items():
                if turn <= self._sent:
                    del self._frames[layout]
                    return frame
            if self._messages:
                self._sent += 1
                return self._messages.popleft()
            self._something.clear()
            await self._something.wait()
