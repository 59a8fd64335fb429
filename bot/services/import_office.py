"""Brings an office's plan into the database (`bot import`), whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.calendars import indonesian_holidays
from bot.office_plan import OfficePlan, PeriodPlan
from bot.sop.schedule import default_dates
from bot.sop.working_time import WorkCalendar
from storage.database import Transaction
from storage.office_rows import find_office, write_office


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
    """Return the Jadwal Kerja with every date: where none is given, that of the reporting calendar."""
    years = {period.year + shift for period in plan.periods for shift in (0, 1)}
    calendar = WorkCalendar(
        hours=plan.profile.hours,
        zone=plan.profile.zone,
        holidays=indonesian_holidays(years),
        exceptions={special.day: special.spans for special in plan.special_days},
    )
    return tuple(_dated(period, calendar) for period in plan.periods)


def _dated(period: PeriodPlan, calendar: WorkCalendar) -> PeriodPlan:
    dates = default_dates(calendar, period.year, period.quarter, period.opens_on, period.send_by)
    return replace(period, opens_on=dates.opens_on, send_by=dates.send_by)
