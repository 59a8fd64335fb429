"""The office whose working time the tests measure: Paser's hours, with holidays and exceptions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.sop.working_time import OfficeHours, Span, WorkCalendar

WITA = ZoneInfo("Asia/Makassar")
RAMADAN = ((time(8), time(12)), (time(12, 30), time(15)))
MORNING = ((time(8), time(12)),)
PASER = WorkCalendar(
    holidays={
        date(2026, 4, 3): "Wafat Yesus Kristus",
        date(2026, 12, 24): "Cuti Bersama Hari Raya Natal",
        date(2026, 12, 25): "Hari Raya Natal",
        date(2027, 1, 1): "Tahun Baru Masehi",
    },
    exceptions={date(2026, 4, 18): MORNING, date(2026, 4, 21): (), date(2026, 4, 23): RAMADAN},
    known_until=date(2027, 12, 31),
)


def wita(month: int, day: int, clock: str, year: int = 2026) -> datetime:
    """Name an instant on the office's clock, such as 15.55."""
    hour, minute = clock.split(".")
    return datetime(year, month, day, int(hour), int(minute), tzinfo=WITA)


def every_day(*spans: Span) -> OfficeHours:
    """Make office hours that are the same on all seven weekdays."""
    return OfficeHours((spans,) * 7)
