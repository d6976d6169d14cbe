"""All branches of a timeline, by name and number, and the bookmarks on them."""

from __future__ import annotations

from app.training.differences import differences
from app.training.experiment import Experiment
from app.training.problems import Refusal
from app.training.timeline.branch import BEGINNING, Bookmark, Branch, Difference
from app.training.timeline.events import Key

MOST_BRANCHES = 12
MOST_BOOKMARKS = 100
NAME_LENGTH = 60


class Tree:
    """The branches.

    Attributes:
        branches: by number, the oldest first.
        present: the branch in which the run stands.
        bookmarks: by number, the oldest first.
    """

    present: Branch

    def __init__(self) -> None:
        self.branches: dict[int, Branch] = {}
        self.bookmarks: dict[int, Bookmark] = {}
        self.next_branch = self.next_bookmark = 1

    # What there is.

    def find(self, branch: int) -> Branch:
        """The branch of this number.

        Raises:
            Refusal: there is none.
        """
        if branch not in self.branches:
            allowed = ", ".join(map(str, self.branches))
            raise Refusal("branch", f"must be one of {allowed}", branch, allowed)
        return self.branches[branch]

    def children(self, branch: Branch) -> list[Branch]:
        """The branches that left this one."""
        return [other for other in self.branches.values() if other.parent == branch.id]

    def root(self, branch: Branch) -> Branch:
        """The branch that has the beginning of this one's line."""
        while branch.parent is not None:
            branch = self.branches[branch.parent]
        return branch

    def owner(self, branch: Branch, key: Key) -> Branch:
        """The branch to which a moment of this one's line belongs: itself, or one it came from."""
        while branch.parent is not None and key <= branch.origin:
            branch = self.branches[branch.parent]
        return branch

    def check_step(self, step: int, latest: int) -> None:
        """Refuse a step that the present branch does not have.

        Raises:
            Refusal: it has none of this number.
        """
        first = self.root(self.present).origin.step
        if not first <= step <= latest:
            allowed = f"{first} to {latest}"
            raise Refusal("step", f"must be from {allowed}", step, allowed)

    # How it grows.

    def begin(self, experiment: Experiment, before: Experiment | None) -> Branch:
        """A line that begins at step 0, different from one that there was before."""
        branch = self._put(None, BEGINNING, experiment)
        if before is not None:
            branch.differences = [
                Difference(0, field, old, new)
                for field, old, new in differences(before, experiment)
            ]
        return branch

    def add(self, parent: int, origin: Key, first: Experiment) -> Branch:
        """A branch that leaves another one."""
        return self._put(parent, origin, first)

    def _put(self, parent: int | None, origin: Key, first: Experiment) -> Branch:
        branch = Branch(self.next_branch, parent, origin, first)
        self.branches[branch.id] = branch
        self.next_branch += 1
        return branch

    def make_room(self, parent: Branch | None = None) -> None:
        """See to it that there may be one more branch, by dropping the oldest nobody would miss.

        Args:
            parent: the branch that it will leave.

        Raises:
            Refusal: somebody would miss each of them.
        """
        if len(self.branches) < MOST_BRANCHES:
            return
        marked = {bookmark.branch for bookmark in self.bookmarks.values()}
        for branch in self.branches.values():
            kept = branch in (self.present, parent) or branch.name is not None
            if not (kept or branch.id in marked or self.children(branch)):
                self._drop(branch)
                return
        raise Refusal(
            "branch",
            f"must be one of at most {MOST_BRANCHES}: delete one, or take a name or bookmark away",
            len(self.branches) + 1,
            f"at most {MOST_BRANCHES} branches",
        )

    def delete(self, number: int) -> None:
        """Forget a branch and its bookmarks.

        Raises:
            Refusal: there is none of this number, the run stands in it, or others left it.
        """
        branch = self.find(number)
        if branch is self.present:
            raise Refusal("branch", "must not be the present one", number, "another branch")
        if children := self.children(branch):
            names = ", ".join(str(child.id) for child in children)
            raise Refusal(
                "branch",
                f"must have no branches of its own; it has {names}",
                number,
                "a branch that no other one left",
            )
        self._drop(branch)

    def _drop(self, branch: Branch) -> None:
        del self.branches[branch.id]
        self.bookmarks = {
            bookmark.id: bookmark
            for bookmark in self.bookmarks.values()
            if bookmark.branch != branch.id
        }

    def replace(self, branch: Branch) -> None:
        """Forget the branch that is about to begin anew; the next one has its number."""
        self._drop(branch)
        if branch.id == self.next_branch - 1:
            self.next_branch = branch.id

    # What people call it.

    def rename(self, number: int, name: str | None) -> None:
        """Give a branch a name, or take it away.

        Raises:
            Refusal: there is no such branch.
        """
        self.find(number).name = name

    def mark(self, step: int, name: str) -> None:
        """Set a bookmark on a step of the present branch, or rename the one there.

        Raises:
            Refusal: there are too many.
        """
        for bookmark in self.bookmarks.values():
            if (bookmark.branch, bookmark.step) == (self.present.id, step):
                self.bookmarks[bookmark.id] = Bookmark(bookmark.id, self.present.id, step, name)
                return
        if len(self.bookmarks) >= MOST_BOOKMARKS:
            allowed = f"at most {MOST_BOOKMARKS}"
            raise Refusal(
                "bookmark",
                f"must be one of {allowed}: remove one",
                len(self.bookmarks) + 1,
                allowed,
            )
        number, self.next_bookmark = self.next_bookmark, self.next_bookmark + 1
        self.bookmarks[number] = Bookmark(number, self.present.id, step, name)

    def unmark(self, number: int) -> None:
        """Remove a bookmark.

        Raises:
            Refusal: there is none of this number.
        """
        if number not in self.bookmarks:
            allowed = ", ".join(map(str, self.bookmarks)) or "no bookmark: there is none"
            raise Refusal("bookmark", f"must be one of {allowed}", number, allowed)
        del self.bookmarks[number]
