"""How often one address may ask, and how often one viewer and one room may command."""

from __future__ import annotations

import ipaddress
import math
import time
from enum import Enum, auto
from weakref import WeakKeyDictionary

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.rooms.room import Room
from app.settings import Settings
from app.web.buckets import Bucket, Buckets, Clock, Limit

FLOOD = 10
"""So many times what is allowed, and the connection is closed."""

TOLD = Limit(at_once=2, per_second=1)
"""How often a viewer is told that it is too fast."""


class TooMany(Exception):
    """An address has used up what it may; the text says what that is.

    Attributes:
        seconds: when it may ask again, in whole seconds.
    """

    def __init__(self, what: str, bucket: Bucket) -> None:
        self.seconds = max(1, math.ceil(bucket.wait))
        super().__init__(
            f"Too many {what} from your address: allowed are {bucket.limit}. "
            f"Try again in {self.seconds} s."
        )

    @property
    def headers(self) -> dict[str, str]:
        """What an HTTP answer says beside the words."""
        return {"Retry-After": str(self.seconds)}


class PerAddress:
    """A limit for each address."""

    def __init__(self, what: str, limit: Limit) -> None:
        """Limit `what`, in the plural and in words."""
        self._what, self._buckets = what, Buckets(limit)

    def check(self, connection: HTTPConnection) -> None:
        """Count one.

        Raises:
            TooMany: it is one too many.
        """
        bucket = self._buckets.of(address_of(connection))
        if not bucket.take():
            raise TooMany(self._what, bucket)


class Verdict(Enum):
    """What becomes of a message."""

    PASS = auto()
    DROP = auto()
    DROP_AND_TELL = auto()
    CLOSE = auto()


class CommandLimit:
    """The limit of one viewer's messages, and of the commands to its room.

    Attributes:
        exceeded: the limit that the latest dropped message was beyond.
    """

    def __init__(self, viewer: Limit, room: Bucket, clock: Clock = time.monotonic) -> None:
        self._bucket, self._room = Bucket(viewer, clock), room
        flood = Limit(viewer.at_once * FLOOD, viewer.per_second * FLOOD)
        self._flood, self._told = Bucket(flood, clock), Bucket(TOLD, clock)
        self.exceeded = viewer

    def judge(self, *, commands: bool) -> Verdict:
        """Count a message; one of somebody who commands the run counts for the room as well."""
        if not self._flood.take():
            return Verdict.CLOSE
        for bucket in (self._bucket, self._room) if commands else (self._bucket,):
            if not bucket.take():
                self.exceeded = bucket.limit
                return Verdict.DROP_AND_TELL if self._told.take() else Verdict.DROP
        return Verdict.PASS


class Limits:
    """All limits in time, as the settings have them."""

    def __init__(self, settings: Settings) -> None:
        self.requests = PerAddress(
            "requests", Limit(settings.requests_at_once, settings.requests_per_second)
        )
        self.rooms = PerAddress(
            "new rooms", Limit(settings.new_rooms_at_once, settings.new_rooms_per_second)
        )
        self.sockets = PerAddress(
            "connections", Limit(settings.sockets_at_once, settings.sockets_per_second)
        )
        self._viewer = Limit(settings.commands_at_once, settings.commands_per_second)
        self._room = Limit(settings.room_commands_at_once, settings.room_commands_per_second)
        self._rooms: WeakKeyDictionary[Room, Bucket] = WeakKeyDictionary()

    @property
    def known_rooms(self) -> int:
        """How many rooms have a limit; those that are gone have none."""
        return len(self._rooms)

    def commands(self, room: Room) -> CommandLimit:
        """The limit of a viewer who joins this room."""
        return CommandLimit(self._viewer, self._rooms.setdefault(room, Bucket(self._room)))


class RequestLimit:
    """Refuses HTTP requests of an address that asks too often."""

    def __init__(self, app: ASGIApp, requests: PerAddress) -> None:
        self.app, self._requests = app, requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; sockets have a limit of their own."""
        if scope["type"] == "http":
            try:
                self._requests.check(HTTPConnection(scope))
            except TooMany as error:
                refusal = JSONResponse({"detail": str(error)}, 429, error.headers)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def address_of(connection: HTTPConnection) -> str:
    """Whom a limit is for: an IPv4 address, or the network of an IPv6 address.

    Whoever has one IPv6 address usually has 2⁶⁴ of them.
    """
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False))
