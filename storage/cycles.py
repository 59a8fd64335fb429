"""Cycles as the engine knows them: read whole, and written event by event, each change conditional on the version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from bot.sop import model
from bot.sop.events import CycleOpened, Event
from bot.sop.forms import fields
from bot.sop.sheet import from_plain
from storage.allowances import from_json
from storage.cycle_events import LostRaceError, RungOf, keep_deadlines, write_events
from storage.cycle_record import CycleRecord
from storage.database import Transaction
from storage.records import Cycle, Form, Task
from storage.tables import Period

__all__ = ["CycleRecord", "LostRaceError", "Opening", "Place", "create", "live_of", "load", "locate", "save"]


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
        sop=row.sop,
    )


def _form(row: Any) -> model.Form:
    return model.Form(
        unit=row.unit_id,
        receiver=model.Role(row.receiver),
        runs=row.runs,
        status=model.FormStatus(row.status),
        before=model.FormStatus(row.before),
        since=row.since,
        kiriman=row.kiriman,
    )


def _task(row: Any) -> model.Task:
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
        allowance=from_json(row.allowance),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new cycle is about: its period, the Camat's words, its SOP, and each unit's sheet."""

    office_id: int
    period_id: int
    instruction: str
    urgency: str
    data_until: date
    sop: str
    sheets: Mapping[int, dict[str, Any]]


def create(tx: Transaction, opening: Opening, events: Sequence[Event], first_rung: RungOf, now: datetime) -> int:
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
        "sop": opening.sop,
    }
    cycle_id: int = tx.execute(insert(Cycle).values(values).returning(Cycle.id)).scalar_one()
    for event in events:
        if isinstance(event, CycleOpened):
            tx.execute(insert(Form), [_form_row(cycle_id, opening, form) for form in event.forms])
    save(tx, load(tx, cycle_id), events, first_rung)
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
        "asked": len(fields(from_plain(opening.sheets[form.unit]), {})),
        "answered": 0,
    }


def save(tx: Transaction, record: CycleRecord, events: Sequence[Event], first_rung: RungOf) -> CycleRecord:
    """Write what happened to a cycle and give it as it stands now; raises LostRaceError if someone was faster.

    `first_rung` says which reminder comes first for a task that was opened or timed.
    """
    write_events(tx, record, events)
    after = load(tx, record.id)
    keep_deadlines(tx, after, events, first_rung)
    return after


class Place(NamedTuple):
    """Where a task is: its office, its cycle, and its number in it."""

    office_id: int
    cycle_id: int
    number: int


def locate(tx: Transaction, task_id: int) -> Place | None:
    """Find a task by the id that buttons name."""
    row = tx.execute(select(Task.office_id, Task.cycle_id, Task.number).where(Task.id == task_id)).one_or_none()
    return Place(*row) if row else None


def live_of(tx: Transaction, office_id: int) -> list[int]:
    """The office's running cycles, oldest first."""
    query = select(Cycle.id).where(Cycle.office_id == office_id, Cycle.live == 1).order_by(Cycle.id)
    return list(tx.execute(query).scalars())
