"""The straight line from the Camat's order to the archive, and who may press what on the way."""

import pytest

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.errors import Refusal, Stale
from bot.sop.model import SYSTEM, CycleStatus, Fact, FormStatus, Purpose, Role, Task, TaskState
from tests.sop.office import PASER, wita
from tests.sop.sop_builders import (
    ANALIS,
    CAMAT,
    ENGINE,
    KASUBBAG,
    OWN_UNIT,
    SEKRETARIS,
    STRANGER,
    Office,
    pptk,
    refusal,
    refused,
)

EVERYONE = [CAMAT, SEKRETARIS, KASUBBAG, ANALIS, pptk(1), pptk(3), STRANGER, SYSTEM]
CORRECTION = 0
STEPS = [*range(1, 15), CORRECTION]
ONE_PRESS = [1, 2, 3, 7, 8, 9, 10, 11, 12, 14, CORRECTION]


def every_command(task: Task) -> list[Command]:
    """All that anybody could claim about a task, with its present version."""
    seen = (task.number, task.version)
    plain = (
        *(commands.Complete, commands.CloseNotRunning, commands.CancelCycle, commands.Accept, commands.Submit),
        *(commands.Withdraw, commands.ReturnRecap, commands.RequestCorrection, commands.ReviewAgain),
        *(commands.RefuseSignature, commands.Undo, commands.Reassign),
    )
    unit = task.unit or 1
    return [
        *(kind(*seen) for kind in plain),
        *(kind(*seen, unit) for kind in (commands.Receive, commands.ReturnForm, commands.Skip, commands.Reopen)),
        *(kind(*seen, (unit,)) for kind in (commands.Distribute, commands.Redirect)),
        commands.Postpone(*seen, wita(4, 9, "09.00")),
        commands.FilesReady(*seen, 1),
        commands.NoteFact(*seen, Fact.NOMOR),
    ]


def office_at(step: int) -> Office:
    """An office that waits at a step, ready to finish it; 0 stands for the correction."""
    office = Office()
    if step == CORRECTION:
        office.press(commands.RequestCorrection, office.to_step(11))
        return office
    office.to_step(step)
    if step == 13:
        office.files()
    if step == 14:
        office.facts()
    return office


def test_a_cycle_begins_with_the_camat() -> None:
    """A proposed cycle awaits the Camat at step 1 and nobody else."""
    office = Office()
    (task,) = office.cycle.open_tasks
    assert (task.step, task.role, task.putaran, task.opened_by) == (1, Role.CAMAT, 1, None)
    assert office.cycle.status is CycleStatus.DIUSULKAN
    assert {form.status for form in office.cycle.forms} == {FormStatus.SIAP}


def test_the_fourteen_steps_follow_each_other() -> None:
    """Undisturbed, every step is done once by its listed actor: step 5 by each unit, 6 by each receiver, 13 by both."""
    office = Office()
    office.archive()
    done = [(task.step, task.role, task.unit) for task in office.cycle.tasks]
    assert done == [
        (1, Role.CAMAT, None),
        (2, Role.KASUBBAG, None),
        (3, Role.KASUBBAG, None),
        (4, Role.ANALIS, None),
        (5, Role.PPTK, 1),
        (5, Role.PPTK, 2),
        (5, Role.PPTK, 3),
        (6, Role.KASUBBAG, None),
        (6, Role.SEKRETARIS, None),
        (7, Role.KASUBBAG, None),
        (8, Role.ANALIS, None),
        (9, Role.ANALIS, None),
        (10, Role.KASUBBAG, None),
        (11, Role.SEKRETARIS, None),
        (12, Role.KASUBBAG, None),
        (13, Role.SEKRETARIS, None),
        (13, Role.CAMAT, None),
        (14, Role.KASUBBAG, None),
    ]
    assert {task.state for task in office.cycle.tasks} == {TaskState.DONE}


def test_the_archive_ends_the_cycle() -> None:
    """After step 14 the cycle is finished, with its instant, and awaits nobody."""
    office = Office()
    office.archive()
    assert (office.cycle.status, office.cycle.closed_at, office.cycle.open_tasks) == (
        CycleStatus.SELESAI,
        office.now,
        (),
    )
    assert not office.cycle.live


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 14])
def test_a_limit_starts_when_its_step_opens(step: int) -> None:
    """The limit of the paper runs from the opening, in working time."""
    office = Office()
    if step > 1:
        office.to_step(step - 1)
    office.work(0.1)
    task = office.to_step(step)
    assert task.started_at == task.opened_at
    assert task.due_at == PASER.due(task.opened_at, ENGINE.sop.step(step).limit)


@pytest.mark.parametrize(("first", "second"), [(2, 3), (8, 9)])
def test_adjacent_steps_of_one_officer_may_be_one_press(first: int, second: int) -> None:
    """Both are finished in the same instant, so the later one's time counts 0 ('digabung')."""
    office = Office()
    office.to_step(first)
    office.work(0.2)
    office.complete(first)
    later = office.complete(second)
    assert later.merged
    assert not office.cycle.task(later.number - 1).merged


@pytest.mark.parametrize("step", STEPS)
def test_nobody_but_the_listed_actor_can_press_anything(step: int) -> None:
    """At every step each command of each other person is refused, and nothing changes."""
    office = office_at(step)
    for task in office.cycle.open_tasks:
        for command in every_command(task):
            for actor in [one for one in EVERYONE if not one.holds(task.role, task.unit)]:
                if actor is SYSTEM and isinstance(command, commands.FilesReady | commands.Reassign):
                    continue
                assert refusal(office, command, actor).code == "bukan_pelaksana"


@pytest.mark.parametrize("step", STEPS)
def test_the_actor_can_press_only_what_belongs_to_his_step(step: int) -> None:
    """At every step the listed actor's other commands are refused or change nothing, and never end another's task."""
    allowed = {
        1: {"Complete", "CloseNotRunning", "CancelCycle", "Postpone"},
        4: {"Distribute"},
        5: {"Accept", "Submit"},
        6: {"Receive", "ReturnForm"},
        9: {"Complete", "ReturnRecap"},
        10: {"Complete", "ReturnRecap"},
        11: {"Complete", "ReturnRecap", "Redirect", "RequestCorrection"},
        12: {"Complete", "ReviewAgain"},
        13: {"Complete", "RefuseSignature"},
        14: {"Complete", "NoteFact"},
    }.get(step, {"Complete"})
    (task, *_) = office_at(step).cycle.open_tasks
    possible = set()
    for command in every_command(task):
        office = office_at(step)
        try:
            office.apply(command, office.holder(task))
        except Refusal:
            continue
        possible.add(type(command).__name__)
    assert possible == allowed


@pytest.mark.parametrize("command", [commands.FilesReady(1, 0, 1), commands.Reassign(1, 0)])
def test_what_the_office_itself_says_no_officer_can_say(command: Command) -> None:
    """Files and holders are told by the office's own machinery; even the task's actor is refused."""
    assert refusal(Office(), command, CAMAT).code == "bukan_pelaksana"


@pytest.mark.parametrize("step", ONE_PRESS)
def test_a_second_press_is_told_who_pressed_first(step: int) -> None:
    """The old button of a finished task is stale and names who finished it and when."""
    office = office_at(step)
    (task,) = office.cycle.open_tasks
    actor = office.holder(task)
    office.press(commands.Complete, task)
    if not office.cycle.live:
        assert refusal(office, commands.Complete(task.number, task.version), actor).code == "siklus_berakhir"
        return
    answer = refusal(office, commands.Complete(task.number, task.version), actor)
    done = answer.facts["task"]
    assert isinstance(answer, Stale)
    assert isinstance(done, Task)
    assert (done.closed_by, done.closed_at) == (actor.officer, office.now)


def test_a_finished_task_is_stale_in_its_new_version_too() -> None:
    """Knowing the version of a finished task does not finish it again."""
    office = Office()
    task = office.complete(1)
    assert refused(office, commands.Complete, task, by=CAMAT) == "sudah_selesai"


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_task_that_does_not_exist_is_refused(number: int) -> None:
    """A forged claim on a task that was never opened is refused."""
    assert refusal(Office(), commands.Complete(number, 0), CAMAT).code == "tugas_tidak_ada"


@pytest.mark.parametrize("unit", [1, OWN_UNIT])
def test_one_unit_cannot_act_for_another(unit: int) -> None:
    """The PPTK of unit 3 cannot send the form of another unit."""
    office = Office()
    office.to_step(5)
    assert refused(office, commands.Submit, office.task(5, unit=unit), by=pptk(3)) == "bukan_pelaksana"


def test_the_sop_has_no_correction_among_its_steps() -> None:
    """The correction of a target or pagu is a task beside the paper's rows."""
    assert office_at(CORRECTION).cycle.open_tasks[0].purpose is Purpose.KOREKSI
