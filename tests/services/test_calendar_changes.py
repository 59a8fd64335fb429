"""A change of the calendar moves every open limit, says so once to each holder, and is on record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta
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
from bot.sop.model import Role
from storage import answers, calendar_days, cycles, people
from storage.backup import backup
from storage.calendar_days import DayRow
from storage.database import Database, Transaction
from storage.tables import Office
from tests.services.calendar_desk import THURSDAY, WHY, dues, expire, hours, journal, note, replayed, rungs, silent
from tests.services.calendar_desk import take_back as take_back_
from tests.services.counter import CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS, Counter

MONDAY = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)
"""Two working days after the forms went out: 08.00 WITA."""
TUESDAY = MONDAY + timedelta(days=1)
MOVED = "dari Senin, 6 April, pukul 08.00 WITA menjadi <b>Selasa, 7 April, pukul 08.00 WITA</b>"


@pytest.fixture(scope="module")
def standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """The demo's office on Wednesday 1 April 2026 at eight, six forms just handed out; left as it was found."""
    path = tmp_path_factory.mktemp("kalender") / "kantor.sqlite3"
    shutil.copy(sqlite_template, path)
    return Counter(Database(f"sqlite:///{path}")).open().hand_out()


@pytest.fixture
def office(standing: Counter, tmp_path: Path) -> Counter:
    """A copy of it."""
    backup(f"sqlite:///{standing.database.url.database}", tmp_path / "kantor.sqlite3")
    found = copy(standing)
    found.database = Database(f"sqlite:///{tmp_path / 'kantor.sqlite3'}")
    found.told = {chat: list(said) for chat, said in standing.told.items()}
    return found


# What moves


def test_a_closure_moves_every_open_limit(office: Counter) -> None:
    """Six forms end a working day later, with their reminders."""
    assert set(dues(office).values()) == {MONDAY}
    moved = note(office)
    assert [(one.before, one.after) for one in moved] == [(MONDAY, TUESDAY)] * 6
    assert set(dues(office).values()) == {TUESDAY}
    assert {row.due_at for row in rungs(office).values()} == {TUESDAY}


def test_the_same_calendar_moves_nothing(office: Counter) -> None:
    """Nothing is written, nobody is told."""
    before, told = office.record(), dict(office.told)
    assert office.operate(calendar.reproject) == ()
    assert (office.record(), office.told) == (before, told)
    assert journal(office, "LimitsMoved") == []


def test_a_note_that_is_taken_back_restores_every_limit(office: Counter) -> None:
    """To the instant, on record both ways."""
    before = dues(office)
    note(office)
    take_back_(office)
    assert dues(office) == before
    assert [len(one["moved"]) for one in journal(office, "LimitsMoved")] == [6, 6]


def test_a_limit_that_ends_before_the_day_stays(office: Counter) -> None:
    """A closure a week later concerns no open limit."""
    assert note(office, day=date(2026, 4, 14)) == ()
    assert journal(office, "LimitsMoved") == []


def test_the_audit_replays_to_the_state(database_url: str) -> None:
    """The cycle's own chain tells each new limit; the office's what moved, from when to when and why."""
    office = Counter(Database(database_url)).open().hand_out()
    note(office)
    assert replayed(office) == office.record().state
    (entry,) = journal(office, "LimitsMoved")
    assert entry["why"] == f"Kamis, 2 April 2026 tercatat libur ({WHY})"
    assert entry["moved"][0] == {
        "cycle": office.cycle_id,
        "task": 5,
        "from": MONDAY.isoformat(),
        "to": TUESDAY.isoformat(),
    }


def test_cycles_beside_each_other_move_together(office: Counter) -> None:
    """And each keeps its own record."""
    first = office.cycle_id
    office.propose(2)
    moved = note(office, Kind.KHUSUS, date(2026, 4, 1), hours(9, 10))
    assert {one.record.id for one in moved} >= {first, office.cycle_id}
    assert replayed(office) == office.record().state


# Who hears


def test_each_holder_hears_once_without_a_sound(office: Counter) -> None:
    """The Kasi about his own form; those who are not awaited hear nothing."""
    before = len(office.heard(CAMAT))
    note(office)
    (said,) = [one.text for one in office.heard(KASI) if "bergeser" in one.text]
    assert said == (
        "Bapak Kasi Pemerintahan, batas pengisian formulir <b>TW I 2026</b> (langkah 5 dari 14) · Seksi Pemerintahan "
        f"bergeser {MOVED}, karena Kamis, 2 April 2026 tercatat libur ({WHY})."
    )
    assert silent(office, "bergeser") == [True] * 6
    assert len(office.heard(CAMAT)) == before


def test_several_limits_of_one_person_are_one_message(office: Counter) -> None:
    """Who stands in for another hears of both forms in one."""
    unit, filler = office.unit_id("PMD"), office.officer_id(KASI)
    office.operate(lambda work: people.appoint(work.tx, work.office_id, filler, Role.PPTK, unit, work.now))
    note(office)
    (said,) = [one.text for one in office.heard(KASI) if "bergeser" in one.text]
    assert said.startswith("Bapak Kasi Pemerintahan, <b>2 batas waktu</b> bergeser, karena Kamis, 2 April 2026")
    assert said.count(MOVED) == 2
    assert not [one for one in office.heard(KASI_PMD) if "bergeser" in one.text]


def test_whoever_fills_on_behalf_hears(office: Counter) -> None:
    """He is the one who is awaited."""
    form, filler = office.record().form_ids[office.unit_id("PMD")], office.officer_id(SEKRETARIS)
    office.operate(lambda work: answers.fill_on_behalf(work.tx, form, filler))
    note(office)
    assert [one for one in office.heard(SEKRETARIS) if "pengisian formulir" in one.text]


def test_the_cards_say_the_new_limit(office: Counter) -> None:
    """The card that is shown changes in place."""
    note(office)
    card = next(one for one in office.heard(KASI) if "Selasa, 7 April" in one.text)
    assert "Kamis dan Jumat libur" in card.text
    assert [label for label, _ in card.buttons][:1] == ["Terima & mulai isi"]


def test_a_vacant_post_is_no_obstacle(office: Counter) -> None:
    """The limit moves, and its holder will hear by the card."""
    office.operate(lambda work: _vacate(work, office.unit_id("PMD")))
    assert len(note(office)) == 6


def _vacate(work: Work, unit: int) -> None:
    work.tx.exec_driver_sql(f"UPDATE assignment SET ends_at = starts_at WHERE unit_id = {unit}")


# Limits that pass, or no longer have


def test_a_limit_that_moves_back_into_the_past_fires_at_the_next_tick(office: Counter) -> None:
    """Its rung has come; step 5 is not over before the tick says so."""
    note(office)
    office.now = MONDAY + timedelta(hours=1)
    take_back_(office)
    assert set(dues(office).values()) == {MONDAY}
    assert {(row.next_rung, row.next_at) for row in rungs(office).values()} == {("tenggat", MONDAY)}
    assert not any(task.expired for task in office.record().state.open_tasks)
    expire(office)
    assert all(task.expired for task in office.record().state.open_tasks if task.step == 5)
    assert replayed(office) == office.record().state


def test_a_form_that_was_late_is_open_again(office: Counter) -> None:
    """Power failed on Thursday, noted on Monday after the limit: nobody may go on without the forms any more."""
    office.now = MONDAY + timedelta(hours=1)
    expire(office)
    assert "Lanjut tanpa" in str(office.heard(KASUBBAG)[-1].buttons)
    assert office.task(6).due_at is not None
    moved = note(office, Kind.GANGGUAN)
    assert not any(task.expired for task in office.record().state.open_tasks)
    assert office.task(6).due_at is None
    assert [one.after for one in moved if one.task.step == 6] == [None, None]
    card = next(one for one in reversed(office.heard(KASUBBAG)) if "Penerimaan formulir</b>" in one.text)
    assert "Lanjut tanpa" not in str(card.buttons)
    assert "dan belum berjalan lagi, sampai formulir terakhir masuk" in office.heard(KASUBBAG)[-1].text
    assert replayed(office) == office.record().state


def test_the_clock_of_reception_starts_where_the_last_limit_has_passed_after_all(office: Counter) -> None:
    """A note that is taken back makes the forms late, and step 6 counts."""
    office.now = MONDAY + timedelta(hours=1)
    expire(office)
    note(office, Kind.GANGGUAN)
    moved = take_back_(office)
    assert {one.before for one in moved if one.task.step == 6} == {None}
    assert "dan mulai berjalan, sampai <b>hari ini pukul 09.15 WITA</b>" in office.heard(KASUBBAG)[-1].text
    assert replayed(office) == office.record().state


def test_a_superior_is_never_told_that_he_is_late(database_url: str) -> None:
    """A limit of the Camat that moves back into the past is journalled, and he hears nothing."""
    office = Counter(Database(database_url)).open()
    note(office, day=office.now.date())
    office.propose()
    before = len(office.heard(CAMAT))
    office.now += timedelta(hours=2)
    (moved,) = take_back_(office, office.now.date())
    assert moved.after is not None
    assert moved.after < office.now
    assert [one.text for one in office.heard(CAMAT)[before:] if "bergeser" in one.text] == []


# Marks


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
    take_back_(office, date(2026, 3, 27))
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
@settings(max_examples=40)
def test_any_notes_taken_back_in_turn_restore_every_limit(
    standing: Counter, changes: list[tuple[Kind, date, tuple[tuple[object, object], ...]]]
) -> None:
    """Whatever was noted about whichever days; and in between the same calendar moves nothing."""

    def example(tx: Transaction) -> None:
        work = standing.bureau.work(tx, standing.office_id, standing.now, "uji")
        calendar.refresh(work)
        before, noted = _dues(work, standing.cycle_id), list[date]()
        for kind, day, spans in changes:
            if _carried_out(lambda kind=kind, day=day, spans=spans: days.note(work, kind, day, spans, WHY)):  # type: ignore[misc]
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
