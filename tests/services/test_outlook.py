"""Message 1: what follows if the order is given now, against the batas kirim and an unpublished calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.calendars import Published, indonesian_holidays
from storage.database import Database
from storage.tables import Period
from tests.services.counter import CAMAT, Counter


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office on Wednesday 1 April 2026, 07.30 WITA."""
    found = Counter(Database(sqlite_url)).open()
    found.now -= timedelta(minutes=30)
    return found


def send_by(office: Counter, day: date) -> None:
    """Let TW I be due at the kabupaten on a day."""
    changed = update(Period).where(Period.quarter == 1).values(send_by=day)
    office.database.write_now(lambda tx: tx.execute(changed))


def card(office: Counter, quarter: int = 1) -> str:
    """The Camat's card of a proposal made now."""
    office.propose(quarter)
    return office.heard(CAMAT)[-1].text


def test_the_worked_example(office: Counter) -> None:
    """Opened on Wednesday 1 April at 07.30: ready on Thursday 9 April, and sent in time."""
    text = card(office)
    assert "hari ini jadwal pengumpulan <b>Data Kinerja Triwulan I 2026</b>: 13 sub kegiatan" in text
    assert "diperkirakan siap Bapak setujui <b>Kamis, 9 April</b>.\n<i>Isi disposisi" in text


def test_limits_that_reach_the_last_day_overrun_nothing(office: Counter) -> None:
    """Step 14 ends on Friday 10 April, which is still the batas kirim."""
    send_by(office, date(2026, 4, 10))
    assert "⚠" not in card(office)


def test_limits_that_overrun_the_batas_kirim_are_warned_of(office: Counter) -> None:
    """With both dates, and no word of lateness."""
    send_by(office, date(2026, 4, 9))
    text = card(office)
    assert (
        "\n⚠ Bila setiap batas waktu terpakai penuh, penyampaian kepada Bupati selesai <b>Jumat, 10 April</b>, "
        "melewati batas kirim ke kabupaten <b>Kamis, 9 April</b>; mohon menjadi perhatian.\n"
    ) in text
    assert "terlambat" not in text


def test_a_batas_kirim_of_the_year_before_names_its_year(office: Counter) -> None:
    """So that the two dates are not mistaken for each other."""
    send_by(office, date(2025, 4, 9))
    assert "selesai <b>Jumat, 10 April 2026</b>, melewati batas kirim ke kabupaten <b>Rabu, 9 April 2025</b>" in card(
        office
    )


def test_a_year_that_is_not_published_is_remarked(office: Counter) -> None:
    """The days named may still move."""
    days = indonesian_holidays(range(2025, 2028))
    office.bureau.published = lambda _: Published(days, date(2025, 12, 31))
    assert "<i>Cuti bersama 2026 belum ditetapkan; tanggalnya masih dapat bergeser.</i>\n<i>Isi" in card(office)


def test_a_proposal_on_another_day_names_the_schedules(office: Counter) -> None:
    """Ahead of it by /mulai, or made up for after it."""
    office.now += timedelta(days=1)
    for quarter, day in ((1, "Rabu, 1 April 2026"), (2, "Rabu, 1 Juli 2026")):
        text = card(office, quarter)
        assert "hari ini" not in text
        assert f"</b> dimulai {day}: " in text
