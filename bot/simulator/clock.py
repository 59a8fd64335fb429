"""The simulator's time: an injected present plus an offset that the stage may wind."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """Return the present in UTC, the default present of a simulator."""
    return datetime.now(UTC)


class StageClock:
    """Tells the date of messages (windable) and monotonic seconds for limits (never wound)."""

    def __init__(self, now: Callable[[], datetime] = utc_now, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.monotonic = monotonic
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return the stage's present: the injected one moved by the offset, in UTC."""
        return self._now() + self.offset

    def seconds(self) -> int:
        """Return the stage's present as whole Unix seconds, the form in which messages carry it."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        """Move the stage's present by `seconds`, backwards when negative."""
        self.offset += timedelta(seconds=seconds)

    def set(self, present: datetime) -> None:
        """Make `present` (an aware datetime) the stage's present; it goes on running from there."""
        if present.tzinfo is None:
            raise ValueError("the clock needs a time with its offset from UTC")
        self.offset = present - self._now()
