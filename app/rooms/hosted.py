"""A room's run: in a worker's hands while somebody looks, else what was saved of it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from app.rooms.pool import RunHandle
from app.rooms.wire import Saved
from app.storage import StoredRoom
from app.training import Experiment

SAVE_SECONDS = 5.0


class HostedRun:
    """The room's end of its run.

    Attributes:
        experiment: what it trains at present, as JSON.
        saved: what it would go on from; None while that is its beginning.
        away: the run that this one stands in for, because its data are not here; else None.
    """

    def __init__(self, experiment: str | None = None, saved: Saved | None = None) -> None:
        self.experiment = experiment or Experiment().model_dump_json()
        self.saved = saved
        self.away: HostedRun | None = None
        self._looking = False
        self._handle: RunHandle | None = None
        self._waiting_for_save: list[asyncio.Future[Saved]] = []

    @classmethod
    def from_stored(cls, stored: StoredRoom) -> HostedRun:
        """The run as it was when its room was stored."""
        if stored.state is None or stored.snapshot is None:
            return cls(stored.experiment)
        saved = Saved(json.loads(stored.state), stored.snapshot, stored.timeline)
        return cls(stored.experiment, saved)

    def copy_at(self, saved: Saved | None) -> HostedRun:
        """Another run that stands still at what was `saved` of this one."""
        if saved is None:
            return HostedRun(self.experiment)
        state = {name: saved.state[name] for name in saved.state if name != "paused_after"}
        return HostedRun(self.experiment, replace(saved, state={**state, "playing": False}))

    @property
    def hosted(self) -> bool:
        """Whether a worker has it."""
        return self._handle is not None

    def host(self, handle: RunHandle) -> None:
        """Let it go on in a worker from what was saved."""
        self._handle = handle
        self.begin()

    def begin(self) -> int:
        """Let it begin in its worker, from what was saved of it if there is something.

        Returns:
            At which step.
        """
        if self._handle is None:
            raise RuntimeError("a run that no worker hosts cannot begin")
        self._looking = False
        if self.saved is None:
            self._handle.send("open", experiment=self.experiment)
            return 0
        self._handle.restore(self.saved)
        step: int = self.saved.state["step"]
        return step

    @property
    def kept(self) -> str | None:
        """The dataset of the run that is away, None while none is."""
        if self.away is None:
            return None
        return Experiment.model_validate_json(self.away.experiment).dataset.name

    def stand_in(self) -> bool:
        """Begin with another run in the place of this one, which is kept as it was saved.

        Returns:
            False if another one does already.
        """
        self._looking = False
        if self.away is not None:
            return False
        self.away = HostedRun(self.experiment, self.saved)
        self.experiment, self.saved = Experiment().model_dump_json(), None
        self.begin()
        return True

    def look_for_data(self) -> None:
        """Try whether the run that is away can go on; until its worker says so, nothing changes."""
        if self._handle is None or self.away is None or self.away.saved is None or self._looking:
            return
        self._looking = True
        self._handle.restore(self.away.saved)

    def come_back(self) -> bool:
        """Be the run that was away, now that its worker has it again; False if none was tried."""
        found, self._looking = self._looking, False
        if found:
            self._end_standing_in()
        return found

    def take_over(self) -> bool:
        """What stands in is the run from now on, and that which was away is given up.

        Returns:
            False if there is none to give up.
        """
        # What is looked for may be there already, and what was asked for was asked of it then.
        if self._looking or self.away is None:
            return False
        self.away = None
        return True

    def send(self, do: str, **details: object) -> None:
        """Ask its worker to do something; nothing happens while it has none."""
        if self._handle is not None:
            self._handle.send(do, **details)

    async def save(self) -> Saved | None:
        """The run at this moment; None if it has not begun yet.

        Raises:
            TimeoutError: the worker does not answer.
        """
        if self._handle is None:
            return self.saved
        handed: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._waiting_for_save.append(handed)
        self._handle.send("save")
        return await asyncio.wait_for(handed, SAVE_SECONDS)

    def keep(self, saved: Saved) -> None:
        """Keep what the worker handed over, and hand it to those who wait for it."""
        self.saved = saved.after(self.saved)
        for handed in self._waiting_for_save:
            if not handed.done():
                handed.set_result(self.saved)
        self._waiting_for_save.clear()

    def rest(self, idle_seconds: float) -> bool:
        """Pause it as it was saved last; False if it did not play."""
        if self.saved is None or not self.saved.state["playing"]:
            return False
        paused = {"playing": False, "paused_after": idle_seconds}
        self.saved = replace(self.saved, state={**self.saved.state, **paused})
        return True

    def close(self) -> None:
        """Take it from its worker."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None
        self._end_standing_in()

    def _end_standing_in(self) -> None:
        if self.away is not None:
            self.experiment, self.saved, self.away = self.away.experiment, self.away.saved, None
