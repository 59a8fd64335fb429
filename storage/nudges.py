"""Reminders that somebody asked for: one a task at a time, and none of a task that is finished."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import Deadline
from storage.tables import Officer

_PREFIX = "ingatkan"


def last(tx: Transaction, task_id: int) -> datetime | None:
    """When somebody last had the holder of a task reminded; None if nobody has."""
    return tx.execute(select(Deadline.nudged_at).where(Deadline.task_id == task_id)).scalar_one_or_none()


def claim(tx: Transaction, task_id: int, known: datetime | None, now: datetime) -> bool:
    """Note a reminder now; False if the last one is not the one known, or the task has no limit that runs."""
    mine = (Deadline.task_id == task_id, Deadline.nudged_at.is_not_distinct_from(known))
    values = {"nudged_at": now, "reminded": Deadline.reminded + 1}
    return tx.execute(update(Deadline).where(*mine).values(values)).rowcount == 1


def key(task_id: int, at: datetime) -> str:
    """The key of a reminder that somebody asked for."""
    return f"{_PREFIX}:{task_id}:{at.isoformat()}"


def withdraw(tx: Transaction, office_id: int, task_id: int) -> None:
    """What still waits for office hours is not sent any more: its task is finished, or another's."""
    # By the officers, since the outbox is indexed by its person and task.
    people = OutboxMessage.officer_id.in_(select(Officer.id).where(Officer.office_id == office_id))
    unsent = OutboxMessage.state.in_(("pending", "waiting"))
    held = (OutboxMessage.task_id == task_id, unsent, OutboxMessage.not_before.is_not(None))
    mine = update(OutboxMessage).where(people, *held, OutboxMessage.key.startswith(f"{_PREFIX}:"))
    tx.execute(mine.values(state="dead", error="nobody is to be reminded any more"))
