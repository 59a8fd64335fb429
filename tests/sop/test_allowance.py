"""The time that a task is given: a limit from an instant, what is added to it, and what is left of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.allowance import Allowance, Extension, due, rest
from bot.sop.working_time import Limit, LimitUnit
from tests.sop.office import PASER, wita

NINE = wita(4, 8, "09.00")
REASON = "Menunggu laporan desa."
MOMENTS = st.integers(0, 60 * 24 * 60).map(lambda minutes: wita(4, 1, "00.00") + timedelta(minutes=minutes))
AMOUNTS = st.one_of(
    st.integers(1, 600).map(lambda amount: Limit(amount, LimitUnit.MENIT)),
    st.integers(1, 20).map(lambda amount: Limit(amount, LimitUnit.JAM)),
    st.integers(1, 5).map(lambda amount: Limit(amount, LimitUnit.HARI)),
)


def allowed(limit: str, *extensions: tuple[str, datetime]) -> Allowance:
    """A limit from nine o'clock on, with what was added and when."""
    added = tuple(Extension(Limit.parse(more), at, 3, REASON) for more, at in extensions)
    return Allowance(NINE, Limit.parse(limit), added)


def test_without_an_extension_the_limit_counts_from_its_beginning() -> None:
    """2 hari from Wednesday nine o'clock end on Friday at nine."""
    assert due(PASER, allowed("2 hari")) == wita(4, 10, "09.00")


@pytest.mark.parametrize(
    ("extensions", "ends"),
    [
        pytest.param([("1 hari", wita(4, 9, "10.00"))], wita(4, 13, "09.00"), id="granted before the end"),
        pytest.param([("1 hari", wita(4, 10, "09.00"))], wita(4, 13, "09.00"), id="granted at the end"),
        pytest.param([("1 hari", wita(4, 13, "10.00"))], wita(4, 14, "10.00"), id="granted after the end"),
        pytest.param([("2 jam", wita(4, 10, "22.00"))], wita(4, 13, "09.30"), id="granted at night after the end"),
        pytest.param(
            [("2 jam", wita(4, 9, "10.00")), ("1 hari", wita(4, 9, "11.00"))], wita(4, 13, "11.00"), id="granted twice"
        ),
        pytest.param(
            [("2 jam", wita(4, 9, "10.00")), ("2 jam", wita(4, 13, "14.00"))],
            wita(4, 13, "16.00"),
            id="again when over",
        ),
    ],
)
def test_an_extension_counts_from_the_end_or_from_its_grant(
    extensions: list[tuple[str, datetime]], ends: datetime
) -> None:
    """Time that was left is not lost by it, and time that is over is not taken off it."""
    assert due(PASER, allowed("2 hari", *extensions)) == ends


@given(since=MOMENTS, limit=AMOUNTS, added=st.lists(st.tuples(AMOUNTS, MOMENTS), max_size=4))
def test_every_extension_moves_the_end_on(since: datetime, limit: Limit, added: list[tuple[Limit, datetime]]) -> None:
    """The end is later with each, later than its grant, and always within office hours."""
    allowance = Allowance(since, limit)
    for more, at in sorted(added, key=lambda one: one[1]):
        before = due(PASER, allowance)
        allowance = replace(allowance, extensions=(*allowance.extensions, Extension(more, at, None, REASON)))
        assert due(PASER, allowance) > max(before, at)
    ends = due(PASER, allowance)
    assert any(start <= ends <= end for start, end in PASER.spans(PASER.local(ends).date()))


def test_a_change_of_the_calendar_moves_the_end() -> None:
    """A Thursday that becomes a holiday is made good, in the limit and in what was added to it."""
    closed = replace(PASER, exceptions={**PASER.exceptions, date(2026, 4, 9): ()})
    assert due(closed, allowed("2 hari")) == wita(4, 13, "09.00")
    assert due(closed, allowed("2 hari", ("1 hari", wita(4, 8, "10.00")))) == wita(4, 14, "09.00")


# What is left of a time that was stopped


@pytest.mark.parametrize(
    ("stopped", "limit"),
    [
        pytest.param(wita(4, 8, "09.20"), "10 menit", id="ten minutes before the end"),
        pytest.param(wita(4, 8, "09.20") + timedelta(seconds=1), "10 menit", id="a second counts as its minute"),
        pytest.param(wita(4, 8, "09.30"), "1 menit", id="at the end"),
        pytest.param(wita(4, 9, "09.30"), "1 menit", id="a day after the end"),
        pytest.param(wita(4, 7, "15.00"), "180 menit", id="working time, not the night"),
    ],
)
def test_the_rest_is_full_minutes_and_never_none(stopped: datetime, limit: str) -> None:
    """Who takes back what he had finished has what was left of his working time, and a minute at least."""
    again = wita(4, 20, "10.00")
    assert rest(PASER, again, stopped, wita(4, 8, "09.30")) == Allowance(again, Limit.parse(limit))


@given(stopped=MOMENTS, minutes=st.integers(1, 3000), again=MOMENTS)
def test_the_rest_is_what_was_left(stopped: datetime, minutes: int, again: datetime) -> None:
    """As much working time lies between the new beginning and its end as lay between the stop and the old end."""
    ends = PASER.due(stopped, Limit(minutes, LimitUnit.MENIT))
    left = rest(PASER, again, stopped, ends)
    assert PASER.between(again, due(PASER, left)) == timedelta(minutes=minutes)
