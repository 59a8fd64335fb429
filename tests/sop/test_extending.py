"""Perpanjangan: more time by whoever is above a task, beside the limit that it had; and a calendar that moves."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.sop import commands
from bot.sop.allowance import Extension, due
from bot.sop.commands import Extend
from bot.sop.engine import Engine
from bot.sop.events import TaskExpired, TaskTimed
from bot.sop.extending import may_extend
from bot.sop.model import Actor, Role, Task
from bot.sop.working_time import Limit, LimitUnit
from tests.sop.office import PASER, wita
from tests.sop.sop_builders import ANALIS, CAMAT, ENGINE, KASUBBAG, OWN_UNIT, SEKRETARIS, Office, pptk, refusal, refused

DAY, TWO_HOURS = Limit(1, LimitUnit.HARI), Limit(2, LimitUnit.JAM)
REASON = "Menunggu laporan desa."


def office_at_5(*units: int) -> Office:
    """An office whose forms are with these units, or with units 1, 2 and 3."""
    office = Office(units or (1, 2, 3))
    office.to_step(5)
    return office


def extend(office: Office, task: Task, limit: Limit = DAY, by: Actor = KASUBBAG) -> Task:
    """Give a task more time, knowing of every extension so far; gives the task as it is then."""
    allowance = office.cycle.task(task.number).allowance
    granted = len(allowance.extensions) if allowance else 0
    office.press(Extend, task, by=by, granted=granted, limit=limit, reason=REASON)
    return office.cycle.task(task.number)


def due_at(task: Task) -> datetime:
    """When a task that has a limit is due."""
    assert task.due_at is not None
    return task.due_at


def test_before_the_limit_it_is_added_to_the_end() -> None:
    """Nothing of the time that is left is lost; who gave it, when and why stays with the task."""
    office = office_at_5()
    task = office.task(5, unit=1)
    office.work(3)
    after = extend(office, task)
    assert due_at(after) == PASER.due(due_at(task), DAY)
    assert after.allowance is not None
    assert after.allowance.extensions == (Extension(DAY, office.now, KASUBBAG.officer, REASON),)


def test_after_the_limit_it_counts_from_the_grant() -> None:
    """The time that was over is not given back, and the task is within its limit again."""
    office = office_at_5()
    task = office.task(5, unit=1)
    office.pass_limit(task)
    office.work(5)
    assert office.cycle.task(task.number).expired
    after = extend(office, task, TWO_HOURS)
    assert due_at(after) == PASER.due(office.now, TWO_HOURS)
    assert not after.expired


def test_the_original_limit_stays_on_record() -> None:
    """The limit that the task was opened with stands in the record, and the extension beside it."""
    office = office_at_5()
    task = office.task(5, unit=1)
    after = extend(office, task)
    opened = [json.loads(line) for line in office.record]
    (first,) = [one["task"] for one in opened if one["event"] == "TaskOpened" and one["task"]["number"] == task.number]
    assert (first["due_at"], first["allowance"]["extensions"]) == (due_at(task).isoformat(), [])
    assert after.allowance is not None
    assert replace(after.allowance, extensions=()) == task.allowance
    assert office.replayed() == office.cycle


def test_a_second_extension_is_added_to_the_first() -> None:
    """Each counts from the end that it found."""
    office = office_at_5()
    task = office.task(5, unit=1)
    first = extend(office, task)
    second = extend(office, task, TWO_HOURS, SEKRETARIS)
    assert due_at(second) == PASER.due(due_at(first), TWO_HOURS)


def test_a_form_that_has_more_time_is_not_gone_on_without() -> None:
    """LanjutTanpa is refused until the new limit has passed, too."""
    office = office_at_5(1, 3)
    task = office.task(5, unit=1)
    office.fill(3)
    office.pass_limit(task)
    after = extend(office, task)
    assert refused(office, commands.Skip, office.task(6), unit=1) == "batas_belum_lewat"
    office.pass_limit(after)
    office.press(commands.Skip, office.task(6), unit=1)
    office.receive(3)
    assert office.task(7).open


def test_the_clock_of_step_6_stops_and_starts_again() -> None:
    """While the form may come in time again, its receiver waits for it."""
    office = office_at_5(1, 3)
    office.fill(3)
    office.pass_limit(office.task(5, unit=1))
    assert office.task(6).started_at is not None
    after = extend(office, office.task(5, unit=1))
    stopped = office.task(6)
    assert (stopped.started_at, stopped.due_at, stopped.allowance) == (None, None, None)
    office.pass_limit(after)
    assert office.task(6).started_at == after.due_at


def test_more_time_for_a_form_whose_limit_still_runs_moves_nothing_else() -> None:
    """Only the task itself is timed."""
    office = office_at_5()
    task = office.task(5, unit=1)
    transition = office.press(Extend, task, by=KASUBBAG, granted=0, limit=DAY, reason=REASON)
    assert [type(event) for event in transition.events] == [TaskTimed]


@pytest.mark.parametrize("giver", [KASUBBAG, SEKRETARIS, CAMAT])
def test_everyone_above_may_give_time(giver: Actor) -> None:
    """The coordinator, then the Sekretaris, then the Camat."""
    office = office_at_5()
    assert extend(office, office.task(5, unit=1), by=giver).allowance is not None


@pytest.mark.parametrize("giver", [ANALIS, pptk(1), pptk(3), Actor(None, frozenset())])
def test_nobody_else_may(giver: Actor) -> None:
    """Neither the holder himself, nor another PPTK, nor the Analis."""
    office = office_at_5()
    task = office.task(5, unit=1)
    assert refused(office, Extend, task, by=giver, granted=0, limit=DAY, reason=REASON) == "bukan_pemberi_waktu"


def test_the_kasubbag_gives_no_time_to_her_own_form() -> None:
    """Though the coordinator of all forms, she asks the Sekretaris for hers."""
    office = office_at_5()
    own = office.task(5, unit=OWN_UNIT)
    assert refused(office, Extend, own, by=KASUBBAG, granted=0, limit=DAY, reason=REASON) == "bukan_pemberi_waktu"
    assert extend(office, own, by=SEKRETARIS).allowance is not None


def test_nobody_stands_above_the_camat() -> None:
    """His task has no line, so nobody gives him time."""
    office = Office()
    for actor in (KASUBBAG, SEKRETARIS, CAMAT):
        assert not may_extend(office.engine.sop, actor, office.task(1))


def test_other_steps_are_extended_alike() -> None:
    """The Sekretaris gives the Kasubbag time for step 2, and the Camat gives it to the Sekretaris for step 11."""
    office = Office()
    task = office.to_step(2)
    assert due_at(extend(office, task, TWO_HOURS, SEKRETARIS)) == PASER.due(due_at(task), TWO_HOURS)
    task = office.to_step(11)
    assert due_at(extend(office, task, by=CAMAT)) == PASER.due(due_at(task), DAY)


def test_a_second_press_is_stale() -> None:
    """Whoever did not know of the extension in between does not give another."""
    office = office_at_5()
    task = office.task(5, unit=1)
    extend(office, task)
    again = Extend(task.number, task.version, 0, DAY, REASON)
    assert refusal(office, again, SEKRETARIS).code == "sudah_ditambah"


def test_a_finished_task_gets_no_more_time() -> None:
    """The form was sent meanwhile."""
    office = office_at_5()
    task = office.task(5, unit=1)
    office.fill(1)
    assert refused(office, Extend, task, by=KASUBBAG, granted=0, limit=DAY, reason=REASON) == "sudah_selesai"


def test_a_clock_that_stands_still_has_no_limit_to_move() -> None:
    """Step 6 waits for forms that are out in time."""
    office = office_at_5(1, 3)
    office.fill(1)
    reception = office.task(6)
    assert refused(office, Extend, reception, by=SEKRETARIS, granted=0, limit=DAY, reason=REASON) == (
        "waktu_belum_berjalan"
    )


@pytest.mark.parametrize("number", [0, 99])
def test_a_task_that_nobody_knows_is_refused(number: int) -> None:
    """A claim may be forged."""
    assert refusal(Office(), Extend(number, 0, 0, DAY, REASON), SEKRETARIS).code == "tugas_tidak_ada"


def test_a_form_that_is_taken_back_keeps_what_was_added() -> None:
    """Tarik gives the due instant that the form had, extension and all."""
    office = office_at_5()
    after = extend(office, office.task(5, unit=1))
    office.fill(1)
    sent = office.cycle.task(after.number)
    office.press(commands.Withdraw, sent)
    assert office.task(5, unit=1).due_at == after.due_at


def holiday(office: Office, *days: date) -> Engine:
    """The office's engine with more days off."""
    return Engine(office.engine.sop, replace(PASER, exceptions={**PASER.exceptions, **dict.fromkeys(days, ())}))


def reproject(office: Office, engine: Engine) -> tuple[type, ...]:
    """Let the office work by another calendar; gives what happened."""
    office.engine = engine
    transition = engine.reproject(office.cycle, office.now)
    office.cycle = transition.cycle
    return tuple(type(event) for event in transition.events)


def test_a_late_holiday_moves_the_limit_on_and_keeps_its_extensions() -> None:
    """Cuti bersama on the second day: the limit and what was added to it end a working day later."""
    office = office_at_5()
    after = extend(office, office.task(5, unit=1))
    before, day = due_at(after), date(2026, 4, 9)
    engine = holiday(office, day)
    assert TaskTimed in reproject(office, engine)
    moved = office.cycle.task(after.number)
    assert moved.allowance == after.allowance
    assert moved.allowance is not None
    assert due_at(moved) == due(engine.calendar, moved.allowance) > before


def test_a_holiday_that_is_called_off_moves_the_limit_back() -> None:
    """What moved on moves back, to the very instant."""
    office = office_at_5()
    task = office.task(5, unit=1)
    reproject(office, holiday(office, date(2026, 4, 9)))
    reproject(office, ENGINE)
    assert office.cycle.task(task.number) == task


def test_the_same_calendar_moves_nothing() -> None:
    """No limit that ends where it ended is written again."""
    office = office_at_5()
    assert reproject(office, holiday(office, date(2026, 12, 31))) == ()


def test_a_passed_limit_that_moves_on_is_not_passed_any_more() -> None:
    """The day after which it passed turns out to be a day off: step 6 waits again."""
    office = Office((1, 3))
    office.at(wita(4, 8, "09.00"))
    office.to_step(5)
    office.fill(3)
    task = office.task(5, unit=1)
    office.pass_limit(task)
    reproject(office, holiday(office, office.now.astimezone(wita(4, 8, "09.00").tzinfo).date()))
    assert not office.cycle.task(task.number).expired
    assert office.task(6).started_at is None


def test_a_passed_limit_that_moves_back_stays_passed() -> None:
    """An earlier end is noticed as the later one was: nobody is told twice."""
    office = Office((1, 3), engine=holiday(Office(), date(2026, 4, 9)))
    office.to_step(5)
    task = office.task(5, unit=1)
    office.now = due_at(task)
    office.tick(task)
    assert TaskExpired in reproject(office, ENGINE)
    assert office.cycle.task(task.number).expired
    assert due_at(office.cycle.task(task.number)) < due_at(task)


def test_an_extension_never_ends_before_the_limit_it_extends() -> None:
    """Whatever is added, at whatever time, the limit only moves on, and ends after the grant."""
    office = office_at_5()
    task = office.task(5, unit=1)
    for hours, limit in ((1, TWO_HOURS), (9, DAY), (30, TWO_HOURS), (0, Limit(1, LimitUnit.MENIT))):
        office.work(hours)
        before = due_at(office.cycle.task(task.number))
        assert due_at(extend(office, task, limit)) > max(before, office.now)


def test_the_line_is_not_the_role_of_another_unit() -> None:
    """A Kasubbag who is Plh. of the very unit holds its task, and gives herself nothing."""
    office = office_at_5()
    plh = Actor(KASUBBAG.officer, KASUBBAG.held | {(Role.PPTK, 1)})
    assert not may_extend(office.engine.sop, plh, office.task(5, unit=1))
