"""Indonesian holidays and cuti bersama, as published."""

from datetime import date

import pytest

from bot.calendars import cuti_bersama_known, indonesian_holidays, known_until


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 3), "Wafat Yesus Kristus"),
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 3, 23), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
    ],
)
def test_holidays_and_cuti_bersama_are_both_named(day: date, name: str) -> None:
    """A national holiday and a cuti bersama are days off alike, named in Indonesian."""
    assert indonesian_holidays([2026])[day] == name


def test_only_the_years_asked_for_are_given_in_order() -> None:
    """The calendar of two years runs from its first holiday to its last."""
    days = list(indonesian_holidays([2026, 2025]))
    assert days == sorted(days)
    assert {day.year for day in days} == {2025, 2026}


def test_a_year_whose_cuti_bersama_is_not_published_is_flagged() -> None:
    """Cuti bersama of 2026 is known, that of a far year is not."""
    assert cuti_bersama_known(2026)
    assert not cuti_bersama_known(2090)


def test_holidays_are_known_to_the_end_of_the_last_published_year() -> None:
    """Counting from a published year ends on a 31 December; an unpublished year is not known at all."""
    end = known_until(2026)
    assert end is not None
    assert end >= date(2026, 12, 31)
    assert not cuti_bersama_known(end.year + 1)
    assert known_until(2090) is None
