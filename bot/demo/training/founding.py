"""How the training room's office comes to be: its workbook is read, imported, and everyone in it invited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendars import indonesian_holidays
from bot.demo.training.room import RoomError
from bot.documents.workbook.reading import read_office
from bot.office_plan import OfficePlan
from bot.services.bureau import Bureau
from bot.services.import_office import dated_periods, import_office
from bot.services.people import invitations
from bot.sop.definition import long_ikis
from bot.sop.working_time import WorkCalendar
from storage import officers
from storage.database import Transaction


def read_plan(office: Path) -> OfficePlan:
    """The office that a workbook describes; raises RoomError with all that is wrong in it."""
    plan = read_office(office)
    if not isinstance(plan, OfficePlan):
        raise RoomError("\n".join(str(fault) for fault in plan))
    return plan


def begins(plan: OfficePlan, afternoon: time) -> tuple[datetime, datetime]:
    """When a play of the office begins: the afternoon before its first period, and that period's first morning."""
    years = {one.year + shift for one in plan.periods for shift in (-1, 0, 1)}
    special = {one.day: one.spans for one in plan.special_days}
    calendar = WorkCalendar(plan.profile.hours, plan.profile.zone, indonesian_holidays(sorted(years)), special)
    opens = min(one.opens_on for one in dated_periods(plan) if one.opens_on is not None)
    day = calendar.first_working_day(opens)
    back = (day - timedelta(days=count) for count in range(1, 30))
    eve = next((one for one in back if calendar.is_working_day(one)), day - timedelta(days=1))
    zone = ZoneInfo(plan.profile.zone)
    return datetime.combine(eve, afternoon, zone).astimezone(UTC), calendar.spans(day)[0].start


def found(tx: Transaction, plan: OfficePlan, key: bytes, now: datetime, secret: Callable[[], bytes]) -> dict[str, str]:
    """Write the office as `bot import` does, and invite everyone; the invitations by the officials' codes."""
    done = import_office(tx, plan, now)
    work = Bureau(long_ikis(), key).work(tx, done.office_id, now, f"impor:{done.office_id}:{now.isoformat()}")
    work.record("OfficeImported", created=dict(done.created), updated=dict(done.updated))
    tokens = dict[str, str]()
    for one in officers.officers(tx, done.office_id):
        work.record("OfficerInvited", officer=one.id)
        tokens[one.code] = invitations.invite(tx, one.id, now, secret())
    return tokens
