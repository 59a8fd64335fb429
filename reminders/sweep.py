"""What the clock brings: deadlines that have come, periods that open, and raw updates that are old enough to go."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

import structlog

from bot.clock import Clock
from bot.services.bureau import Bureau
from bot.services.cycle import missed, next_year, opening, overdue
from bot.sop.ladder import NextRung
from storage import deadlines, intake, offices, periods
from storage.database import Database, Transaction
from storage.deadlines import Due
from storage.offices import PeriodRow

LOG = structlog.get_logger(__name__)
BATCH = 200
BATCHES = 5
"""So many batches a tick at most; the rest comes with the next one."""

RETRY = timedelta(minutes=5)
KEPT = timedelta(days=30)
EASTERNMOST = timedelta(hours=14)
"""No zone is further ahead of UTC: a date that has come anywhere has come by then."""


class Sweep:
    """Looks, at each tick, at what has come by the Clock's time; what was missed while it stood still, comes once.

    Deadlines are looked for at every tick, periods with each new minute, the Jadwal Kerja as a whole and old updates
    with each new hour.
    """

    def __init__(self, database: Database, bureau: Bureau, clock: Clock) -> None:
        self._database = database
        self._bureau = bureau
        self._clock = clock
        self._minute: datetime | None = None
        self._hour: datetime | None = None

    async def tick(self) -> None:
        """Do whatever has come; where nothing has, this is one indexed read."""
        now = self._clock.now()
        await self._fire_deadlines(now)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            await self._propose_periods(now)
        hour = minute.replace(minute=0)
        if hour != self._hour:
            self._hour = hour
            await self._look_after_schedules(now)
            await self._database.write(lambda tx: intake.empty_old(tx, now - KEPT))

    async def _fire_deadlines(self, now: datetime) -> None:
        for _ in range(BATCHES):
            due = await self._database.read(partial(deadlines.due, now=now, most=BATCH))
            if not due:
                return
            await self._fire(due, now)

    async def _fire(self, due: list[Due], now: datetime) -> None:
        """Fire a batch in one transaction; if anything in it fails, each cycle in one of its own."""
        by_cycle = sorted(due, key=lambda one: one.cycle_id)
        groups = [list(group) for _, group in groupby(by_cycle, key=lambda one: one.cycle_id)]

        def all_of_them(tx: Transaction) -> None:
            for group in groups:
                overdue.fire(tx, self._bureau, group, now)

        try:
            await self._database.write(all_of_them)
        except Exception as error:  # noqa: BLE001 - one cycle's failure must not hold up the others
            LOG.warning("deadlines fired one by one", count=len(due), error=type(error).__name__)
            for group in groups:
                await self._fire_alone(group, now)

    async def _fire_alone(self, group: list[Due], now: datetime) -> None:
        try:
            await self._database.write(lambda tx: overdue.fire(tx, self._bureau, group, now))
        except Exception as error:  # noqa: BLE001 - it is tried again later, and its neighbours are served meanwhile
            tasks = [one.task_id for one in group]
            LOG.warning("deadlines failed", cycle=group[0].cycle_id, tasks=tasks, error=type(error).__name__)
            await self._database.write(partial(_put_off, group=group, until=now + RETRY))

    async def _propose_periods(self, now: datetime) -> None:
        for period in await self._database.read(partial(self._opening_now, now=now)):
            try:
                await self._database.write(partial(self._propose, period=period, now=now))
            except Exception as error:  # noqa: BLE001 - one office's failure must not hold up the others
                LOG.warning("period not proposed", period=period.id, error=type(error).__name__)

    def _opening_now(self, tx: Transaction, now: datetime) -> list[PeriodRow]:
        come = periods.come(tx, (now + EASTERNMOST).date())
        return [one for one in come if opening.is_time(self._bureau.calendar(tx, one.office_id, now), one, now)]

    def _propose(self, tx: Transaction, period: PeriodRow, now: datetime) -> None:
        opening.propose_on_schedule(self._bureau.work(tx, period.office_id, now, f"jadwal:{period.id}"), period)

    async def _look_after_schedules(self, now: datetime) -> None:
        for office_id in await self._database.read(offices.office_ids):
            try:
                await self._database.write(partial(self._look_after, office_id=office_id, now=now))
            except Exception as error:  # noqa: BLE001 - one office's failure must not hold up the others
                LOG.warning("schedule not looked after", office=office_id, error=type(error).__name__)

    def _look_after(self, tx: Transaction, office_id: int, now: datetime) -> None:
        if self._bureau.calendar(tx, office_id, now).is_open(now):
            work = self._bureau.work(tx, office_id, now, f"jadwal:{office_id}:{now.isoformat()}")
            missed.report(work)
            next_year.bring(work)


def _put_off(tx: Transaction, group: list[Due], until: datetime) -> None:
    for one in group:
        deadlines.claim(tx, one, NextRung(one.rung, until))
