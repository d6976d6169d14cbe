"""Rooms in the database."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, delete, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.storage.migrate import migrate
from app.storage.tables import RoomRow


class StorageUnavailable(Exception):
    """The database cannot be opened; the text says why and what helps, in one line."""


@dataclass(frozen=True)
class StoredRoom:
    """A room at rest; the fields are those of `RoomRow`."""

    code: str
    presenter_hash: bytes
    fresh: bool
    experiment: str
    state: str | None
    snapshot: bytes | None
    used_at: float
    timeline: bytes | None = None


class RoomStore:
    """Saves rooms and finds them again. Its methods block: call them from a thread.

    SQLite keeps a write-ahead log, so that a killed process loses nothing it has saved.
    """

    def __init__(self, url: str) -> None:
        """Store rooms at a database URL, as SQLAlchemy writes it."""
        self.url = url
        self._engine: Engine | None = None

    def open(self) -> None:
        """Connect, and bring the tables up to date; does nothing when that is done.

        Raises:
            StorageUnavailable: the URL, the driver, the folder or the server is at fault.
        """
        if self._engine is not None:
            return
        try:
            url = make_url(self.url)
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(url)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _write_ahead)
            migrate(engine)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as problem:
            raise StorageUnavailable(
                f"GLASSBOX_DATABASE_URL cannot be used: {problem}"
            ) from problem
        except (OSError, SQLAlchemyError) as problem:
            raise StorageUnavailable(_explain(self.url, problem)) from problem
        self._engine = engine

    def close(self) -> None:
        """Let go of the database."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def save(self, rooms: Iterable[StoredRoom]) -> None:
        """Save rooms, all or none of them."""
        with self._session() as session, session.begin():
            for room in rooms:
                parts = (
                    room.experiment,
                    room.state or "",
                    room.snapshot or b"",
                    room.timeline or b"",
                )
                session.merge(RoomRow(**vars(room), size=sum(map(len, parts))))

    def find(self, code: str) -> StoredRoom | None:
        """The room with this code."""
        with self._session() as session:
            row = session.get(RoomRow, code)
            if row is None:
                return None
            return StoredRoom(**{name: getattr(row, name) for name in StoredRoom.__annotations__})

    def has(self, code: str) -> bool:
        """Whether there is a room with this code."""
        with self._session() as session:
            return session.scalar(select(RoomRow.code).where(RoomRow.code == code)) is not None

    def size(self) -> int:
        """Bytes of all rooms together."""
        with self._session() as session:
            return int(session.scalar(select(func.coalesce(func.sum(RoomRow.size), 0))) or 0)

    def remove_unused(self, before: float) -> int:
        """Remove rooms that were last used before a time (Unix seconds); how many there were."""
        with self._session() as session, session.begin():
            found = session.scalars(select(RoomRow.code).where(RoomRow.used_at < before)).all()
            session.execute(delete(RoomRow).where(RoomRow.code.in_(found)))
        return len(found)

    def _session(self) -> Session:
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return Session(self._engine)


def _write_ahead(connection: Any, _: object) -> None:
    """Prepare a new SQLite connection: readers do not wait for the writer, nor it for the disk."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _explain(url: str, problem: Exception) -> str:
    place = url
    with suppress(ArgumentError):
        place = make_url(url).render_as_string(hide_password=True)
    reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
    return (
        f"The rooms cannot be stored at {place}: {reason}."
        " Set GLASSBOX_DATA_DIR to a folder that can be written to, or GLASSBOX_DATABASE_URL."
    )
