"""The mornings after a limit: at the table's hour of working days, in office hours, wherever clocks change."""

from datetime import datetime, time

import pytest

from bot.sop.ladder import BEFORE, ESCALATING, Rung
from bot.sop.working_time import WorkCalendar
from tests.sop.office import every_day, wita
from tests.sop.test_ladder import climb


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        pytest.param(wita(4, 8, "09.15"), wita(4, 9, "08.00"), id="the next day"),
        pytest.param(wita(4, 8, "06.00"), wita(4, 9, "08.00"), id="not on the same day"),
        pytest.param(wita(4, 10, "09.00"), wita(4, 13, "08.00"), id="over the weekend"),
        pytest.param(wita(4, 2, "09.00"), wita(4, 6, "08.00"), id="over a holiday and the weekend"),
        pytest.param(wita(12, 31, "09.00"), wita(1, 4, "08.00", 2027), id="over the new year"),
    ],
)
def test_the_morning_is_that_of_the_next_working_day(now: datetime, morning: datetime) -> None:
    """At eight by the office's clock."""
    assert climb().next_morning(now) == morning


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param(((time(8, 30), time(12)),), "08.30", id="an office that opens later"),
        pytest.param(((time(6), time(7)), (time(9), time(12))), "09.00", id="an hour between two spans"),
        pytest.param(((time(5), time(7, 30)),), "05.00", id="an office that is closed by then"),
    ],
)
def test_the_morning_falls_into_office_hours(spans: tuple[tuple[time, time], ...], expected: str) -> None:
    """The first open instant from eight on, or the day's opening where there is none."""
    calendar = WorkCalendar(every_day(*spans))
    assert climb(calendar=calendar).next_morning(wita(4, 8, "12.00")) == wita(4, 9, expected)


def test_the_morning_keeps_its_hour_where_clocks_change() -> None:
    """In an office with summer time it is eight on both sides of the change."""
    berlin = climb(calendar=WorkCalendar(zone="Europe/Berlin"))
    for day, local in ((26, "07:00"), (27, "06:00")):
        found = berlin.next_morning(datetime.fromisoformat(f"2026-03-{day}T12:00+00:00"))
        assert found.strftime("%H:%M") == local


@pytest.mark.parametrize(
    ("now", "reminder", "limit"),
    [
        pytest.param(wita(4, 8, "20.00"), wita(4, 9, "07.30"), wita(4, 9, "08.00"), id="in the evening"),
        pytest.param(wita(4, 9, "06.00"), wita(4, 9, "07.30"), wita(4, 9, "08.00"), id="before the opening"),
        pytest.param(wita(4, 9, "12.30"), wita(4, 9, "13.00"), wita(4, 9, "13.00"), id="in the break"),
        pytest.param(wita(4, 11, "10.00"), wita(4, 13, "07.30"), wita(4, 13, "08.00"), id="on a Saturday"),
    ],
)
def test_what_is_found_while_the_office_is_closed_waits(now: datetime, reminder: datetime, limit: datetime) -> None:
    """A reminder until it opens, since its limit goes on; the limit and what follows until the morning's round."""
    climbing = climb()
    for rung in (Rung.MULAI, *BEFORE):
        assert climbing.opening(rung, now) == reminder
    for rung in ESCALATING:
        assert climbing.opening(rung, now) == limit
