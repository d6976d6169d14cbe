"""What outlives the server: rooms with their experiments and latest snapshots, in a database."""

from app.storage.rooms import RoomStore, StorageUnavailable, StoredRoom

__all__ = ["RoomStore", "StorageUnavailable", "StoredRoom"]
