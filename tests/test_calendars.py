"""Indonesian holidays and cuti bersama, as published."""

import shutil
from datetime import date

import pytest

from bot.calendars import cuti_bersama_known, indonesian_holidays, known_until, published, published_apart


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
    assert known_until(2090) == date(2089, 12, 31)


async def test_a_process_of_its_own_gives_the_same_days_off() -> None:
    """What a child process writes is read back to the last day and name."""
    assert await published_apart(2026) == published(2026)


async def test_days_off_around_an_unpublished_year_have_no_end() -> None:
    """Where not even the year itself is published, nothing is said to be known."""
    assert (await published_apart(2090)).until == date(2089, 12, 31)


async def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ends badly is an error, not an empty calendar."""
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(RuntimeError, match="2026"):
        await published_apart(2026)
