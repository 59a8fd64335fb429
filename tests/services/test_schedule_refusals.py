"""A date of the Jadwal Kerja that cannot stand, a change that is dropped, and people who may not change it."""

from __future__ import annotations

import pytest

from bot.services.claims import Claim
from storage import offices, periods
from storage.database import Database
from tests.services.counter import CAMAT, KASI, KASUBBAG, Counter
from tests.services.schedule_desk import ask, dates, write


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in, on 1 April 2026."""
    return Counter(Database(sqlite_url)).open()


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("tanggal mulai", "segera", "Tulisan ini belum terbaca sebagai tanggal; contoh: 1 April 2026"),
        ("tanggal mulai", "5 Juli", "Tahunnya belum tertulis"),
        ("tanggal mulai", "31 Juni 2026", "Tanggal tersebut tidak ada dalam kalender"),
        ("tanggal mulai", "Senin, 2-7-2026", "2 Juli 2026 adalah hari Kamis"),
        ("tanggal mulai", "31-3-2026", "sudah lewat; paling awal hari ini, Rabu, 1 April 2026"),
        ("tanggal mulai", "1-4-2026", "harus sesudah tanggal mulai periode sebelumnya, Rabu, 1 April 2026"),
        ("tanggal mulai", "14-7-2026", "harus sebelum batas kirimnya, Selasa, 14 Juli 2026"),
        ("tanggal mulai", "1-10-2026", "harus sebelum tanggal mulai periode berikutnya, Kamis, 1 Oktober 2026"),
        ("batas kirim", "1-7-2026", "Batas kirim TW II 2026 harus sesudah tanggal mulainya, Rabu, 1 Juli 2026"),
        ("batas kirim", "14-7-2036", "Batas kirim TW II 2026 paling lambat Rabu, 30 Juni 2027"),
    ],
)
def test_a_date_that_cannot_stand_changes_nothing_and_says_why(
    office: Counter, field: str, text: str, why: str
) -> None:
    """The question stays open for a better one."""
    before = dates(office, 2)
    ask(office, CAMAT, "TW II", field)
    said = write(office, CAMAT, text)[-1].text
    assert why in said
    assert said.endswith("Tidak ada yang berubah.")
    assert dates(office, 2) == before
    assert office.heard(KASUBBAG) == []
    assert "diubah dari" in write(office, CAMAT, "10-7-2026" if field == "tanggal mulai" else "16-7-2026")[-1].text


def test_a_quarter_does_not_open_before_it_begins(office: Counter) -> None:
    """TW III before July."""
    ask(office, CAMAT, "TW III", "tanggal mulai")
    assert "tidak dapat mendahului triwulannya; paling awal Rabu, 1 Juli" in write(office, CAMAT, "30-6-2026")[-1].text


def test_the_same_day_again_changes_nothing(office: Counter) -> None:
    """Neither the audit nor anybody else hears of it."""
    ask(office, CAMAT, "TW II", "tanggal mulai")
    assert "memang sudah Rabu, 1 Juli 2026" in write(office, CAMAT, "1 Juli 2026")[0].text
    assert [action for action, *_ in office.recorded()] == []
    assert office.heard(KASUBBAG) == []


@pytest.mark.parametrize("typed", [True, False])
def test_batal_leaves_the_schedule_as_it_is(office: Counter, typed: bool) -> None:
    """Pressed or typed; a second press is an old button."""
    ask(office, CAMAT, "TW II", "tanggal mulai")
    said = write(office, CAMAT, "batal") if typed else office.press(CAMAT, "Batal")
    assert ("dibatalkan" if typed else "tetap seperti semula") in said[-1].text
    assert "tidak ada pertanyaan" in write(office, CAMAT, "3-7-2026")[-1].text
    assert "tidak berlaku" in office.press(CAMAT, "Batal")[-1].text


def test_batal_leaves_another_question_open(office: Counter) -> None:
    """An old button drops nothing else."""
    ask(office, CAMAT, "TW II", "tanggal mulai")
    office.propose()
    office.press(CAMAT, "Ubah isi")
    assert "tidak berlaku" in office.claim(CAMAT, Claim("jadwal_batal"))[-1].text
    assert "Laksanakan segera." in write(office, CAMAT, "Laksanakan segera.")[-1].text


# Who may not, and when


@pytest.mark.parametrize("verb", ["jadwal_ubah", "jadwal_tanggal", "jadwal_siapkan"])
def test_nobody_else_may_change_it(office: Counter, verb: str) -> None:
    """A Kasi's forged button is refused."""
    arg = {"jadwal_tanggal": "2.mulai", "jadwal_siapkan": "2027"}.get(verb, "2")
    assert "diubah oleh Camat, Kasubbag, atau pengelola" in office.claim(KASI, Claim(verb, arg=arg))[0].text


@pytest.mark.parametrize(
    "claim",
    [
        *(Claim("jadwal_ubah", arg=arg) for arg in ("", "99", "x")),
        *(Claim("jadwal_tanggal", arg=arg) for arg in ("", "2", "2.akhir", "99.mulai")),
        *(Claim("jadwal_siapkan", arg=arg) for arg in ("", "2027", "1")),
    ],
)
def test_a_forged_button_changes_nothing(office: Counter, claim: Claim) -> None:
    """Neither a line nor a date nor a year that no button of ours names."""
    assert "tidak berlaku" in office.claim(CAMAT, claim)[0].text


def test_a_line_that_was_opened_meanwhile_keeps_its_dates(office: Counter) -> None:
    """While the question stood, its day came."""
    ask(office, CAMAT, "TW I", "batas kirim")
    office.propose()
    assert "sudah pernah dibuka" in write(office, CAMAT, "20-4-2026")[-1].text
    assert "sudah pernah dibuka" in office.press(CAMAT, "Ubah TW I 2026")[-1].text


def test_a_collection_that_opens_at_the_same_moment_wins(office: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row itself refuses, whatever was read before."""
    office.propose()
    line = office.database.read_now(lambda tx: offices.periods(tx, office.office_id))[0]
    monkeypatch.setattr(periods, "begun", lambda *_: False)
    office.claim(CAMAT, Claim("jadwal_tanggal", arg=f"{line.id}.batas"))
    assert "sudah pernah dibuka" in write(office, CAMAT, "20-4-2026")[-1].text
