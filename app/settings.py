"""All settings, read from GLASSBOX_* environment variables."""

from __future__ import annotations

import os

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
    """How long a room without people is kept."""

    address: str | None = Field(None, pattern=r"^https?://[^/\s]+/?$")
    """Where others reach this server, such as http://192.168.1.20:8000, if it cannot know."""

    max_viewers: int = Field(500, ge=1)
    """People in one room."""
