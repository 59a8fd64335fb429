"""A scene of the play, and what every scene works with."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendars import indonesian_holidays
from bot.demo.officials import Official
from bot.demo.play.theatre import Theatre
from bot.demo.playtime import PlayTime
from bot.sop.working_time import WorkCalendar
from bot.texts.formats import nama_periode_ringkas


@dataclass(slots=True)
class Play:
    """One cycle on a stage: its period, and whether everything that can go wrong does."""

    theatre: Theatre
    year: int
    quarter: int
    eventful: bool

    @property
    def time(self) -> PlayTime:
        """The time of the play."""
        return self.theatre.time

    @property
    def period(self) -> str:
        """Such as 'TW I 2026'."""
        return nama_periode_ringkas(self.year, self.quarter)

    def person(self, code: str) -> Official:
        """An official by his code in the workbook."""
        return self.theatre.people[code]

    @property
    def camat(self) -> Official:
        """Steps 1 and 13."""
        return self.person("CAMAT")

    @property
    def sekretaris(self) -> Official:
        """Steps 11 and 13."""
        return self.person("SEKRETARIS")

    @property
    def kasubbag(self) -> Official:
        """Steps 2, 3, 6, 7, 10, 12, 14."""
        return self.person("KASUBBAG-PK")

    @property
    def analis(self) -> Official:
        """Steps 4, 8, 9."""
        return self.person("ANALIS")

    @property
    def calendar(self) -> WorkCalendar:
        """The office's working time."""
        profile = self.theatre.plan.profile
        return WorkCalendar(profile.hours, profile.zone, indonesian_holidays(range(self.year, self.year + 2)))

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """An instant on the office's clock."""
        zone = ZoneInfo(self.theatre.plan.profile.zone)
        return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)

    def today_at(self, hour: int, minute: int) -> None:
        """Let time pass until a time of this day."""
        self.time.until(self.at(self.calendar.local(self.time.now()).date(), hour, minute))

    def next_day_at(self, hour: int, minute: int) -> None:
        """Let time pass until a time of the next working day."""
        day = self.calendar.working_days_after(self.calendar.local(self.time.now()).date(), 1)
        self.time.until(self.at(day, hour, minute))


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens next, in one line, and how it is played."""

    title: str
    run: Callable[[Play], Coroutine[Any, Any, None]]
