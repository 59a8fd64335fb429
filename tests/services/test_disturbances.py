"""/gangguan: Kasubbag or administrator notes a day in chat, and the limits follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.services import commands
from bot.services.claims import Claim
from bot.services.limits.days import Kind
from bot.sop.model import Role
from storage import calendar_days
from storage.calendar_days import DayRow
from storage.database import Database
from tests.services.calendar_desk import REASON, THURSDAY, begin, hours, journal, note, noted, sealed, take_back
from tests.services.counter import ANALIS, CAMAT, KASI, KASUBBAG, Counter
from tests.services.schedule_desk import labels, write

SATURDAY = date(2026, 4, 11)


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in, on Wednesday 1 April 2026 at eight."""
    return Counter(Database(sqlite_url)).open()


# Who


def test_the_kasubbag_and_the_administrator_have_the_command() -> None:
    """Nobody else sees it."""
    assert "gangguan" in dict(commands.menu([Role.KASUBBAG], is_admin=False))
    assert "gangguan" in dict(commands.menu([], is_admin=True))
    assert "gangguan" not in dict(commands.menu([Role.CAMAT, Role.PPTK], is_admin=False))


def test_the_administrators_page_leads_there(office: Counter) -> None:
    """By its button."""
    office.say(KASUBBAG, "/admin")
    (said,) = office.press(KASUBBAG, "Catat gangguan")
    assert labels(said) == ["Gangguan (listrik/internet)", "Libur tambahan", "Hari kerja tambahan", "Jam khusus"]
    assert said.text == (
        "<b>Kalender kerja kantor</b>\nApa yang akan dicatat? "
        "Batas waktu yang masih berjalan disesuaikan dengan sendirinya."
    )


@pytest.mark.parametrize(
    "claim",
    [
        Claim("kalender"),
        Claim("kalender_jenis", arg="libur"),
        Claim("kalender_hari", arg="libur.2026-04-02"),
        Claim("kalender_penuh", arg="gangguan.2026-04-02"),
        Claim("kalender_catatan"),
        Claim("kalender_hapus", arg="2026-04-02"),
    ],
)
def test_nobody_else_changes_the_calendar(office: Counter, claim: Claim) -> None:
    """Neither by the command nor by a forged button."""
    for said in (*office.say(KASI, "/gangguan"), *office.claim(CAMAT, claim)):
        assert said.text == "Gangguan dan hari libur dicatat oleh Kasubbag atau pengelola. Tidak ada yang berubah."


def test_who_is_kasubbag_no_more_cannot_finish(office: Counter) -> None:
    """The role is checked with every answer."""
    office.change(ANALIS, is_admin=True)
    begin(office, "Libur", ANALIS)
    office.change(ANALIS, is_admin=False)
    assert "dicatat oleh Kasubbag atau pengelola" in write(office, ANALIS, "2-4-2026")[0].text
    assert noted(office) is None


# A disturbance


def test_a_day_without_power(office: Counter) -> None:
    """Yesterday, the whole day, one sentence: six limits move, and the Kasubbag reads which."""
    office.hand_out()
    office.now += timedelta(days=1, hours=1)
    assert labels(begin(office, "Gangguan"))[:3] == ["Hari ini", "Kemarin", "Selasa, 31 Maret"]
    question = office.press(KASUBBAG, "Hari ini")[-1]
    assert question.text.startswith("<b>Kamis, 2 April 2026</b> (saat ini jam kerja 07.30–12.00, 13.00–16.00): dari")
    question = office.press(KASUBBAG, "Seharian")[-1]
    assert "<b>Kamis, 2 April 2026</b> akan tercatat libur. Mohon alasannya dalam satu kalimat" in question.text
    said = write(office, KASUBBAG, REASON)[0].text.split("\n")
    assert said[:2] == ["Tercatat: <b>Kamis, 2 April 2026</b>, libur.", "<b>6 batas waktu bergeser:</b>"]
    assert len(said) == 8
    assert "tercatat libur (Gardu listrik &lt;rusak&gt;)." in office.heard(KASI)[-1].text
    assert noted(office) == DayRow(THURSDAY, (), REASON)
    sealed(office)
    (entry,) = journal(office, "CalendarDayNoted")
    assert entry == {
        "day": "2026-04-02",
        "kind": "gangguan",
        "before": None,
        "after": {"spans": [], "reason": REASON},
    }


def test_whoever_notes_it_is_answered_and_not_told_again(office: Counter) -> None:
    """The Kasubbag fills a form, too."""
    office.hand_out()
    before = len(office.heard(KASUBBAG))
    begin(office, "Libur")
    office.press(KASUBBAG, "Besok")
    write(office, KASUBBAG, REASON)
    heard = [one.text for one in office.heard(KASUBBAG)[before:] if "bergeser" in one.text]
    assert [text.partition(",")[0] for text in heard] == [
        "<b>Kamis",
        "Tercatat: <b>Kamis",
    ]


def test_some_hours_are_cut_out_of_the_day(office: Counter) -> None:
    """Typed, over the break; noted a second time, both are missing."""
    for written, left in (("11.00-14.00", "11.00, 14.00–16.00"), ("14:30 - 15:00", "11.00, 14.00–14.30, 15.00–16.00")):
        begin(office, "Gangguan")
        office.press(KASUBBAG, "Hari ini")
        write(office, KASUBBAG, written)
        assert f"jam kerja 07.30–{left}." in write(office, KASUBBAG, REASON)[-1].text
        assert f"• Rabu, 1 April 2026: jam kerja 07.30–{left} (Gardu" in office.say(KASUBBAG, "/gangguan")[0].text


def test_nothing_may_move(office: Counter) -> None:
    """And that is said."""
    begin(office, "Gangguan")
    write(office, KASUBBAG, "31 Maret 2026")
    write(office, KASUBBAG, "Seharian")
    assert write(office, KASUBBAG, REASON)[-1].text == (
        "Tercatat: <b>Selasa, 31 Maret 2026</b>, libur.\nTidak ada batas waktu yang bergeser."
    )


# The other kinds


def test_a_holiday_that_was_published_late(office: Counter) -> None:
    """Its day, its reason; no hours are asked for."""
    assert labels(begin(office, "Libur"))[:2] == ["Hari ini", "Besok"]
    assert "Mohon alasannya" in write(office, KASUBBAG, "Senin, 18 Mei 2026")[-1].text
    write(office, KASUBBAG, "Cuti bersama susulan")
    assert noted(office, date(2026, 5, 18)) == DayRow(date(2026, 5, 18), (), "Cuti bersama susulan")


def test_a_working_saturday(office: Counter) -> None:
    """With the hours of an ordinary day at a press, or typed ones."""
    assert labels(begin(office, "Hari kerja"))[:3] == ["Jumat, 3 April", "Sabtu, 4 April", "Minggu, 5 April"]
    office.press(KASUBBAG, "Sabtu, 4 April")
    office.press(KASUBBAG, "Jam kerja 07.30–12.00, 13.00–16.00")
    assert "libur" not in write(office, KASUBBAG, "Mengganti hari libur")[-1].text
    begin(office, "Hari kerja")
    write(office, KASUBBAG, "11-4-2026")
    write(office, KASUBBAG, "08.00-12.00")
    write(office, KASUBBAG, "Mengganti hari libur")
    assert noted(office, SATURDAY) == DayRow(SATURDAY, hours(8, 12), "Mengganti hari libur")


def test_other_hours(office: Counter) -> None:
    """As in Ramadan; they are typed."""
    begin(office, "Jam khusus")
    assert labels(office.press(KASUBBAG, "Besok")[-1]) == ["Batal"]
    write(office, KASUBBAG, "08.00-12.00, 13.00-15.00")
    write(office, KASUBBAG, "Jam kerja Ramadan")
    assert noted(office) == DayRow(THURSDAY, hours(8, 12, 13, 15), "Jam kerja Ramadan")


# Taking back


def test_a_note_is_taken_back(office: Counter) -> None:
    """The limits return, and what moved is said again."""
    office.hand_out()
    note(office)
    assert "• Kamis, 2 April 2026: libur (Listrik padam)" in office.say(KASUBBAG, "/gangguan")[0].text
    assert office.press(KASUBBAG, "Hapus catatan")[-1].text.startswith("Catatan hari mana yang dihapus?")
    said = office.press(KASUBBAG, "Besok")[0].text
    assert said.startswith(
        "Catatan dihapus: <b>Kamis, 2 April 2026</b> kembali jam kerja 07.30–12.00, 13.00–16.00.\n"
        "<b>6 batas waktu bergeser:</b>"
    )
    assert noted(office) is None
    assert "karena catatan tentang Kamis, 2 April 2026 dihapus." in office.heard(KASI)[-1].text
    assert "sudah tidak ada" in office.press(KASUBBAG, "Besok")[-1].text


def test_what_a_note_replaced_holds_again(office: Counter) -> None:
    """Ramadan hours of the workbook survive a disturbance on their day; the newest note goes first."""
    ramadan = DayRow(THURSDAY, hours(8, 12, 13, 15), "Jam kerja Ramadan")
    office.operate(lambda work: calendar_days.put(work.tx, work.office_id, ramadan))
    note(office, Kind.GANGGUAN, spans=hours(8, 10))
    note(office, Kind.GANGGUAN, spans=hours(13, 14))
    take_back(office)
    found = noted(office)
    assert found is not None
    assert found.spans == hours(10, 12, 13, 15)
    take_back(office)
    assert noted(office) == ramadan
    take_back(office)
    assert noted(office) is None


def test_there_may_be_nothing_to_take_back(office: Counter) -> None:
    """Nor is it offered."""
    assert "Hapus catatan" not in labels(office.say(KASUBBAG, "/gangguan")[0])
    assert office.claim(KASUBBAG, Claim("kalender_catatan"))[0].text == "Tidak ada catatan yang dapat dihapus."


def test_many_notes_fit_under_one_message(office: Counter) -> None:
    """Those next to today are offered."""
    for distance in range(30):
        row = DayRow(THURSDAY + timedelta(days=distance), (), "")
        office.operate(lambda work, row=row: calendar_days.put(work.tx, work.office_id, row))  # type: ignore[misc]
    office.say(KASUBBAG, "/gangguan")
    offered = labels(office.press(KASUBBAG, "Hapus catatan")[-1])
    assert (len(offered), offered[0], offered[-1]) == (20, "Besok", "Selasa, 21 April")
