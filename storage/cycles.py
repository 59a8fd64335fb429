"""Cycles as the engine knows them: read whole, and written event by event, each change conditional on the version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

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
from bot.sop.ladder import NextRung, next_rung
from storage.database import Transaction
from storage.records import Cycle, Deadline, Form, Task
from storage.tables import Period


class LostRaceError(Exception):
    """Another transaction changed the same task first; nothing of this one may stand."""


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """A cycle with its place in the database; `task_ids` by number, `form_ids` by unit."""

    id: int
    office_id: int
    period_id: int
    year: int
    quarter: int
    state: model.Cycle
    task_ids: Mapping[int, int]
    form_ids: Mapping[int, int]
    instruction: str
    urgency: str
    data_until: date
    letter_number: str | None
    opened_at: datetime

    def task_id(self, task: model.Task) -> int:
        """The database's id of a task, as buttons name it."""
        return self.task_ids[task.number]


def load(tx: Transaction, cycle_id: int, *, lock: bool = True) -> CycleRecord:
    """Read a cycle; `lock` keeps other writers of it waiting on PostgreSQL."""
    query = select(Cycle.__table__, Period.year, Period.quarter).join(Period, Period.id == Cycle.period_id)
    query = query.where(Cycle.id == cycle_id)
    row = tx.execute(query.with_for_update(of=Cycle.__table__) if lock else query).one()
    tasks = tx.execute(select(Task.__table__).where(Task.cycle_id == cycle_id).order_by(Task.number)).all()
    forms = tx.execute(select(*_FORM).where(Form.cycle_id == cycle_id).order_by(Form.id)).all()
    return _record(row, tasks, forms)


_FORM = (Form.id, Form.unit_id, Form.receiver, Form.runs, Form.status, Form.before, Form.since, Form.kiriman)


def _record(row: Any, tasks: Sequence[Any], forms: Sequence[Any]) -> CycleRecord:
    state = model.Cycle(
        status=model.CycleStatus(row.status),
        forms=tuple(_form(form) for form in forms),
        tasks=tuple(_task(task) for task in tasks),
        putaran=row.putaran,
        recap_version=row.recap_version,
        document_version=row.document_version,
        facts=frozenset(model.Fact(fact) for fact in row.facts),
        closed_at=row.closed_at,
    )
    return CycleRecord(
        id=row.id,
        office_id=row.office_id,
        period_id=row.period_id,
        year=row.year,
        quarter=row.quarter,
        state=state,
        task_ids={task.number: task.id for task in tasks},
        form_ids={form.unit_id: form.id for form in forms},
        instruction=row.instruction,
        urgency=row.urgency,
        data_until=row.data_until,
        letter_number=row.letter_number,
        opened_at=row.opened_at,
    )


def _form(row: Row[Any]) -> model.Form:
    return model.Form(
        unit=row.unit_id,
        receiver=model.Role(row.receiver),
        runs=row.runs,
        status=model.FormStatus(row.status),
        before=model.FormStatus(row.before),
        since=row.since,
        kiriman=row.kiriman,
    )


def _task(row: Row[Any]) -> model.Task:
    return model.Task(
        number=row.number,
        step=row.step,
        purpose=model.Purpose(row.purpose),
        role=model.Role(row.role),
        unit=row.unit_id,
        putaran=row.putaran,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        started_at=row.started_at,
        due_at=row.due_at,
        state=model.TaskState(row.state),
        version=row.version,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        outcome=row.outcome,
        expired=row.expired,
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new cycle is about: its period, the Camat's words, and each unit's sheet."""

    office_id: int
    period_id: int
    instruction: str
    urgency: str
    data_until: date
    sheets: Mapping[int, dict[str, Any]]


def create(tx: Transaction, opening: Opening, events: Sequence[Event], now: datetime) -> int:
    """Write a cycle that the engine has just started; give its id."""
    values = {
        "office_id": opening.office_id,
        "period_id": opening.period_id,
        "live": 1,
        "status": model.CycleStatus.DIUSULKAN,
        "putaran": 1,
        "recap_version": 0,
        "document_version": 0,
        "instruction": opening.instruction,
        "urgency": opening.urgency,
        "data_until": opening.data_until,
        "facts": [],
        "opened_at": now,
    }
    cycle_id: int = tx.execute(insert(Cycle).values(values).returning(Cycle.id)).scalar_one()
    for event in events:
        if isinstance(event, CycleOpened):
            tx.execute(insert(Form), [_form_row(cycle_id, opening, form) for form in event.forms])
    save(tx, load(tx, cycle_id), events, now)
    return cycle_id


def _form_row(cycle_id: int, opening: Opening, form: model.Form) -> dict[str, Any]:
    return {
        "office_id": opening.office_id,
        "cycle_id": cycle_id,
        "unit_id": form.unit,
        "receiver": form.receiver,
        "runs": form.runs,
        "status": form.status,
        "before": form.before,
        "since": form.since,
        "kiriman": form.kiriman,
        "sheet": opening.sheets[form.unit],
        "directions": [],
    }


def save(tx: Transaction, record: CycleRecord, events: Sequence[Event], now: datetime) -> CycleRecord:
    """Write what happened to a cycle and give it as it stands now; raises LostRaceError if someone was faster."""
    for event in events:
        _WRITERS[type(event)](tx, record, event)
    after = load(tx, record.id)
    _keep_deadlines(tx, after, events, now)
    return after


def _keep_deadlines(tx: Transaction, record: CycleRecord, events: Sequence[Event], now: datetime) -> None:
    numbers = {event.task.number for event in events if isinstance(event, TaskOpened)}
    numbers |= {event.task for event in events if isinstance(event, TaskClosed | TaskTimed | TaskExpired)}
    tasks = [record.state.task(number) for number in sorted(numbers)]
    tx.execute(delete(Deadline).where(Deadline.task_id.in_([record.task_id(task) for task in tasks])))
    rows = [_deadline(record, task, rung) for task in tasks if (rung := next_rung(task, now))]
    if rows:
        tx.execute(insert(Deadline), rows)


def _deadline(record: CycleRecord, task: model.Task, rung: NextRung) -> dict[str, Any]:
    return {
        "task_id": record.task_id(task),
        "office_id": record.office_id,
        "due_at": task.due_at,
        "next_rung": rung.rung,
        "next_at": rung.at,
    }


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
    }
    tx.execute(insert(Task).values(values))


def _task_closed(tx: Transaction, record: CycleRecord, event: TaskClosed) -> None:
    values = {"state": event.state, "closed_at": event.at, "closed_by": event.by, "outcome": event.outcome}
    _change_task(tx, record, event.task, {**values, "version": Task.version + 1}, versions=True)


def _task_timed(tx: Transaction, record: CycleRecord, event: TaskTimed) -> None:
    _change_task(tx, record, event.task, {"started_at": event.started_at, "due_at": event.due_at})


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
