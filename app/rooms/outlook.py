"""What people see of a run: the frames, which of their parts, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from time import perf_counter
from typing import Any

from app.frames import Probe, Spotlight
from app.frames.layout import SLOW_PARTS, Layout
from app.rooms.commands import EVERYTHING
from app.rooms.frame_clock import FrameClock
from app.rooms.pace import Tachometer
from app.training import Trainer

SendFrame = Callable[[bytes, int], None]
"""Sends a frame to everybody (0), or to the viewer of this number alone."""


class Outlook:
    """Looks at a trainer for all who watch.

    Attributes:
        clock: when the next frame is due.
        watched: what anybody looks at; no more is made, and no frame where that is nothing.
    """

    def __init__(self, trainer: Trainer, spotlight: Spotlight, send_frame: SendFrame) -> None:
        self._send_frame = send_frame
        self.watched, self._viewers = EVERYTHING, 1
        self._own: dict[int, Spotlight] = {}
        self._tachometer = Tachometer()
        self.look_at(trainer, spotlight)

    def look_at(self, trainer: Trainer, spotlight: Spotlight) -> None:
        """From now on look at this trainer's present network."""
        self._trainer, self._network = trainer, trainer.network
        self._probe = Probe(trainer, spotlight)
        self.clock = FrameClock()

    def shows(self, trainer: Trainer) -> bool:
        """Whether it looks at this trainer's present network."""
        return self._trainer is trainer and self._network is trainer.network

    @property
    def layout(self) -> Layout:
        """What stands in the frames."""
        return self._probe.layout

    @property
    def spotlight(self) -> Spotlight:
        """The sample that the room follows."""
        return self._probe.spotlight

    @spotlight.setter
    def spotlight(self, spotlight: Spotlight) -> None:
        self._probe.spotlight = spotlight
        self.clock.wanted = True

    def watch(
        self,
        parts: Collection[str],
        viewers: int,
        samples: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        """From now on so many people look.

        Args:
            parts: what they look at, all together.
            viewers: how many they are.
            samples: split and index of the samples that some of them follow by themselves, by
                the viewer's number.
        """
        fewer = viewers < self._viewers
        self._own = {int(number): Spotlight(*sample) for number, sample in (samples or {}).items()}
        self.watched, self._viewers = frozenset(parts), viewers
        # Somebody may see something that was not on that screen before, and the run may stand.
        if not fewer:
            self.clock.want_slow_parts()

    def stand_still(self) -> None:
        """The run has stopped; show where."""
        self._tachometer.stop()
        self.clock.wanted = True

    def wait(self, now: float) -> float | None:
        """Seconds until the next frame is due; None while there is nothing new or nobody looks."""
        return self.clock.wait(now) if self.watched else None

    def show(self, now: float, *, latest: int, playing: bool, followable: bool) -> None:
        """Make a frame if one is due.

        Args:
            now: on the clock of `perf_counter`.
            latest: the newest step of the run, wherever it stands.
            playing: whether there will be something new by itself.
            followable: whether the run goes so slowly that each of its numbers can be read.
        """
        if self.wait(now) != 0:
            return
        slow_parts = self.clock.slow_parts_due(now)
        parts = self.watched if slow_parts else self.watched - SLOW_PARTS
        if not followable:
            parts -= {"exact"}
        self._probe.latest = latest
        speed = self._tachometer.read(now, self._trainer.steps) if playing else 0.0
        frame = self._probe.frame(speed, parts)
        self._send_frame(frame, 0)
        for number, sample in self._own.items():
            self._send_frame(self._probe.look_at(sample, speed), number)
        self.clock.made(
            now,
            perf_counter(),
            slow_parts=slow_parts,
            sent=(len(frame), self._viewers),
            playing=playing,
        )
