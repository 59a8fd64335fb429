"""Steps 4 to 6: forms go out, are filled, sent, withdrawn, returned and received."""

import pytest

from bot.sop import commands
from bot.sop.errors import Stale
from bot.sop.model import Actor, FormStatus, Role
from tests.sop.office import PASER
from tests.sop.sop_builders import CAMAT, ENGINE, KASUBBAG, OWN_UNIT, SEKRETARIS, Office, pptk, refusal, refused

FILLING = ENGINE.sop.step(5).limit


def filling_office(*units: int) -> Office:
    """An office whose forms are with these units, or with units 1, 2 and 3."""
    office = Office(units or (1, 2, 3))
    office.to_step(5)
    return office


# Step 4


def test_forms_may_go_out_in_parts() -> None:
    """Each unit's limit starts with its own form; step 4 ends with the last."""
    office = Office()
    office.to_step(4)
    office.distribute(3)
    assert office.steps == [4, 5]
    office.work(0.1)
    office.distribute(1, 2)
    assert office.steps == [5, 5, 5]
    first, last = office.task(5, unit=3), office.task(5, unit=1)
    assert first.due_at is not None
    assert last.due_at is not None
    assert first.due_at < last.due_at


def test_a_form_goes_out_once() -> None:
    """Distributing a unit's form again is refused, also together with new ones."""
    office = Office()
    office.to_step(4)
    office.distribute(3)
    assert refused(office, commands.Distribute, office.task(4), units=(1, 3)) == "sudah_dibagikan"


@pytest.mark.parametrize("units", [(), (9,), (1, 9), (1, 1)])
def test_forms_go_only_to_units_of_the_cycle(units: tuple[int, ...]) -> None:
    """No unit, an unknown one, or one named twice is refused."""
    office = Office()
    assert refused(office, commands.Distribute, office.to_step(4), units=units) == "unit_tidak_dipilih"


# Step 5


def test_the_receipt_is_kept_once() -> None:
    """'Terima & mulai isi' is the receipt; a second press changes nothing."""
    office = filling_office()
    task = office.task(5, unit=1)
    office.press(commands.Accept, task)
    assert office.cycle.form(1).status is FormStatus.DIISI
    assert office.press(commands.Accept, task).events == ()


def test_sending_joins_the_receivers_single_task() -> None:
    """Forms of several units await the Kasubbag in one step-6 task."""
    office = filling_office(1, 3, 4)
    office.fill(1, 3)
    assert office.steps == [5, 6]
    assert [office.cycle.form(unit).status for unit in (1, 3, 4)] == [
        FormStatus.DIKIRIM,
        FormStatus.DIKIRIM,
        FormStatus.DIBAGIKAN,
    ]
    assert office.cycle.form(1).kiriman == 1


def test_the_kasubbags_own_form_is_received_by_the_sekretaris() -> None:
    """No one receives what he filled himself."""
    office = filling_office()
    office.fill(OWN_UNIT, 1)
    assert {task.role for task in office.open_at(6)} == {Role.KASUBBAG, Role.SEKRETARIS}
    task = office.task(6, role=Role.KASUBBAG)
    assert refused(office, commands.Receive, task, unit=OWN_UNIT) == "bukan_formulirnya"


def test_a_substitute_who_fills_does_not_receive_his_own_form() -> None:
    """Where the Plh. Kasubbag is also a unit's PPTK, that form goes to the Sekretaris, too."""
    office = filling_office(1, 3)
    plh = Actor(13, frozenset({(Role.KASUBBAG, None), (Role.PPTK, 3)}))
    office.people = {1: CAMAT, 2: SEKRETARIS, 13: plh, 11: pptk(1)}
    office.fill(3)
    assert office.cycle.form(3).receiver is Role.SEKRETARIS
    office.collect(1)
    office.receive(3)
    assert office.steps == [7]


def test_a_form_that_moves_to_the_sekretaris_ends_the_kasubbags_waiting() -> None:
    """The Kasubbag who waited only for a form that goes to the Sekretaris has received all of hers."""
    office = filling_office(1, 3)
    office.collect(1)
    assert office.steps == [5, 6]
    office.work(1)
    plh = Actor(13, frozenset({(Role.KASUBBAG, None), (Role.PPTK, 3)}))
    office.press(commands.Submit, office.task(5), by=plh)
    (task,) = office.open_at(6)
    assert task.role is Role.SEKRETARIS
    assert refused(office, commands.Undo, office.cycle.task(task.number - 1), by=plh) == "sudah_dilanjutkan"
    office.receive(3)
    assert office.steps == [7]


def test_who_filled_a_form_before_he_became_kasubbag_does_not_receive_it() -> None:
    """Four eyes binds one's own form: the person counts, not the post."""
    office = filling_office(1, 3)
    office.fill(1)
    promoted = Actor(pptk(1).officer, frozenset({(Role.KASUBBAG, None)}))
    assert refused(office, commands.Receive, office.task(6), by=promoted, unit=1) == "formulir_sendiri"


# Step 6: Tarik


def test_withdrawing_keeps_the_due() -> None:
    """Tarik: the form is its sender's again in a new task of the same putaran, due when it was due before."""
    office = filling_office()
    sent = office.task(5, unit=1)
    office.fill(1)
    office.work(3)
    office.press(commands.Withdraw, sent)
    again = office.task(5, unit=1)
    assert again.number != sent.number
    assert (again.due_at, again.putaran) == (sent.due_at, 1)
    assert office.cycle.form(1).status is FormStatus.DIISI


def test_a_received_form_is_not_withdrawn() -> None:
    """After reception the sender is told that it was received."""
    office = filling_office()
    sent = office.task(5, unit=1)
    office.collect(1)
    assert refused(office, commands.Withdraw, sent) == "sudah_diterima"


def test_a_form_is_withdrawn_once() -> None:
    """The second press on Tarik, and Tarik under an earlier sending, are stale."""
    office = filling_office()
    sent = office.task(5, unit=1)
    office.fill(1)
    office.press(commands.Withdraw, sent)
    assert refused(office, commands.Withdraw, sent) == "sudah_selesai"
    office.fill(1)
    assert refused(office, commands.Withdraw, sent) == "sudah_selesai"


def test_a_button_from_before_the_sending_withdraws_nothing() -> None:
    """Tarik carries the version of the finished task; an older one is stale."""
    office = filling_office()
    sent = office.task(5, unit=1)
    office.fill(1)
    assert isinstance(refusal(office, commands.Withdraw(sent.number, sent.version), pptk(1)), Stale)


# Step 6: Kembalikan


@pytest.mark.parametrize("received", [False, True])
def test_a_returned_form_has_the_full_limit(received: bool) -> None:
    """Kembalikan: a new task of the same putaran with the full limit, and one kiriman more when it is sent."""
    office = filling_office()
    office.fill(1)
    if received:
        office.receive(1)
    office.work(2)
    task = office.reception(1)
    office.press(commands.ReturnForm, task, unit=1)
    again = office.task(5, unit=1)
    assert (again.putaran, again.due_at) == (1, PASER.due(office.now, FILLING))
    assert (office.cycle.form(1).status, office.cycle.form(1).kiriman) == (FormStatus.DIKEMBALIKAN, 1)
    office.fill(1)
    assert office.cycle.form(1).kiriman == 2


def test_only_a_form_that_was_sent_is_received_or_returned() -> None:
    """A form which is still with its unit can be neither."""
    office = filling_office()
    office.fill(1)
    task = office.reception(1)
    assert refused(office, commands.Receive, task, unit=3) == "belum_dikirim"
    assert refused(office, commands.ReturnForm, task, unit=3) == "belum_dikirim"
    assert refused(office, commands.Receive, task, unit=9) == "bukan_formulirnya"


def test_a_form_is_received_once() -> None:
    """The second press is stale: it was received already."""
    office = filling_office()
    office.fill(1)
    task = office.receive(1)
    answer = refusal(office, commands.Receive(task.number, task.version, 1), KASUBBAG)
    assert isinstance(answer, Stale)
    assert (answer.code, answer.facts["form"]) == ("sudah_diterima", office.cycle.form(1))
