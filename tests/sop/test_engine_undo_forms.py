"""Batalkan where forms are concerned: they come back with the step, and their units lose nothing."""

from datetime import timedelta

import pytest

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.model import FormStatus, TaskState
from tests.sop.office import PASER
from tests.sop.sop_builders import Office, refused


@pytest.mark.parametrize("kind", [commands.Accept, commands.Submit])
def test_forms_are_not_called_in_after_one_was_taken_up(kind: type[Command]) -> None:
    """The first receipt of any unit ends Batalkan of the distribution."""
    office = Office()
    task = office.to_step(4)
    office.distribute()
    office.press(kind, office.task(5, unit=3))
    assert refused(office, commands.Undo, task) == "sudah_dilanjutkan"


def test_the_order_to_distribute_stands_once_a_form_is_out() -> None:
    """The Analis has acted with the first form, though others still lie before him."""
    office = Office()
    office.to_step(3)
    order = office.complete(3)
    office.distribute(1)
    assert refused(office, commands.Undo, order) == "sudah_dilanjutkan"


def test_filling_is_withdrawn_and_not_taken_back() -> None:
    """A sent form has its own way back, Tarik."""
    office = Office()
    sent = office.to_step(5)
    office.fill(1)
    assert refused(office, commands.Undo, sent) == "sudah_dilanjutkan"


def test_deadlines_that_passed_do_not_keep_the_distribution() -> None:
    """No official acts by letting a limit pass: the forms come back, and the reception it opened is void."""
    office = Office()
    task = office.to_step(4)
    office.distribute()
    office.pass_limit(office.task(5, unit=1))
    reception = office.task(6)
    office.press(commands.Undo, task)
    assert office.steps == [4]
    assert office.cycle.task(reception.number).state is TaskState.VOID


def test_a_form_that_was_skipped_keeps_the_direction() -> None:
    """Once the Kasubbag went on without one of the named forms, Tidak is no longer taken back."""
    office = Office()
    task = office.to_step(11)
    office.press(commands.Redirect, task, units=(1, 3))
    for filling in office.open_at(5):
        office.pass_limit(filling)
    office.press(commands.Skip, office.task(6), unit=1)
    assert refused(office, commands.Undo, task) == "sudah_dilanjutkan"


def test_a_direction_taken_back_leaves_no_trace_on_the_forms() -> None:
    """After Tidak was taken back and said of another form, the first one stays received."""
    office = Office((1, 3))
    task = office.to_step(11)
    office.press(commands.Redirect, task, units=(1,))
    office.press(commands.Undo, task)
    office.press(commands.Redirect, office.task(11), units=(3,))
    reception = office.to_step(6)
    assert refused(office, commands.ReturnForm, reception, unit=1) == "sudah_diterima"
    assert office.cycle.putaran == 2


# Step 6


def test_a_reception_is_taken_back_even_after_forms_were_returned_in_it() -> None:
    """A form that was returned and came again does not keep the Kasubbag from taking back the last reception."""
    office = Office((1, 3))
    office.to_step(6)
    office.press(commands.ReturnForm, office.task(6), unit=1)
    office.receive(3)
    office.work(1)
    office.fill(1)
    task = office.receive(1)
    office.press(commands.Undo, task)
    assert office.steps == [6]
    assert [form.status for form in office.cycle.forms] == [FormStatus.DIKIRIM, FormStatus.DITERIMA]
    office.press(commands.ReturnForm, office.task(6), unit=1)
    office.archive()


def test_skipping_the_last_form_is_taken_back() -> None:
    """The unit has its form again, still late; it may send it, or be skipped once more."""
    office = Office((1, 3))
    office.to_step(5)
    office.collect(1)
    missing = office.task(5)
    office.press(commands.Accept, missing)
    office.pass_limit(missing)
    reception = office.task(6)
    office.work(0.1)
    office.press(commands.Skip, reception, unit=3)
    office.press(commands.Undo, reception)
    again = office.task(5, unit=3)
    assert (again.due_at, office.cycle.form(3).status) == (missing.due_at, FormStatus.DIISI)
    assert office.task(6).due_at == PASER.add_minutes(office.now, timedelta(minutes=9))
    office.press(commands.Skip, office.task(6), unit=3)
    assert office.steps == [7]


def test_the_first_of_two_receptions_is_taken_back_while_the_other_goes_on() -> None:
    """The Sekretaris received the Kasubbag's form too early: his step is open again, the other's untouched."""
    office = Office()
    office.to_step(6)
    kasubbags = office.reception(1)
    task = office.receive(2)
    office.press(commands.Undo, task)
    assert office.cycle.form(2).status is FormStatus.DIKIRIM
    assert office.reception(1) == kasubbags
    office.receive(1, 2, 3)
    assert office.steps == [7]


def test_the_first_of_two_receptions_stands_once_step_7_is_open() -> None:
    """The other receiver has acted in the meantime."""
    office = Office()
    office.to_step(6)
    task = office.receive(2)
    office.receive(1, 3)
    assert refused(office, commands.Undo, task) == "sudah_dilanjutkan"


def test_a_reception_that_was_renewed_is_not_taken_back() -> None:
    """After BukaKembali the new visit counts, not the old one."""
    office = Office()
    office.to_step(5)
    office.fill(1, 2)
    office.pass_limit(office.task(5))
    ended = office.receive(1)
    office.press(commands.Skip, ended, unit=3)
    office.press(commands.Reopen, ended, unit=3)
    assert refused(office, commands.Undo, ended) == "sudah_dilanjutkan"


def test_a_reception_of_an_earlier_putaran_is_not_taken_back() -> None:
    """The next putaran is about other forms."""
    office = Office()
    office.to_step(6)
    task = office.receive(2)
    office.press(commands.Redirect, office.to_step(11), units=(2,))
    assert refused(office, commands.Undo, task) == "sudah_dilanjutkan"


def test_forms_received_in_one_press_are_taken_back_together() -> None:
    """Clean forms are received together; Batalkan returns all of that press."""
    office = Office((1, 3, 4))
    office.to_step(6)
    office.receive(1)
    office.work(0.1)
    task = office.receive(3, 4)
    office.press(commands.Undo, task)
    assert [form.status for form in office.cycle.forms] == [
        FormStatus.DITERIMA,
        FormStatus.DIKIRIM,
        FormStatus.DIKIRIM,
    ]
