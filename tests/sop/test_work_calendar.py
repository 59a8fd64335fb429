"""The office's calendar: which days and hours are worked, clock changes, and calendars that are refused."""

import pickle
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.working_time import Interval, Limit, LimitUnit, NoWorkingDayError, OfficeHours, Span, WorkCalendar
from tests.sop.office import MORNING, PASER, every_day, wita

# Days and openings


@pytest.mark.parametrize(
    ("clock", "opens", "is_open"),
    [
        ("07.29", "07.30", False),
        ("07.30", "07.30", True),
        ("11.59", "11.59", True),
        ("12.00", "13.00", False),
        ("13.00", "13.00", True),
        ("15.59", "15.59", True),
    ],
)
def test_the_office_opens_and_closes_to_the_minute(clock: str, opens: str, is_open: bool) -> None:
    """A span begins with its first instant and is over at its last."""
    at = wita(4, 8, clock)
    assert (PASER.is_open(at), PASER.next_open(at)) == (is_open, wita(4, 8, opens))


def test_after_the_closing_comes_the_next_working_day() -> None:
    """On Thursday before Good Friday at 16.00 the next opening is on Monday."""
    assert PASER.next_open(wita(4, 2, "16.00")) == wita(4, 6, "07.30")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 18), True),
        (date(2026, 4, 21), False),
    ],
)
def test_which_days_are_working_days(day: date, works: bool) -> None:
    """Holidays and weekends are off; a working Saturday is not; a closure is."""
    assert PASER.is_working_day(day) is works


def test_an_exception_beats_a_holiday() -> None:
    """An office that must work on a holiday works the hours of the exception."""
    day = date(2026, 4, 3)
    calendar = WorkCalendar(holidays=frozenset({day}), exceptions={day: MORNING})
    assert calendar.spans(day) == (Interval(wita(4, 3, "08.00"), wita(4, 3, "12.00")),)


def test_the_first_and_the_tenth_working_day_of_a_period() -> None:
    """Triwulan IV opens on Thursday 1 October 2026 and is to be sent by the tenth working day."""
    assert PASER.first_working_day(date(2027, 1, 1)) == date(2027, 1, 4)
    assert PASER.first_working_day(date(2026, 10, 1)) == date(2026, 10, 1)
    assert PASER.working_days_after(date(2026, 9, 30), 10) == date(2026, 10, 14)


def test_counting_working_days_begins_with_one() -> None:
    """The none-th working day after a date is a fault of the caller."""
    with pytest.raises(ValueError, match="at least 1"):
        PASER.working_days_after(date(2026, 4, 1), 0)


def test_instants_beyond_the_published_holidays_are_flagged() -> None:
    """The local date decides whether the holidays are known; without an end they always are."""
    calendar = WorkCalendar(known_until=date(2026, 12, 31))
    assert calendar.is_known(wita(12, 31, "23.59"))
    assert not calendar.is_known(wita(1, 1, "00.00", 2027))
    assert WorkCalendar().is_known(wita(1, 1, "00.00", 2090))


# Other zones


def test_hours_follow_the_clock_where_it_changes() -> None:
    """In Berlin 1 hari from Friday before summer time ends at the same clock time, 71 hours later."""
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkCalendar(zone="Europe/Berlin")
    friday = datetime(2026, 3, 27, 9, tzinfo=berlin)
    due = calendar.due(friday, Limit.parse("1 hari"))
    assert due == datetime(2026, 3, 30, 9, tzinfo=berlin)
    assert due - friday.astimezone(UTC) == timedelta(hours=71)


def test_a_night_shift_loses_and_gains_the_changed_hour() -> None:
    """Working from 01.00 to 04.00, the night of the change to summer time has two hours, the one back has four."""
    calendar = WorkCalendar(every_day((time(1), time(4))), "Europe/Berlin")
    lengths = [
        sum((end - start for start, end in calendar.spans(day)), timedelta())
        for day in (date(2026, 3, 29), date(2026, 10, 25))
    ]
    assert lengths == [timedelta(hours=2), timedelta(hours=4)]


def test_instants_on_the_offices_clock_are_measured_in_real_time() -> None:
    """From the first 02.30 to the second 02.00, the night the clock goes back, half an hour of work has passed."""
    calendar = WorkCalendar(every_day((time(1), time(4))), "Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    second = first.replace(minute=0, fold=1)
    assert calendar.between(first, second) == timedelta(minutes=30)
    assert calendar.between(second, first) == timedelta(minutes=-30)


def test_spans_in_an_hour_that_does_not_exist_stay_in_order() -> None:
    """Between 02.00 and 03.00 on the night of the change nothing is counted twice or backwards."""
    skipped = WorkCalendar(every_day((time(2, 30), time(3, 10))), "Europe/Berlin")
    night = date(2026, 3, 29)
    assert skipped.spans(night) == ()
    assert not skipped.is_working_day(night)
    pushed = WorkCalendar(every_day((time(2), time(2, 50)), (time(3), time(4))), "Europe/Berlin")
    first, second = pushed.spans(night)
    assert first.end == second.start
    assert second.end == datetime(2026, 3, 29, 2, tzinfo=UTC)


@given(st.integers(0, 300 * 24 * 60), st.integers(1, 9999))
def test_minutes_invert_across_clock_changes(opened_after: int, minutes: int) -> None:
    """The exact inverse holds where the clock changes, even for an office that works at night."""
    calendar = WorkCalendar(every_day((time(0), time(2, 30)), (time(2, 45), time(9))), "Europe/Berlin")
    opened = datetime(2026, 3, 20, tzinfo=UTC) + timedelta(minutes=opened_after)
    limit = Limit(minutes, LimitUnit.MENIT)
    assert calendar.left(opened, calendar.due(opened, limit)) == timedelta(minutes=minutes)


# What is refused


def test_a_naive_instant_is_refused() -> None:
    """Time without a zone is no instant, wherever it is given."""
    naive = datetime(2026, 4, 8, 9)  # noqa: DTZ001 - refusing it is the behaviour
    for call in (PASER.next_open, PASER.is_open, PASER.is_known, lambda at: PASER.due(at, Limit.parse("1 jam"))):
        with pytest.raises(ValueError, match="naive"):
            call(naive)
    with pytest.raises(ValueError, match="naive"):
        PASER.between(naive, naive)


def test_an_office_that_never_works_is_an_error_not_a_loop() -> None:
    """A calendar without a working day says so in one sentence."""
    with pytest.raises(NoWorkingDayError, match="08-04-2026") as caught:
        WorkCalendar(every_day()).due(wita(4, 8, "09.00"), Limit.parse("15 menit"))
    assert caught.value.day == date(2026, 4, 8)


@pytest.mark.parametrize("zone", ["", "Asia", "Mars/Olympus", "../etc"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """A zone that no time-zone table knows is named."""
    with pytest.raises(ValueError, match="tidak dikenal"):
        WorkCalendar(zone=zone)


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        (((time(12), time(12)),), "berakhir sesudah"),
        (((time(13), time(12)),), "berakhir sesudah"),
        (((time(8), time(12)), (time(11), time(16))), "bertumpuk"),
        (((time(8, tzinfo=UTC), time(12, tzinfo=UTC)),), "tanpa zona"),
    ],
)
def test_impossible_hours_are_refused(spans: tuple[Span, ...], reason: str) -> None:
    """Hours out of order are refused in the week as in an exception."""
    with pytest.raises(ValueError, match=reason):
        every_day(*spans)
    with pytest.raises(ValueError, match=reason):
        WorkCalendar(exceptions={date(2026, 4, 8): spans})


def test_a_week_has_seven_days() -> None:
    """Hours for five days are refused: the weekend is said, not guessed."""
    with pytest.raises(ValueError, match="tujuh hari"):
        OfficeHours((MORNING,) * 5)


def test_a_calendar_travels_to_another_process() -> None:
    """Calendars are plain values: they pickle, compare and hash."""
    copy = pickle.loads(pickle.dumps(PASER))
    assert copy == PASER
    assert hash(copy) == hash(PASER)
