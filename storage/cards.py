"""Which message shows a task's card now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Transaction
from storage.messages import OutboxMessage

PREFIX = "kartu"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card's outbox row, and the officer who has it."""

    id: int
    officer_id: int


def last(tx: Transaction, task_id: int) -> ShownCard | None:
    """The newest card of a task; None while none was written."""
    query = select(OutboxMessage.id, OutboxMessage.officer_id).where(
        OutboxMessage.task_id == task_id,
        OutboxMessage.method == "message",
        OutboxMessage.key.startswith(f"{PREFIX}:"),
    )
    row = tx.execute(query.order_by(OutboxMessage.id.desc()).limit(1)).one_or_none()
    return ShownCard(row.id, row.officer_id) if row else None
