"""The one question that an officer's next text answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.sop.model import TaskState
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import Prompt, Task

_FIND = (
    select(Prompt.__table__, OutboxMessage.message_id, OutboxMessage.state)
    .outerjoin(OutboxMessage, OutboxMessage.id == Prompt.outbox_id)
    .where(Prompt.officer_id == bindparam("officer_id"))
)
_REPLACE = update(Prompt).where(Prompt.officer_id == bindparam("whose"))
_ASK = insert(Prompt)


@dataclass(frozen=True, slots=True)
class OpenPrompt:
    """A question that waits for a text; `message_id` is that of the bot's message that asked it, once it is sent."""

    officer_id: int
    purpose: str
    task_id: int | None
    version: int
    context: dict[str, Any]
    asked_at: datetime
    last_text_at: datetime | None
    message_id: int | None
    sent: bool


def find(tx: Transaction, officer_id: int) -> OpenPrompt | None:
    """The officer's open question, if there is one."""
    row = tx.execute(_FIND, {"officer_id": officer_id}).one_or_none()
    if row is None:
        return None
    return OpenPrompt(
        officer_id=row.officer_id,
        purpose=row.purpose,
        task_id=row.task_id,
        version=row.version,
        context=row.context,
        asked_at=row.asked_at,
        last_text_at=row.last_text_at,
        message_id=row.message_id,
        sent=row.state not in {"pending", "waiting"},
    )


def ask(
    tx: Transaction,
    officer_id: int,
    purpose: str,
    *,
    task_id: int | None,
    version: int,
    context: dict[str, Any],
    now: datetime,
    outbox_id: int | None,
    text_at: datetime | None = None,
) -> None:
    """Let the officer's next text answer this question instead of any earlier one."""
    values = {
        "purpose": purpose,
        "task_id": task_id,
        "version": version,
        "context": context,
        "asked_at": now,
        "outbox_id": outbox_id,
    }
    if text_at is not None:
        values["last_text_at"] = text_at
    if tx.execute(_REPLACE, {"whose": officer_id, **values}).rowcount == 0:
        tx.execute(_ASK, {"officer_id": officer_id, **values})


def close(tx: Transaction, officer_id: int) -> None:
    """The officer is asked nothing more."""
    tx.execute(delete(Prompt).where(Prompt.officer_id == officer_id))


def close_of(tx: Transaction, officer_id: int, task_id: int) -> None:
    """The officer is asked nothing more about a task; a question about another one stays open."""
    tx.execute(delete(Prompt).where(Prompt.officer_id == officer_id, Prompt.task_id == task_id))


def close_finished(tx: Transaction, officer_id: int) -> None:
    """Drop the officer's question if its task is finished, so that no further text is refused for its sake."""
    finished = select(Task.id).where(Task.state != TaskState.OPEN)
    tx.execute(delete(Prompt).where(Prompt.officer_id == officer_id, Prompt.task_id.in_(finished)))
