"""All settings, read from GLASSBOX_* environment variables."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    max_viewers: int = Field(500, ge=1)
    """People in one room."""

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'glassbox.sqlite3'}"
