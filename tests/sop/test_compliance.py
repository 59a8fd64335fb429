"""Compliance: what each visit took of its limit, how late it was, and what of that is not its official's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.sop import commands, compliance
from bot.sop.allowance import Allowance, Extension
from bot.sop.compliance import Visit, Window
from bot.sop.definition import long_ikis
from bot.sop.model import SKIPPED, Cycle, CycleStatus, Purpose, Role, Task, TaskState
from bot.sop.working_time import Interval, Limit, LimitUnit
from tests.sop.office import PASER, wita
from tests.sop.sop_builders import NINE, Office

SOP = long_ikis()
MINUTE = timedelta(minutes=1)
LATER = wita(12, 1, "09.00")
TWO_DAYS = Limit.parse("2 hari")


def task(closed: datetime | None, *, limit: Limit = TWO_DAYS, extensions: tuple[Extension, ...] = ()) -> Task:
    """A form that was handed out at nine on a Wednesday; its limit ends on Friday at nine."""
    return Task(
        number=1,
        step=5,
        purpose=Purpose.SOP,
        role=Role.PPTK,
        unit=1,
        putaran=1,
        opened_by=None,
        opened_at=NINE,
        started_at=NINE,
        due_at=None,
        state=TaskState.OPEN if closed is None else TaskState.DONE,
        closed_at=closed,
        closed_by=None if closed is None else 11,
        outcome=None if closed is None else "selesai",
        allowance=Allowance(NINE, limit, extensions),
    )


def visits(*tasks: Task, outages: tuple[Interval, ...] = (), now: datetime = LATER) -> tuple[Visit, ...]:
    """The visits of a cycle of these tasks."""
    cycle = Cycle(status=CycleStatus.BERJALAN, forms=(), tasks=tasks)
    return compliance.visits(Window(SOP, PASER, outages, now), cycle)


def only(*arguments: Any, **more: Any) -> Visit:
    """The one visit there is."""
    (found,) = visits(*arguments, **more)
    return found


def granted(text: str, at: datetime = NINE) -> Extension:
    """More time, granted by the Kasubbag."""
    return Extension(Limit.parse(text), at, 3, "perjalanan dinas")


# One visit


def test_a_visit_within_its_limit_is_on_time() -> None:
    """With the working time that it took, its limit and where that ended."""
    found = only(task(wita(4, 9, "10.30")))
    assert (found.used, found.late, found.on_time) == (timedelta(hours=9), timedelta(), True)
    assert (str(found.limit), found.due, found.original_due) == ("2 hari", wita(4, 10, "09.00"), wita(4, 10, "09.00"))
    assert (found.closed_by, found.returned, found.repeated) == (11, False, False)


def test_lateness_is_working_time_and_each_begun_minute_counts() -> None:
    """From Friday 09.00 over the weekend to Monday 07.40 is three hours less than it looks; a second is a minute."""
    found = only(task(wita(4, 13, "07.40")))
    assert (found.late, found.on_time) == (timedelta(hours=2, minutes=40), False)
    assert only(task(wita(4, 10, "09.00") + timedelta(seconds=1))).late == MINUTE
    assert only(task(wita(4, 10, "09.00"))).on_time


def test_an_outage_gives_its_working_time_back() -> None:
    """What the bot was down within the visit is taken off the delay, its nights and breaks are not."""
    down = (Interval(wita(4, 8, "11.00"), wita(4, 8, "13.30")), Interval(wita(4, 9, "16.00"), wita(4, 9, "23.00")))
    found = only(task(wita(4, 10, "11.00")), outages=down)
    assert (found.down, found.late) == (timedelta(minutes=90), timedelta(minutes=30))
    assert found.used == timedelta(hours=6 + 7.5 + 3.5)


def test_an_outage_before_or_after_the_visit_changes_nothing() -> None:
    """Only what lies within it counts."""
    elsewhere = (Interval(wita(4, 7, "08.00"), NINE), Interval(wita(4, 10, "11.00"), wita(4, 10, "11.30")))
    found = only(task(wita(4, 10, "11.00")), outages=elsewhere)
    assert (found.down, found.late) == (timedelta(), timedelta(hours=2))


def test_an_extension_moves_the_due_instant_and_the_original_stays_known() -> None:
    """Both are told, with who granted it and why."""
    found = only(task(wita(4, 10, "11.00"), extensions=(granted("1 hari"),)))
    assert (found.original_due, found.due, found.on_time) == (wita(4, 10, "09.00"), wita(4, 13, "09.00"), True)
    assert found.extensions[0].reason == "perjalanan dinas"


def test_an_extension_that_comes_later_is_not_known_yet() -> None:
    """A report as of an instant tells what was granted by then."""
    extended = task(None, extensions=(granted("1 hari", wita(4, 10, "10.00")),))
    assert only(extended, now=wita(4, 10, "09.30")).late == 30 * MINUTE
    assert only(extended, now=wita(4, 10, "10.30")).late == timedelta()


def test_a_disturbance_that_is_noted_later_counts() -> None:
    """The due instant is reckoned in the calendar as it is known now, not as it was."""
    closed = task(wita(4, 10, "11.00"))
    calendar = replace(PASER, exceptions={**PASER.exceptions, wita(4, 9, "00.00").date(): ()})
    (found,) = compliance.visits(
        Window(SOP, calendar, (), LATER), Cycle(status=CycleStatus.BERJALAN, forms=(), tasks=(closed,))
    )
    assert (found.due, found.on_time) == (wita(4, 13, "09.00"), True)


def test_an_open_visit_tells_what_it_has_used_so_far() -> None:
    """It is neither on time nor late; how much it is over is known."""
    found = only(task(None), now=wita(4, 10, "10.00"))
    assert (found.on_time, found.closed_at, found.closed_by, found.outcome) == (None, None, None, None)
    assert (found.used, found.late) == (timedelta(hours=6 + 7.5 + 2.5), timedelta(hours=1))


def test_what_happened_after_the_instant_is_not_known() -> None:
    """A visit that ended later was open; one that began later was none."""
    assert only(task(wita(4, 9, "10.00")), now=wita(4, 8, "10.00")).used == timedelta(hours=1)
    assert visits(task(None), now=NINE - MINUTE) == ()


def test_a_clock_that_stood_still_used_nothing_and_kept_its_limit() -> None:
    """Step 6 whose last form came and was received at once, say."""
    found = only(replace(task(wita(4, 20, "10.00")), allowance=None, started_at=None))
    assert (found.used, found.late, found.due, found.original_due, found.on_time) == (
        timedelta(),
        timedelta(),
        None,
        None,
        True,
    )


def test_an_order_before_the_day_it_was_postponed_to_used_nothing() -> None:
    """Postponed to Friday and given on Wednesday after all: no time is ever negative, closed or still open."""
    postponed = replace(task(wita(4, 8, "10.00")), started_at=wita(4, 10, "09.00"))
    postponed = replace(postponed, allowance=Allowance(wita(4, 10, "09.00"), TWO_DAYS))
    outage = Interval(wita(4, 8, "09.15"), wita(4, 8, "11.00"))
    still_open = replace(postponed, closed_at=None, state=TaskState.OPEN)
    for found in (only(postponed, outages=(outage,)), only(still_open, now=wita(4, 8, "10.00"))):
        assert (found.used, found.down, found.late) == (timedelta(), timedelta(), timedelta())


def test_a_merged_visit_counts_nothing() -> None:
    """It was done in the press of the step before."""
    found = only(replace(task(NINE), step=3))
    assert (found.merged, found.used, found.late, found.on_time) == (True, timedelta(), timedelta(), True)


def test_a_form_that_was_withdrawn_goes_on_with_its_old_limit() -> None:
    """The visit is measured from its own start, an outage from the limit's."""
    again = replace(task(wita(4, 10, "10.00")), started_at=wita(4, 9, "09.00"), opened_at=wita(4, 9, "09.00"))
    found = only(again, outages=(Interval(wita(4, 8, "10.00"), wita(4, 8, "10.30")),))
    assert (found.used, found.late) == (timedelta(hours=6 + 2.5), timedelta(minutes=30))


# A whole cycle


def test_only_what_stands_is_a_visit() -> None:
    """Neither what was taken back nor what fell away counts; what is done again is a repetition."""
    office = Office()
    office.complete(1)
    office.press(commands.Undo, office.cycle.task(1))
    office.complete(1)
    office.to_step(12)
    office.press(commands.ReviewAgain, office.task(12))
    office.archive()
    found = compliance.visits(Window(SOP, PASER, (), office.now), office.cycle)
    steps = [one.step for one in found]
    assert (steps.count(1), steps.count(5), steps.count(13)) == (1, 3, 2)
    assert [(one.step, one.returned) for one in found if one.repeated] == [(11, False), (12, False)]
    assert [one.step for one in found if one.returned] == [12]
    assert all(one.on_time for one in found)


def test_a_form_that_was_gone_on_without_was_not_on_time() -> None:
    """Its limit and the time until then count; nobody finished it, and a form that comes after all is no repetition."""
    office = Office((1, 3))
    office.to_step(5)
    office.fill(1)
    office.pass_limit(office.task(5))
    office.work(1)
    office.press(commands.Skip, office.task(6), unit=3)
    office.press(commands.Reopen, office.task(6), unit=3)
    office.fill(3)
    found = compliance.visits(Window(SOP, PASER, (), office.now), office.cycle)
    skipped, sent = [one for one in found if one.unit == 3]
    assert (skipped.skipped, skipped.on_time, skipped.late, skipped.closed_by) == (True, False, 60 * MINUTE, None)
    assert (sent.skipped, sent.on_time, sent.repeated) == (False, True, False)
    assert compliance.summarise([skipped]).on_time == 0


def test_an_outage_does_not_bring_a_form_that_never_came() -> None:
    """It takes the lateness away, and leaves the limit unkept."""
    gone = replace(task(wita(4, 10, "10.00")), state=TaskState.VOID, outcome=SKIPPED, closed_by=3)
    down = Interval(wita(4, 10, "09.00"), wita(4, 10, "10.00"))
    visit = only(gone, outages=(down,))
    assert (visit.late, visit.on_time) == (timedelta(), False)


def test_a_correction_has_its_own_limit_and_key() -> None:
    """It is no row of the paper."""
    office = Office()
    office.to_step(11)
    office.press(commands.RequestCorrection, office.task(11))
    found = compliance.visits(Window(SOP, PASER, (), office.now), office.cycle)
    assert (found[-1].limit, compliance.row_of_paper(found[-1])) == (SOP.correction.limit, (11, Purpose.KOREKSI))
    assert compliance.row_of_paper(found[0]) == (1, Purpose.SOP)
    assert compliance.official(found[0]) == (Role.CAMAT, None, 1)


# Properties

INSTANTS = st.integers(0, 40 * 24 * 60).map(lambda minutes: (NINE + minutes * MINUTE).astimezone(UTC))
LIMITS = st.one_of(
    st.integers(1, 900).map(lambda amount: Limit(amount, LimitUnit.MENIT)),
    st.integers(1, 20).map(lambda amount: Limit(amount, LimitUnit.JAM)),
    st.integers(1, 9).map(lambda amount: Limit(amount, LimitUnit.HARI)),
)
OUTAGES = st.lists(st.tuples(INSTANTS, INSTANTS), max_size=4).map(
    lambda pairs: tuple(Interval(min(pair), max(pair)) for pair in _apart(pairs))
)


def _apart(pairs: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Those pairs that touch none before them."""
    kept: list[tuple[datetime, datetime]] = []
    for pair in pairs:
        if all(max(pair) < min(other) or min(pair) > max(other) for other in kept):
            kept.append(pair)
    return kept


@given(INSTANTS, LIMITS, OUTAGES)
def test_lateness_is_never_negative_and_never_more_than_was_used(
    closed: datetime, limit: Limit, outages: tuple[Interval, ...]
) -> None:
    """Nor is an outage longer than the visit; an outage only ever helps."""
    found = only(task(closed, limit=limit), outages=outages)
    assert timedelta() <= found.late <= found.used
    assert timedelta() <= found.down <= found.used
    assert found.late <= only(task(closed, limit=limit)).late
    assert found.on_time == (found.late == timedelta())


@given(INSTANTS, LIMITS)
def test_an_outage_over_the_whole_delay_makes_it_on_time(closed: datetime, limit: Limit) -> None:
    """Whoever could not press because the bot was down kept his limit."""
    late = only(task(closed, limit=limit))
    assert late.due is not None
    assert only(task(closed, limit=limit), outages=(Interval(late.due, max(late.due, closed)),)).on_time


@given(INSTANTS, LIMITS, LIMITS, INSTANTS, OUTAGES)
def test_an_extension_never_makes_a_visit_later(
    closed: datetime, limit: Limit, more: Limit, at: datetime, outages: tuple[Interval, ...]
) -> None:
    """More time is never less, whenever it was granted."""
    extended = task(closed, limit=limit, extensions=(Extension(more, at, 3, "x"),))
    assert only(extended, outages=outages).late <= only(task(closed, limit=limit), outages=outages).late


@given(INSTANTS, LIMITS)
def test_an_open_visit_is_as_late_as_if_it_ended_now(now: datetime, limit: Limit) -> None:
    """So that its figures do not jump when it ends."""
    still, ended = only(task(None, limit=limit), now=now), only(task(now, limit=limit), now=now)
    if not ended.merged:
        assert (still.used, still.late, still.due) == (ended.used, ended.late, ended.due)
