"""Rounds after the calendar was changed to and fro, and in an office with more late forms than Telegram has buttons."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.services.claims import Claim
from bot.services.limits.days import Kind
from bot.services.work import MOST_BUTTONS, Button, message
from storage import deadlines
from tests.services.calendar_desk import hours, note, take_back
from tests.services.counter import KASI, KASI_PMD, KASUBBAG
from tests.services.reminding_desk import ZONE, RemindingDesk, handed_out

MONDAY, TUESDAY = date(2026, 4, 6), date(2026, 4, 7)


@pytest.fixture
def office(sqlite_url: str) -> RemindingDesk:
    """Everyone is in and has his form, due on Monday 08.00."""
    return handed_out(sqlite_url)


def test_what_was_told_before_keeps_nothing_new_back(office: RemindingDesk) -> None:
    """A closure was noted and taken back on the day itself: the form that came due meanwhile is brought as well."""
    office.add_time(KASUBBAG, office.form("PMD"), "2 jam")
    assert "Kasi Pemerintahan" in office.tick(6, "08.05")[KASUBBAG][-1].text
    office.now += timedelta(minutes=25)
    note(office, day=MONDAY)
    office.now += timedelta(hours=2)
    take_back(office, MONDAY)
    brought = [said for said in office.tick(6, "11.05")[KASUBBAG] if "Mohon bantuan koordinasi" in said.text]
    assert ["Kasi Pemberdayaan Masyarakat" in said.text for said in brought] == [True]


def test_a_morning_without_power_is_quiet(office: RemindingDesk) -> None:
    """Noted the day before: what would be said at eight is said when the office works again, after the break."""
    office.tick(6, "08.00")
    note(office, Kind.GANGGUAN, TUESDAY, hours(7, 12))
    assert office.tick(7, "08.00") == {}
    assert office.tick(7, "12.59") == {}
    assert {KASI, KASI_PMD, KASUBBAG} <= set(office.tick(7, "13.00"))


def test_what_failed_and_was_put_off_into_the_night_is_quiet(office: RemindingDesk) -> None:
    """A round that works again at ten in the evening leaves its words to the morning."""
    office.tick(1, "22.00")
    everywhere, due = [office.office_id], datetime(2026, 4, 6, 16, 30, tzinfo=ZONE)
    until = due + timedelta(hours=5, minutes=28)
    office.database.write_now(lambda tx: deadlines.put_off(tx, everywhere, due, until))
    assert not any("Mohon bantuan" in said.text for said in office.tick(6, "22.00").get(KASUBBAG, []))
    assert any("Mohon bantuan" in said.text for said in office.tick(7, "08.00")[KASUBBAG])


def test_a_limit_at_the_end_of_the_hours_is_not_moved(office: RemindingDesk) -> None:
    """It is said at that very moment, also after a change of another day."""
    office.add_time(KASUBBAG, office.form(), "2 jam")
    note(office, Kind.KHUSUS, MONDAY, hours(8, 10))
    note(office, Kind.LIBUR, TUESDAY)
    for clock in ("08.00", "09.00"):
        office.tick(6, clock)
    assert KASI in office.tick(6, "10.00")


def test_a_message_has_no_more_buttons_than_telegram_takes() -> None:
    """The first rows have theirs, whole; with more the whole message would be refused, and lost."""
    row = [Button("Tindak lanjuti", Claim("tindak", 1)), Button("Buka", Claim("buka", 1))]
    assert len(message("Ditunggu", [row[:1], *[row] * 60])["buttons"]) == 1 + (MOST_BUTTONS - 1) // 2
    assert len(message("Ditunggu", [row, []])["buttons"]) == 1
