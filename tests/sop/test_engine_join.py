"""The end of step 6: forms that are skipped and opened again, and the join that opens step 7 once a putaran."""

from itertools import permutations

import pytest

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.errors import Stale
from bot.sop.model import FormStatus, Role
from tests.sop.office import PASER
from tests.sop.sop_builders import ENGINE, KASUBBAG, OWN_UNIT, Office, refusal, refused


def office_with_late_form(*units: int, late: int = 3) -> Office:
    """An office in which one unit's limit has passed and the others' forms were sent."""
    office = Office(units or (1, late))
    office.to_step(5)
    office.fill(*[unit for unit in office.units if unit != late])
    office.pass_limit(office.task(5))
    return office


# LanjutTanpa


def test_a_form_is_skipped_only_after_its_deadline() -> None:
    """Before the limit LanjutTanpa is refused and tells until when."""
    office = Office((1, 3))
    office.to_step(5)
    office.fill(1)
    task, missing = office.task(6), office.task(5)
    answer = refusal(office, commands.Skip(task.number, task.version, 3), KASUBBAG)
    assert (answer.code, answer.facts["due"]) == ("batas_belum_lewat", missing.due_at)


def test_a_passed_deadline_counts_before_the_clock_noticed_it() -> None:
    """The instant decides, not the tick."""
    office = Office((1, 3))
    office.to_step(5)
    office.fill(1)
    due = office.task(5).due_at
    assert due is not None
    office.at(due)
    office.press(commands.Skip, office.task(6), unit=3)
    assert office.cycle.form(3).status is FormStatus.DILEWATI


def test_a_skipped_form_no_longer_keeps_the_cycle_waiting() -> None:
    """With the other forms received, skipping the last one opens step 7."""
    office = office_with_late_form()
    office.receive(1)
    assert office.steps == [5, 6]
    office.press(commands.Skip, office.task(6), unit=3)
    assert office.steps == [7]


def test_the_only_form_is_never_skipped() -> None:
    """A recap of nothing is not made: one form of a cycle must come in."""
    office = Office((1,))
    office.pass_limit(office.to_step(5))
    assert refused(office, commands.Skip, office.task(6), unit=1) == "formulir_satu_satunya"


def test_the_last_form_that_was_not_skipped_is_never_skipped() -> None:
    """When all others were skipped, the remaining one is the only form."""
    office = Office((1, 3, 4))
    office.to_step(5)
    for task in office.open_at(5):
        office.pass_limit(task)
    for unit in (1, 3):
        office.press(commands.Skip, office.task(6), unit=unit)
    assert refused(office, commands.Skip, office.task(6), unit=4) == "formulir_satu_satunya"
    office.collect(4)
    assert office.steps == [7]


def test_a_form_that_was_sent_is_not_skipped() -> None:
    """What lies before the receiver is received or returned."""
    office = office_with_late_form()
    assert refused(office, commands.Skip, office.task(6), unit=1) == "sudah_dikirim"


def test_a_form_is_skipped_once() -> None:
    """A second press is stale."""
    office = office_with_late_form()
    office.press(commands.Skip, office.task(6), unit=3)
    task = office.task(6)
    assert isinstance(refusal(office, commands.Skip(task.number, task.version, 3), KASUBBAG), Stale)


# BukaKembali


def test_a_skipped_form_may_be_filled_after_all() -> None:
    """BukaKembali before step 7: a new task with the full limit, and step 7 waits for it."""
    office = office_with_late_form(1, 3, 4)
    office.press(commands.Skip, office.task(6), unit=3)
    office.press(commands.Reopen, office.task(6), unit=3)
    again = office.task(5, unit=3)
    assert again.due_at == PASER.due(office.now, ENGINE.sop.step(5).limit)
    assert office.task(6).started_at is None
    office.receive(1, 4)
    assert office.steps == [6, 5]
    office.collect(3)
    assert office.steps == [7]


def test_a_form_may_be_opened_again_while_the_other_receiver_still_receives() -> None:
    """The Kasubbag has ended her reception, the Sekretaris has not: step 7 is not open, so the form may come."""
    office = office_with_late_form(1, OWN_UNIT, 3)
    office.receive(1)
    ended = office.task(6, role=Role.KASUBBAG)
    office.press(commands.Skip, ended, unit=3)
    office.press(commands.Reopen, ended, unit=3)
    assert {task.role for task in office.open_at(6)} == {Role.KASUBBAG, Role.SEKRETARIS}
    office.receive(OWN_UNIT)
    office.collect(3)
    assert office.steps == [7]


def test_after_step_7_has_opened_nothing_is_opened_again() -> None:
    """The order to recap freezes the forms, the skipped ones too."""
    office = office_with_late_form()
    office.receive(1)
    task = office.task(6)
    office.press(commands.Skip, task, unit=3)
    assert refused(office, commands.Reopen, task, unit=3) == "sudah_dilanjutkan"


def test_only_a_skipped_form_is_opened_again() -> None:
    """A form on its way or received has its own buttons, and step 5 has none for this."""
    office = office_with_late_form(1, 3)
    assert refused(office, commands.Reopen, office.task(6), unit=1) == "sudah_dilanjutkan"
    assert refused(office, commands.Reopen, office.task(5), unit=3) == "bukan_langkahnya"


@pytest.mark.parametrize("step", [5, 6])
def test_what_was_skipped_in_an_earlier_putaran_stays_skipped(step: int) -> None:
    """A later putaran is about the forms that the Sekretaris named; neither old nor new buttons open others."""
    office = office_with_late_form(1, 3, 4)
    old = office.receive(1, 4)
    office.press(commands.Skip, old, unit=3)
    office.press(commands.Redirect, office.to_step(11), units=(1,))
    office.to_step(step)
    for task in [old, *office.open_at(6)]:
        assert refused(office, commands.Reopen, task, unit=3) == "sudah_dilanjutkan"


def test_a_card_of_an_earlier_putaran_opens_nothing_again() -> None:
    """A form skipped in this putaran is opened again from this putaran's reception only."""
    office = Office((1, 3, 4))
    old = office.to_step(6)
    office.press(commands.Redirect, office.to_step(11), units=(1, 3))
    for task in office.open_at(5):
        office.pass_limit(task)
    office.press(commands.Skip, office.task(6), unit=3)
    assert refused(office, commands.Reopen, old, unit=3) == "sudah_dilanjutkan"
    office.press(commands.Reopen, office.task(6), unit=3)


# The join


@pytest.mark.parametrize("order", list(permutations((1, OWN_UNIT, 3))))
def test_step_7_opens_once_whatever_the_order(order: tuple[int, ...]) -> None:
    """Whether the Sekretaris receives the Kasubbag's form first or last, step 7 opens with the last form, once."""
    office = Office()
    office.to_step(5)
    office.fill(1, 2, 3)
    for unit in order:
        assert 7 not in office.steps
        office.receive(unit)
    assert office.steps == [7]
    assert [task.step for task in office.cycle.tasks].count(7) == 1


@pytest.mark.parametrize("order", list(permutations((1, OWN_UNIT, 3))))
def test_step_7_opens_once_in_each_putaran(order: tuple[int, ...]) -> None:
    """The next putaran joins again by itself, whichever forms it is about."""
    office = Office()
    office.press(commands.Redirect, office.to_step(11), units=order[:2])
    for unit in order[:2]:
        assert 7 not in office.steps
        office.collect(unit)
    assert [task.putaran for task in office.cycle.tasks if task.step == 7] == [1, 2]


@pytest.mark.parametrize("step", [7, 8, 9, 10, 11])
@pytest.mark.parametrize("kind", [commands.Withdraw, commands.Submit, commands.Accept])
def test_forms_are_frozen_after_step_6(step: int, kind: type[Command]) -> None:
    """From 7 to 11 a PPTK can neither edit nor withdraw."""
    office = Office()
    sent = office.to_step(5)
    office.to_step(step)
    assert refused(office, kind, sent) in {"sudah_diterima", "sudah_selesai"}


@pytest.mark.parametrize("kind", [commands.Receive, commands.ReturnForm, commands.Skip])
def test_the_reception_is_over_after_step_6(kind: type[Command]) -> None:
    """The receiver's old buttons are stale once all forms are in."""
    office = Office((1,))
    task = office.to_step(6)
    office.receive(1)
    assert refused(office, kind, task, unit=1) == "sudah_selesai"


def test_others_stay_received_in_the_next_putaran() -> None:
    """The Kasubbag cannot return a form which the Sekretaris did not name."""
    office = Office((1, 3))
    office.press(commands.Redirect, office.to_step(11), units=(1,))
    task = office.to_step(6)
    assert refused(office, commands.ReturnForm, task, unit=3) == "sudah_diterima"
    office.press(commands.ReturnForm, task, unit=1)
    assert office.steps == [6, 5]
