"""What the branches of a run are called, and which there are."""

from __future__ import annotations

from app.rooms.commands import DeleteBranch, RemoveBookmark, RenameBranch, SetBookmark
from app.training.timeline import Timeline

Rearrange = RenameBranch | DeleteBranch | SetBookmark | RemoveBookmark


def rearrange(timeline: Timeline, command: Rearrange) -> None:
    """Carry out a command that changes nothing of where the run stands.

    Raises:
        Refusal: there is no such branch, step or bookmark, or it cannot be changed.
    """
    match command:
        case RenameBranch():
            timeline.tree.rename(command.branch, command.name)
        case DeleteBranch():
            timeline.delete(command.branch)
        case SetBookmark():
            timeline.bookmark(command.step, command.name)
        case RemoveBookmark():
            timeline.tree.unmark(command.bookmark)
