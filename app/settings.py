"""All settings, read from GLASSBOX_* environment variables; docs/settings.md lists them."""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _as_list(value: object) -> object:
    """Read a list from JSON, or from words with commas between them."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return [word.strip() for word in value.split(",") if word.strip()]


def _network(value: str) -> str:
    """Refuse what is no address: it would trust nobody, and nobody would notice."""
    if value != "*":
        ipaddress.ip_network(value)
    return value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_as_list)]
Networks = Annotated[
    tuple[Annotated[str, BeforeValidator(_network)], ...], NoDecode, BeforeValidator(_as_list)
]


class Settings(BaseSettings):
    """What whoever runs the server may choose."""

    model_config = SettingsConfigDict(env_prefix="GLASSBOX_", frozen=True)

    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=64)
    """Processes that train, each hosting many runs."""

    max_rooms: int = Field(500, ge=1)
    """Rooms at the same time; a visitor beyond that is told so."""

    room_idle_seconds: float = Field(600, gt=0)
    """How long a run goes on that nobody looks at; then it pauses and is kept at rest."""

    room_days: float = Field(30, gt=0)
    """Days after which a room that nobody has used is removed."""

    data_dir: Path = Field(default_factory=lambda: user_data_path("glassbox", appauthor=False))
    """The folder of what is kept: rooms with their experiments and latest snapshots."""

    database_url: str | None = None
    """Where rooms are kept, as SQLAlchemy writes it; not given, in a file of `data_dir`."""

    max_stored_megabytes: float = Field(4000, gt=0)
    """How much all rooms together may take; beyond that no new ones are opened."""

    address: str | None = Field(None, pattern=r"^https?://[^/\s]+/?$")
    """Where others reach this server, such as http://192.168.1.20:8000, if it cannot know."""

    max_viewers: int = Field(500, ge=1)
    """People in one room."""

    max_viewers_in_all: int = Field(2000, ge=1)
    """People in all rooms together."""

    allowed_hosts: Words = ()
    """Names by which a reverse proxy serves the page, beside this machine's own; `*` for any."""

    trusted_proxies: Networks = ()
    """Addresses or networks of reverse proxies whose X-Forwarded headers are believed."""

    # A class behind one router is one address: a hundred pages at once must open.

    commands_at_once: int = Field(60, ge=1)
    """Commands that one viewer may send at once."""

    commands_per_second: float = Field(30, gt=0)
    """Commands a second that one viewer may send for long."""

    room_commands_at_once: int = Field(200, ge=1)
    """Commands that all who command one run may send at once, together."""

    room_commands_per_second: float = Field(100, gt=0)
    """Commands a second that all who command one run may send for long, together."""

    sockets_at_once: int = Field(600, ge=1)
    """Connections to rooms that one address may open at once."""

    sockets_per_second: float = Field(20, gt=0)
    """Connections to rooms a second that one address may open for long."""

    new_rooms_at_once: int = Field(200, ge=1)
    """Rooms that one address may open or copy at once."""

    new_rooms_per_second: float = Field(2, gt=0)
    """Rooms a second that one address may open or copy for long."""

    requests_at_once: int = Field(20_000, ge=1)
    """HTTP requests of one address at once; a page that is opened makes about ten."""

    requests_per_second: float = Field(500, gt=0)
    """HTTP requests a second of one address for long."""

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'glassbox.sqlite3'}"
