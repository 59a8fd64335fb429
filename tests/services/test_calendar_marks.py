"""By which working time an office's limits stand, clock changes, and any notes taken back in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.calendars import Published, published
from bot.services.bureau import year_of
from bot.services.limits import calendar, days
from bot.services.limits.calendar import Outdated
from bot.services.limits.days import Kind
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.working_time import Span
from storage import calendar_days, cycles
from storage.calendar_days import DayRow
from storage.database import Database, Transaction
from storage.tables import Office
from tests.services.calendar_desk import THURSDAY, WHY, copied, dues, handed_out, hours, note, take_back
from tests.services.counter import KASI, Counter


@pytest.fixture(scope="module")
def standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """The demo's office on Wednesday 1 April 2026 at eight, six forms just handed out; left as it was found."""
    return handed_out(sqlite_template, tmp_path_factory.mktemp("kalender"))


@pytest.fixture
def office(standing: Counter, tmp_path: Path) -> Counter:
    """A copy of it."""
    return copied(standing, tmp_path)


def _outdated(office: Counter, after: int = 0, most: int = calendar.PAGE) -> Outdated:
    year = year_of(office.now)
    return office.database.read_now(lambda tx: calendar.outdated(tx, office.bureau.published(year), after, most))


def test_an_office_without_a_mark_gets_one(office: Counter) -> None:
    """Its limits stand by the present calendar, so nothing moves; then there is nothing to do."""
    assert _outdated(office) == ((office.office_id,), None)
    assert office.operate(calendar.refresh) == ()
    assert _outdated(office) == ((), None)
    assert office.operate(calendar.refresh) == ()


def test_a_holiday_published_later_moves_the_limits(office: Counter) -> None:
    """The package of holidays was brought up to date: the next look notices, and those awaited hear."""
    office.operate(calendar.refresh)
    known = published(2026)
    later = Published({**known.days, THURSDAY: "Cuti bersama"}, known.until)
    office.bureau = type(office.bureau)(office.bureau.sop, office.bureau.audit_key, published=lambda _: later)
    assert _outdated(office).offices == (office.office_id,)
    assert len(office.operate(calendar.refresh)) == 6
    assert _outdated(office).offices == ()
    assert "karena hari libur atau jam kerja kantor diperbarui." in office.heard(KASI)[-1].text


def test_a_day_noted_by_another_process_is_noticed(office: Counter) -> None:
    """As by a program that does not know this one."""
    office.operate(calendar.refresh)
    office.operate(lambda work: calendar_days.put(work.tx, work.office_id, DayRow(THURSDAY, (), "")))
    assert _outdated(office).offices == (office.office_id,)
    assert len(office.operate(calendar.refresh)) == 6


def test_a_note_keeps_the_mark(office: Counter) -> None:
    """What was changed here needs no second look."""
    office.operate(calendar.refresh)
    note(office)
    assert _outdated(office).offices == ()


def test_offices_are_looked_through_in_pages(office: Counter) -> None:
    """Until there are no more."""
    first = _outdated(office, most=1)
    assert first == ((office.office_id,), office.office_id)
    assert _outdated(office, after=office.office_id, most=1) == ((), None)


# Another zone


def test_a_limit_that_crosses_a_clock_change(sqlite_url: str) -> None:
    """In Berlin the clock is set forward on 29 March: a closure moves the limit by a working day, at the same hour."""
    berlin = ZoneInfo("Europe/Berlin")
    office = Counter(Database(sqlite_url), now=datetime(2026, 3, 26, 9, tzinfo=berlin)).open()
    office.database.write_now(lambda tx: tx.execute(update(Office).values(zone=berlin.key)))
    office.hand_out()
    start = datetime(2026, 3, 30, 9, tzinfo=berlin)
    assert set(dues(office).values()) == {start}
    note(office, day=date(2026, 3, 27))
    assert set(dues(office).values()) == {datetime(2026, 3, 31, 9, tzinfo=berlin)}
    assert "menjadi <b>Selasa, 31 Maret, pukul 09.00 Europe/Berlin</b>" in office.heard(KASI)[-1].text
    take_back(office, date(2026, 3, 27))
    assert set(dues(office).values()) == {start}


# For any change


class Rolled(Exception):  # noqa: N818 - named by what it does
    """Takes back whatever an example wrote."""


CHANGES = st.tuples(
    st.sampled_from(Kind),
    st.dates(date(2026, 3, 25), date(2026, 4, 20)),
    st.lists(st.integers(6, 18), min_size=2, max_size=4, unique=True)
    .filter(lambda found: len(found) % 2 == 0)
    .map(lambda found: hours(*sorted(found))),
)


@given(st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=20)
def test_any_notes_taken_back_in_turn_restore_every_limit(
    standing: Counter, changes: list[tuple[Kind, date, tuple[Span, ...]]]
) -> None:
    """Whatever was noted about whichever days; and in between the same calendar moves nothing."""

    def example(tx: Transaction) -> None:
        work = standing.bureau.work(tx, standing.office_id, standing.now, "uji")
        calendar.refresh(work)
        before, noted = _dues(work, standing.cycle_id), list[date]()
        for kind, day, spans in changes:
            if _carried_out(partial(days.note, work, kind, day, spans, WHY)):
                noted.append(day)
            assert calendar.reproject(work) == ()
        for day in reversed(noted):
            days.take_back(work, day)
        assert _dues(work, standing.cycle_id) == before
        raise Rolled

    with pytest.raises(Rolled):
        standing.database.write_now(example)


def _carried_out(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal:
        return False
    return True


def _dues(work: Work, cycle_id: int) -> list[datetime | None]:
    return [task.due_at for task in cycles.load(work.tx, cycle_id).state.open_tasks]
