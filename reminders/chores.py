"""What is looked after now and then, behind everything else: calendars, schedules, and raw updates old enough to go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.services.bureau import Bureau, year_of
from bot.services.cycle import missed, next_year
from bot.services.limits import calendar, clock_ahead
from bot.services.work import Work
from reminders.together import act_together
from storage import deadlines, intake, offices
from storage.database import Database, Transaction

EVERY = timedelta(hours=1)
PAGE = 200
AT_ONCE = 10
BREATH = 0.25
"""Seconds before each transaction of so many offices, in which everyone else's go before."""

KEPT = timedelta(days=30)
Sleep = Callable[[float], Awaitable[object]]
Act = Callable[[Work], object]


class Chores:
    """Done when the process starts and an hour after they were done; schedules once a day of each office's own."""

    def __init__(
        self,
        database: Database,
        bureau: Bureau,
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._bureau = bureau
        self._clock = clock
        self._sleep = sleep
        self._done: datetime | None = None
        self._seen: dict[int, date] = {}

    async def tick(self) -> None:
        """Do them if it is time, also where the clock was set back."""
        now = self._clock.now()
        if self._done is not None and abs(now - self._done) < EVERY:
            return
        self._done = now
        await self._refresh_calendars(now)
        await self._set_right(now)
        await self._look_after_schedules(now)
        await self._database.write(lambda tx: intake.empty_old(tx, now - KEPT))

    async def _refresh_calendars(self, now: datetime) -> None:
        """Holidays published with a new version of their package, and days noted by another process, move limits."""
        published = self._bureau.published(year_of(now))
        after: int | None = 0
        while after is not None:
            page = await self._database.read(partial(calendar.outdated, published=published, after=after))
            await self._act(page.offices, now, "kalender", calendar.refresh)
            after = page.after

    async def _set_right(self, now: datetime) -> None:
        """What a clock that was ahead has put off until its own date comes when it should."""
        far = await self._database.read(lambda tx: deadlines.far(tx, now + clock_ahead.FAR))
        await self._act(far, now, "jam", clock_ahead.set_right)

    async def _look_after_schedules(self, now: datetime) -> None:
        """Once a day and office, in its hours."""
        everyone = await self._database.read(offices.office_ids)
        for start in range(0, len(everyone), PAGE):
            page = everyone[start : start + PAGE]
            days = await self._database.read(partial(self._unseen, office_ids=page, now=now))
            failed = await self._act(list(days), now, "jadwal", _look_after)
            self._seen |= {one: day for one, day in days.items() if one not in failed}

    def _unseen(self, tx: Transaction, office_ids: Sequence[int], now: datetime) -> dict[int, date]:
        calendars = self._bureau.calendars(tx, office_ids, now)
        days = {one: kept.local(now).date() for one, kept in calendars.items() if kept.is_open(now)}
        return {one: day for one, day in days.items() if self._seen.get(one) != day}

    async def _act(self, office_ids: Sequence[int], now: datetime, what: str, act: Act) -> set[int]:
        """Act for each of these offices, so few in a transaction that nobody waits long; gives those that failed.

        They are tried again with the next chores.
        """
        failed = set[int]()

        def one_after_the_other(tx: Transaction, chosen: Sequence[int]) -> None:
            for office_id in chosen:
                act(self._bureau.work(tx, office_id, now, f"{what}:{office_id}:{now.isoformat()}"))

        for start in range(0, len(office_ids), AT_ONCE):
            await self._sleep(BREATH)
            chosen = office_ids[start : start + AT_ONCE]
            failed |= set(await act_together(self._database, chosen, one_after_the_other, what))
        return failed


def _look_after(work: Work) -> None:
    missed.report(work)
    next_year.bring(work)
