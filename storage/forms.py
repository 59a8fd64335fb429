"""Forms with their sheet, answers and bukti dukung: read whole in one statement, written answer by answer (step 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, bindparam, cast, func, or_, select, type_coerce

from bot.sop.forms import Given
from bot.sop.model import FormStatus
from bot.sop.sheet import Direction, Sheet, from_plain
from storage.database import Transaction
from storage.records import Answer, Cycle, Form, Task, Upload
from storage.tables import Period, Unit

PROOF = "bukti"
SHEETS_KEPT = 256
REQUESTED, STORED, REFUSED, DROPPED = "diminta", "tersimpan", "ditolak", "dihapus"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of bukti dukung; `row` is the key of its sub kegiatan."""

    id: int
    row: str
    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """One unit's form in one cycle, with all that was written into it; `filled_by` fills it on the unit's behalf."""

    id: int
    office_id: int
    cycle_id: int
    unit_id: int
    unit: str
    status: FormStatus
    kiriman: int
    receiver: str
    note: str | None
    filled_by: int | None
    accepted_by: int | None
    accepted_at: datetime | None
    confirmed_at: datetime | None
    sheet: Sheet
    directions: tuple[Direction, ...]
    answers: Mapping[str, Given]
    evidence: tuple[Evidence, ...]

    def files(self) -> dict[str, list[str]]:
        """The names of the files by row key."""
        found: dict[str, list[str]] = {}
        for one in self.evidence:
            found.setdefault(one.row, []).append(one.name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form together with the step-5 task by which it is filled, and the period that it reports."""

    form: FormRecord
    task_id: int
    number: int
    version: int
    open: bool
    putaran: int
    due_at: datetime | None
    year: int
    quarter: int
    data_until: date


def _written(dialect: str, table: type[Answer | Upload], *columns: Any) -> ColumnElement[str]:
    """The rows that belong to a form as one JSON text, so that a form is read in one statement."""
    if dialect == "postgresql":
        rows: Any = cast(func.json_agg(func.json_build_array(*columns)), Text)
    else:
        rows = func.json_group_array(func.json_array(*columns))
    query = select(rows).where(table.form_id == Form.id)
    if table is Upload:
        # Not a list of the two, which SQLAlchemy would write out anew each time.
        query = query.where(Upload.purpose == PROOF, or_(Upload.state == REQUESTED, Upload.state == STORED))
    return query.correlate(Form).scalar_subquery()


_COLUMNS = (
    Form.id,
    Form.office_id,
    Form.cycle_id,
    Form.unit_id,
    Form.status,
    Form.kiriman,
    Form.receiver,
    Form.note,
    Form.filled_by,
    Form.accepted_by,
    Form.accepted_at,
    Form.on_behalf_confirmed_at,
    type_coerce(Form.sheet, Text).label("sheet"),
    Form.directions,
    Unit.name.label("unit"),
)


def _forms(dialect: str) -> Select[Any]:
    answers = _written(dialect, Answer, Answer.field, Answer.value, Answer.note).label("answers")
    evidence = _written(dialect, Upload, Upload.id, Upload.row, Upload.name, Upload.state).label("evidence")
    return select(*_COLUMNS, answers, evidence).join(Unit, Unit.id == Form.unit_id)


def _filling(forms: Select[Any]) -> Select[Any]:
    task = (Task.id.label("task_id"), Task.number, Task.version, Task.state, Task.putaran, Task.due_at)
    return (
        forms.add_columns(*task, Period.year, Period.quarter, Cycle.data_until)
        .join(Task, (Task.cycle_id == Form.cycle_id) & (Task.unit_id == Form.unit_id))
        .join(Cycle, Cycle.id == Form.cycle_id)
        .join(Period, Period.id == Cycle.period_id)
        .where(Task.id == bindparam("task_id"))
    )


# Every answer reads its form, and building this statement costs more than running it: it is built once a database.
_FORMS = {dialect: _forms(dialect) for dialect in ("sqlite", "postgresql")}
_FILLING = {dialect: _filling(forms) for dialect, forms in _FORMS.items()}
_FILLING_LOCKED = {dialect: query.with_for_update(of=Task.__table__) for dialect, query in _FILLING.items()}


@lru_cache(SHEETS_KEPT)
def _sheet(text: str) -> Sheet:
    """A form is read with each of its answers, and its sheet is the same every time."""
    return from_plain(json.loads(text))


def _record(row: Row[Any]) -> FormRecord:
    return FormRecord(
        id=row.id,
        office_id=row.office_id,
        cycle_id=row.cycle_id,
        unit_id=row.unit_id,
        unit=row.unit,
        status=FormStatus(row.status),
        kiriman=row.kiriman,
        receiver=row.receiver,
        note=row.note,
        filled_by=row.filled_by,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
        confirmed_at=row.on_behalf_confirmed_at,
        sheet=_sheet(row.sheet),
        directions=tuple(Direction(**one) for one in row.directions),
        answers={field: Given(value, note) for field, value, note in json.loads(row.answers or "[]")},
        evidence=tuple(Evidence(*one) for one in sorted(json.loads(row.evidence or "[]"))),
    )


def all_forms(tx: Transaction, cycle_id: int) -> tuple[FormRecord, ...]:
    """Every form of a cycle, in the order of the office's units."""
    query = _FORMS[tx.dialect.name].where(Form.cycle_id == cycle_id).order_by(Unit.position, Unit.id)
    return tuple(_record(row) for row in tx.execute(query))


def of_unit(tx: Transaction, cycle_id: int, unit_id: int) -> FormRecord:
    """The form of one unit; raises NoResultFound for a unit that has none."""
    query = _FORMS[tx.dialect.name].where(Form.cycle_id == cycle_id, Form.unit_id == unit_id)
    return _record(tx.execute(query).one())


def filler(tx: Transaction, cycle_id: int, unit_id: int | None) -> int | None:
    """Who fills a unit's form on its behalf; None where nobody does."""
    query = select(Form.filled_by).where(Form.cycle_id == cycle_id, Form.unit_id == unit_id)
    return tx.execute(query).scalar_one_or_none()


def find(tx: Transaction, task_id: int, *, lock: bool = False) -> Filling | None:
    """The form that a step-5 task fills, in one statement; None for a task of another step.

    `lock` keeps whoever would close the task waiting on PostgreSQL.
    """
    query = (_FILLING_LOCKED if lock else _FILLING)[tx.dialect.name]
    row = tx.execute(query, {"task_id": task_id}).one_or_none()
    if row is None:
        return None
    return Filling(
        form=_record(row),
        task_id=row.task_id,
        number=row.number,
        version=row.version,
        open=row.state == "open",
        putaran=row.putaran,
        due_at=row.due_at,
        year=row.year,
        quarter=row.quarter,
        data_until=row.data_until,
    )
