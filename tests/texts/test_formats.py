"""The Indonesian way of writing what people read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import formats

MOMENT = datetime(2026, 4, 7, 3, 55, tzinfo=UTC)


def test_dates_are_written_with_the_month_in_words() -> None:
    """A date has no leading zero and an Indonesian month."""
    assert formats.tanggal(date(2026, 3, 4)) == "4 Maret 2026"


def test_days_of_the_week_may_stand_before_the_date() -> None:
    """The weekday is named, and the year may be left out in a message about this week."""
    assert formats.hari_tanggal(date(2026, 4, 7)) == "Selasa, 7 April 2026"
    assert formats.hari_tanggal(date(2026, 4, 10), tahun=False) == "Jumat, 10 April"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Makassar", "7 April 2026, pukul 11.55 WITA"),
        ("Asia/Jakarta", "7 April 2026, pukul 10.55 WIB"),
        ("Asia/Jayapura", "7 April 2026, pukul 12.55 WIT"),
        ("UTC", "7 April 2026, pukul 03.55 UTC"),
    ],
)
def test_instants_are_told_on_the_offices_clock(zone: str, expected: str) -> None:
    """An instant is printed in the office's zone, which is named."""
    assert formats.tanggal_waktu(MOMENT, zone) == expected


def test_an_instant_can_carry_its_weekday_or_be_short() -> None:
    """Messages name the weekday; narrow table cells take digits only."""
    assert formats.hari_tanggal_waktu(MOMENT, "Asia/Makassar") == "Selasa, 7 April 2026, pukul 11.55 WITA"
    assert formats.hari_tanggal_waktu(MOMENT, "Asia/Makassar", tahun=False) == "Selasa, 7 April, pukul 11.55 WITA"
    assert formats.tanggal_waktu_ringkas(MOMENT, "Asia/Makassar") == "7-4-2026 11.55"


def test_an_instant_near_midnight_falls_on_the_local_day() -> None:
    """23.30 UTC is already tomorrow in Makassar."""
    late = MOMENT.replace(hour=23, minute=30)
    assert formats.tanggal_waktu(late, "Asia/Makassar") == "8 April 2026, pukul 07.30 WITA"


def test_a_naive_instant_is_refused() -> None:
    """A time without a zone would be printed wrongly, so it is an error."""
    with pytest.raises(ValueError, match="zona"):
        formats.waktu(MOMENT.replace(tzinfo=None), "Asia/Makassar")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1234.56", "1.234,56"),
        ("1234567", "1.234.567"),
        ("2.500", "2,5"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("-1234.5", "-1.234,5"),
        ("1E+3", "1.000"),
    ],
)
def test_numbers_use_the_indonesian_separators(value: str, expected: str) -> None:
    """Thousands take a point, decimals a comma, trailing zeros and exponents are never shown."""
    assert formats.angka(Decimal(value)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_written_number_can_be_read_back(value: Decimal) -> None:
    """Writing loses nothing."""
    assert Decimal(formats.angka(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1234567", "Rp1.234.567"), ("1234.5", "Rp1.234,50"), ("0", "Rp0"), ("-5000", "-Rp5.000"), ("9", "Rp9")],
)
def test_money_is_written_as_in_a_dpa(value: str, expected: str) -> None:
    """Rp stands before the digits without a space, sen only where there are any."""
    assert formats.rupiah(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("91.44", "91,4%"), ("91.45", "91,5%"), ("90.5", "90,5%"), ("100.00", "100%"), ("-50", "-50%"), ("0.04", "0%")],
)
def test_percentages_round_half_up_and_drop_a_zero_decimal(value: str, expected: str) -> None:
    """One decimal at most, and '100%' rather than '100,0%'."""
    assert formats.persen(Decimal(value)) == expected


def test_percentages_may_take_more_decimals() -> None:
    """The number of decimals is the caller's choice."""
    assert formats.persen(Decimal("66.666"), decimals=2) == "66,67%"


def test_a_missing_figure_is_a_dash_and_not_a_zero() -> None:
    """Empty is not 0."""
    assert [formats.angka(None), formats.rupiah(None), formats.persen(None)] == ["–", "–", "–"]


def test_a_nip_is_grouped_as_on_official_paper() -> None:
    """Eight, six, one and three digits."""
    assert formats.nip("190001012000011001") == "19000101 200001 1 001"


@pytest.mark.parametrize("text", ["", "12345", "19000101200001100a", "²" * 18])
def test_what_is_not_a_nip_is_left_alone(text: str) -> None:
    """An unusual NIP is printed as entered rather than cut up."""
    assert formats.nip(text) == text


def test_periods_have_a_long_and_a_short_name() -> None:
    """Quarters are Roman."""
    assert formats.nama_periode(2026, 1) == "Triwulan I 2026"
    assert formats.nama_periode_ringkas(2026, 4) == "TW IV 2026"


@given(st.integers(2000, 2100), st.integers(1, 4))
def test_a_period_ends_on_the_last_day_of_its_third_month(year: int, quarter: int) -> None:
    """The day after the end opens the next quarter."""
    following = formats.akhir_periode(year, quarter) + timedelta(days=1)
    assert (following.day, following.month) == (1, quarter * 3 % 12 + 1)
