"""What must hold for every cycle and every transition of it, said once for all random walks."""

from collections import Counter
from datetime import datetime

from bot.sop.commands import Command, Extend, FilesReady, Reassign, Undo
from bot.sop.engine import Transition
from bot.sop.events import TaskClosed, TaskOpened
from bot.sop.model import SETTLED, SYSTEM, WITH_PPTK, Actor, Cycle, CycleStatus, FormStatus, Purpose, Sop, Task
from bot.sop.model import TaskState as State
from tests.sop.sop_builders import ENGINE

BESIDE_EACH_OTHER = {4, 5, 6}


def check_transition(before: Cycle, transition: Transition, command: Command | None, actor: Actor) -> None:
    """Only the listed actor advances, nothing is rewound, and each step follows from the one that opened it."""
    after = transition.cycle
    if not transition.events:
        assert after == before
        return
    assert before.live
    if isinstance(command, Extend):
        check_extension(before, after, command, actor)
    elif command is not None:
        task = before.task(command.task)
        office = actor is SYSTEM and isinstance(command, FilesReady | Reassign)
        assert office or (actor.holds(task.role, task.unit) and command.version == task.version)
    for event in transition.events:
        if isinstance(event, TaskClosed) and event.state is State.DONE:
            closed = before.task(event.task)
            assert closed.open
            assert actor.holds(closed.role, closed.unit)
        if isinstance(event, TaskOpened):
            check_opening(ENGINE.sop, after, event.task)
            if event.task.step == 7:
                assert {form.status for form in after.forms} <= SETTLED
    check_growth(before, after, isinstance(command, Undo))


def check_extension(before: Cycle, after: Cycle, command: Extend, actor: Actor) -> None:
    """Somebody above, never the holder, moves the limit of an open task on, and takes nothing else from anybody."""
    task, then = before.task(command.task), after.task(command.task)
    assert task.open
    assert any(actor.holds(role, None) for role in ENGINE.sop.escalation[task.role])
    assert not actor.holds(task.role, task.unit)
    assert task.allowance is not None
    assert then.allowance is not None
    assert then.allowance.extensions[:-1] == task.allowance.extensions
    assert task.due_at is not None
    assert then.due_at is not None
    assert then.due_at > task.due_at
    assert not then.expired
    assert len(after.tasks) == len(before.tasks)
    assert after.forms == before.forms


def check_growth(before: Cycle, after: Cycle, undone: bool) -> None:
    """Versions only grow, tasks are only added, and what is closed never opens; Batalkan alone lowers the putaran."""
    assert after.recap_version >= before.recap_version
    assert after.document_version >= before.document_version
    assert after.putaran >= before.putaran - undone
    assert after.facts >= before.facts
    for old, new in zip(before.tasks, after.tasks, strict=False):
        assert new.version >= old.version
        assert (new.step, new.role, new.unit, new.putaran) == (old.step, old.role, old.unit, old.putaran)
        if new.state is not old.state:
            assert new.version > old.version
            assert old.open or (undone and (old.state, new.state) == (State.DONE, State.VOID))
    for form in before.forms:
        assert after.form(form.unit).kiriman >= form.kiriman


def check_opening(sop: Sop, cycle: Cycle, task: Task) -> None:
    """A step is reached from its opener by one of the table's exits, beside it, or is step 1."""
    if task.opened_by is None:
        assert task.step == 1
        return
    opener = cycle.task(task.opened_by)
    assert opener.number < task.number
    exits = sop.step(opener.step).exits
    if opener.purpose is Purpose.KOREKSI:
        assert (opener.state, task.step) == (State.DONE, sop.correction.next)
    elif task.purpose is Purpose.KOREKSI:
        assert (opener.step, opener.outcome) == (11, "koreksi")
    elif opener.step in BESIDE_EACH_OTHER:
        assert task.step in exits.values() or (opener.step, task.step) == (6, 6)
        assert opener.step == 4 or opener.putaran == task.putaran
        asked = [one for one in cycle.tasks[: task.number - 1] if one.step == 5 and one.unit == task.unit]
        assert (
            opener.step != 6 or task.step != 5 or task.putaran in {one.putaran for one in asked if not one.taken_back}
        )
    elif task.step == opener.step == 13:
        assert (opener.state, opener.outcome) == (State.DONE, "selesai")
    else:
        assert opener.state is State.DONE
        assert exits[opener.outcome or ""] == task.step


def check_cycle(sop: Sop, cycle: Cycle) -> None:
    """A live cycle awaits someone, one stage at a time; forms and tasks agree; the end has the whole way behind it."""
    assert cycle.live is bool(cycle.open_tasks)
    assert cycle.live is (cycle.closed_at is None)
    awaited = Counter((task.step, task.purpose, task.role, task.unit) for task in cycle.open_tasks)
    assert set(awaited.values()) <= {1}
    if any(task.step not in BESIDE_EACH_OTHER for task in cycle.open_tasks):
        assert len(cycle.open_tasks) == 1
    assert {task.putaran for task in cycle.open_tasks if task.step != 4} <= {cycle.putaran}
    joined = Counter(task.putaran for task in cycle.tasks if task.step == 7 and task.state is not State.VOID)
    assert set(joined.values()) <= {1}
    if cycle.status is CycleStatus.BERJALAN:
        check_forms(cycle)
    if cycle.status is CycleStatus.SELESAI:
        check_end(sop, cycle)


def check_forms(cycle: Cycle) -> None:
    """Whoever has a form has the task for it, and step 6 counts no time while a form is out that may still come."""
    steps = {task.step for task in cycle.open_tasks}
    filling = {task.unit for task in cycle.open_tasks if task.step == 5}
    receiving = {task.role: task for task in cycle.open_tasks if task.step == 6}
    assert filling == {form.unit for form in cycle.forms if form.status in WITH_PPTK}
    for form in cycle.forms:
        assert form.status is not FormStatus.SIAP or steps & {2, 3, 4}
        assert form.status is not FormStatus.DIKIRIM or form.receiver in receiving
    for role, task in receiving.items():
        mine = [form for form in cycle.forms if form.receiver is role]
        out = [form for form in mine if form.unit in filling or form.status is FormStatus.SIAP]
        assert any(form.status not in SETTLED for form in mine)
        assert out or task.due_at is not None


def check_clock(cycle: Cycle, now: datetime) -> None:
    """Step 6 counts no time while one of its forms is out within its limit."""
    for task in cycle.open_tasks:
        if task.step == 6 and task.started_at is not None:
            mine = {form.unit for form in cycle.forms if form.receiver is task.role}
            out = [one for one in cycle.open_tasks if one.step == 5 and one.unit in mine]
            assert all(one.expired or (one.due_at is not None and one.due_at <= now) for one in out)


def check_end(sop: Sop, cycle: Cycle) -> None:
    """From the archive back to the order each step was opened by the one before, and done; none is missing."""
    seen, task = list[Task](), cycle.tasks[-1]
    while task.opened_by is not None:
        seen.append(task)
        task = cycle.task(task.opened_by)
    seen.append(task)
    assert {one.step for one in seen if one.purpose is Purpose.SOP} == {step.number for step in sop.steps}
    for one in seen:
        assert one.state is State.DONE or (one.step == 5 and one.outcome == "dilewati")
    last = {one.step for one in cycle.tasks if one.putaran == cycle.putaran and one.state is State.DONE}
    assert last >= set(range(6, 15))
    assert [one.role for one in seen[:3]] == [sop.step(14).actor, *reversed(sop.step(13).signers)]
    assert {form.status for form in cycle.forms} <= SETTLED
