"""/jadwal: everyone reads the Jadwal Kerja; Camat, Kasubbag and administrator change it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, update

from bot.sop.model import CycleStatus
from storage.database import Database
from storage.tables import CalendarDay, Period
from tests.services.counter import ANALIS, CAMAT, KASI, KASUBBAG, SEKRETARIS, Counter
from tests.services.schedule_desk import ask, dates, labels, unpublished_after, write

FIRST = "mulai Rabu, 1 April 2026, batas kirim ke kabupaten Rabu, 15 April 2026"


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in, on 1 April 2026."""
    return Counter(Database(sqlite_url)).open()


# Reading


def test_everyone_reads_the_lines_with_their_state(office: Counter) -> None:
    """A Kasi sees which line runs, which comes next and which later; only some may change it."""
    office.propose()
    (said,) = office.say(KASI, "/jadwal")
    assert said.text.split("\n") == [
        "<b>Jadwal Kerja pengumpulan Data Kinerja</b>",
        "",
        "<b>Tahun anggaran 2026</b>",
        f"• <b>TW I</b> (menunggu perintah Camat): {FIRST}.",
        "• <b>TW II</b> (berikutnya): mulai Rabu, 1 Juli 2026, batas kirim ke kabupaten Selasa, 14 Juli 2026.",
        "• <b>TW III</b> (belum dibuka): mulai Kamis, 1 Oktober 2026, batas kirim ke kabupaten Rabu, 14 Oktober 2026.",
        "• <b>TW IV</b> (belum dibuka): mulai Senin, 4 Januari 2027, batas kirim ke kabupaten Senin, 18 Januari 2027.",
    ]
    assert said.buttons == ()


@pytest.mark.parametrize("code", [CAMAT, KASUBBAG])
def test_those_who_may_change_it_have_a_button_for_each_line_that_was_never_opened(office: Counter, code: str) -> None:
    """The line that runs has none."""
    office.propose()
    (said,) = office.say(code, "/jadwal")
    assert labels(said) == ["Ubah TW II 2026", "Ubah TW III 2026", "Ubah TW IV 2026"]


def test_an_administrator_may_change_it_whatever_his_post(office: Counter) -> None:
    """The Analis as pengelola."""
    office.change(ANALIS, is_admin=True)
    assert "Ubah TW I 2026" in labels(office.say(ANALIS, "/jadwal")[0])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (CycleStatus.BERJALAN, "sedang berjalan"),
        (CycleStatus.SELESAI, "sudah diarsipkan"),
        (CycleStatus.DIBATALKAN, "dibatalkan, dapat dimulai kembali dengan /mulai"),
        (CycleStatus.BELUM_BERJALAN, "ditutup, kegiatan belum berjalan"),
    ],
)
def test_whatever_became_of_a_line_is_said(office: Counter, status: CycleStatus, words: str) -> None:
    """Its cycle's state in words."""
    office.propose()
    office.end(status)
    assert f"• <b>TW I</b> ({words}): mulai" in office.say(KASI, "/jadwal")[0].text


def test_a_line_that_was_passed_over_is_said(office: Counter) -> None:
    """On 3 April its working day is gone; on the day itself it still comes."""
    assert "<b>TW I</b> (berikutnya)" in office.say(KASI, "/jadwal")[0].text
    office.now += timedelta(days=2)
    text = office.say(KASI, "/jadwal")[0].text
    assert "<b>TW I</b> (tanggal mulai terlewat, belum dibuka)" in text
    assert "<b>TW II</b> (berikutnya)" in text


def test_dates_that_a_cuti_bersama_may_move_are_marked(office: Counter) -> None:
    """Only those of a year that is not published yet; a line that was opened moves no more."""
    unpublished_after(office, 2026)
    text = office.say(KASI, "/jadwal")[0].text
    assert "mulai Senin, 4 Januari 2027*, batas kirim ke kabupaten Senin, 18 Januari 2027*." in text
    assert text.endswith("<i>* Cuti bersama 2027 belum ditetapkan; tanggalnya masih dapat bergeser.</i>")
    assert text.count("*") == 3
    office.propose(4)
    assert "*" not in office.say(KASI, "/jadwal")[0].text


def test_an_office_without_lines_is_told_so(office: Counter) -> None:
    """And whoever may, can make them: of the year that is being reported."""
    office.database.write_now(lambda tx: tx.execute(delete(Period)))
    assert "belum disusun" in office.say(KASI, "/jadwal")[0].text
    assert labels(office.say(KASUBBAG, "/jadwal")[0]) == ["Siapkan jadwal 2026"]


# Changing


def test_a_new_opening_day_is_kept_audited_and_told(office: Counter) -> None:
    """The Kasubbag writes it; she reads what changed, the Camat is told by whom, nobody else hears."""
    asked = ask(office, KASUBBAG, "TW II", "tanggal mulai")
    assert "misalnya <i>1 Juli 2026</i> atau <i>1-7-2026</i>" in asked.text
    (said,) = write(office, KASUBBAG, "kamis 2/7/2026")
    change = "Tanggal mulai <b>TW II 2026</b> diubah dari Rabu, 1 Juli 2026 menjadi <b>Kamis, 2 Juli 2026</b>."
    assert said.text == change
    assert dates(office, 2) == (date(2026, 7, 2), date(2026, 7, 14))
    assert office.heard(CAMAT)[-1].text == (
        f"Bapak Camat, Jadwal Kerja diperbarui oleh Ibu Kasubbag Program dan Keuangan.\n{change}"
    )
    assert office.heard(SEKRETARIS) == []
    action, officer, detail = office.recorded()[-1]
    assert (action, officer) == ("PeriodRedated", office.officer_id(KASUBBAG))
    assert (detail["field"], detail["dates"]) == ("mulai", ["2026-07-01", "2026-07-02"])
    assert "tidak ada pertanyaan" in write(office, KASUBBAG, "3 Juli 2026")[-1].text


def test_a_new_batas_kirim_is_kept_and_told_to_the_kasubbag(office: Counter) -> None:
    """The Camat changes it; the button below leads on to the line's other date."""
    ask(office, CAMAT, "TW II", "batas kirim")
    (said,) = write(office, CAMAT, "20 Juli 2026")
    assert said.text.startswith("Batas kirim ke kabupaten <b>TW II 2026</b> diubah dari Selasa, 14 Juli 2026")
    assert dates(office, 2)[1] == date(2026, 7, 20)
    assert "diperbarui oleh Bapak Camat" in office.heard(KASUBBAG)[-1].text
    assert "Tanggal mulai: Rabu, 1 Juli 2026." in office.press(CAMAT, "Ubah TW II 2026")[0].text


def test_a_day_before_the_quarter_ends_asks_for_data_of_that_day(office: Counter) -> None:
    """'Data per tanggal …' is said at once."""
    ask(office, CAMAT, "TW II", "tanggal mulai")
    (said,) = write(office, CAMAT, "22 Juni 2026")
    assert said.text.endswith("\nKarena triwulannya belum berakhir, data diminta per 22 Juni 2026.")


@pytest.mark.parametrize(
    ("field", "text", "note"),
    [
        (
            "tanggal mulai",
            "4-7-2026",
            "bukan hari kerja; usulan disampaikan pada hari kerja berikutnya, Senin, 6 Juli 2026.",
        ),
        (
            "batas kirim",
            "26 Maret 2027",
            "bukan hari kerja (Wafat Yesus Kristus); hari kerja terakhir sebelumnya Rabu, 24 Maret 2027.",
        ),
    ],
)
def test_a_day_on_which_nobody_works_is_kept_and_said(office: Counter, field: str, text: str, note: str) -> None:
    """With the working day that counts instead."""
    ask(office, CAMAT, "TW II", field)
    assert write(office, CAMAT, text)[0].text.endswith(f"\nTanggal tersebut {note}")


def test_a_batas_kirim_without_a_working_day_before_it_is_said(office: Counter) -> None:
    """A line may open on the Saturday and be due on the Sunday: nothing better is known."""
    moved = update(Period).where(Period.quarter == 2).values(opens_on=date(2026, 7, 4))
    office.database.write_now(lambda tx: tx.execute(moved))
    ask(office, CAMAT, "TW II", "batas kirim")
    assert write(office, CAMAT, "5-7-2026")[0].text.endswith("\nTanggal tersebut bukan hari kerja.")


def test_a_closure_of_the_office_is_no_working_day(office: Counter) -> None:
    """What the office noted as a closed day counts like a holiday, without a name."""
    closed = {"office_id": office.office_id, "day": date(2026, 7, 2), "spans": [], "reason": "Uji"}
    office.database.write_now(lambda tx: tx.execute(insert(CalendarDay).values(**closed)))
    ask(office, CAMAT, "TW II", "tanggal mulai")
    assert "hari kerja berikutnya, Jumat, 3 Juli 2026" in write(office, CAMAT, "2-7-2026")[0].text


def test_a_day_of_an_unpublished_year_may_still_move(office: Counter) -> None:
    """It is said with the change."""
    unpublished_after(office, 2026)
    ask(office, CAMAT, "TW IV", "batas kirim")
    said = write(office, CAMAT, "20-1-2027")[0].text
    assert said.endswith("\nCuti bersama 2027 belum ditetapkan; tanggalnya masih dapat bergeser.")
