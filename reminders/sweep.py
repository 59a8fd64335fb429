"""What the clock brings beside deadlines: the bot's own heartbeat, periods that open, schedules to look after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.services.bureau import Bureau
from bot.services.cycle import missed, next_year, opening
from bot.services.work import Work
from reminders.heartbeat import Heartbeat
from storage import intake, offices, periods
from storage.database import Database, Transaction
from storage.offices import PeriodRow

LOG = structlog.get_logger(__name__)
KEPT = timedelta(days=30)
EASTERNMOST = timedelta(hours=14)
"""No zone is further ahead of UTC: a date that has come anywhere has come by then."""


class Sweep:
    """Beats and opens periods with each new minute; looks after schedules and old updates with each new hour."""

    def __init__(self, database: Database, bureau: Bureau, clock: Clock) -> None:
        self._database = database
        self._bureau = bureau
        self._clock = clock
        self._heartbeat = Heartbeat(database, clock)
        self._minute: datetime | None = None
        self._hour: datetime | None = None

    async def tick(self) -> None:
        """Do whatever has come; within a minute there is nothing."""
        now = self._clock.now()
        minute = now.replace(second=0, microsecond=0)
        if minute == self._minute:
            return
        self._minute = minute
        await self._heartbeat.beat()
        await self._propose_periods(now)
        hour = minute.replace(minute=0)
        if hour != self._hour:
            self._hour = hour
            await self._look_after_schedules(now)
            await self._database.write(lambda tx: intake.empty_old(tx, now - KEPT))

    async def _propose_periods(self, now: datetime) -> None:
        for period in await self._database.read(partial(self._opening_now, now=now)):
            propose = partial(opening.propose_on_schedule, period=period)
            await self._act(period.office_id, now, f"jadwal:{period.id}", propose)

    def _opening_now(self, tx: Transaction, now: datetime) -> list[PeriodRow]:
        come = periods.come(tx, (now + EASTERNMOST).date())
        return [one for one in come if opening.is_time(self._bureau.calendar(tx, one.office_id, now), one, now)]

    async def _look_after_schedules(self, now: datetime) -> None:
        for office_id in await self._database.read(partial(self._open_offices, now=now)):
            await self._act(office_id, now, f"jadwal:{office_id}:{now.isoformat()}", _look_after)

    def _open_offices(self, tx: Transaction, now: datetime) -> list[int]:
        return [one for one in offices.office_ids(tx) if self._bureau.calendar(tx, one, now).is_open(now)]

    async def _act(self, office_id: int, now: datetime, cause: str, act: Callable[[Work], object]) -> None:
        try:
            await self._database.write(lambda tx: act(self._bureau.work(tx, office_id, now, cause)))
        except Exception as error:  # noqa: BLE001 - one office's failure must not hold up the others
            LOG.warning("office not looked after", office=office_id, cause=cause, error=type(error).__name__)


def _look_after(work: Work) -> None:
    missed.report(work)
    next_year.bring(work)
