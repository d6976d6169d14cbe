from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from app.storage import RoomStore, StorageUnavailable, StoredRoom
from app.storage.tables import Base

ROOM = StoredRoom(
    code="KXQTPA",
    presenter_hash=b"\x00\xff" * 16,
    fresh=False,
    experiment='{"dataset": {"name": "circle"}}',
    state='{"playing": true}',
    snapshot=bytes(range(256)),
    used_at=1000.5,
    timeline=b"\x01tips",
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/deeper/glassbox.sqlite3"


@pytest.fixture
def store(url: str) -> RoomStore:
    store = RoomStore(url)
    store.open()
    return store


def test_a_room_is_found_as_it_was_saved_by_another_program(store: RoomStore, url: str) -> None:
    other = replace(ROOM, code="AAAAAA", state=None, snapshot=None, timeline=None, fresh=True)
    store.save([ROOM, other])
    store.close()
    again = RoomStore(url)
    again.open()
    assert again.find("KXQTPA") == ROOM
    assert again.find("AAAAAA") == other
    assert again.find("NOSUCH") is None
    assert again.has("KXQTPA")
    assert not again.has("NOSUCH")


def test_what_is_saved_last_counts(store: RoomStore) -> None:
    store.save([ROOM])
    later = replace(ROOM, snapshot=b"later", used_at=2000)
    store.save([later])
    assert store.find("KXQTPA") == later
    texts = (ROOM.experiment, ROOM.state or "")
    assert store.size() == sum(map(len, texts)) + len(b"later") + 5


def test_rooms_unused_for_long_are_removed(store: RoomStore) -> None:
    store.save([ROOM, replace(ROOM, code="AAAAAA", used_at=3000)])
    assert store.remove_unused(before=2000) == 1
    assert store.find("KXQTPA") is None
    assert store.find("AAAAAA") is not None
    assert store.remove_unused(before=2000) == 0


def test_an_empty_store_has_no_size(store: RoomStore) -> None:
    assert store.size() == 0


def test_to_open_twice_does_no_harm(store: RoomStore) -> None:
    store.save([ROOM])
    store.open()
    assert store.find("KXQTPA") == ROOM


def test_the_migrations_make_the_tables_that_the_program_reads(store: RoomStore, url: str) -> None:
    store.close()
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable, match=r"file.*GLASSBOX_DATA_DIR"):
        RoomStore(f"sqlite:///{tmp_path}/file/rooms.sqlite3").open()


@pytest.mark.parametrize("url", ["nonsense", "nosuchdatabase://host/name"])
def test_a_bad_url_is_told_in_one_line(url: str) -> None:
    with pytest.raises(StorageUnavailable, match="GLASSBOX_DATABASE_URL") as error:
        RoomStore(url).open()
    assert "\n" not in str(error.value)


def test_a_password_is_not_told() -> None:
    # Port 1 is reserved and nobody listens there; the driver may not even be installed.
    url = "postgresql+psycopg://teacher:hush@127.0.0.1:1/rooms"
    with pytest.raises(StorageUnavailable) as error:
        RoomStore(url).open()
    assert "hush" not in str(error.value)
