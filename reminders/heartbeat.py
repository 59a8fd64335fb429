"""The bot's own life as rows: whoever waits on a bot that is down is not late by it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.clock import Clock
from storage import heartbeats
from storage.database import Database, Transaction
from storage.heartbeats import TOLERANCE


class _Beat(NamedTuple):
    """The span that was extended, at which time of the machine and of the Clock."""

    span: int
    machine: datetime
    now: datetime

    def goes_on(self, machine: datetime, now: datetime) -> bool:
        """Whether since then neither the machine slept nor the time was set back."""
        return machine - self.machine <= TOLERANCE and self.now - now <= TOLERANCE


class Heartbeat:
    """Extends the present span at each beat; a process that starts, and a machine that wakes, opens a new one.

    Spans are told in the Clock's time, but whether the machine slept is read from its own: winding is no sleep.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._last: _Beat | None = None

    async def beat(self) -> None:
        """Say that the bot is alive; to be called each minute."""
        machine, now, last = self._clock.machine(), self._clock.now(), self._last
        present = last.span if last is not None and last.goes_on(machine, now) else None
        self._last = _Beat(await self._database.write(lambda tx: _written(tx, present, now)), machine, now)


def _written(tx: Transaction, present: int | None, now: datetime) -> int:
    if present is None:
        return heartbeats.begin(tx, now)
    heartbeats.beat(tx, present, now)
    return present
