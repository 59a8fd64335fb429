"""The coming budget year's lines: brought to the Kasubbag in December, made by one press."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select, update

from bot.services.claims import Claim
from bot.services.cycle import next_year
from bot.sop.schedule import Dates
from storage import periods
from storage.database import Database
from storage.tables import Indicator, Period, SubActivity
from tests.services.counter import CAMAT, KASI, KASUBBAG, SEKRETARIS, Counter
from tests.services.schedule_desk import dates, labels, unpublished_after

DECEMBER = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in, on a Monday in December, with the lines of 2026."""
    found = Counter(Database(sqlite_url)).open()
    found.now = DECEMBER
    return found


def years(office: Counter) -> list[int]:
    """The budget year of each line."""
    return office.database.read_now(lambda tx: list(tx.execute(select(Period.year).order_by(Period.year)).scalars()))


def test_the_kasubbag_is_asked_once(office: Counter) -> None:
    """She has one button; nobody else hears, and the next hour brings nothing new."""
    for _ in range(2):
        office.operate(next_year.bring)
    (said,) = office.heard(KASUBBAG)
    assert said.text.startswith(
        "Ibu Kasubbag Program dan Keuangan, Jadwal Kerja yang ada berlaku sampai tahun anggaran"
    )
    assert "jadwal tahun anggaran <b>2027</b> belum disusun" in said.text
    assert "(yang pertama Kamis, 1 April 2027)" in said.text
    assert labels(said) == ["Siapkan jadwal 2027"]
    assert office.heard(CAMAT) == []


def test_before_december_nobody_is_asked(office: Counter) -> None:
    """There is time."""
    office.now = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    office.operate(next_year.bring)
    assert office.heard(KASUBBAG) == []
    assert "Siapkan jadwal 2027" not in labels(office.say(KASUBBAG, "/jadwal")[0])


def test_a_year_that_is_not_published_yet_is_said(office: Counter) -> None:
    """With the question, and with the lines that are made, in their last quarter's year, too."""
    unpublished_after(office, 2026)
    office.operate(next_year.bring)
    assert office.heard(KASUBBAG)[-1].text.endswith(
        "Cuti bersama 2027 belum ditetapkan; tanggalnya masih dapat bergeser."
    )
    (made,) = office.press(KASUBBAG, "Siapkan jadwal 2027")
    assert made.text.endswith("* Cuti bersama 2027 dan 2028 belum ditetapkan; tanggalnya masih dapat bergeser.</i>")


def test_one_press_writes_the_four_lines(office: Counter) -> None:
    """By the reporting calendar; shown with their buttons, audited, and told to the Camat."""
    office.operate(next_year.bring)
    (said,) = office.press(KASUBBAG, "Siapkan jadwal 2027")
    assert [dates(office, quarter, 2027)[0] for quarter in (1, 2, 3, 4)] == [
        date(2027, 4, 1),
        date(2027, 7, 1),
        date(2027, 10, 1),
        date(2028, 1, 3),
    ]
    assert "• <b>TW IV</b> (belum dibuka): mulai Senin, 3 Januari 2028" in said.text
    assert "Tahun anggaran 2026" not in said.text
    assert labels(said) == ["Ubah TW I 2027", "Ubah TW II 2027", "Ubah TW III 2027", "Ubah TW IV 2027"]
    action, officer, detail = office.recorded()[-1]
    assert (action, officer, detail["year"]) == ("ScheduleMade", office.officer_id(KASUBBAG), 2027)
    assert detail["lines"]["1"] == ["2027-04-01", "2027-04-14"]
    told = office.heard(CAMAT)[-1].text
    assert told.startswith("Bapak Camat, Jadwal Kerja diperbarui oleh Ibu Kasubbag Program dan Keuangan.\n")
    assert "• <b>TW I</b> (berikutnya): mulai Kamis, 1 April 2027" in told
    assert office.heard(SEKRETARIS) == []
    office.operate(next_year.bring)
    assert len(years(office)) == 8
    assert labels(office.heard(KASUBBAG)[-1]) == labels(said)


def test_missing_master_data_is_said_with_it(office: Counter) -> None:
    """The lines alone open nothing."""
    assert "Data induk tahun 2027 belum tersedia" in office.claim(KASUBBAG, Claim("jadwal_siapkan", arg="2027"))[0].text


def test_with_master_data_nothing_more_is_asked(office: Counter) -> None:
    """The workbook of the coming year was imported before."""
    office.database.write_now(lambda tx: tx.execute(update(SubActivity).values(year=2027)))
    office.database.write_now(lambda tx: tx.execute(update(Indicator).values(year=2027)))
    assert "Data induk" not in office.claim(CAMAT, Claim("jadwal_siapkan", arg="2027"))[0].text


def test_a_second_press_is_told_that_it_is_done(office: Counter) -> None:
    """By whomever."""
    office.say(CAMAT, "/jadwal")
    office.press(CAMAT, "Siapkan jadwal 2027")
    (said,) = office.claim(KASUBBAG, Claim("jadwal_siapkan", arg="2027"))
    assert "sudah tersusun dan dapat dilihat lewat /jadwal" in said.text
    assert len(years(office)) == 8


def test_of_two_presses_at_the_same_moment_one_counts(office: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is there already is not written again, and the other press is taken back whole."""
    one = {4: Dates(date(2028, 1, 4), date(2028, 1, 20))}

    def beaten(tx: object, office_id: int, year: int, lines: dict[int, Dates]) -> int:
        add_year(tx, office_id, year, one)  # type: ignore[arg-type]
        return add_year(tx, office_id, year, lines)  # type: ignore[arg-type]

    add_year = periods.add_year
    monkeypatch.setattr(periods, "add_year", beaten)
    assert "sudah tersusun" in office.claim(KASUBBAG, Claim("jadwal_siapkan", arg="2027"))[0].text
    assert years(office) == [2026] * 4


@pytest.mark.parametrize("arg", ["2028", "2026", "", "x", "9999"])
def test_no_other_year_is_made(office: Counter, arg: str) -> None:
    """Only the one that is due; the present one is there already."""
    said = office.claim(KASUBBAG, Claim("jadwal_siapkan", arg=arg))[0].text
    assert "Tidak ada yang berubah" in said or "sudah tersusun" in said
    assert years(office) == [2026] * 4


def test_a_kasi_makes_no_schedule(office: Counter) -> None:
    """Nor does he see the button."""
    assert office.say(KASI, "/jadwal")[0].buttons == ()
    assert "diubah oleh" in office.claim(KASI, Claim("jadwal_siapkan", arg="2027"))[0].text


def test_in_january_the_old_year_still_runs_and_is_shown_with_the_new(office: Counter) -> None:
    """TW IV of 2026 opens in January 2027; from April on the new year stands alone."""
    office.claim(KASUBBAG, Claim("jadwal_siapkan", arg="2027"))
    office.now = datetime(2027, 1, 5, 1, 0, tzinfo=UTC)
    text = office.say(KASI, "/jadwal")[0].text
    assert "Tahun anggaran 2026" in text
    assert "Tahun anggaran 2027" in text
    office.now = datetime(2027, 4, 5, 1, 0, tzinfo=UTC)
    assert "Tahun anggaran 2026" not in office.say(KASI, "/jadwal")[0].text


def test_an_office_that_has_no_lines_is_asked_for_the_year_that_it_reports(office: Counter) -> None:
    """Nothing is said of a schedule that never was."""
    office.database.write_now(lambda tx: tx.execute(delete(Period)))
    office.operate(next_year.bring)
    assert ", Jadwal Kerja tahun anggaran <b>2026</b> belum disusun." in office.heard(KASUBBAG)[-1].text
