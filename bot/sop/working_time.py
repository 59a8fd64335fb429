"""Limits, office hours and working time: when a limit is due, how much of it is used (SOP column 'Waktu')."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

Span = tuple[time, time]

_DAY = timedelta(days=1)
_NO_TIME = timedelta(0)
_LONGEST_CLOSURE = 400
_LIMIT = re.compile(r"([1-9][0-9]{0,3}) (menit|jam|hari)")


class LimitUnit(StrEnum):
    """The units in which the SOP states its limits; a hari is a working day."""

    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"


_LENGTHS = {LimitUnit.MENIT: timedelta(minutes=1), LimitUnit.JAM: timedelta(hours=1), LimitUnit.HARI: _DAY}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as the SOP prints it, such as '15 menit' or '2 hari'; always at least one unit."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("Batas waktu paling sedikit 1 menit, 1 jam, atau 1 hari.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read '15 menit', '2 jam' or '2 hari'; raise ValueError with a sentence for the editor of the table."""
        found = _LIMIT.fullmatch(" ".join(text.lower().split()))
        if found is None:
            raise ValueError(
                f"Batas waktu '{text}' tidak terbaca; mohon dituliskan seperti '15 menit', '2 jam', atau '2 hari'."
            )
        return cls(int(found[1]), LimitUnit(found[2]))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    @property
    def nominal(self) -> timedelta:
        """Its length by name, to tell a longer limit from a shorter one; how long it runs, the calendar says."""
        return self.amount * _LENGTHS[self.unit]


class Interval(NamedTuple):
    """A stretch of working time between two aware UTC instants, end after start."""

    start: datetime
    end: datetime


class NoWorkingDayError(ValueError):
    """The calendar is closed for longer than any office is: its hours or exceptions are wrong."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Kalender kerja tidak memuat hari kerja dalam {_LONGEST_CLOSURE} hari sejak {day:%d-%m-%Y}; "
            "mohon periksa jam kerja dan hari libur kantor."
        )
        self.day = day


def check_spans(spans: tuple[Span, ...]) -> None:
    """Raise ValueError unless the office hours of one day are in order, apart, and free of a zone."""
    if any(moment.tzinfo is not None for span in spans for moment in span):
        raise ValueError("Jam kerja dituliskan tanpa zona waktu.")
    if any(start >= end for start, end in spans):
        raise ValueError("Jam kerja harus berakhir sesudah mulai, pada hari yang sama.")
    if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
        raise ValueError("Jam kerja dalam satu hari harus berurutan dan tidak bertumpuk.")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Office hours by weekday, Monday first: the spans between which the office works; an empty tuple is a day off."""

    weekdays: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.weekdays) != 7:
            raise ValueError("Jam kerja harus memuat tujuh hari, Senin sampai Minggu.")
        for spans in self.weekdays:
            check_spans(spans)

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the spans of the weekday on which the date falls."""
        return self.weekdays[day.weekday()]


_MONDAY_TO_THURSDAY = ((time(7, 30), time(12)), (time(13), time(16)))
_FRIDAY = ((time(7, 30), time(11, 30)),)
PASER_HOURS = OfficeHours((*(_MONDAY_TO_THURSDAY,) * 4, _FRIDAY, (), ()))


@dataclass(frozen=True)
class WorkCalendar:
    """An office's working time: its hours in its zone, less holidays, with dated exceptions above both.

    An exception replaces the hours of its date: Ramadan hours, a working Saturday, or no spans for a closure. Holidays
    are known up to `known_until` (no end when None). Instants are aware on the way in and UTC on the way out.
    """

    hours: OfficeHours = PASER_HOURS
    zone: str = "Asia/Makassar"
    holidays: Mapping[date, str] | frozenset[date] = field(default=frozenset(), hash=False)
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    known_until: date | None = None
    _known: dict[date, tuple[Interval, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (LookupError, ValueError, OSError) as error:
            raise ValueError(f"Zona waktu '{self.zone}' tidak dikenal; contoh: Asia/Makassar.") from error
        for spans in self.exceptions.values():
            check_spans(spans)

    def local(self, at: datetime) -> datetime:
        """Return the instant on the office's clock; raise ValueError for a naive one."""
        if at.tzinfo is None:
            raise ValueError("naive datetime: working time needs aware instants")
        return at.astimezone(ZoneInfo(self.zone))

    def is_known(self, at: datetime) -> bool:
        """Whether the holidays of the instant's local date are published; otherwise its working time may change."""
        return self.known_until is None or self.local(at).date() <= self.known_until

    def spans(self, day: date) -> tuple[Interval, ...]:
        """Return the working time of a local date, in order and apart, even where a clock change shortens it."""
        if day not in self._known:
            self._known[day] = self._spans(day)
        return self._known[day]

    def _spans(self, day: date) -> tuple[Interval, ...]:
        intervals: list[Interval] = []
        for start, end in self._hours_on(day):
            begins, ends = self._instant(day, start), self._instant(day, end)
            if intervals:
                begins = max(begins, intervals[-1].end)
            if begins < ends:
                intervals.append(Interval(begins, ends))
        return tuple(intervals)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works at any time of the local date."""
        return bool(self.spans(day))

    def first_working_day(self, day: date) -> date:
        """Return the first working day on or after the date."""
        for distance in range(_LONGEST_CLOSURE):
            candidate = day + distance * _DAY
            if self.is_working_day(candidate):
                return candidate
        raise NoWorkingDayError(day)

    def working_days_after(self, day: date, count: int) -> date:
        """Return the count-th working day strictly after the date, count at least 1."""
        if count < 1:
            raise ValueError("count of working days must be at least 1")
        for _ in range(count):
            day = self.first_working_day(day + _DAY)
        return day

    def is_open(self, at: datetime) -> bool:
        """Whether the office works at the instant; at the very end of a span it no longer does."""
        return any(start <= at < end for start, end in self.spans(self.local(at).date()))

    def is_within(self, at: datetime) -> bool:
        """Whether the office works at the instant or until it, as a limit may end with its hours."""
        return any(start <= at <= end for start, end in self.spans(self.local(at).date()))

    def next_open(self, at: datetime) -> datetime:
        """Return the instant itself while the office works, otherwise the next opening."""
        return next(self._from(at)).start

    def due(self, opened: datetime, limit: Limit) -> datetime:
        """Return when a limit that starts to run at `opened` (or at the next opening) ends.

        Hari end at the same clock time on the last working day, clamped into its hours: at its closing when the
        clock time is later, at the break's end when it falls inside the break.
        """
        if limit.unit is LimitUnit.HARI:
            return self._same_time(self.local(self.next_open(opened)), limit.amount)
        return self.add_minutes(opened, limit.amount * _LENGTHS[limit.unit])

    def add_minutes(self, opened: datetime, amount: timedelta) -> datetime:
        """Return the earliest instant by which `amount` (not negative) of working time has passed since `opened`."""
        if amount < _NO_TIME:
            raise ValueError("working time to add must not be negative")
        intervals = self._from(opened)
        start, end = next(intervals)
        while amount > end - start:
            amount -= end - start
            start, end = next(intervals)
        return start + amount

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Return the working time from `a` to `b`, negative when `b` is the earlier."""
        # Two instants of one zone would be compared by their wall clocks, which a clock change sets back.
        a, b = self.local(a).astimezone(UTC), self.local(b).astimezone(UTC)
        if b < a:
            return -self.between(b, a)
        day, last = self.local(a).date(), self.local(b).date()
        total = _NO_TIME
        while day <= last:
            for start, end in self.spans(day):
                total += max(min(end, b) - max(start, a), _NO_TIME)
            day += _DAY
        return total

    def left(self, now: datetime, due: datetime) -> timedelta:
        """Return the working time left until `due`, negative by the working time it is over."""
        return self.between(now, due)

    def _hours_on(self, day: date) -> tuple[Span, ...]:
        exception = self.exceptions.get(day)
        if exception is not None:
            return exception
        return () if day in self.holidays else self.hours.on(day)

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def _from(self, at: datetime) -> Iterator[Interval]:
        """Yield the working time from `at` on, the first interval cut at it; raise NoWorkingDayError if none comes."""
        at = self.local(at).astimezone(UTC)
        day = self.first_working_day(self.local(at).date())
        while True:
            for start, end in self.spans(day):
                if at < end:
                    yield Interval(max(start, at), end)
            day = self.first_working_day(day + _DAY)

    def _same_time(self, begun: datetime, days: int) -> datetime:
        day = self.working_days_after(begun.date(), days)
        wanted = self._instant(day, begun.time())
        intervals = self.spans(day)
        within = (max(wanted, start) for start, end in intervals if wanted <= end)
        return next(within, intervals[-1].end)
