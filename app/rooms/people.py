"""Who is in a room, who may command its run, and what each of them is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from itertools import count
from typing import Any

from app.datasets import BadDrawing, Drawing
from app.frames import Spotlight
from app.frames.codec import layout_id, select
from app.rooms import messages
from app.rooms.commands import Inspect, Lend, Point, TakeBack
from app.rooms.offers import Offers
from app.rooms.refusing import problem_of
from app.rooms.viewer import Viewer
from app.training.inspection import Parameter, Size, Unit, find_problem
from app.training.problems import Problem

MOST_NUMBERS = 200
"""People that a presenter is told of one by one."""
MOST_SAMPLES = 40
"""People who may look at samples of their own at a time: each costs a pass through the network."""
MOST_INSPECTING = 40
"""People who may be told the numbers of neurons at a time: each costs a pass, too."""


class People:
    """The viewers of one room."""

    def __init__(self) -> None:
        self._viewers: set[Viewer] = set()
        self._numbers = count(1)
        self._part_names: dict[int, list[str]] = {}
        self._sizes: list[Size] = []
        self._data: dict[str, Any] | None = None
        self._borrower: Viewer | None = None
        self._pointer: Viewer | None = None
        self._pointing = messages.pointing(None)

    def __len__(self) -> int:
        return len(self._viewers)

    def __iter__(self) -> Iterator[Viewer]:
        return iter(self._viewers)

    def let_in(self, *, presenter: bool) -> Viewer:
        """Somebody comes."""
        viewer = Viewer(next(self._numbers), presenter=presenter)
        self._viewers.add(viewer)
        return viewer

    def let_out(self, viewer: Viewer) -> None:
        """Somebody goes, and with them what they were lent and what they pointed at."""
        self._viewers.discard(viewer)
        if viewer is self._borrower:
            self._borrower = None
        if viewer is self._pointer:
            self.point(viewer, None)

    # Who may do what.

    def may_command(self, viewer: Viewer) -> bool:
        """Whether this viewer may command the run."""
        return viewer.presenter or viewer is self._borrower

    def lend(self, viewer: Viewer, command: Lend | TakeBack) -> None:
        """Change who else may command the run; a presenter's right, but for giving it back."""
        gives_back = viewer is self._borrower and isinstance(command, TakeBack)
        if not (viewer.presenter or gives_back):
            viewer.put(messages.not_presenter())
            return
        chosen = None
        if isinstance(command, Lend):
            others = {other.number: other for other in self._viewers if not other.presenter}
            chosen = others.get(command.number)
            if chosen is None:
                words = f"There is no viewer {command.number} in this room."
                problem = Problem("number", words, str(command.number), None)
                viewer.put(messages.error("unknown_viewer", problem))
                return
        before, self._borrower = self._borrower, chosen
        if before is not chosen:
            if before is not None and before is self._pointer:
                self.point(before, None)
            for changed in (before, chosen):
                if changed is not None:
                    # Who commands, follows what the room follows: it is theirs to choose.
                    if changed.sample is not None:
                        self.look(changed, None)
                    changed.put(messages.control(changed is chosen))
        self.tell_people()

    # What each of them sees.

    def point(self, viewer: Viewer, command: Point | None) -> None:
        """Show the others, and whoever comes, what somebody points at."""
        target = None if command is None or command.target is None else command.target.model_dump()
        self._pointer = None if target is None else viewer
        self._pointing = messages.pointing(target)
        for other in self._viewers:
            if other is not viewer and other.ready:
                other.mailbox.put_pointing(self._pointing)

    def look(self, viewer: Viewer, sample: Spotlight | None) -> None:
        """Let a viewer follow a sample of its own, or the room's again."""
        alone = sum(other.sample is not None for other in self._viewers if other is not viewer)
        if sample is not None and alone >= MOST_SAMPLES:
            words = f"{alone} people look at samples of their own already. Make a copy to do so."
            viewer.put(messages.refusal("crowded", words))
            return
        before, viewer.sample = viewer.sample, sample
        # While somebody draws, the sample is another many times a second, and still that drawing.
        if not (sample and before and sample.split == before.split == "drawing"):
            viewer.put(messages.looking(sample))

    def draw(self, viewer: Viewer, drawing: Drawing) -> None:
        """Let a viewer follow what it draws, if that is a picture like those of the data."""
        if self.suits(viewer, drawing):
            self.look(viewer, Spotlight.on(drawing))

    def suits(self, viewer: Viewer, drawing: Drawing) -> bool:
        """Whether a drawing is a picture like those of the data; if not, the viewer is told."""
        data = self._data
        try:
            if data is not None:
                drawing.check(data.get("shape"), len(data["classes"] or ()))
        except BadDrawing as bad:
            viewer.put(messages.error("invalid", problem_of(bad)))
            return False
        return True

    def inspect(self, viewer: Viewer, command: Inspect) -> None:
        """Let a viewer be told the numbers of a neuron, or of none any more."""
        if command.target is None:
            viewer.inspected = None
            return
        layer, unit, place = command.target.layer, command.target.unit, command.target.input
        target = Unit(layer, unit) if place is None else Parameter(layer, unit, place)
        problem = find_problem(self._sizes, target, "target.") if self._sizes else None
        others = sum(other.inspected is not None for other in self._viewers if other is not viewer)
        if problem is not None:
            viewer.put(messages.error("invalid", problem))
        elif others >= MOST_INSPECTING:
            words = f"{others} people inspect neurons already. Make a copy to do so."
            viewer.put(messages.refusal("inspecting", words))
        else:
            viewer.inspected = layer, unit, place

    def follow_the_room(self) -> None:
        """Let nobody follow a sample of its own any more: there are other samples now."""
        for viewer in self._viewers:
            if viewer.sample is not None:
                self.look(viewer, None)

    def watching(self) -> dict[str, Any]:
        """What the run is to know of all this, in the words of `Run.watch`."""
        looking = [viewer for viewer in self._viewers if viewer.parts]
        return {
            "parts": sorted(frozenset().union(*(viewer.parts for viewer in looking))),
            "viewers": len(looking),
            "samples": {
                str(viewer.number): list(astuple(viewer.sample))
                for viewer in looking
                if viewer.sample
            },
            "targets": {
                str(viewer.number): viewer.inspected for viewer in looking if viewer.inspected
            },
        }

    # What they are told.

    def describe(self, message: dict[str, Any], *, newcomers_only: bool) -> None:
        """Tell them the experiment in force; frames are read by its layouts from now on."""
        layouts = [part["layout"] for part in (message, message["beside"]) if part is not None]
        self._part_names = {
            layout["id"]: [part["name"] for part in layout["parts"]] for layout in layouts
        }
        self._sizes = [
            Size(layer["units"], layer["reads"]) for layer in message["layout"]["layers"]
        ]
        self._data = message["data"]
        text = json.dumps(message)
        for viewer in self._viewers:
            if newcomers_only and viewer.ready:
                continue
            if not viewer.ready:
                viewer.ready, viewer.told_timeline = True, ""
            viewer.mailbox.change_layout()
            viewer.put(text)
            if self._pointer is not None and viewer is not self._pointer:
                viewer.mailbox.put_pointing(self._pointing)

    def show(self, frame: bytes, number: int) -> None:
        """Put a frame into the mailboxes; those who see the same share the bytes.

        Args:
            frame: of one of the present layouts; one of an older one is left aside.
            number: the viewer it is for, 0 for everybody.
        """
        names = self._part_names.get(layout_id(frame))
        if names is None:
            return
        chosen: dict[frozenset[str], bytes] = {}
        for viewer in self._viewers:
            if not (viewer.ready and viewer.parts):
                continue
            if number:
                # A sample of its own; unless it has just gone back to the room's.
                if viewer.number == number and viewer.sample and "spotlight" in viewer.parts:
                    viewer.mailbox.put_frame(frame)
                continue
            parts = viewer.shared_parts
            if parts not in chosen:
                indices = [i for i, name in enumerate(names) if name in parts]
                chosen[parts] = select(frame, indices)
            viewer.mailbox.put_frame(chosen[parts])

    def forget_layout(self) -> None:
        """Show nobody anything before the next `describe`."""
        for viewer in self._viewers:
            viewer.ready = False

    def tell(self, text: str, *, ready_only: bool = False, number: int = 0) -> None:
        """Tell everybody, or those who know the experiment, or the viewer of this number."""
        for viewer in self._viewers:
            if number in (0, viewer.number) and (viewer.ready or not ready_only):
                viewer.put(text)

    def tell_timeline(self, message: dict[str, Any]) -> None:
        """Tell those who know the experiment of a run's branches, if they do not know them yet."""
        present = message["branch"]
        # How far the present one has come is told by every frame.
        known = json.dumps(
            [
                {**branch, "latest": branch["latest"] if branch["id"] != present else None}
                for branch in message["branches"]
            ]
            + [present, message["bookmarks"]]
        )
        text = json.dumps(message)
        for viewer in self._viewers:
            if viewer.ready and viewer.told_timeline != known:
                viewer.told_timeline = known
                viewer.put(text)

    def tell_offers(self, offers: Offers) -> None:
        """Tell presenters what was drawn for them, and viewers what waits of theirs."""
        waiting = offers.waiting
        for viewer in self._viewers:
            if not viewer.ready:
                continue
            if viewer.presenter and viewer.told_offers != [*waiting]:
                kept = [number for number in viewer.told_offers if number in waiting]
                new = [offer.to_json() for number, offer in waiting.items() if number not in kept]
                viewer.told_offers = [*waiting]
                viewer.put(messages.offers(new, kept))
            own = offers.of(viewer.number)
            if viewer.told_given != own:
                viewer.told_given = own
                viewer.put(messages.given(own))

    def tell_people(self) -> None:
        """Tell presenters who is there to lend control to."""
        numbers = sorted(viewer.number for viewer in self._viewers if not viewer.presenter)
        borrower = None if self._borrower is None else self._borrower.number
        text = messages.people(numbers[:MOST_NUMBERS], borrower)
        for viewer in self._viewers:
            if viewer.presenter and viewer.ready and viewer.told_people != text:
                viewer.told_people = text
                viewer.put(text)
