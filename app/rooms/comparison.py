"""Puts a second run beside a room's own, and lets it be seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.rooms.beside import Beside, check_data, with_data_of
from app.rooms.outlook import Outlook
from app.rooms.tandem import Place, Tandem
from app.training import Experiment


class Comparison:
    """The second of two runs, from its beginning to its end; `Tandem` moves it."""

    def __init__(self, tandem: Tandem, outlook: Outlook, clock: Callable[[], float]) -> None:
        self._tandem, self._outlook, self._clock = tandem, outlook, clock

    def make(self, experiment: Experiment) -> Beside:
        """A run of this experiment at step 0, which nobody sees yet.

        Raises:
            Refusal: it is not of the data that the room's own run learns from.
        """
        check_data(self._tandem.timeline.trainer.experiment, experiment)
        return self._begun(experiment)

    def put(self, beside: Beside | None, place: Place | None = None) -> None:
        """Have this run beside the room's own from now on, or none; as `Tandem.put_beside`."""
        self._tandem.put_beside(beside, place)
        self._outlook.look_beside(beside)

    def restore(self, saved: dict[str, Any] | None) -> None:
        """Begin the run that was saved again; it comes along to where it was.

        Raises:
            ValueError: it is no experiment, or one on other data.
        """
        if saved is not None:
            experiment = Experiment.model_validate_json(json.dumps(saved["experiment"]))
            self.put(self.make(experiment), (saved["step"], saved["phases"]))

    def on_data_of(self, other: Experiment) -> Beside | None:
        """The present second run, or where other data are to come, its experiment on them.

        Raises:
            Refusal: its experiment cannot learn from them.
        """
        beside = self._tandem.beside
        if beside is None:
            return None
        if beside.experiment.dataset.uncorrected == other.dataset.uncorrected:
            return beside
        return self._begun(with_data_of(beside.experiment, other))

    def bring_along(self, beside: Beside | None) -> None:
        """Let the second run, perhaps a new one, come to where the room's own was brought."""
        if beside is self._tandem.beside:
            self._tandem.follow()
        else:
            self.put(beside)

    def _begun(self, experiment: Experiment) -> Beside:
        return Beside(experiment, self._outlook.spotlight, self._clock)
