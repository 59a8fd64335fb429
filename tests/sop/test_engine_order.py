"""Step 1 and its ways out, the collection called off, and new holders of old tasks."""

from datetime import timedelta

import pytest

from bot.sop import commands
from bot.sop.errors import Stale
from bot.sop.model import LIVE, SYSTEM, Actor, CycleStatus, TaskState
from tests.sop.office import wita
from tests.sop.sop_builders import CAMAT, NINE, Office, refusal, refused

# Step 1


def test_nothing_is_collected_while_nothing_runs() -> None:
    """The Peringatan: where no kegiatan runs, step 1 is refused."""
    office = Office(runs=False)
    assert refused(office, commands.Complete, office.task(1)) == "belum_berjalan"
    assert office.cycle.status is CycleStatus.DIUSULKAN


def test_a_period_in_which_nothing_runs_is_closed() -> None:
    """'Belum berjalan' ends the proposal; the period can be proposed again by a new cycle."""
    office = Office(runs=False)
    office.press(commands.CloseNotRunning, office.task(1))
    assert (office.cycle.status, office.steps, office.cycle.closed_at) == (
        CycleStatus.BELUM_BERJALAN,
        [],
        office.now,
    )
    assert office.cycle.tasks[0].outcome == "belum_berjalan"


def test_only_the_proposal_can_be_put_off_or_closed() -> None:
    """After step 1 its own ways out are closed, even for the Camat at his signature."""
    office = Office()
    office.to_step(13)
    office.files()
    office.complete(13)
    task = office.task(13)
    assert refused(office, commands.CloseNotRunning, task) == "bukan_langkahnya"
    assert refused(office, commands.Postpone, task, until=wita(5, 4, "08.00")) == "bukan_langkahnya"


@pytest.mark.parametrize(
    ("until", "opens"), [((4, 10, "08.00"), (4, 10, "08.00")), ((4, 11, "10.00"), (4, 13, "07.30"))]
)
def test_postponing_moves_the_same_task(until: tuple[int, int, str], opens: tuple[int, int, str]) -> None:
    """Tunda: the same task with its limit counted from the new date, or from the next opening of the office."""
    office = Office()
    task = office.task(1)
    office.press(commands.Postpone, task, until=wita(*until))
    moved = office.task(1)
    assert moved.number == task.number
    assert moved.started_at == wita(*opens)
    assert moved.due_at == wita(*opens) + timedelta(minutes=15)


def test_a_postponed_order_may_still_be_given_earlier() -> None:
    """Data may be wanted earlier than the schedule: the Camat need not wait for his own date."""
    office = Office()
    office.press(commands.Postpone, office.task(1), until=wita(5, 4, "08.00"))
    office.complete(1)
    assert office.steps == [2]


def test_nothing_is_postponed_into_the_past() -> None:
    """A date that has passed is refused."""
    office = Office()
    assert refused(office, commands.Postpone, office.task(1), until=NINE) == "tanggal_sudah_lewat"


def test_the_order_sets_the_cycle_running() -> None:
    """From the order on, the cycle is 'berjalan'."""
    office = Office()
    office.complete(1)
    assert office.cycle.status is CycleStatus.BERJALAN
    assert office.cycle.status in LIVE


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_the_camat_can_call_the_collection_off_until_forms_are_out(step: int) -> None:
    """BatalkanSiklus at 1 to 4: what is open becomes void and the period is free."""
    office = Office()
    office.to_step(step)
    open_before = office.cycle.open_tasks
    office.press(commands.CancelCycle, office.cycle.task(1))
    assert (office.cycle.status, office.steps) == (CycleStatus.DIBATALKAN, [])
    assert [office.cycle.task(task.number).state for task in open_before] == [TaskState.VOID]
    assert refused(office, commands.Complete, open_before[0]) == "siklus_berakhir"


@pytest.mark.parametrize("step", [5, 6, 7, 11, 14])
def test_after_the_forms_are_out_nobody_calls_the_collection_off(step: int) -> None:
    """From step 5 on BatalkanSiklus is refused."""
    office = Office()
    office.to_step(step)
    assert refused(office, commands.CancelCycle, office.cycle.task(1), by=CAMAT) == "sudah_dilanjutkan"


def test_forms_that_are_partly_out_keep_the_collection_going() -> None:
    """Once one unit has its form, the collection is no longer called off."""
    office = Office()
    office.to_step(4)
    office.distribute(1)
    assert refused(office, commands.CancelCycle, office.cycle.task(1), by=CAMAT) == "sudah_dilanjutkan"


def test_only_the_order_can_be_called_off() -> None:
    """The Kasubbag's own task is no button for calling the collection off."""
    office = Office()
    assert refused(office, commands.CancelCycle, office.to_step(2)) == "sudah_dilanjutkan"


# Holders


@pytest.mark.parametrize("step", [2, 8])
def test_a_new_holder_makes_the_old_buttons_stale(step: int) -> None:
    """The task stands with its limit; what was shown of it before no longer works."""
    office = Office()
    task = office.to_step(step)
    office.press(commands.Reassign, task, by=SYSTEM)
    stood = office.task(step)
    assert (stood.number, stood.version, stood.due_at) == (task.number, task.version + 1, task.due_at)
    substitute = Actor(50, frozenset({(task.role, None)}))
    old = refusal(office, commands.Complete(task.number, task.version), substitute)
    assert isinstance(old, Stale)
    office.press(commands.Complete, stood, by=substitute)
    assert office.cycle.task(task.number).closed_by == substitute.officer


def test_a_finished_task_has_no_new_holder() -> None:
    """A change of holder leaves finished tasks alone."""
    office = Office()
    task = office.complete(1)
    assert office.press(commands.Reassign, task, by=SYSTEM).events == ()
    assert office.cycle.task(task.number) == task
