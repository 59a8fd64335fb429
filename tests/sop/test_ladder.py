"""The ladder of an open task: reminders within its limit, the limit, each working morning after it; each once."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.definition import long_ikis
from bot.sop.ladder import BEFORE, Climb, Ladder, NextRung, Rung, Timing, reminders
from bot.sop.model import StepKind
from bot.sop.working_time import Limit, LimitUnit, OfficeHours, WorkCalendar
from tests.sop.office import PASER, every_day, wita

SOP = long_ikis()
LONG, SHORT = SOP.of_kind(StepKind.ISI).ladder, SOP.first.ladder
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NINE = wita(4, 8, "09.00")
"""A Wednesday; the next day is whole, the Friday short."""
DUE = wita(4, 10, "09.00")

ODD_HOURS = (((time(9), time(9, 40)), (time(10), time(10, 30))),) * 5 + ((), ())
CALENDARS = st.sampled_from(
    [
        PASER,
        WorkCalendar(zone="Europe/Berlin"),
        WorkCalendar(every_day((time(8), time(12)), (time(13), time(17)))),
        WorkCalendar(OfficeHours(ODD_HOURS)),
    ]
)
MOMENTS = st.integers(0, 90 * 24 * 60).map(lambda minutes: wita(3, 20, "00.00") + timedelta(minutes=minutes))
LIMITS = st.one_of(
    st.integers(1, 1200).map(lambda amount: Limit(amount, LimitUnit.MENIT)),
    st.integers(1, 40).map(lambda amount: Limit(amount, LimitUnit.JAM)),
    st.integers(1, 10).map(lambda amount: Limit(amount, LimitUnit.HARI)),
)
GAPS = st.lists(st.integers(0, 40 * 60).map(lambda minutes: timedelta(minutes=minutes)), min_size=1, max_size=25)


def climb(ladder: Ladder = LONG, calendar: WorkCalendar = PASER) -> Climb:
    """A ladder in an office's working time."""
    return Climb(ladder, calendar, SOP.morning)


def timing(started: datetime, limit: Limit, calendar: WorkCalendar = PASER) -> Timing:
    """A clock that began to run at an instant."""
    return Timing(started, calendar.due(started, limit))


TWO_DAYS = timing(NINE, Limit.parse("2 hari"))


def said(climbing: Climb, found: Timing, *ticks: datetime) -> list[NextRung]:
    """What is said when somebody looks at these instants only."""
    told, waiting = list[NextRung](), climbing.first(found, found.started_at)
    for now in ticks:
        if waiting.at <= now:
            told.append(climbing.said(found, waiting, now))
            waiting = climbing.following(found, told[-1], now)
    return told


# Which reminders a limit has


@pytest.mark.parametrize(
    ("started", "limit", "expected"),
    [
        pytest.param(
            wita(4, 8, "14.00"),
            "2 hari",
            [
                (Rung.SEPARUH, wita(4, 9, "13.15")),
                (Rung.HARI_TERAKHIR, wita(4, 10, "07.30")),
                (Rung.SEJAM, wita(4, 10, "10.30")),
            ],
            id="all three",
        ),
        pytest.param(
            NINE,
            "2 hari",
            [(Rung.SEPARUH, wita(4, 9, "09.00")), (Rung.SEJAM, wita(4, 10, "08.00"))],
            id="the last hour soon after the last day began",
        ),
        pytest.param(
            wita(4, 9, "15.00"),
            "2 hari",
            [(Rung.SEPARUH, wita(4, 13, "08.15")), (Rung.SEJAM, wita(4, 13, "14.00"))],
            id="half of it soon after the last day began",
        ),
        pytest.param(
            wita(4, 8, "14.00"),
            "1 hari",
            [
                (Rung.HARI_TERAKHIR, wita(4, 9, "07.30")),
                (Rung.SEPARUH, wita(4, 9, "09.15")),
                (Rung.SEJAM, wita(4, 9, "12.00")),
            ],
            id="the last day begins before half is used",
        ),
        pytest.param(wita(4, 8, "08.00"), "3 jam", [(Rung.SEJAM, wita(4, 8, "10.00"))], id="within a morning"),
        pytest.param(wita(4, 8, "08.00"), "40 menit", [(Rung.SEPARUH, wita(4, 8, "08.20"))], id="less than an hour"),
    ],
)
def test_the_reminders_of_a_limit(started: datetime, limit: str, expected: list[tuple[Rung, datetime]]) -> None:
    """Half of the working time, the last working day, an hour before the end; of two within an hour the later."""
    found = reminders(LONG, PASER, timing(started, Limit.parse(limit)))
    assert [(one.rung, one.at) for one in found] == expected


@given(calendar=CALENDARS, started=MOMENTS, limit=LIMITS)
def test_reminders_lie_in_order_within_the_limit_and_in_working_time(
    calendar: WorkCalendar, started: datetime, limit: Limit
) -> None:
    """Each strictly between beginning and end, an hour of working time from the next, in the office's hours."""
    found = timing(started, limit, calendar)
    instants = [one.at for one in reminders(LONG, calendar, found)]
    assert all(started < at < found.due_at for at in instants)
    assert all(calendar.between(one, after) >= HOUR for one, after in pairwise(instants))
    for at in instants:
        assert any(start <= at <= end for start, end in calendar.spans(calendar.local(at).date()))


@given(started=MOMENTS, limit=LIMITS)
def test_the_short_ladder_says_nothing_before_the_limit(started: datetime, limit: Limit) -> None:
    """Its first rung is the limit."""
    found = timing(started, limit)
    assert climb(SHORT).first(found, started) == NextRung(Rung.TENGGAT, found.due_at)


def test_a_task_that_is_opened_again_after_its_limit_has_no_reminders() -> None:
    """It is due before it began; the limit is said, and then each morning."""
    again = Timing(DUE + HOUR, DUE)
    assert reminders(LONG, PASER, again) == ()
    assert climb().first(again, again.started_at) == NextRung(Rung.TENGGAT, DUE)


def test_a_calendar_that_changes_moves_the_reminders() -> None:
    """A Thursday that becomes a holiday takes the reminders along with the limit's end."""
    closed = replace(PASER, exceptions={**PASER.exceptions, date(2026, 4, 9): ()})
    moved = timing(NINE, Limit.parse("2 hari"), closed)
    assert moved.due_at == wita(4, 13, "09.00")
    found = climb(calendar=closed).first(moved, NINE)
    assert found == NextRung(Rung.SEPARUH, wita(4, 8, "15.45"))


# Which comes first, when a clock is set


@pytest.mark.parametrize(
    ("now", "first"),
    [
        pytest.param(NINE, NextRung(Rung.SEPARUH, wita(4, 9, "09.00")), id="at its beginning"),
        pytest.param(wita(4, 9, "09.00"), NextRung(Rung.SEJAM, wita(4, 10, "08.00")), id="half of it used"),
        pytest.param(wita(4, 10, "08.30"), NextRung(Rung.TENGGAT, DUE), id="in its last hour"),
        pytest.param(wita(4, 13, "08.30"), NextRung(Rung.TENGGAT, DUE), id="after its end"),
        pytest.param(NINE - MINUTE, NextRung(Rung.MULAI, NINE), id="before it begins"),
    ],
)
def test_a_clock_that_is_set_goes_on_from_there(now: datetime, first: NextRung) -> None:
    """What lies behind is not said; a limit that is over is said at once; a postponed task begins with its card."""
    assert climb().first(TWO_DAYS, now) == first


# Each rung once


@given(calendar=CALENDARS, started=MOMENTS, limit=LIMITS, gaps=GAPS, ladder=st.sampled_from([LONG, SHORT]))
def test_each_rung_is_said_once_in_order_whenever_somebody_looks(
    calendar: WorkCalendar, started: datetime, limit: Limit, gaps: list[timedelta], ladder: Ladder
) -> None:
    """With ticks at any distance: nothing twice, nothing out of order, nothing early, never two at a time."""
    found, now, ticks = timing(started, limit, calendar), started, list[datetime]()
    for gap in gaps:
        now += gap
        ticks.append(now)
    told = said(climb(ladder, calendar), found, *ticks)
    assert len(told) == len(set(told))
    assert [one.at for one in told] == sorted(one.at for one in told)
    assert len(told) <= len(ticks)
    mornings = [one.mornings for one in told if one.rung is Rung.PAGI]
    assert mornings == list(range(1, 1 + len(mornings)))
    assert [one.rung for one in told if one.rung is Rung.TENGGAT] == [Rung.TENGGAT] * (found.due_at <= now)


@given(started=MOMENTS, limit=LIMITS)
def test_who_looks_all_the_time_hears_every_rung_at_its_moment(started: datetime, limit: Limit) -> None:
    """Each reminder, the limit, and the next three mornings."""
    climbing, found = climb(), timing(started, limit)
    now, expected = found.due_at, [*reminders(LONG, PASER, found), NextRung(Rung.TENGGAT, found.due_at)]
    for morning in (1, 2, 3):
        now = climbing.next_morning(now)
        expected.append(NextRung(Rung.PAGI, now, morning))
    assert said(climbing, found, *(one.at for one in expected)) == expected


def test_a_second_too_early_nothing_is_said() -> None:
    """A rung comes at its moment and not before."""
    assert said(climb(), TWO_DAYS, wita(4, 9, "09.00") - timedelta(seconds=1)) == []


def test_after_an_interruption_the_newest_reminder_is_said() -> None:
    """Two reminders came meanwhile: the one that is true now is said, and the limit is next."""
    found = timing(wita(4, 8, "14.00"), Limit.parse("2 hari"))
    told = said(climb(), found, wita(4, 10, "07.45"), wita(4, 10, "07.46"), wita(4, 10, "10.30"))
    assert told == [NextRung(Rung.HARI_TERAKHIR, wita(4, 10, "07.30")), NextRung(Rung.SEJAM, wita(4, 10, "10.30"))]


def test_after_an_interruption_beyond_the_limit_the_limit_is_said() -> None:
    """However many mornings went by unsaid, the limit comes first, once; the next working morning counts as one."""
    told = said(climb(), TWO_DAYS, wita(4, 16, "09.30"), wita(4, 16, "09.31"), wita(4, 17, "08.00"))
    assert told == [NextRung(Rung.TENGGAT, DUE), NextRung(Rung.PAGI, wita(4, 17, "08.00"), 1)]


def test_mornings_count_by_what_was_said() -> None:
    """A week of silence between two mornings brings the task one further, not five."""
    told = said(climb(), TWO_DAYS, DUE, wita(4, 13, "08.00"), wita(4, 22, "10.00"), wita(4, 23, "08.00"))
    assert [(one.rung, one.mornings) for one in told] == [
        (Rung.TENGGAT, 0),
        (Rung.PAGI, 1),
        (Rung.PAGI, 2),
        (Rung.PAGI, 3),
    ]


def test_a_postponed_task_begins_with_its_card_and_climbs_on() -> None:
    """On its day the card comes back; after that the ladder is that of any task."""
    climbing, now = climb(), NINE - timedelta(days=1)
    first = climbing.first(TWO_DAYS, now)
    assert climbing.said(TWO_DAYS, first, NINE) == first
    assert climbing.following(TWO_DAYS, first, NINE) == NextRung(Rung.SEPARUH, wita(4, 9, "09.00"))


def test_a_postponed_task_whose_limit_passed_in_silence_goes_on_next_morning() -> None:
    """The card comes late, and nothing else is said on that day."""
    climbing, late = climb(), wita(4, 13, "10.00")
    first = climbing.first(TWO_DAYS, NINE - timedelta(days=1))
    assert climbing.following(TWO_DAYS, climbing.said(TWO_DAYS, first, late), late) == NextRung(
        Rung.PAGI, wita(4, 14, "08.00"), 1
    )


# What the table says


def test_which_step_climbs_which_ladder() -> None:
    """Limits over 2 jam climb the long ladder, others the short one; the correction's is short."""
    long = {step.number for step in SOP.steps if step.ladder == LONG}
    assert long == {5, 11, 12, 14}
    assert {step.number for step in SOP.steps if step.ladder == SHORT} == set(range(1, 15)) - long
    assert SOP.correction.ladder == SHORT


def test_the_two_ladders_of_the_shipped_table() -> None:
    """The long one reminds three times and is brought to others at the limit, the short one on the next morning."""
    assert Ladder(BEFORE, Rung.TENGGAT) == LONG
    assert Ladder((), Rung.PAGI) == SHORT
    assert SOP.morning == time(8)
