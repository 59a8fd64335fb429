"""The reporting calendar: default dates, which dates a line may have, and how far a collection would reach."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import indonesian_holidays
from bot.sop import schedule
from bot.sop.definition import long_ikis
from bot.sop.errors import Refusal
from bot.sop.schedule import Dates, LineFault, projected
from bot.sop.working_time import WorkCalendar

CALENDAR = WorkCalendar(holidays=indonesian_holidays(range(2025, 2029)))


@dataclass(frozen=True)
class Line:
    """A line of the schedule."""

    year: int
    quarter: int
    opens_on: date
    send_by: date


LINES = tuple(Line(2026, quarter, *schedule.default_dates(CALENDAR, 2026, quarter)) for quarter in schedule.QUARTERS)
SECOND = LINES[1]
TODAY = date(2026, 4, 20)


def wita(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of 2026 on the office's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Makassar"))


def test_the_four_lines_of_a_year() -> None:
    """The first and the tenth working day after each quarter; New Year's Day and the weekend are none."""
    assert [(line.opens_on, line.send_by) for line in LINES] == [
        (date(2026, 4, 1), date(2026, 4, 15)),
        (date(2026, 7, 1), date(2026, 7, 14)),
        (date(2026, 10, 1), date(2026, 10, 14)),
        (date(2027, 1, 4), date(2027, 1, 18)),
    ]


def test_an_earlier_day_keeps_the_limit_and_a_later_one_has_ten_working_days() -> None:
    """A line that opens before its quarter's end is still sent by the tenth working day after it."""
    assert schedule.default_dates(CALENDAR, 2026, 1, date(2026, 3, 9)) == Dates(date(2026, 3, 9), date(2026, 4, 15))
    assert schedule.default_dates(CALENDAR, 2026, 1, date(2026, 4, 6)).send_by == date(2026, 4, 17)
    assert schedule.default_dates(CALENDAR, 2026, 1, None, date(2026, 5, 4)).send_by == date(2026, 5, 4)


@given(st.integers(2026, 2027), st.sampled_from(schedule.QUARTERS))
def test_a_line_opens_on_a_working_day_and_is_sent_on_the_tenth(year: int, quarter: int) -> None:
    """Counted day by day."""
    dates = schedule.default_dates(CALENDAR, year, quarter)
    days = (schedule.day_after(year, quarter) + timedelta(days=number) for number in range(60))
    working = [day for day in days if CALENDAR.is_working_day(day)]
    assert dates == (working[0], working[9])


@pytest.mark.parametrize(
    ("last", "today", "year"),
    [
        (2026, date(2026, 11, 30), None),
        (2026, date(2026, 12, 1), 2027),
        (2026, date(2027, 2, 1), 2027),
        (2026, date(2029, 5, 1), 2029),
        (2026, date(2029, 2, 1), 2028),
        (2027, date(2026, 12, 31), None),
        (None, date(2026, 3, 31), 2025),
        (None, date(2026, 4, 1), 2026),
    ],
)
def test_the_next_year_is_due_from_december_on(last: int | None, today: date, year: int | None) -> None:
    """What lay idle for years goes on with the year that is being reported."""
    assert schedule.next_year(last, today) == year


def refused(day: date, line: Line = SECOND, today: date = TODAY) -> tuple[object, object]:
    """Why a line may not open on a day, and the bound."""
    with pytest.raises(Refusal, match="jadwal_tidak_pas") as raised:
        schedule.check_opening(line, LINES, day, today)
    assert (raised.value.facts["year"], raised.value.facts["quarter"]) == (line.year, line.quarter)
    return raised.value.facts["fault"], raised.value.facts["bound"]


def test_a_line_opens_within_its_bounds() -> None:
    """Today at the earliest, also before the quarter's end; before its batas kirim and the next line."""
    for day in (TODAY, date(2026, 6, 15), date(2026, 7, 13)):
        schedule.check_opening(SECOND, LINES, day, TODAY)
    assert refused(date(2026, 4, 19)) == (LineFault.MULAI_LEWAT, TODAY)
    assert refused(date(2026, 7, 14)) == (LineFault.MULAI_SESUDAH_BATAS, date(2026, 7, 14))
    early = date(2026, 1, 5)
    assert refused(date(2026, 3, 31), today=early) == (LineFault.SEBELUM_TRIWULAN, date(2026, 4, 1))
    assert refused(date(2026, 4, 1), today=early) == (LineFault.SEBELUM_BARIS_LALU, date(2026, 4, 1))
    late = replace(SECOND, send_by=date(2026, 12, 1))
    assert refused(date(2026, 10, 1), late) == (LineFault.SESUDAH_BARIS_NANTI, date(2026, 10, 1))


def test_the_first_and_the_last_line_have_one_neighbour() -> None:
    """Nothing comes before the one, nothing after the other."""
    schedule.check_opening(LINES[0], LINES, date(2026, 3, 30), date(2026, 3, 1))
    schedule.check_opening(LINES[3], LINES, date(2027, 1, 15), TODAY)


@pytest.mark.parametrize(
    ("day", "fault", "bound"),
    [
        (date(2026, 7, 1), LineFault.BATAS_SEBELUM_MULAI, date(2026, 7, 1)),
        (date(2027, 7, 1), LineFault.TERLALU_JAUH, date(2027, 6, 30)),
    ],
)
def test_the_batas_kirim_follows_the_opening_within_a_year(day: date, fault: LineFault, bound: date) -> None:
    """A slip of the year is noticed."""
    schedule.check_sending(SECOND, date(2026, 7, 2))
    schedule.check_sending(SECOND, date(2027, 6, 30))
    with pytest.raises(Refusal) as raised:
        schedule.check_sending(SECOND, day)
    assert (raised.value.facts["fault"], raised.value.facts["bound"]) == (fault, bound)


def test_a_collection_opened_on_1_april_ends_on_10_april() -> None:
    """Used in full: the Camat's approval on Thursday 9 April, step 14 on Friday; Good Friday is no working day."""
    course = projected(long_ikis(), CALENDAR, wita(4, 1, 7, 30))
    assert CALENDAR.local(course.ready_by).date() == date(2026, 4, 9)
    assert CALENDAR.local(course.sent_by).date() == date(2026, 4, 10)


def test_each_signer_has_the_full_limit() -> None:
    """Sekretaris and Camat one after the other: 30 minutes each around the midday break, then three hours."""
    course = projected(long_ikis(), CALENDAR, wita(4, 1, 7, 30))
    assert (course.ready_by, course.sent_by) == (wita(4, 9, 13, 25), wita(4, 10, 8, 25))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(0, 10_000))  # noqa: DTZ001
def test_who_orders_later_is_never_ready_earlier(naive: datetime, minutes: int) -> None:
    """And the last step ends after the approval."""
    at = naive.replace(tzinfo=ZoneInfo("Asia/Makassar"))
    early, late = (projected(long_ikis(), CALENDAR, one) for one in (at, at + timedelta(minutes=minutes)))
    assert early.ready_by <= late.ready_by
    assert early.ready_by < early.sent_by <= late.sent_by
