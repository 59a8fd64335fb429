"""A change of the calendar moves every open limit, says so once to each holder, and is on record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.limits import calendar
from bot.services.limits import round as rounds
from bot.services.limits.days import Kind
from bot.services.work import Work
from bot.sop.model import Role
from storage import answers, people
from storage.database import Database
from tests.services.calendar_desk import (
    WHY,
    copied,
    dues,
    expire,
    handed_out,
    hours,
    journal,
    note,
    replayed,
    rungs,
    silent,
    take_back,
)
from tests.services.counter import CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS, Counter

MONDAY = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)
"""Two working days after the forms went out: 08.00 WITA."""
TUESDAY = MONDAY + timedelta(days=1)
MOVED = "dari Senin, 6 April, pukul 08.00 WITA menjadi <b>Selasa, 7 April, pukul 08.00 WITA</b>"


@pytest.fixture(scope="module")
def standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """The demo's office on Wednesday 1 April 2026 at eight, six forms just handed out; left as it was found."""
    return handed_out(sqlite_template, tmp_path_factory.mktemp("kalender"))


@pytest.fixture
def office(standing: Counter, tmp_path: Path) -> Counter:
    """A copy of it."""
    return copied(standing, tmp_path)


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
    take_back(office)
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
        "Bapak Kasi Pemerintahan, batas pengisian formulir <b>TW I 2026</b> Seksi Pemerintahan (langkah 5 dari 14) "
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
    take_back(office)
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
    assert "dan dihitung kembali setelah formulir terakhir masuk" in office.heard(KASUBBAG)[-1].text
    assert replayed(office) == office.record().state


def test_the_clock_of_reception_starts_where_the_last_limit_has_passed_after_all(office: Counter) -> None:
    """A note that is taken back makes the forms late, and step 6 counts."""
    office.now = MONDAY + timedelta(hours=1)
    expire(office)
    note(office, Kind.GANGGUAN)
    moved = take_back(office)
    assert {one.before for one in moved if one.task.step == 6} == {None}
    assert "dan mulai dihitung, sampai <b>hari ini pukul 09.15 WITA</b>" in office.heard(KASUBBAG)[-1].text
    assert replayed(office) == office.record().state


def test_nobody_is_reminded_on_a_day_that_was_closed_meanwhile(office: Counter) -> None:
    """A limit that passed on Monday stays; what would be said on Tuesday morning waits for Wednesday's."""
    office.now = MONDAY + timedelta(minutes=1)
    office.operate(lambda work: rounds.fire(work.tx, office.bureau, [work.office_id], work.now))
    mornings = {row.next_at for row in rungs(office).values() if row.next_rung == "pagi"}
    assert mornings == {TUESDAY}
    assert {one.task.step for one in note(office, day=date(2026, 4, 7))} <= {6}
    assert {row.next_at for row in rungs(office).values() if row.next_rung == "pagi"} == {TUESDAY + timedelta(days=1)}


def test_a_superior_is_never_told_that_he_is_late(database_url: str) -> None:
    """A limit of the Camat that moves back into the past is journalled, and he hears nothing."""
    office = Counter(Database(database_url)).open()
    note(office, day=office.now.date())
    office.propose()
    before = len(office.heard(CAMAT))
    office.now += timedelta(hours=2)
    (moved,) = take_back(office, office.now.date())
    assert moved.after is not None
    assert moved.after < office.now
    assert [one.text for one in office.heard(CAMAT)[before:] if "bergeser" in one.text] == []
