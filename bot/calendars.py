"""National holidays and cuti bersama of Indonesia as data for a working calendar."""

import asyncio
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Published:
    """The days off around a year, by name, and until when they are published, which may lie before that year."""

    days: Mapping[date, str]
    until: date


def published(year: int) -> Published:
    """The days off of the year, the one before and the two after."""
    return Published(indonesian_holidays(range(year - 1, year + _AHEAD)), known_until(year))


async def published_apart(year: int) -> Published:
    """The same from a process of its own: the package holds 14 MB that a bot needs once a year.

    Raises RuntimeError if that process fails.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.calendars", str(year), stdout=asyncio.subprocess.PIPE
    )
    try:
        written, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise RuntimeError(f"the calendar of {year} was not made")
    plain = json.loads(written)
    days = {date.fromisoformat(day): name for day, name in plain["days"].items()}
    return Published(days, date.fromisoformat(plain["until"]))


def _write(year: int) -> None:
    found = published(year)
    days = {day.isoformat(): name for day, name in found.days.items()}
    json.dump({"days": days, "until": found.until.isoformat()}, sys.stdout)


def indonesian_holidays(years: Iterable[int]) -> Mapping[date, str]:
    """Return the Indonesian name of every national holiday and cuti bersama in the years, in order of date."""
    return _named(years, "public", "government")


def cuti_bersama_known(year: int) -> bool:
    """Whether the cuti bersama of the year is published: until it is, dates in that year may still move."""
    return bool(_named((year,), "government"))


def known_until(year: int) -> date:
    """Return the last date up to which holidays are published without a gap; the year before's if not even it."""
    while cuti_bersama_known(year):
        year += 1
    return date(year - 1, 12, 31)


def _named(years: Iterable[int], *categories: str) -> dict[date, str]:
    # Importing the package takes a tenth of a second, and only a calendar being built needs it.
    from holidays import country_holidays

    return dict(sorted(country_holidays("ID", years=years, categories=categories, language="id").items()))


if __name__ == "__main__":
    _write(int(sys.argv[1]))
