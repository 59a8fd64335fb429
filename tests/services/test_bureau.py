"""What every act finds: its office as it is now, whoever changed it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.calendars import Published
from bot.office_plan import OfficePlan, SpecialDayPlan
from bot.services.bureau import Bureau
from bot.services.import_office import import_office
from bot.sop.definition import long_ikis
from bot.sop.working_time import WorkCalendar
from storage.database import Database
from tests.builders import demo_plan

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
TUESDAY = date(2026, 4, 7)
CLOSED = SpecialDayPlan(day=TUESDAY, spans=(), reason="Pemilihan kepala desa")


def test_an_import_counts_with_the_next_act(database_url: str) -> None:
    """A day closed by an import of another process is closed at once, and a renamed office has its new name."""
    database, bureau = Database(database_url), Bureau(long_ikis(), b"k" * 32)

    def load(plan: OfficePlan) -> int:
        return database.write_now(lambda tx: import_office(tx, plan, NOW)).office_id

    def seen(office_id: int) -> tuple[str, WorkCalendar]:
        work = database.read_now(lambda tx: bureau.work(tx, office_id, NOW, "uji"))
        return work.office.name, work.engine.calendar

    plan = demo_plan()
    office_id = load(plan)
    name, calendar = seen(office_id)
    assert calendar.is_working_day(TUESDAY)
    assert seen(office_id)[1] is calendar
    profile = replace(plan.profile, name=f"{name} Baru")
    load(replace(plan, profile=profile, special_days=(*plan.special_days, CLOSED)))
    renamed, changed = seen(office_id)
    assert renamed == f"{name} Baru"
    assert not changed.is_working_day(TUESDAY)
    assert database.read_now(lambda tx: bureau.calendar(tx, office_id, NOW)) is changed


def test_a_year_that_is_not_published_yet_is_known_as_such(database_url: str) -> None:
    """Without its cuti bersama a date of this year may still move; that of the year before may not."""
    database = Database(database_url)
    bureau = Bureau(long_ikis(), b"k" * 32, published=lambda year: Published({}, date(year - 1, 12, 31)))
    office_id = database.write_now(lambda tx: import_office(tx, demo_plan(), NOW)).office_id
    calendar = database.read_now(lambda tx: bureau.calendar(tx, office_id, NOW))
    assert not calendar.is_known(NOW)
    assert calendar.is_known(NOW.replace(year=2025))
