"""Deadlines as the clock sees them: which moments have come, and the one transaction that may act on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.sop.ladder import NextRung, Rung
from storage.database import Transaction
from storage.records import Deadline, Task


@dataclass(frozen=True, slots=True)
class Due:
    """A rung that has come: of which task, where that task is, and the instant at which the rung was to fire."""

    task_id: int
    office_id: int
    cycle_id: int
    number: int
    rung: Rung
    at: datetime


# Built once: this is read every second, and building it costs ten times more than running it.
_DUE = (
    select(
        Deadline.task_id,
        Deadline.office_id,
        Task.cycle_id,
        Task.number,
        Deadline.next_rung,
        Deadline.next_at,
    )
    .join(Task, Task.id == Deadline.task_id)
    .where(Deadline.next_at <= bindparam("now"))
    .order_by(Deadline.next_at, Deadline.task_id)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(Deadline)
    .where(
        Deadline.task_id == bindparam("of_task"),
        Deadline.next_rung == bindparam("known_rung"),
        Deadline.next_at == bindparam("known_at"),
    )
    .values(next_rung=bindparam("rung"), next_at=bindparam("at"))
)


def due(tx: Transaction, now: datetime, most: int) -> list[Due]:
    """The rungs that have come by now, the longest waiting first; at most so many."""
    rows = tx.execute(_DUE, {"now": now, "most": most})
    return [Due(row.task_id, row.office_id, row.cycle_id, row.number, Rung(row.next_rung), row.next_at) for row in rows]


def claim(tx: Transaction, fired: Due, following: NextRung | None) -> bool:
    """Set the rung that follows, or none; False if the task was closed, timed anew, or fired by someone else.

    Who is told False does nothing more: what a rung causes is written in the transaction that claimed it.
    """
    values = {
        "of_task": fired.task_id,
        "known_rung": fired.rung,
        "known_at": fired.at,
        "rung": following.rung if following else fired.rung,
        "at": following.at if following else None,
    }
    return tx.execute(_CLAIM, values).rowcount == 1
