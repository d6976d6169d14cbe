"""Tells the people of a room how the layers do, and what goes wrong."""

from __future__ import annotations

from itertools import takewhile
from operator import is_
from typing import Any, Protocol

import numpy as np

from app.frames.describe_statistics import describe_statistics
from app.training import Trainer
from app.training.diagnosis import diagnose
from app.training.statistics.record import Record

SECONDS = 0.5
"""How often people are told while the run goes on; at rest they are told at once."""


class Send(Protocol):
    """Sends a message to everybody."""

    def __call__(self, message: dict[str, Any], /) -> None: ...


class Checkup:
    """Looks at a run's records whenever there are new ones."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._problems: list[dict[str, Any]] = []
        self._told: list[Record] = []
        self._seen: tuple[object, ...] = ()
        self._due = self._statistics_due = 0.0

    def describe(self, trainer: Trainer, latest: int) -> dict[str, Any]:
        """The whole record, for the message that tells newcomers of the run.

        Args:
            trainer: the run.
            latest: the newest step of the line on which it stands.
        """
        self._told = _up_to(trainer, latest)
        return describe_statistics(self._told)

    def tell(self, trainer: Trainer) -> None:
        """Send what goes wrong, for those who do not know."""
        self._seen = self._moment(trainer, resting=True)
        self._problems = [finding.to_json() for finding in diagnose(trainer)]
        self._send({"type": "problems", "problems": self._problems})

    def look(
        self, trainer: Trainer, latest: int, now: float, *, resting: bool, watched: bool
    ) -> None:
        """Send what is new.

        Args:
            trainer: the run.
            latest: the newest step of the line on which it stands.
            now: in seconds, on any clock.
            resting: whether nothing will be new before somebody asks for it.
            watched: whether anybody looks at the record.
        """
        if resting or now >= self._due:
            self._look_for_problems(trainer, now, resting)
        if watched and (resting or now >= self._statistics_due):
            self._tell_records(_up_to(trainer, latest), now)

    def _look_for_problems(self, trainer: Trainer, now: float, resting: bool) -> None:
        moment = self._moment(trainer, resting)
        if moment == self._seen:
            return
        # Before the look: one that fails is not to fail again and again.
        self._seen, self._due = moment, now + SECONDS
        problems = [finding.to_json() for finding in diagnose(trainer)]
        if problems != self._problems:
            self._problems = problems
            self._send({"type": "problems", "problems": problems})

    def _tell_records(self, records: list[Record], now: float) -> None:
        if len(records) == len(self._told) and all(map(is_, records, self._told)):
            return
        known = sum(1 for _ in takewhile(_same, zip(self._told, records, strict=False)))
        self._told, self._statistics_due = records, now + SECONDS
        after = records[known - 1].step if known else -1
        new = describe_statistics(records[known:])
        self._send({"type": "statistics", "after": after, "records": new})

    @staticmethod
    def _moment(trainer: Trainer, resting: bool) -> tuple[object, ...]:
        """What a diagnosis depends on; while it trains it is looked at with every record."""
        records = trainer.statistics.records
        return (
            trainer.experiment,
            trainer.stop_reason,
            len(records),
            records[-1].step if records else 0,
            trainer.steps if resting else None,
        )


def _same(pair: tuple[Record, Record]) -> bool:
    """Whether two records are of one moment of one line."""
    told, now = pair
    return told is now or np.array_equal(told.moment, now.moment, equal_nan=True)


def _up_to(trainer: Trainer, latest: int) -> list[Record]:
    """The records of a line; one that an earlier version stored may have some of its parent's."""
    return [record for record in trainer.statistics.records if record.step <= latest]
