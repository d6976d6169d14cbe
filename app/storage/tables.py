"""The tables. A change here needs a migration in `migrations/versions`; a test compares both."""

from __future__ import annotations

from sqlalchemy import Double, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Base of all tables."""


class RoomRow(Base):
    """One room.

    Attributes:
        code: six letters.
        presenter_hash: SHA-256 of the presenter's secret; the secret itself stands nowhere.
        fresh: nobody has configured or started its run yet.
        experiment: the experiment in force, JSON; a user's own points are part of it.
        state: what its run is besides its trainer, JSON; None before the run began.
        snapshot: the trainer, safetensors; None before the run began.
        timeline: the newest moments of its run's branches; None where there are none.
        size: bytes of experiment, state, snapshot and timeline.
        used_at: when somebody last was in the room, Unix seconds.
    """

    __tablename__ = "rooms"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    presenter_hash: Mapped[bytes] = mapped_column(LargeBinary)
    fresh: Mapped[bool]
    experiment: Mapped[str] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)
    timeline: Mapped[bytes | None] = mapped_column(LargeBinary)
    size: Mapped[int]
    used_at: Mapped[float] = mapped_column(Double, index=True)
