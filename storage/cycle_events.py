"""Writing what happened to a cycle: one statement an event, each change of a task conditional on its version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.sop import model
from bot.sop.events import (
    CycleMoved,
    CycleOpened,
    Event,
    FactNoted,
    FormMoved,
    TaskClosed,
    TaskExpired,
    TaskOpened,
    TaskReassigned,
    TaskTimed,
)
from bot.sop.ladder import NextRung
from storage.allowances import to_json
from storage.cycle_record import CycleRecord
from storage.database import Transaction
from storage.records import Cycle, Deadline, Form, Task

RungOf = Callable[[model.Task], NextRung | None]
"""Which rung fires first for a task as it stands now; None while its clock stands still."""


class LostRaceError(Exception):
    """Another transaction changed the same task first; nothing of this one may stand."""


def write_events(tx: Transaction, record: CycleRecord, events: Sequence[Event]) -> None:
    """Write what happened to a cycle; raises LostRaceError if someone was faster."""
    for event in events:
        _WRITERS[type(event)](tx, record, event)


def keep_deadlines(tx: Transaction, record: CycleRecord, events: Sequence[Event], first_rung: RungOf) -> None:
    """Give every task that was opened or timed its deadline, and take away those of tasks that no clock runs for."""
    numbers = {event.task.number for event in events if isinstance(event, TaskOpened)}
    numbers |= {event.task for event in events if isinstance(event, TaskClosed | TaskTimed)}
    tasks = [record.state.task(number) for number in sorted(numbers)]
    rungs = {record.task_id(task): (task, first_rung(task)) for task in tasks}
    gone = [task_id for task_id, (_, rung) in rungs.items() if rung is None]
    rows = [_deadline(record, task, rung) for task, rung in rungs.values() if rung is not None]
    if gone:
        tx.execute(delete(Deadline).where(Deadline.task_id.in_(gone)))
    if rows:
        tx.execute(_SET[tx.dialect.name], rows)


def _deadline(record: CycleRecord, task: model.Task, rung: NextRung) -> dict[str, Any]:
    return {
        "task_id": record.task_id(task),
        "office_id": record.office_id,
        "due_at": task.due_at,
        "next_rung": rung.rung,
        "next_at": rung.at,
        "mornings": rung.mornings,
        "reminded": 0,
    }


def _set(insert: Any) -> Any:
    """Who was reminded how often, and nudged when, stays with a task whose clock is set anew."""
    statement = insert(Deadline)
    timed = {name: statement.excluded[name] for name in ("due_at", "next_rung", "next_at", "mornings")}
    return statement.on_conflict_do_update(index_elements=["task_id"], set_=timed)


_SET = {"postgresql": _set(postgresql.insert), "sqlite": _set(sqlite.insert)}


def _opened(_tx: Transaction, _record: CycleRecord, _event: CycleOpened) -> None:
    """The forms were written when the cycle was created."""


def _moved(tx: Transaction, record: CycleRecord, event: CycleMoved) -> None:
    values = {
        "status": event.status,
        "live": 1 if event.status in model.LIVE else None,
        "putaran": event.putaran,
        "recap_version": event.recap_version,
        "document_version": event.document_version,
        "closed_at": event.closed_at,
    }
    tx.execute(update(Cycle).where(Cycle.id == record.id).values(values))


def _noted(tx: Transaction, record: CycleRecord, event: FactNoted) -> None:
    known: list[Any] = tx.execute(select(Cycle.facts).where(Cycle.id == record.id)).scalar_one()
    tx.execute(update(Cycle).where(Cycle.id == record.id).values(facts=sorted({*known, event.fact})))


def _task_opened(tx: Transaction, record: CycleRecord, event: TaskOpened) -> None:
    task = event.task
    values = {
        "office_id": record.office_id,
        "cycle_id": record.id,
        "number": task.number,
        "step": task.step,
        "purpose": task.purpose,
        "role": task.role,
        "unit_id": task.unit,
        "putaran": task.putaran,
        "opened_by": task.opened_by,
        "state": task.state,
        "version": task.version,
        "opened_at": task.opened_at,
        "started_at": task.started_at,
        "due_at": task.due_at,
        "expired": task.expired,
        "allowance": to_json(task.allowance),
    }
    tx.execute(insert(Task).values(values))


def _task_closed(tx: Transaction, record: CycleRecord, event: TaskClosed) -> None:
    values = {"state": event.state, "closed_at": event.at, "closed_by": event.by, "outcome": event.outcome}
    _change_task(tx, record, event.task, {**values, "version": Task.version + 1}, versions=True)


def _task_timed(tx: Transaction, record: CycleRecord, event: TaskTimed) -> None:
    allowance = to_json(event.allowance)
    values = {"started_at": event.started_at, "due_at": event.due_at, "allowance": allowance, "expired": False}
    _change_task(tx, record, event.task, values)


def _task_expired(tx: Transaction, record: CycleRecord, event: TaskExpired) -> None:
    _change_task(tx, record, event.task, {"expired": True})


def _task_reassigned(tx: Transaction, record: CycleRecord, event: TaskReassigned) -> None:
    _change_task(tx, record, event.task, {"version": Task.version + 1}, versions=True)


def _change_task(
    tx: Transaction, record: CycleRecord, number: int, values: dict[str, Any], *, versions: bool = False
) -> None:
    statement = update(Task).where(Task.cycle_id == record.id, Task.number == number)
    if versions and number in record.task_ids:
        statement = statement.where(Task.version == record.state.task(number).version)
    if tx.execute(statement.values(values)).rowcount != 1:
        raise LostRaceError(f"task {number} of cycle {record.id}")


def _form_moved(tx: Transaction, record: CycleRecord, event: FormMoved) -> None:
    values = {
        "status": event.status,
        "before": event.before,
        "since": event.at,
        "kiriman": event.kiriman,
        "receiver": event.receiver,
    }
    tx.execute(update(Form).where(Form.cycle_id == record.id, Form.unit_id == event.unit).values(values))


_WRITERS: dict[type, Callable[[Transaction, CycleRecord, Any], None]] = {
    CycleOpened: _opened,
    CycleMoved: _moved,
    FactNoted: _noted,
    TaskOpened: _task_opened,
    TaskClosed: _task_closed,
    TaskTimed: _task_timed,
    TaskExpired: _task_expired,
    TaskReassigned: _task_reassigned,
    FormMoved: _form_moved,
}
