"""The deadlines that have come: fired in rounds of whole offices, so that each person hears once of all that waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.services.bureau import Bureau
from bot.services.limits import round as limits
from storage import deadlines
from storage.database import Database

LOG = structlog.get_logger(__name__)
ROWS = 100
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
        """Fire a round in one transaction; if anything in it fails, each office in one of its own."""
        try:
            await self._database.write(lambda tx: limits.fire(tx, self._bureau, offices, now))
        except Exception as error:  # noqa: BLE001 - one office's failure must not hold up the others
            LOG.warning("deadlines fired one by one", offices=len(offices), error=type(error).__name__)
            for office in offices:
                await self._fire_alone(office, now)

    async def _fire_alone(self, office: int, now: datetime) -> None:
        try:
            await self._database.write(lambda tx: limits.fire(tx, self._bureau, [office], now))
        except Exception as error:  # noqa: BLE001 - it is tried again later, and its neighbours are served meanwhile
            LOG.warning("deadlines failed", office=office, error=type(error).__name__)
            await self._database.write(lambda tx: deadlines.put_off(tx, [office], now, now + RETRY))


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
