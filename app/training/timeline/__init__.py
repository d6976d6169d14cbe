"""The whole run from step 0: any moment of it, its branches, its bookmarks."""

from app.training.timeline.branch import Bookmark, Branch, Difference
from app.training.timeline.events import Key
from app.training.timeline.replay import ReplayError
from app.training.timeline.timeline import Timeline

__all__ = ["Bookmark", "Branch", "Difference", "Key", "ReplayError", "Timeline"]
