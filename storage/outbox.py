"""The way out: effects on Telegram, written with the act that causes them and released when they can be sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Transaction
from storage.inserts import insert_new
from storage.messages import OutboxMessage
from storage.tables import Officer

_CHATS = select(Officer.id, Officer.telegram_id).where(
    Officer.id.in_(bindparam("officers", expanding=True)),
    Officer.telegram_id.is_not(None),
    Officer.unreachable_at.is_(None),
)
AWAITING = ("waiting", "held")
"""States of a message that may wait for documents: one that is held since a restoration waits for them, too."""

EDITS = frozenset({"edit", "strip"})


def put(
    tx: Transaction,
    *,
    key: str,
    now: datetime,
    office_id: int | None = None,
    officer_id: int | None = None,
    chat_id: int | None = None,
    task_id: int | None = None,
    method: str = "message",
    payload: dict[str, Any],
    priority: int = 1,
    batch: str | None = None,
    waiting: bool = False,
    not_before: datetime | None = None,
) -> int | None:
    """Write one effect and give its id; None, and nothing written, if its key is there already.

    It goes to `chat_id`, or to the officer's chat: if he has not joined or is unreachable it waits for him. With
    `waiting` it waits for the documents of `batch`. Priority 0 is a reply, 1 a card, 2 a reminder.
    """
    if waiting and batch is None:
        raise ValueError("a message can only wait for a batch that is named")
    if method in EDITS and not isinstance(payload.get("target"), int):
        raise ValueError("an edit needs the id of the effect that it changes")
    if chat_id is None:
        if officer_id is None:
            raise ValueError("a message needs a chat or an officer")
        chat_id = _chat_of(tx, officer_id)
    row = {
        "key": key,
        "office_id": office_id,
        "officer_id": officer_id,
        "chat_id": chat_id,
        "task_id": task_id,
        "batch": batch if waiting else None,
        "method": method,
        "payload": payload,
        "priority": priority,
        "state": "waiting" if waiting or chat_id is None else "pending",
        "attempts": 0,
        "not_before": not_before,
        "created_at": now,
    }
    return next(iter(insert_new(tx, OutboxMessage, [row], OutboxMessage.id)), None)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to an officer that is only of use now: nobody keeps it for one who cannot be reached."""

    key: str
    office_id: int
    officer_id: int
    task_id: int | None
    payload: dict[str, Any]


def put_letters(tx: Transaction, letters: Sequence[Letter], now: datetime, priority: int) -> None:
    """Write letters in one statement, to those who can be reached; one whose key is there already is not repeated."""
    chats = _chats_of(tx, {one.officer_id for one in letters})
    rows = [
        {
            "key": one.key,
            "office_id": one.office_id,
            "officer_id": one.officer_id,
            "chat_id": chats[one.officer_id],
            "task_id": one.task_id,
            "method": "message",
            "payload": one.payload,
            "priority": priority,
            "state": "pending",
            "attempts": 0,
            "created_at": now,
        }
        for one in letters
        if one.officer_id in chats
    ]
    insert_new(tx, OutboxMessage, rows, OutboxMessage.id)


def release_person(tx: Transaction, officer_id: int, chat_id: int) -> None:
    """Send an officer who came (back) what waited for him; what waits for documents as well goes on waiting."""
    tx.execute(update(Officer).where(Officer.id == officer_id).values(unreachable_at=None))
    his = OutboxMessage.officer_id == officer_id
    # All of it, since what was written for his former telephone must not go there any more.
    unsent = OutboxMessage.state.in_(("waiting", "pending"))
    tx.execute(update(OutboxMessage).where(his, unsent).values(chat_id=chat_id))
    ready = (OutboxMessage.state == "waiting", OutboxMessage.batch.is_(None))
    tx.execute(update(OutboxMessage).where(his, *ready).values(state="pending"))


def release_batch(tx: Transaction, batch: str) -> None:
    """Send what waited for documents which are there now; what waits for its person as well, or is held, stays."""
    of_batch = update(OutboxMessage).where(OutboxMessage.batch == batch)
    ready = of_batch.where(OutboxMessage.state == "waiting", OutboxMessage.chat_id.is_not(None))
    tx.execute(ready.values(state="pending", batch=None))
    tx.execute(of_batch.where(OutboxMessage.state.in_(AWAITING)).values(batch=None))


def mark_unreachable(tx: Transaction, officer_id: int, now: datetime) -> None:
    """Note that an officer has blocked the bot; what was about to be sent to him waits until he comes back."""
    tx.execute(update(Officer).where(Officer.id == officer_id).values(unreachable_at=now))
    his = (OutboxMessage.officer_id == officer_id, OutboxMessage.state.in_(("pending", "sending")))
    tx.execute(update(OutboxMessage).where(*his).values(state="waiting", chat_id=None))


def _chats_of(tx: Transaction, officers: Collection[int]) -> dict[int, int]:
    """The chats of those officers who have joined and not blocked the bot."""
    rows = tx.execute(_CHATS, {"officers": list(officers)})
    return {row.id: row.telegram_id for row in rows}


def _chat_of(tx: Transaction, officer_id: int) -> int | None:
    reachable = select(Officer.telegram_id).where(Officer.id == officer_id, Officer.unreachable_at.is_(None))
    return tx.execute(reachable).scalar_one_or_none()
