"""Steps 7 to 12: the recap is made, returned, reviewed, corrected, and the document composed."""

import pytest

from bot.sop import commands
from bot.sop.model import FormStatus, Purpose, Role
from tests.sop.office import PASER
from tests.sop.sop_builders import ENGINE, OWN_UNIT, Office, refused


@pytest.mark.parametrize("step", [9, 10, 11])
def test_a_wrong_recap_is_made_again(step: int) -> None:
    """KembalikanRekap at 9, 10 and 11: a new 8 in the same putaran, with the full limit and the next version."""
    office = Office()
    task = office.to_step(step)
    assert office.cycle.recap_version == 1
    office.work(0.1)
    office.press(commands.ReturnRecap, task)
    again = office.task(8)
    assert office.steps == [8]
    assert (again.putaran, again.opened_by, again.role) == (1, task.number, Role.ANALIS)
    assert again.due_at == PASER.due(office.now, ENGINE.sop.step(8).limit)
    assert (office.cycle.recap_version, office.cycle.putaran) == (2, 1)
    assert office.cycle.task(task.number).outcome == "rekap"
    office.to_step(11)


@pytest.mark.parametrize("step", [7, 8, 12])
def test_a_recap_is_returned_only_by_those_who_get_it(step: int) -> None:
    """Who makes the recap, or has not seen it, cannot return it."""
    office = Office()
    assert refused(office, commands.ReturnRecap, office.to_step(step)) == "bukan_langkahnya"


# Step 11: Tidak


@pytest.mark.parametrize("units", [(1,), (1, OWN_UNIT), (3, 1, OWN_UNIT)])
def test_tidak_reopens_the_named_forms_only(units: tuple[int, ...]) -> None:
    """The named forms are out again with the full limit in the next putaran; the others stay received."""
    office = Office()
    office.press(commands.Redirect, office.to_step(11), units=units)
    assert office.cycle.putaran == 2
    opened = office.open_at(5)
    assert {task.unit for task in opened} == set(units)
    assert {task.putaran for task in opened} == {2}
    assert {task.due_at for task in opened} == {PASER.due(office.now, ENGINE.sop.step(5).limit)}
    for form in office.cycle.forms:
        assert form.status is (FormStatus.DIKEMBALIKAN if form.unit in units else FormStatus.DITERIMA)


def test_after_tidak_steps_6_to_11_run_again() -> None:
    """The next putaran goes from the forms over recap and report to the review once more."""
    office = Office()
    office.press(commands.Redirect, office.to_step(11), units=(1,))
    office.to_step(11)
    assert [task.step for task in office.cycle.tasks if task.putaran == 2] == [5, 6, 7, 8, 9, 10, 11]
    assert (office.cycle.recap_version, office.cycle.form(1).kiriman) == (2, 2)
    office.archive()


def test_tidak_reaches_a_skipped_form_too() -> None:
    """A form that was skipped in the first putaran may be directed to be filled."""
    office = Office((1, 3))
    office.to_step(5)
    office.fill(1)
    office.pass_limit(office.task(5))
    office.receive(1)
    office.press(commands.Skip, office.task(6), unit=3)
    office.press(commands.Redirect, office.to_step(11), units=(3,))
    office.collect(3)
    assert office.cycle.form(3).status is FormStatus.DITERIMA
    assert office.steps == [7]


def test_a_form_may_be_skipped_in_a_later_putaran() -> None:
    """A direction that is not followed in time does not hold the others: the last received values stand."""
    office = Office((1, 3))
    office.press(commands.Redirect, office.to_step(11), units=(3,))
    office.pass_limit(office.task(5))
    office.press(commands.Skip, office.task(6), unit=3)
    assert (office.cycle.form(3).status, office.cycle.form(3).kiriman) == (FormStatus.DILEWATI, 1)
    assert office.steps == [7]


@pytest.mark.parametrize("units", [(), (9,), (1, 9), (1, 1)])
def test_tidak_names_forms_of_the_cycle(units: tuple[int, ...]) -> None:
    """Tidak without a form, with an unknown one, or with one named twice is refused."""
    office = Office()
    assert refused(office, commands.Redirect, office.to_step(11), units=units) == "unit_tidak_dipilih"


def test_tidak_may_be_said_again() -> None:
    """Each Tidak is one putaran more."""
    office = Office()
    for _ in range(3):
        office.press(commands.Redirect, office.to_step(11), units=(OWN_UNIT,))
    assert office.cycle.putaran == 4
    office.archive()


# Step 11: target or pagu


def test_a_wrong_target_is_corrected_before_the_recap_is_made_again() -> None:
    """The Kasubbag corrects within the limit of the correction, then 8 to 11 run again in the same putaran."""
    office = Office()
    review = office.to_step(11)
    office.press(commands.RequestCorrection, review)
    (correction,) = office.cycle.open_tasks
    assert (correction.purpose, correction.role, correction.putaran) == (Purpose.KOREKSI, Role.KASUBBAG, 1)
    assert correction.due_at == PASER.due(office.now, ENGINE.sop.correction.limit)
    office.press(commands.Complete, correction)
    assert office.cycle.recap_version == 2
    again = office.to_step(11)
    later = [task.step for task in office.cycle.tasks if task.number > correction.number]
    assert (later, again.putaran, office.cycle.putaran) == ([8, 9, 10, 11], 1, 1)


def test_the_correction_is_no_review() -> None:
    """Who corrects a target cannot say Tidak in the Sekretaris's place."""
    office = Office()
    office.press(commands.RequestCorrection, office.to_step(11))
    (correction,) = office.cycle.open_tasks
    assert refused(office, commands.Redirect, correction, units=(1,)) == "bukan_langkahnya"
    assert refused(office, commands.ReturnRecap, correction) == "bukan_langkahnya"


# Step 12


def test_a_wrong_number_found_while_composing_is_reviewed_again() -> None:
    """TelaahUlang: a new 11 in the same putaran, from which all three ways lead on."""
    office = Office()
    task = office.to_step(12)
    office.press(commands.ReviewAgain, task)
    review = office.task(11)
    assert (review.putaran, review.role, review.opened_by) == (1, Role.SEKRETARIS, task.number)
    assert review.due_at == PASER.due(office.now, ENGINE.sop.step(11).limit)
    office.press(commands.Redirect, review, units=(1,))
    office.archive()


def test_composing_again_makes_the_next_version() -> None:
    """Each finished step 12 is a version of the document."""
    office = Office()
    office.complete(office.to_step(12).step)
    assert office.cycle.document_version == 1
    office.files()
    office.press(commands.RefuseSignature, office.task(13))
    office.complete(12)
    assert office.cycle.document_version == 2
