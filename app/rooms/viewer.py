"""One screen in a room."""

from __future__ import annotations

from typing import TypeAlias

from app.frames import Spotlight
from app.rooms.commands import EVERYTHING
from app.rooms.mailbox import Mailbox, MailboxFull

Inspected: TypeAlias = tuple[int, int, int | None]
"""The layer and the unit of a neuron, and the weight whose past is told, if any."""


class Viewer:
    """One screen in a room.

    Attributes:
        number: what it is called in this room; nobody else ever was.
        presenter: whether it may always command the run.
        mailbox: what waits to be sent to it.
        parts: what it shows of the run and is sent, all as long as it has not said.
        sample: one that it follows by itself, None with the room.
        inspected: the neuron whose numbers it wants to be told.
        lost: it stopped reading and should be disconnected.
    """

    def __init__(self, number: int = 1, *, presenter: bool = True) -> None:
        self.number, self.presenter = number, presenter
        self.mailbox = Mailbox()
        self.parts = EVERYTHING
        self.sample: Spotlight | None = None
        self.inspected: Inspected | None = None
        self.lost = False
        # Until it was told the layout, frames would mean nothing to it.
        self.ready = False
        self.told_people = self.told_timeline = ""
        self.told_offers: list[int] = []
        self.told_given = 0

    @property
    def shared_parts(self) -> frozenset[str]:
        """The parts that it is sent of what everybody sees."""
        return self.parts if self.sample is None else self.parts - {"spotlight"}

    def put(self, message: str) -> None:
        """Queue a message."""
        try:
            self.mailbox.put_message(message)
        except MailboxFull:
            self.lost = True
