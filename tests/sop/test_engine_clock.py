"""Limits that pass: the clock of step 6, which waits for the forms, and the deadline of step 5."""

import pytest

from bot.sop import commands
from bot.sop.model import TaskState
from tests.sop.office import PASER, wita
from tests.sop.sop_builders import ENGINE, OWN_UNIT, Office, refused

RECEIVING = ENGINE.sop.step(6).limit


def office_at_5(*units: int) -> Office:
    """An office whose forms are with these units, or with units 1, 2 and 3."""
    office = Office(units or (1, 2, 3))
    office.to_step(5)
    return office


def test_the_reception_clock_waits_for_the_last_form() -> None:
    """Step 6 has no limit while forms are out in time; it starts with the last form."""
    office = office_at_5(1, 3)
    office.fill(1)
    assert (office.task(6).started_at, office.task(6).due_at) == (None, None)
    office.work(5)
    office.fill(3)
    assert (office.task(6).started_at, office.task(6).due_at) == (office.now, PASER.due(office.now, RECEIVING))


def test_a_form_that_is_not_out_yet_keeps_the_clock_waiting() -> None:
    """A form which the Analis still holds counts as missing, not as late."""
    office = Office((1, 3))
    office.to_step(4)
    office.distribute(1)
    office.fill(1)
    assert office.task(6).started_at is None
    assert refused(office, commands.Skip, office.task(6), unit=3) == "belum_dibagikan"


def test_the_reception_clock_starts_at_the_deadline_of_the_last_missing_form() -> None:
    """When the limit of the last form passes, step 6 begins to count, and opens if it was not."""
    office = Office((1, 3))
    office.to_step(4)
    office.distribute(1)
    office.work(1)
    office.distribute(3)
    office.pass_limit(office.task(5, unit=1))
    assert office.task(6).started_at is None
    late = office.task(5, unit=3)
    office.pass_limit(late)
    assert office.task(6).started_at == late.due_at
    assert office.task(5, unit=3).expired


def test_the_reception_clock_runs_once() -> None:
    """A form that arrives after the deadline does not set the clock anew."""
    office = office_at_5(1, 3)
    office.fill(1)
    office.pass_limit(office.task(5))
    running = office.task(6)
    office.work(0.1)
    office.fill(3)
    assert office.task(6) == running


@pytest.mark.parametrize("act", ["withdraw", "return"])
def test_the_reception_clock_stops_while_a_form_is_out_again_in_time(act: str) -> None:
    """A form withdrawn or returned within its limit takes the clock back until it comes."""
    office = office_at_5(1, 3)
    sent = office.task(5, unit=1)
    office.fill(1, 3)
    if act == "withdraw":
        office.press(commands.Withdraw, sent)
    else:
        office.press(commands.ReturnForm, office.task(6), unit=1)
    assert (office.task(6).started_at, office.task(6).due_at) == (None, None)
    office.work(1)
    office.fill(1)
    assert office.task(6).due_at == PASER.due(office.now, RECEIVING)


def test_a_form_withdrawn_after_its_deadline_does_not_stop_the_clock() -> None:
    """Who takes back a late form does not give the receiver's time back."""
    office = office_at_5(1, 3)
    sent = office.task(5, unit=1)
    office.fill(3)
    office.pass_limit(sent)
    running = office.task(6)
    office.fill(1)
    office.press(commands.Withdraw, sent)
    assert office.task(6) == running


def test_each_receiver_has_a_clock_of_his_own() -> None:
    """The Kasubbag's clock does not wait for the form that the Sekretaris receives."""
    office = office_at_5(1, OWN_UNIT)
    office.fill(1)
    assert office.task(6).started_at == office.now


@pytest.mark.parametrize("step", [1, 4, 7, 11])
def test_only_the_limit_of_step_5_does_anything_by_itself(step: int) -> None:
    """Other limits pass without a transition; they are reminded of, not acted on."""
    office = Office()
    task = office.to_step(step)
    assert task.due_at is not None
    assert ENGINE.expire(office.cycle, task.number, task.due_at).events == ()


def test_a_limit_passes_once_and_only_for_an_open_task() -> None:
    """Noticing a limit again, too early, or after the form was sent changes nothing."""
    office = office_at_5()
    early = office.task(5, unit=1)
    assert ENGINE.expire(office.cycle, early.number, office.now).events == ()
    office.fill(3)
    for unit in (1, 3):
        sent = [task for task in office.cycle.tasks if task.unit == unit][-1]
        office.at(wita(4, 20, "09.00"))
        first = ENGINE.expire(office.cycle, sent.number, office.now)
        assert bool(first.events) is (unit == 1)
        assert ENGINE.expire(first.cycle, sent.number, office.now).events == ()


def test_a_skipped_task_is_void() -> None:
    """LanjutTanpa ends the unit's task without its having been done."""
    office = office_at_5(1, 3)
    office.fill(1)
    late = office.task(5)
    office.pass_limit(late)
    office.press(commands.Skip, office.task(6), unit=3)
    skipped = office.cycle.task(late.number)
    assert (skipped.state, skipped.outcome, skipped.taken_back) == (TaskState.VOID, "dilewati", False)
