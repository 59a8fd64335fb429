"""National holidays and cuti bersama of Indonesia as data for a working calendar."""

from collections.abc import Iterable, Mapping
from datetime import date


def indonesian_holidays(years: Iterable[int]) -> Mapping[date, str]:
    """Return the Indonesian name of every national holiday and cuti bersama in the years, in order of date."""
    return _named(years, "public", "government")


def cuti_bersama_known(year: int) -> bool:
    """Whether the cuti bersama of the year is published: until it is, dates in that year may still move."""
    return bool(_named((year,), "government"))


def known_until(year: int) -> date | None:
    """Return the last date up to which holidays are published without a gap from the year on; None if not even it."""
    last = None
    while cuti_bersama_known(year):
        last = date(year, 12, 31)
        year += 1
    return last


def _named(years: Iterable[int], *categories: str) -> dict[date, str]:
    # Importing the package takes a tenth of a second, and only a calendar being built needs it.
    from holidays import country_holidays

    return dict(sorted(country_holidays("ID", years=years, categories=categories, language="id").items()))
