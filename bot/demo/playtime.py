"""The play's time: it winds the bot's clock and the stage's together, so that both tell the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock, wind
from bot.simulator.clock import StageClock

_SECOND = timedelta(seconds=1)


class PlayTime:
    """Tells and moves the time of a play; it never goes back, for a bot's deadlines don't either."""

    def __init__(self, offset_file: Path, base: Clock, stage: StageClock) -> None:
        self.base = base
        self._file = offset_file
        self._stage = stage
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present of the play, in UTC."""
        return self.base.now() + self._offset

    @property
    def offset(self) -> timedelta:
        """How far the play is ahead of the base clock."""
        return self._offset

    def begin(self, at: datetime) -> None:
        """Let the play begin at an instant, which may lie in the past."""
        self._wind(at - self.base.now())

    def until(self, at: datetime) -> None:
        """Let time pass until an instant; nothing happens if it has come already."""
        if at > self.now():
            self._wind(at - self.base.now())

    def pass_by(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let so much time pass."""
        self._wind(self._offset + timedelta(minutes=minutes, seconds=seconds))

    def _wind(self, offset: timedelta) -> None:
        # Whole seconds, rounded up, as the file holds them: the two clocks must not differ by a part of one.
        self._offset = -(-offset // _SECOND) * _SECOND
        wind(self._file, self._offset)
        self._stage.offset = self._offset
