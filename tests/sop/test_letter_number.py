"""The pattern of an office's own letter numbers."""

from datetime import date

import pytest

from bot.sop.letter_number import check_pattern, letter_number


@pytest.mark.parametrize(
    ("pattern", "number", "day", "printed"),
    [
        ("{nomor}/{bulan}/KEC-LI/{tahun}", 7, date(2026, 4, 10), "7/IV/KEC-LI/2026"),
        ("045/{nomor:3}/Kec.LI/{tahun}", 12, date(2026, 12, 31), "045/012/Kec.LI/2026"),
        ("{nomor:2}", 1234, date(2026, 9, 1), "1234"),
        ("B-{nomor}", 1, date(2026, 1, 1), "B-1"),
    ],
)
def test_a_pattern_is_filled(pattern: str, number: int, day: date, printed: str) -> None:
    """The number with as many digits as asked for, the month in Roman numerals, the year in full."""
    check_pattern(pattern)
    assert letter_number(pattern, number, day) == printed


def test_every_month_is_roman() -> None:
    """From January to December."""
    written = [letter_number("{bulan}", 1, date(2026, month, 1)) for month in range(1, 13)]
    assert written == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("045/{tahun}", "harus memuat {nomor}"),
        ("{nomor}/{bln}", "'{bln}' tidak dikenal"),
        ("{nomor:}", "'{nomor:}' tidak dikenal"),
        ("{nomor:0}", "'{nomor:0}' tidak dikenal"),
        ("{nomor}/{tahun", "tidak berpasangan"),
        ("{{nomor}}", "tidak berpasangan"),
    ],
)
def test_a_faulty_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    """At the import already, long before a number is drawn."""
    with pytest.raises(ValueError, match=reason.replace("{", r"\{").replace("}", r"\}")):
        check_pattern(pattern)
