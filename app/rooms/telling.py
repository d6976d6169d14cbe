"""What a run tells a room: what it is, where it stands, which branches it has."""

from __future__ import annotations

from dataclasses import asdict
from math import inf
from time import perf_counter
from typing import Any, Protocol

from app.frames.describe import describe_data, describe_history, describe_metrics
from app.frames.describe_branch import describe_branch_statistics
from app.frames.describe_timeline import describe_timeline
from app.rooms.beside import Beside
from app.rooms.commands import Speed
from app.rooms.outlook import Outlook
from app.rooms.refusing import describe_problem
from app.rooms.tandem import Tandem
from app.training import Experiment
from app.training.problems import Problem
from app.training.timeline.changes import marks

TIMELINE_SECONDS = 0.5
"""How often the branches are described anew while they change."""


class Send(Protocol):
    """Sends a message to everybody (0), or to the viewer of this number alone."""

    def __call__(self, message: dict[str, Any], number: int = 0, /) -> None: ...


class Telling:
    """Describes a timeline, and the run beside it, in messages (docs/protocol.md)."""

    def __init__(self, tandem: Tandem, outlook: Outlook, send: Send) -> None:
        self._tandem, self._outlook, self._send = tandem, outlook, send
        self._timeline = tandem.timeline
        self._told: tuple[Experiment, int, Beside | None] | None = None
        self._told_at, self._due = -inf, inf

    @property
    def up_to_date(self) -> bool:
        """Whether experiment, present branch and the run beside it are those told last."""
        return self._told == self._now

    @property
    def _now(self) -> tuple[Experiment, int, Beside | None]:
        timeline = self._timeline
        return timeline.trainer.experiment, timeline.tree.present.id, self._tandem.beside

    def experiment(self, effect: str, statistics: dict[str, Any]) -> None:
        """Send the experiment and all that is needed to read its frames.

        Args:
            effect: what became of the run, as the protocol says it.
            statistics: how its layers did.
        """
        trainer, present = self._timeline.trainer, self._timeline.tree.present
        beside = self._tandem.beside
        self._send(
            {
                "type": "experiment",
                "experiment": trainer.experiment.model_dump(mode="json"),
                "effect": effect,
                "branch": present.id,
                "layout": self._outlook.layout.to_json(),
                "data": describe_data(trainer.dataset),
                "history": describe_history(trainer.history),
                "changes": marks(present),
                "statistics": statistics,
                "beside": None if beside is None else beside.describe(trainer.experiment),
            }
        )
        self._told = self._now

    def state(self, *, playing: bool, speed: Speed) -> None:
        """Send where the run stands and what it is doing; once it is there, if it is on its way."""
        timeline, trainer = self._timeline, self._timeline.trainer
        if timeline.searching or not self._tandem.in_step:
            return
        beside = self._tandem.beside
        self._send(
            {
                "type": "state",
                "playing": playing,
                "speed": speed.model_dump(exclude={"type"}),
                "step": trainer.steps,
                "latest": timeline.latest,
                "epoch": trainer.epoch,
                "phase": asdict(trainer.phase),
                "spotlight": self._outlook.spotlight.place,
                "stop": None if trainer.stop_reason is None else asdict(trainer.stop_reason),
                "metrics": describe_metrics(trainer),
                "beside": None if beside is None else beside.describe_state(),
            }
        )

    def branches(self) -> None:
        """Send the branches and bookmarks, now or soon."""
        now = perf_counter()
        self._due = max(now, self._told_at + TIMELINE_SECONDS)
        self.what_is_due(now)

    def what_is_due(self, now: float) -> None:
        """Send what had to wait, if its time has come (on the clock of `perf_counter`)."""
        if self._due <= now:
            self._told_at, self._due = now, inf
            self._send(describe_timeline(self._timeline))

    def statistics_of(self, branch: int, asker: int) -> None:
        """Tell who asked how the layers of a branch did."""
        self._send(describe_branch_statistics(self._timeline, branch), asker)

    def wait(self, now: float) -> float | None:
        """Seconds until something is due, None if nothing waits."""
        return max(0.0, self._due - now) if self._due < inf else None

    def configured(self, request: int | None, asker: int) -> None:
        """Tell who asked, and numbered the request, that another experiment is in force."""
        if request is not None:
            self._send({"type": "configured", "request": request}, asker)

    def refusal(self, problem: Problem, asker: int, request: int | None = None) -> None:
        """Tell who asked why it was not done."""
        self._send(describe_problem("invalid", problem, request), asker)
