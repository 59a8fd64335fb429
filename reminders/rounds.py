"""The deadlines that have come: fired in rounds of whole offices, so that each person hears once of all that waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.services.bureau import Bureau
from bot.services.limits import round as limits
from reminders.together import act_together
from storage import deadlines
from storage.database import Database, Transaction

ROWS = 60
"""So many rungs a transaction, or those of one office if it has more: an answer never waits long behind a round."""

OFFICES = 20_000
RETRY = timedelta(minutes=5)


class Rounds:
    """Fires what has come by the Clock's time, each rung once; what was missed while it stood still, comes once."""

    def __init__(self, database: Database, bureau: Bureau, clock: Clock) -> None:
        self._database = database
        self._bureau = bureau
        self._clock = clock

    async def tick(self) -> None:
        """Fire whatever has come; where nothing has, this is one indexed read."""
        now = self._clock.now()
        come = await self._database.read(partial(deadlines.come, now=now, most=OFFICES))
        for offices in in_rounds(come):
            await self._fire(offices, now)

    async def _fire(self, offices: list[int], now: datetime) -> None:
        """Fire a round; offices in which it fails are tried again later."""
        fire = partial(_fire, bureau=self._bureau, now=now)
        if failed := await act_together(self._database, offices, fire, "deadlines"):
            await self._database.write(lambda tx: deadlines.put_off(tx, failed, now, now + RETRY))


def _fire(tx: Transaction, offices: Sequence[int], *, bureau: Bureau, now: datetime) -> None:
    limits.fire(tx, bureau, offices, now)


def in_rounds(come: Sequence[tuple[int, int]], rows: int = ROWS) -> Iterator[list[int]]:
    """Offices in groups of about so many rungs; no office is divided."""
    group, count = list[int](), 0
    for office, rungs in come:
        if group and count + rungs > rows:
            yield group
            group, count = [], 0
        group.append(office)
        count += rungs
    if group:
        yield group
