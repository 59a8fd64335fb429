"""Batalkan: what was finished is taken back until the next official acts, and nothing is rewound."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.model import Cycle, CycleStatus, Purpose, Task
from tests.sop.office import PASER
from tests.sop.sop_builders import CAMAT, KASUBBAG, Office, refused


def finish(office: Office, step: int, kind: type[Command], **arguments: Any) -> tuple[Cycle, Task]:
    """Go to a step and finish it one way; gives the cycle before and the finished task."""
    task = office.to_step(step)
    if step == 13 and task.started_at is None:
        office.files()
    if step == 14:
        office.facts()
    before = office.cycle
    office.press(kind, task, **arguments)
    return before, office.cycle.task(task.number)


WAYS: list[tuple[int, type[Command], dict[str, Any]]] = [
    *((step, commands.Complete, {}) for step in (1, 2, 3, 7, 8, 9, 10, 11, 12, 13)),
    (4, commands.Distribute, {"units": (1, 2, 3)}),
    *((step, commands.ReturnRecap, {}) for step in (9, 10, 11)),
    (11, commands.Redirect, {"units": (1, 2)}),
    (11, commands.RequestCorrection, {}),
    (12, commands.ReviewAgain, {}),
    (13, commands.RefuseSignature, {}),
]


@pytest.mark.parametrize(("step", "kind", "arguments"), WAYS)
def test_every_way_on_can_be_taken_back(step: int, kind: type[Command], arguments: dict[str, Any]) -> None:
    """The next task is void; the same step is open again with the time that was left; forms and putaran are back."""
    office = Office()
    before, task = finish(office, step, kind, **arguments)
    used = PASER.left(office.now, task.due_at or office.now)
    office.work(1)
    opened = office.cycle.open_tasks
    office.press(commands.Undo, task)
    (again,) = office.cycle.open_tasks
    assert (again.step, again.role, again.putaran, again.opened_by) == (
        task.step,
        task.role,
        task.putaran,
        task.opened_by,
    )
    assert again.number > max(one.number for one in opened)
    assert again.due_at == PASER.add_minutes(office.now, used)
    assert all(office.cycle.task(one.number).taken_back for one in (*opened, task))
    assert [form.status for form in office.cycle.forms] == [form.status for form in before.forms]
    assert (office.cycle.status, office.cycle.putaran) == (before.status, before.putaran)


@pytest.mark.parametrize(("step", "kind", "arguments"), WAYS)
def test_after_taking_back_the_cycle_still_reaches_its_end(
    step: int, kind: type[Command], arguments: dict[str, Any]
) -> None:
    """The reopened step can be finished as if nothing had been."""
    office = Office()
    _, task = finish(office, step, kind, **arguments)
    office.press(commands.Undo, task)
    office.archive()
    assert office.cycle.status is CycleStatus.SELESAI
    assert office.replayed() == office.cycle


@pytest.mark.parametrize(("step", "kind", "arguments"), WAYS)
def test_a_step_is_taken_back_once(step: int, kind: type[Command], arguments: dict[str, Any]) -> None:
    """A second press on Batalkan is stale, and so is one with the version from before."""
    office = Office()
    _, task = finish(office, step, kind, **arguments)
    office.press(commands.Undo, task)
    assert refused(office, commands.Undo, task) == "sudah_selesai"


@pytest.mark.parametrize("step", [1, 2, 3, 7, 8, 9, 10, 11, 12])
def test_nothing_is_taken_back_after_the_next_official_acted(step: int) -> None:
    """Once the following step is finished, Batalkan is refused."""
    office = Office()
    task = office.to_step(step)
    office.complete(step)
    (following,) = office.steps
    office.to_step(following + 1)
    assert refused(office, commands.Undo, task) == "sudah_dilanjutkan"


def test_what_is_open_is_not_taken_back() -> None:
    """Batalkan needs a finished task."""
    office = Office()
    assert refused(office, commands.Undo, office.task(1)) == "sudah_selesai"


@pytest.mark.parametrize(("first", "second"), [(2, 3), (6, 7), (8, 9)])
def test_a_merged_press_is_taken_back_in_reverse_order(first: int, second: int) -> None:
    """Both steps are taken back, the later first; the earlier is open again with its time."""
    office = Office((1, 3))
    office.to_step(first)
    office.work(0.1)
    earlier = office.receive(1, 3) if first == 6 else office.complete(first)
    later = office.complete(second)
    office.press(commands.Undo, later)
    assert office.steps == [second]
    office.press(commands.Undo, earlier)
    (again,) = office.cycle.open_tasks
    assert again.step == first
    assert again.due_at == earlier.due_at
    office.archive()


def test_12_and_13_are_taken_back_in_reverse_order() -> None:
    """The Sekretaris takes back his signature, then the Kasubbag her document; the next version is signed by both."""
    office = Office()
    composed = office.to_step(12)
    office.complete(12)
    office.files()
    office.press(commands.Undo, office.complete(13))
    office.press(commands.Undo, composed)
    office.complete(12)
    assert (office.cycle.document_version, office.task(13).started_at) == (2, None)
    office.archive()


def test_no_time_is_won_by_taking_back_a_late_step() -> None:
    """Where nothing was left, the reopened step is due within the minute."""
    office = Office()
    task = office.task(1)
    office.work(2)
    office.press(commands.Undo, office.complete(task.step))
    assert office.task(1).due_at == office.now + timedelta(minutes=1)


def test_the_order_taken_back_is_a_proposal_again() -> None:
    """After Batalkan at step 1 the cycle is proposed; the Camat may put it off or call it off by the new card only."""
    office = Office()
    old = office.complete(1)
    office.press(commands.Undo, old)
    assert office.cycle.status is CycleStatus.DIUSULKAN
    assert refused(office, commands.CancelCycle, old) == "sudah_selesai"
    office.press(commands.CancelCycle, office.task(1))
    assert not office.cycle.live


def test_a_correction_can_be_taken_back() -> None:
    """The Kasubbag's correction opens again as a correction."""
    office = Office()
    office.press(commands.RequestCorrection, office.to_step(11))
    (correction,) = office.cycle.open_tasks
    office.press(commands.Complete, correction)
    office.press(commands.Undo, correction)
    (again,) = office.cycle.open_tasks
    assert (again.purpose, again.step) == (Purpose.KOREKSI, correction.step)


def test_the_archive_is_final() -> None:
    """A finished cycle takes nothing back."""
    office = Office()
    office.archive()
    assert refused(office, commands.Undo, office.cycle.tasks[-1]) == "siklus_berakhir"


def test_the_last_signature_stands_once_the_archive_has_begun() -> None:
    """The Camat's signature can be taken back until the first fact of step 14 is on record."""
    office = Office()
    office.to_step(13)
    office.files()
    office.complete(13)
    signature = office.complete(13)
    office.press(commands.Undo, signature)
    assert (office.steps, office.task(13).role) == ([13], signature.role)
    office.complete(13)
    office.press(commands.NoteFact, office.task(14), fact="nomor")
    assert refused(office, commands.Undo, office.cycle.tasks[-2], by=CAMAT) == "sudah_dilanjutkan"


def test_taking_back_belongs_to_the_post() -> None:
    """Nobody but the step's own official takes it back."""
    office = Office()
    assert refused(office, commands.Undo, office.complete(1), by=KASUBBAG) == "bukan_pelaksana"
