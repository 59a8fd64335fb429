"""No collection runs: which period comes next, and how it begins, by the Jadwal Kerja or by an order of the Camat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.calendars import indonesian_holidays
from bot.sop.model import CycleStatus
from bot.sop.working_time import WorkCalendar
from storage import cycles, offices, status
from storage.database import Database, Transaction
from storage.offices import PeriodRow

_GLANCE = 0.1
_PROPOSED_WITHIN = 3.0
_YEARS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Next:
    """The period that begins next and when; with `by_order` the Camat must order it, for it was called off."""

    period: PeriodRow
    opens: datetime
    by_order: bool


def calendar_of(tx: Transaction, office_id: int, now: datetime) -> WorkCalendar:
    """The office's working time around now."""
    days_off = indonesian_holidays(range(now.year - 1, now.year + _YEARS_AHEAD))
    return offices.working_time(offices.load_office(tx, office_id), days_off)


def next_period(tx: Transaction, office_id: int, calendar: WorkCalendar, now: datetime) -> Next | None:
    """The newest period that has come and was called off or never begun, or else the next that comes."""
    today, known = calendar.local(now).date(), status.latest(tx, office_id)
    every = offices.periods(tx, office_id)
    come = [one for one in every if one.opens_on <= today]
    if come and known.get(come[-1].id) in {None, CycleStatus.DIBATALKAN}:
        return Next(come[-1], calendar.next_open(now), by_order=come[-1].id in known)
    ahead = [one for one in every if one.opens_on > today and one.id not in known]
    if not ahead:
        return None
    first = min(ahead, key=lambda one: one.opens_on)
    return Next(first, calendar.spans(calendar.first_working_day(first.opens_on))[0].start, by_order=False)


async def proposed(database: Database, office_id: int) -> bool:
    """Wait a little for the schedule to propose a collection."""
    for _ in range(round(_PROPOSED_WITHIN / _GLANCE)):
        if database.read_now(lambda tx: cycles.live_of(tx, office_id)):
            return True
        await asyncio.sleep(_GLANCE)
    return False


def soon(opens: datetime) -> datetime:
    """A minute after the opening, when the bot has surely noticed it."""
    return opens + timedelta(minutes=1)
