"""What still waits to be done, in figures: for whoever watches the bot from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from storage.database import Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Deadline


@dataclass(frozen=True, slots=True)
class Backlog:
    """Updates not handled, messages that could go out or are held, and since when the oldest of each is due."""

    updates: int
    messages: int
    held: int
    oldest_message: float
    oldest_deadline: float


def backlog(tx: Transaction, now: datetime) -> Backlog:
    """How much waits; ages in seconds, 0 where nothing is late."""
    row = OutboxMessage
    due = func.coalesce(row.not_before, row.created_at)
    ready = (row.state.in_(["pending", "sending"]), or_(row.not_before.is_(None), row.not_before <= now))
    messages = tx.execute(select(func.count(), func.min(due)).where(*ready)).one()
    count = select(func.count())
    return Backlog(
        updates=tx.scalar(count.where(IntakeUpdate.state == "pending")) or 0,
        messages=messages[0],
        held=tx.scalar(count.where(row.state == "held")) or 0,
        oldest_message=_age(messages[1], now),
        oldest_deadline=_age(tx.scalar(select(func.min(Deadline.next_at))), now),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
