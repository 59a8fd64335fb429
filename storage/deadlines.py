"""Deadlines as the clock sees them: in which offices moments have come, and the one transaction that acts on each."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, bindparam, case, func, literal_column, select, type_coerce, update

from bot.sop.ladder import NextRung, Rung, Timing
from bot.sop.model import FormStatus, Purpose, Role, TaskState
from storage.cycle_events import LostRaceError
from storage.database import Transaction
from storage.records import Cycle, Deadline, Form, Task
from storage.tables import Period, Unit

MOST = 500
"""So many rungs of one round at most; what is left comes in the next."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a form is: `answered` of `asked` questions, the last since `touched_at`; `repairs` were directed."""

    status: FormStatus
    asked: int
    answered: int
    touched_at: datetime | None
    filled_by: int | None
    repairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """An open task whose clock runs, with all that is said about it; `next` is the rung that fires next."""

    task_id: int
    office_id: int
    cycle_id: int
    number: int
    step: int
    purpose: Purpose
    role: Role
    unit_id: int | None
    unit: str
    version: int
    sop: str
    year: int
    quarter: int
    timing: Timing
    expired: bool
    next: NextRung
    reminded: int
    form: Progress | None


@dataclass(frozen=True, slots=True)
class Move:
    """A task's next rung is set, in place of the one that was known; `told` counts the words to its holder."""

    task_id: int
    known: NextRung
    next: NextRung
    told: bool


# Built once: the first is asked every second, and building it costs ten times more than running it.
# Grouped by a sum, since SQLite would walk through the whole index of offices for their order, and not by the instant.
_OFFICE = Deadline.office_id + literal_column("0")
_COME = (
    select(_OFFICE, func.count()).where(Deadline.next_at <= bindparam("now")).group_by(_OFFICE).limit(bindparam("most"))
)
_AWAITED = (
    select(
        Deadline.task_id,
        Deadline.office_id,
        Deadline.due_at,
        Deadline.next_rung,
        Deadline.next_at,
        Deadline.mornings,
        Deadline.reminded,
        Task.cycle_id,
        Task.number,
        Task.step,
        Task.purpose,
        Task.role,
        Task.unit_id,
        Task.version,
        Task.started_at,
        Task.expired,
        Cycle.sop,
        Period.year,
        Period.quarter,
        Unit.name.label("unit"),
        Form.status,
        Form.asked,
        Form.answered,
        Form.touched_at,
        Form.filled_by,
        type_coerce(Form.directions, Text).label("directions"),
    )
    .join(Task, Task.id == Deadline.task_id)
    .join(Cycle, Cycle.id == Task.cycle_id)
    .join(Period, Period.id == Cycle.period_id)
    .outerjoin(Unit, Unit.id == Task.unit_id)
    .outerjoin(Form, and_(Form.cycle_id == Task.cycle_id, Form.unit_id == Task.unit_id))
)
_DUE = (
    _AWAITED.where(Deadline.office_id.in_(bindparam("offices", expanding=True)), Deadline.next_at <= bindparam("now"))
    .order_by(Deadline.office_id, Deadline.task_id)
    .limit(bindparam("most"))
    .with_for_update(of=Deadline.__table__)
)
# Within its limit a rung may lie as far ahead as the limit does.
_PUT_OFF = (Deadline.next_at > bindparam("far"), Deadline.next_at > Deadline.due_at)
_FAR = select(_OFFICE).where(*_PUT_OFF).group_by(_OFFICE)
_PUT_OFF_IN = _AWAITED.where(
    Deadline.office_id == bindparam("office"), *_PUT_OFF, Task.opened_at <= bindparam("now")
).order_by(Deadline.task_id)
_OF_TASK = _AWAITED.where(Deadline.task_id == bindparam("task_id"))
_OVER = (
    select(Task.cycle_id, Task.number)
    .join(Deadline, Deadline.task_id == Task.id)
    .where(
        Deadline.office_id.in_(bindparam("offices", expanding=True)),
        Deadline.next_at <= bindparam("now"),
        Deadline.due_at <= bindparam("now"),
        Task.unit_id.is_not(None),
        Task.expired.is_(False),
    )
    .order_by(Task.cycle_id, Task.number)
)
_MOVE = (
    update(Deadline)
    .where(
        Deadline.task_id == bindparam("of_task"),
        Deadline.next_rung == bindparam("known_rung"),
        Deadline.next_at == bindparam("known_at"),
    )
    .values(
        next_rung=bindparam("rung"),
        next_at=bindparam("at"),
        mornings=bindparam("counted"),
        reminded=Deadline.reminded + bindparam("told"),
    )
)

_CAME = (FormStatus.DIKIRIM, FormStatus.DITERIMA)
_RECEIVED = select(func.sum(case((Form.status.in_(_CAME), 1), else_=0)), func.count()).where(
    Form.cycle_id == bindparam("cycle")
)
_COME_IN = select(func.count()).where(
    Form.cycle_id == bindparam("cycle"), Form.receiver == bindparam("role"), Form.status == FormStatus.DIKIRIM
)
# A form's receiver awaits it in the one open task of his role that no unit fills and no other step can have.
_RECEPTION = (
    select(Task.id, Task.version)
    .join(Form, Form.cycle_id == Task.cycle_id)
    .where(
        Task.cycle_id == bindparam("cycle"),
        Form.unit_id == bindparam("unit"),
        Form.receiver == bindparam("role"),
        Task.role == Form.receiver,
        Task.state == TaskState.OPEN,
        Task.unit_id.is_(None),
    )
)


def come(tx: Transaction, now: datetime, most: int) -> list[tuple[int, int]]:
    """The offices in which a rung has come, each with the number of those that have; at most so many offices."""
    return [(row[0], row[1]) for row in tx.execute(_COME, {"now": now, "most": most})]


def over(tx: Transaction, offices: Collection[int], now: datetime) -> list[tuple[int, int]]:
    """The tasks in which a unit fills its form, by cycle and number, whose limit has passed and was not noticed yet."""
    named = {"offices": list(offices), "now": now}
    return [(row[0], row[1]) for row in tx.execute(_OVER, named)]


def due(tx: Transaction, offices: Collection[int], now: datetime) -> list[Awaited]:
    """The tasks of these offices whose next rung has come, kept from others on PostgreSQL; at most MOST."""
    rows = tx.execute(_DUE, {"offices": list(offices), "now": now, "most": MOST})
    return [_awaited(row) for row in rows]


def far(tx: Transaction, beyond: datetime) -> list[int]:
    """The offices in which a rung comes after its limit, and only beyond an instant."""
    return list(tx.execute(_FAR, {"far": beyond}).scalars())


def put_off_in(tx: Transaction, office_id: int, now: datetime, beyond: datetime) -> list[Awaited]:
    """The tasks of an office with such a rung; none that were opened after `now`, which is wrong itself then."""
    rows = tx.execute(_PUT_OFF_IN, {"office": office_id, "now": now, "far": beyond})
    return [_awaited(row) for row in rows]


def of_task(tx: Transaction, task_id: int) -> Awaited | None:
    """An open task whose clock runs; None for any other."""
    row = tx.execute(_OF_TASK, {"task_id": task_id}).one_or_none()
    return _awaited(row) if row else None


def move(tx: Transaction, moves: Sequence[Move]) -> None:
    """Set the next rungs; raises LostRaceError, so that nothing of the round stands, if one was set by someone else."""
    if not moves:
        return
    rows = [
        {
            "of_task": one.task_id,
            "known_rung": one.known.rung,
            "known_at": one.known.at,
            "rung": one.next.rung,
            "at": one.next.at,
            "counted": one.next.mornings,
            "told": int(one.told),
        }
        for one in moves
    ]
    if tx.execute(_MOVE, rows).rowcount != len(rows):
        raise LostRaceError("a rung was fired by someone else")


def put_off(tx: Transaction, offices: Collection[int], now: datetime, until: datetime) -> None:
    """Let what has come in these offices come again later, as it is."""
    waiting = (Deadline.office_id.in_(offices), Deadline.next_at <= now)
    tx.execute(update(Deadline).where(*waiting).values(next_at=until))


def _awaited(row: Any) -> Awaited:
    return Awaited(
        task_id=row.task_id,
        office_id=row.office_id,
        cycle_id=row.cycle_id,
        number=row.number,
        step=row.step,
        purpose=Purpose(row.purpose),
        role=Role(row.role),
        unit_id=row.unit_id,
        unit=row.unit or "",
        version=row.version,
        sop=row.sop,
        year=row.year,
        quarter=row.quarter,
        timing=Timing(row.started_at, row.due_at),
        expired=row.expired,
        next=NextRung(Rung(row.next_rung), row.next_at, row.mornings),
        reminded=row.reminded,
        form=_progress(row) if row.status is not None else None,
    )


def _progress(row: Any) -> Progress:
    repairs = sum(not one["done"] for one in json.loads(row.directions)) if row.directions != "[]" else 0
    return Progress(FormStatus(row.status), row.asked, row.answered, row.touched_at, row.filled_by, repairs)


@dataclass(frozen=True, slots=True)
class Reception:
    """The open task by which a unit's form is received."""

    task_id: int
    version: int


def received(tx: Transaction, cycle_id: int) -> tuple[int, int]:
    """How many forms of a cycle have come in, and how many there are."""
    row = tx.execute(_RECEIVED, {"cycle": cycle_id}).one()
    return int(row[0] or 0), row[1]


def to_receive(tx: Transaction, cycle_id: int, role: Role) -> int:
    """How many forms of a cycle have come in and wait for this receiver."""
    return int(tx.execute(_COME_IN, {"cycle": cycle_id, "role": role}).scalar_one())


def reception(tx: Transaction, cycle_id: int, unit_id: int, role: Role) -> Reception | None:
    """The open task of a role by which a unit's form is received; None if another role receives it, or none yet."""
    row = tx.execute(_RECEPTION, {"cycle": cycle_id, "unit": unit_id, "role": role}).one_or_none()
    return Reception(*row) if row else None
