"""A day, hours or a reason that cannot be noted changes nothing and says why; a question may be dropped."""

from __future__ import annotations

import pytest

from bot.services.claims import Claim
from bot.services.limits.days import Kind
from storage.database import Database
from tests.services.calendar_desk import REASON, WEDNESDAY, asked, begin, hours, note, noted
from tests.services.counter import KASUBBAG, Counter
from tests.services.schedule_desk import write


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in, on Wednesday 1 April 2026 at eight."""
    return Counter(Database(sqlite_url)).open()


@pytest.mark.parametrize(
    ("kind", "day", "why"),
    [
        ("Gangguan", "besok pagi", "Tulisan ini belum terbaca sebagai tanggal"),
        ("Gangguan", "3-4-2026", "Jumat, 3 April 2026 memang bukan hari kerja"),
        ("Libur", "4-4-2026", "Sabtu, 4 April 2026 memang bukan hari kerja"),
        ("Hari kerja", "2-4-2026", "Kamis, 2 April 2026 memang hari kerja; jam yang berbeda dicatat sebagai Jam"),
        ("Gangguan", "29-12-2025", "adalah hari antara 30 Desember 2025 dan 1 April 2027"),
        ("Libur", "2-4-2027", "adalah hari antara 30 Desember 2025 dan 1 April 2027"),
        ("Jam khusus", "31-12-9999", "adalah hari antara"),
    ],
)
def test_a_day_that_cannot_be_noted(office: Counter, kind: str, day: str, why: str) -> None:
    """It says why, and the question stays open for a better one."""
    begin(office, kind)
    (said,) = write(office, KASUBBAG, day)
    assert why in said.text
    assert said.text.endswith("Tidak ada yang berubah.")
    assert asked(office) == "kalender_hari"


@pytest.mark.parametrize(
    ("kind", "written", "why"),
    [
        ("Gangguan", "pagi", "'pagi' tidak terbaca; contoh: 07.30-12.00"),
        ("Gangguan", "libur", "Jamnya belum tertulis; contoh: 09.00-12.00"),
        ("Gangguan", "12.00-09.00", "Jam kerja harus berakhir sesudah mulai"),
        ("Gangguan", "09.00-25.00", "tidak terbaca"),
        ("Gangguan", "09.00-11.00, 10.00-12.00", "harus berurutan dan tidak bertumpuk"),
        ("Gangguan", "16.00-18.00", "Jam tersebut di luar jam kerja hari itu (07.30–12.00, 13.00–16.00)"),
        ("Gangguan", "12.00-13.00", "Jam tersebut di luar jam kerja hari itu"),
        ("Jam khusus", "07.30-12.00, 13.00-16.00", "Jam kerja hari itu memang sudah 07.30–12.00, 13.00–16.00"),
        ("Jam khusus", "<b>", "'&lt;b&gt;' tidak terbaca"),
        ("Jam khusus", "seharian", "'seharian' tidak terbaca"),
    ],
)
def test_hours_that_cannot_be_noted(office: Counter, kind: str, written: str, why: str) -> None:
    """Nothing is stored, and the question stays open."""
    begin(office, kind)
    office.press(KASUBBAG, "Hari ini")
    (said,) = write(office, KASUBBAG, written)
    assert why in said.text
    assert said.text.endswith("Tidak ada yang berubah.")
    assert (asked(office), noted(office, WEDNESDAY)) == ("kalender_jam", None)


def test_a_reason_that_says_nothing(office: Counter) -> None:
    """At least three letters; a day that became closed meanwhile is refused, too."""
    begin(office, "Libur")
    office.press(KASUBBAG, "Besok")
    assert "Mohon dituliskan 3 sampai" in write(office, KASUBBAG, "-")[0].text
    assert noted(office) is None
    note(office)
    assert "memang bukan hari kerja" in write(office, KASUBBAG, REASON)[0].text


@pytest.mark.parametrize(
    "claim",
    [
        Claim("kalender_jenis", arg="cuaca"),
        Claim("kalender_hari", arg="libur"),
        Claim("kalender_hari", arg="cuaca.2026-04-02"),
        Claim("kalender_hari", arg="libur.kemarin"),
        Claim("kalender_penuh", arg="khusus.2026-04-02"),
        Claim("kalender_hapus", arg="x"),
        Claim("kalender_batal"),
    ],
)
def test_a_forged_button(office: Counter, claim: Claim) -> None:
    """It does nothing."""
    assert "sudah tidak berlaku" in office.claim(KASUBBAG, claim)[0].text


def test_the_question_may_be_dropped(office: Counter) -> None:
    """By its button or in words; a question about anything else stays."""
    begin(office, "Libur")
    assert office.press(KASUBBAG, "Batal")[-1].text == "Baik, kalender kerja tetap seperti semula."
    begin(office, "Gangguan")
    write(office, KASUBBAG, "batal")
    assert asked(office) is None
    office.say(KASUBBAG, "/jadwal")
    office.press(KASUBBAG, "Ubah TW I")
    office.press(KASUBBAG, "Ubah tanggal mulai")
    office.claim(KASUBBAG, Claim("kalender_batal"))
    assert asked(office) == "tanggal_jadwal"


def test_a_second_press_takes_back_no_second_note(office: Counter) -> None:
    """A day was noted twice: only what the button showed is taken back, however often it is pressed."""
    note(office, Kind.GANGGUAN, spans=hours(10, 11))
    first = noted(office)
    note(office)
    office.say(KASUBBAG, "/gangguan")
    (said,) = office.press(KASUBBAG, "Hapus")
    (_, claim), *_ = said.buttons
    assert "Catatan dihapus" in office.claim(KASUBBAG, claim)[0].text
    assert "sudah tidak berlaku" in office.claim(KASUBBAG, claim)[0].text
    assert noted(office) == first
