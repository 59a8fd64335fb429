"""Limits in working time: how they are read, when they end, and how much of them is used."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.working_time import Limit, LimitUnit, WorkCalendar
from tests.sop.office import PASER, RAMADAN, wita

START = datetime(2026, 3, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 300 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
MINUTES = st.integers(1, 9999).map(lambda amount: Limit(amount, LimitUnit.MENIT))
HOURS = st.integers(1, 200).map(lambda amount: Limit(amount, LimitUnit.JAM))
DAYS = st.integers(1, 30).map(lambda amount: Limit(amount, LimitUnit.HARI))

# Limits


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("15 menit", 15, LimitUnit.MENIT), ("2 jam", 2, LimitUnit.JAM), ("2 hari", 2, LimitUnit.HARI)],
)
def test_a_limit_is_read_as_the_sop_prints_it(text: str, amount: int, unit: LimitUnit) -> None:
    """A limit's text and its parts are one and the same."""
    assert Limit.parse(text) == Limit(amount, unit)
    assert str(Limit(amount, unit)) == text


def test_case_and_spaces_of_a_limit_do_not_matter() -> None:
    """'15  Menit' is 15 menit."""
    assert str(Limit.parse(" 15  Menit ")) == "15 menit"


@pytest.mark.parametrize("text", ["", "0 menit", "-1 hari", "1,5 jam", "2 minggu", "2hari", "12345 hari", "٢ hari"])
def test_an_unreadable_limit_is_refused_with_an_example(text: str) -> None:
    """A broken table names the text and shows what is expected."""
    with pytest.raises(ValueError, match="'15 menit'"):
        Limit.parse(text)


def test_a_limit_of_nothing_is_refused() -> None:
    """Every limit leaves some time."""
    with pytest.raises(ValueError, match="paling sedikit"):
        Limit(0, LimitUnit.JAM)


# When a limit ends


@pytest.mark.parametrize(
    ("opened", "limit", "due"),
    [
        pytest.param(wita(4, 8, "09.00"), "15 menit", wita(4, 8, "09.15"), id="within a morning"),
        pytest.param(wita(4, 8, "15.55"), "15 menit", wita(4, 9, "07.40"), id="into the next morning"),
        pytest.param(wita(4, 8, "15.45"), "15 menit", wita(4, 8, "16.00"), id="exactly to the closing"),
        pytest.param(wita(4, 8, "11.30"), "2 jam", wita(4, 8, "14.30"), id="over the lunch break"),
        pytest.param(wita(4, 8, "11.30"), "30 menit", wita(4, 8, "12.00"), id="exactly to the break"),
        pytest.param(wita(4, 8, "12.30"), "15 menit", wita(4, 8, "13.15"), id="opened in the break"),
        pytest.param(wita(4, 8, "22.00"), "15 menit", wita(4, 9, "07.45"), id="opened at night"),
        pytest.param(wita(4, 10, "11.00"), "1 jam", wita(4, 13, "08.00"), id="over a short Friday"),
        pytest.param(wita(4, 11, "10.00"), "15 menit", wita(4, 13, "07.45"), id="opened on a Saturday"),
        pytest.param(wita(4, 10, "09.00"), "2 hari", wita(4, 14, "09.00"), id="two days from a Friday"),
        pytest.param(wita(4, 2, "09.00"), "1 hari", wita(4, 6, "09.00"), id="a day over Good Friday"),
        pytest.param(wita(4, 9, "14.00"), "1 hari", wita(4, 10, "11.30"), id="clamped to Friday's closing"),
        pytest.param(wita(4, 9, "22.00"), "1 hari", wita(4, 13, "07.30"), id="a day opened at night"),
        pytest.param(wita(4, 8, "12.30"), "1 hari", wita(4, 9, "13.00"), id="a day opened in the break"),
        pytest.param(wita(4, 11, "10.00"), "1 hari", wita(4, 14, "07.30"), id="a day opened on a Saturday"),
        pytest.param(wita(4, 22, "07.45"), "1 hari", wita(4, 23, "08.00"), id="clamped to a later opening"),
        pytest.param(wita(4, 23, "12.45"), "1 hari", wita(4, 24, "11.30"), id="clamped from Ramadan to a Friday"),
        pytest.param(wita(4, 17, "09.00"), "1 hari", wita(4, 18, "09.00"), id="a working Saturday"),
        pytest.param(wita(4, 20, "09.00"), "1 hari", wita(4, 22, "09.00"), id="a closed day is skipped"),
        pytest.param(wita(12, 23, "15.00"), "3 jam", wita(12, 28, "09.30"), id="over Christmas"),
        pytest.param(wita(12, 31, "10.00"), "2 hari", wita(1, 5, "10.00", 2027), id="over the year's end"),
        pytest.param(wita(12, 31, "15.30"), "1 jam", wita(1, 4, "08.00", 2027), id="an hour over the year's end"),
    ],
)
def test_a_limit_ends_in_working_time(opened: datetime, limit: str, due: datetime) -> None:
    """Menit and jam run in office hours only; hari end at the same clock time, clamped into them."""
    assert PASER.due(opened, Limit.parse(limit)) == due


def test_a_day_ends_with_the_break_when_its_clock_time_falls_inside() -> None:
    """Opened at 12.45 on a day without that break, 1 hari ends at 13.00 on a day with it."""
    calendar = WorkCalendar(exceptions={date(2026, 4, 7): RAMADAN})
    assert calendar.due(wita(4, 7, "12.45"), Limit.parse("1 hari")) == wita(4, 8, "13.00")


def test_all_limits_of_the_sop_used_in_full_end_on_friday() -> None:
    """A cycle opened Wednesday 1 April 2026 at 07.30 reaches the end of step 14 on Friday 10 April."""
    limits = (
        "15 menit", "30 menit", "15 menit", "15 menit", "2 hari", "15 menit", "10 menit", "2 jam", "15 menit",
        "30 menit", "1 hari", "2 hari", "30 menit", "3 jam",
    )  # fmt: skip
    at = wita(4, 1, "07.30")
    ends = [at := PASER.due(at, Limit.parse(limit)) for limit in limits]
    assert ends[1] == wita(4, 1, "08.15")
    assert ends[4] == wita(4, 6, "08.45")
    assert ends[10] == wita(4, 7, "11.55")
    assert ends[13] == wita(4, 10, "07.55")


@pytest.mark.parametrize(("clock", "due"), [("12.00", "12.00"), ("16.30", "16.00")])
def test_a_day_opened_in_longer_hours_ends_in_the_usual_ones(clock: str, due: str) -> None:
    """From a day without break and with a late closing, 1 hari ends by the last minute that the next day has."""
    calendar = WorkCalendar(exceptions={date(2026, 4, 7): ((time(8), time(17)),)})
    assert calendar.due(wita(4, 7, clock), Limit.parse("1 hari")) == wita(4, 8, due)


@given(MOMENTS, MINUTES | HOURS | DAYS)
def test_a_due_instant_never_lands_outside_office_hours(opened: datetime, limit: Limit) -> None:
    """Every limit ends while the office works, or at the very end of a span; and after it was opened."""
    due = PASER.due(opened, limit)
    assert any(start <= due <= end for start, end in PASER.spans(PASER.local(due).date()))
    assert due > opened
    assert due.tzinfo is UTC


@given(MOMENTS, st.integers(0, 10_000).map(lambda seconds: timedelta(seconds=seconds)))
def test_time_added_is_the_time_between(opened: datetime, amount: timedelta) -> None:
    """Adding working time and measuring it are exact inverses."""
    assert PASER.between(opened, PASER.add_minutes(opened, amount)) == amount


@given(MOMENTS, MINUTES | HOURS)
def test_minutes_and_hours_invert_exactly(opened: datetime, limit: Limit) -> None:
    """The working time until a due instant is the limit itself."""
    unit = timedelta(minutes=1) if limit.unit is LimitUnit.MENIT else timedelta(hours=1)
    assert PASER.left(opened, PASER.due(opened, limit)) == limit.amount * unit


@given(MOMENTS, MOMENTS, MINUTES | HOURS | DAYS)
def test_who_begins_later_is_never_due_earlier(a: datetime, b: datetime, limit: Limit) -> None:
    """Every kind of limit is monotone in its opening."""
    assert PASER.due(min(a, b), limit) <= PASER.due(max(a, b), limit)


@given(MOMENTS, st.integers(1, 20))
def test_a_longer_limit_in_days_ends_later(opened: datetime, days: int) -> None:
    """One more hari is always a later day."""
    shorter, longer = (PASER.due(opened, Limit(count, LimitUnit.HARI)) for count in (days, days + 1))
    assert PASER.local(shorter).date() < PASER.local(longer).date()


# Time between and time left


def test_time_between_leaves_out_nights_breaks_and_holidays() -> None:
    """From Thursday before Good Friday to Monday morning only office hours count."""
    assert PASER.between(wita(4, 2, "11.00"), wita(4, 6, "08.00")) == timedelta(hours=4, minutes=30)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_stretches_of_working_time_add_up(a: datetime, b: datetime, c: datetime) -> None:
    """Measuring over a stop in between changes nothing, in either direction."""
    assert PASER.between(a, b) + PASER.between(b, c) == PASER.between(a, c)


def test_time_over_the_limit_is_negative() -> None:
    """Half an hour of work after the deadline there are minus thirty minutes left."""
    assert PASER.left(wita(4, 9, "08.00"), wita(4, 8, "16.00")) == timedelta(minutes=-30)


def test_working_time_is_never_taken_back() -> None:
    """A negative amount to add is a fault of the caller."""
    with pytest.raises(ValueError, match="negative"):
        PASER.add_minutes(wita(4, 8, "09.00"), timedelta(seconds=-1))
