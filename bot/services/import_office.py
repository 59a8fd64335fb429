"""Brings an office's plan into the database (`bot import`), whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.calendars import indonesian_holidays
from bot.office_plan import OfficePlan, PeriodPlan
from bot.sop.working_time import WorkCalendar
from storage.database import Transaction
from storage.office_rows import find_office, write_office

# The default Batas kirim ke kabupaten is the tenth working day, the first one counted.
_WORKING_DAYS_AFTER_THE_FIRST = 9


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: a new office or an update, and how many rows of each table it created and changed."""

    office_id: int
    is_new: bool
    created: Mapping[str, int]
    updated: Mapping[str, int]


def import_office(tx: Transaction, plan: OfficePlan, now: datetime) -> ImportResult:
    """Write the office; a plan with the code of a known office updates it and leaves its running cycles alone."""
    is_new = find_office(tx, plan.profile.code) is None
    office_id, changes = write_office(tx, replace(plan, periods=dated_periods(plan)), now)
    return ImportResult(office_id, is_new, dict(changes.created), dict(changes.updated))


def dated_periods(plan: OfficePlan) -> tuple[PeriodPlan, ...]:
    """Return the Jadwal Kerja with every date: where none is given, that of the reporting calendar.

    A period opens on the first working day after its quarter and is sent to the kabupaten by the tenth; one that
    opens earlier keeps that day, one that opens later has ten working days from then.
    """
    years = {period.year + shift for period in plan.periods for shift in (0, 1)}
    calendar = WorkCalendar(
        hours=plan.profile.hours,
        zone=plan.profile.zone,
        holidays=indonesian_holidays(years),
        exceptions={special.day: special.spans for special in plan.special_days},
    )
    return tuple(_dated(period, calendar) for period in plan.periods)


def _dated(period: PeriodPlan, calendar: WorkCalendar) -> PeriodPlan:
    first = calendar.first_working_day(_day_after(period.year, period.quarter))
    opens_on = period.opens_on or first
    send_by = period.send_by or calendar.working_days_after(max(first, opens_on), _WORKING_DAYS_AFTER_THE_FIRST)
    return replace(period, opens_on=opens_on, send_by=send_by)


def _day_after(year: int, quarter: int) -> date:
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
