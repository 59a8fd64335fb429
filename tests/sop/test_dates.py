"""Dates as people type them in the Jadwal Kerja."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.dates import DateFault, DateProblem, parse_date
from bot.texts.formats import BULAN, HARI, hari_tanggal, tanggal

APRIL = date(2026, 4, 1)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
STYLES = (
    tanggal,
    hari_tanggal,
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {BULAN[day.month - 1][:3].upper()} {day.year}",
    lambda day: f" tgl. {day.day}{BULAN[day.month - 1]}{day.year}. ",
)


def refused(text: str) -> DateProblem:
    """Why a text is no date."""
    with pytest.raises(DateProblem) as raised:
        parse_date(text)
    return raised.value


@given(DAYS, st.sampled_from(STYLES))
def test_a_date_is_read_back_however_it_is_written(day: date, style: object) -> None:
    """In each usual way to write it, the way in which the bot prints it among them."""
    assert parse_date(style(day)) == day  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        *("1 April 2026", "01 april 2026", "1-4-2026", "01/04/2026", "1.4.26", "2026-04-01", "2026/4/1"),
        *("Rabu, 1 April 2026", "hari Rabu tanggal 1 Apr 2026", "pada tgl 1 April 2026", "1\u200b April\u00a02026"),
        *("1 – 4 – 2026", "1april2026", "RABU 1 APRIL 2026"),
    ],
)
def test_one_day_in_many_ways(text: str) -> None:
    """The day comes before the month, unless four digits of the year come first."""
    assert parse_date(text) == APRIL


@pytest.mark.parametrize(
    ("text", "month"),
    [("1 Pebruari 2026", 2), ("1 Agt 2026", 8), ("1 Agust. 2026", 8), ("1 Sept 2026", 9), ("1 Nopember 2026", 11)],
)
def test_older_and_shorter_names_of_months(text: str, month: int) -> None:
    """As they stand in many letters."""
    assert parse_date(text) == date(2026, month, 1)


def test_a_weekday_must_fit() -> None:
    """A wrong one is a slip of the day or of the date, and the true one is known; Jum'at and Ahad are weekdays."""
    problem = refused("Kamis, 1 April 2026")
    assert (problem.code, problem.day) == (DateFault.HARI_LAIN, APRIL)
    assert parse_date("Jum'at, 3 April 2026") == parse_date("Jum\u2019at 3-4-2026") == date(2026, 4, 3)
    assert parse_date("Ahad, 5 April 2026") == date(2026, 4, 5)
    assert [refused(f"{name}, 1 April 2026").code for name in HARI if name != "Rabu"] == [DateFault.HARI_LAIN] * 6


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *((text, DateFault.BUKAN_TANGGAL) for text in ("", "Rabu", "besok", "April 2026", "1 Aprill 2026", "1 4 026")),
        *((text, DateFault.BUKAN_TANGGAL) for text in ("1 2 3 4", "100-4-2026", "1-444-2026", "٣-4-2026", "1 4 ²²")),
        *((text, DateFault.BUKAN_TANGGAL) for text in ("batal", "1 April 2026 atau 2 April", "1" * 61)),
        *((text, DateFault.TANPA_TAHUN) for text in ("1 April", "1/4", "Rabu, 1 April")),
        *((text, DateFault.TIDAK_ADA) for text in ("31 April 2026", "29-2-2026", "4/13/2026", "0-4-2026", "1-1-0000")),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(text: str, fault: DateFault) -> None:
    """Nothing is guessed: neither a year nor a month, nor a day that the calendar does not have."""
    assert refused(text).code is fault


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Whatever people paste, nothing else happens."""
    with suppress(DateProblem):
        assert isinstance(parse_date(text), date)
