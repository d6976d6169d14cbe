"""When the next frame of a run is due."""

from __future__ import annotations

from math import inf

from app.rooms.cost import Cost

FRAME_SECONDS = 1 / 30
SLOW_PARTS_SECONDS = 1 / 8

PROBE_SHARE = 0.2
"""How much of a run's time may go into frames; a costly network gets fewer of them."""

CROWDED_PROBE_SHARE = 0.7
"""The same where many runs share a worker: people see the frames and not how many steps."""

SLOW_PARTS_SHARE = 0.75
"""How much of either may go into what comes at a lower rate."""

MEASURING_SHARE = 0.05
"""How much of a run's time may go into measuring losses over all samples, besides that at ends of
epochs. While all of them are measured nothing else is shown: more would be seen as stumbling."""

SLOW_MEASURING_SECONDS = 0.04
"""Who seeks a step does not wait for losses that take longer; they follow."""

SETTLED_SECONDS = 0.1
"""So long a run must stand where it is before such losses are measured: a hand on its way through
time would wait for those of every step."""

MOST_OWED = 4
"""So many frames that could not come in their time are made up for."""

SOONER = 0.5
"""By how much of the time between two frames one comes sooner that makes up for them."""

QUICK_BYTES, SLOW_BYTES = 1_800_000, 4_400_000
"""What a class may be sent a second, all of it together, in frames without and with slow parts:
below 50 Mbit/s, so that it fits into a wireless network."""

CLASS_SIZE = 40
"""Each viewer of more than these is still sent what one of a class gets."""


class FrameClock:
    """Keeps frames to a beat, and to what the worker's time and a class's network can bear.

    Attributes:
        wanted: whether there is anything new to show.
        owes: whether the latest frame came without losses that are still to follow.
    """

    def __init__(self) -> None:
        self.wanted, self.owes, self._playing = True, False, False
        self._beat = self._at = self._slow_parts_at = -1.0
        self._seconds = FRAME_SECONDS
        self._quick_seconds = 0.0
        self._slow_beat = self._slow_seconds = SLOW_PARTS_SECONDS
        self._quick, self._slow, self._measuring = Cost(), Cost(), Cost()
        self._measured_at = -inf
        self._shown_at = -inf

    def want_all(self) -> None:
        """Have everything shown at once."""
        self.wanted, self._at = True, -1.0
        self.want_slow_parts()

    def want_nothing(self) -> None:
        """There is nothing to show any more."""
        self.wanted = self.owes = False

    def want_slow_parts(self) -> None:
        """Have the next frame show what comes at a lower rate, too."""
        self.wanted, self._slow_parts_at = True, -1.0

    def share_time(self, crowd: int) -> None:
        """From now on so many busy runs share the worker's time."""
        share = PROBE_SHARE if crowd == 1 else CROWDED_PROBE_SHARE / crowd
        # What the slow parts cost must not hold up the frames that lack them.
        extra = max(0.0, self._slow.seconds - self._quick.seconds)
        self._slow_seconds = max(self._slow_beat, extra / (share * SLOW_PARTS_SHARE))
        rest = share - extra / self._slow_seconds
        self._seconds = max(FRAME_SECONDS, self._quick.seconds / rest, self._quick_seconds)

    def wait(self, now: float) -> float | None:
        """Seconds until the next frame is due; None while there is nothing new."""
        if self.wanted:
            return max(0.0, self._at + self._seconds - now)
        return max(0.0, self._shown_at + SETTLED_SECONDS - now) if self.owes else None

    def slow_parts_due(self, now: float) -> bool:
        """Whether a frame made now shows what comes at a lower rate, too."""
        return now >= self._slow_parts_at + self._slow_seconds

    def measuring_due(self, now: float, *, slow_parts: bool) -> bool:
        """Whether a frame made now, of a run that plays, tells of its own moment how good it is.

        Where that is costly it does so less often, and together with the slow parts: some of them
        tell of all samples as well.
        """
        seconds = self._measuring.seconds / MEASURING_SHARE
        if seconds > self._seconds and not slow_parts:
            return False
        return now >= self._measured_at + seconds

    @property
    def measuring_is_slow(self) -> bool:
        """Whether whoever waits for a frame at rest would notice that it is measured first."""
        return self._measuring.seconds > SLOW_MEASURING_SECONDS

    def measured(self, at: float, seconds: float | None = None) -> None:
        """Take note of a measurement of all samples.

        Args:
            at: when it was done.
            seconds: how long it took; None where it was made without being asked for.
        """
        self._measured_at = at
        if seconds is not None:
            self._measuring.note(seconds)

    def made(
        self,
        began: float,
        ended: float,
        *,
        slow_parts: bool,
        sent: tuple[int, int],
        playing: bool,
        hurried: bool = False,
    ) -> None:
        """Take note of a frame.

        Args:
            began, ended: when it was begun, measurements aside, and done.
            slow_parts: whether it showed what comes at a lower rate, too.
            sent: its bytes, and how many viewers they go to.
            playing: whether there will be something new by itself.
            hurried: whether it did not wait for losses.
        """
        self.owes, self._shown_at = hurried, began
        # At rest the slow parts must catch up with the rest before the picture is complete.
        self.wanted = not (slow_parts or playing or hurried)
        # Kept to a beat, so that late frames are followed by earlier ones: 30 a second, not 27.
        owed = MOST_OWED if self._playing else SOONER
        self._beat = max(self._beat + self._seconds, began - owed * self._seconds)
        self._at = max(self._beat, began - SOONER * self._seconds)
        self._playing = playing
        size, viewers = sent
        of_a_class = size * min(viewers, CLASS_SIZE)
        if slow_parts:
            self._slow.note(ended - began)
            self._slow_parts_at = began
            self._slow_beat = max(SLOW_PARTS_SECONDS, of_a_class / SLOW_BYTES)
        else:
            self._quick.note(ended - began)
            self._quick_seconds = of_a_class / QUICK_BYTES
