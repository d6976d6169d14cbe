"""Tells the people of a room what the network says of their corrections by now."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Protocol

from app.training import Trainer
from app.training.correcting import Judge

SECONDS = 0.5
"""How often people are told while the run goes on; at rest they are told at once."""


class Send(Protocol):
    """Sends a message to everybody."""

    def __call__(self, message: dict[str, Any], /) -> None: ...


class Grades:
    """Asks the network whenever it may have changed its mind."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._judge: Judge | None = None
        self._judged: tuple[object, object] = (None, ())
        self._seen: tuple[object, ...] = ()
        self._told: list[dict[str, Any] | None] = []
        self._due = 0.0

    def tell(self, trainer: Trainer) -> None:
        """Send all verdicts, for those who do not know."""
        self._seen = self._moment(trainer)
        told, self._told = self._told, self._verdicts(trainer)
        if told or self._told:
            self._send({"type": "corrections", "verdicts": self._told})

    def look(self, trainer: Trainer, now: float, *, resting: bool) -> None:
        """Send the verdicts if there are others.

        Args:
            trainer: the run.
            now: in seconds, on any clock.
            resting: whether nothing will be new before somebody asks for it.
        """
        corrections = trainer.experiment.dataset.corrections
        if not corrections or not (resting or now >= self._due):
            return
        moment = self._moment(trainer)
        if moment == self._seen:
            return
        self._seen, self._due = moment, now + SECONDS
        verdicts = self._verdicts(trainer)
        if verdicts != self._told:
            self._told = verdicts
            self._send({"type": "corrections", "verdicts": verdicts})

    def _verdicts(self, trainer: Trainer) -> list[dict[str, Any] | None]:
        """One each, in the order of the experiment."""
        corrections = trainer.experiment.dataset.corrections
        if not corrections:
            self._judge, self._judged = None, (None, ())
            return []
        judged = trainer.network, corrections
        if self._judge is None or self._judged != judged:
            self._judge, self._judged = Judge(trainer, corrections), judged
        verdicts = self._judge.verdicts()
        return [None if verdict is None else asdict(verdict) for verdict in verdicts]

    @staticmethod
    def _moment(trainer: Trainer) -> tuple[object, ...]:
        """What verdicts depend on; a weight that is edited changes them without a step."""
        corrections = trainer.experiment.dataset.corrections
        parameters = trainer.network.parameters
        return corrections, trainer.steps, float(parameters @ parameters) if corrections else 0.0
