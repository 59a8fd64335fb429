"""What the clock brings with each new minute: the bot's own heartbeat, and periods that open."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.services.bureau import Bureau
from bot.services.cycle import opening
from reminders.heartbeat import Heartbeat
from reminders.together import act_together
from storage import periods
from storage.database import Database, Transaction
from storage.offices import PeriodRow

EASTERNMOST = timedelta(hours=14)
"""No zone is further ahead of UTC: a date that has come anywhere has come by then."""


class Sweep:
    """Beats and opens periods; what was missed while the clock stood still, comes once."""

    def __init__(self, database: Database, bureau: Bureau, clock: Clock) -> None:
        self._database = database
        self._bureau = bureau
        self._clock = clock
        self._heartbeat = Heartbeat(database, clock)
        self._minute: datetime | None = None

    async def tick(self) -> None:
        """Do whatever has come; within a minute there is nothing."""
        now = self._clock.now()
        minute = now.replace(second=0, microsecond=0)
        if minute == self._minute:
            return
        self._minute = minute
        await self._heartbeat.beat()
        for period in await self._database.read(partial(self._opening_now, now=now)):
            propose = partial(self._propose, period=period, now=now)
            await act_together(self._database, [period.office_id], propose, f"period {period.id}")

    def _opening_now(self, tx: Transaction, now: datetime) -> list[PeriodRow]:
        come = periods.come(tx, (now + EASTERNMOST).date())
        calendars = self._bureau.calendars(tx, {one.office_id for one in come}, now)
        return [one for one in come if opening.is_time(calendars[one.office_id], one, now)]

    def _propose(self, tx: Transaction, _offices: object, *, period: PeriodRow, now: datetime) -> None:
        opening.propose_on_schedule(self._bureau.work(tx, period.office_id, now, f"jadwal:{period.id}"), period)
