"""Requests for more time (permohonan tambahan waktu): written once, decided once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from bot.sop.working_time import Limit
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import ExtensionRequest


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for how much more time for which task, why, and what was decided.

    `granted` is empty until then, and stays so for a request that was overtaken by the end of its task.
    """

    id: int
    office_id: int
    task_id: int
    officer_id: int
    length: Limit
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    granted: bool | None


@dataclass(frozen=True, slots=True)
class Brought:
    """The message by which a request was brought: its outbox id, and the officer who has it."""

    id: int
    officer_id: int


def ask(
    tx: Transaction, *, office_id: int, task_id: int, officer_id: int, length: Limit, reason: str, at: datetime
) -> int:
    """Write a request; gives its id."""
    values = {
        "office_id": office_id,
        "task_id": task_id,
        "officer_id": officer_id,
        "length": str(length),
        "reason": reason,
        "asked_at": at,
    }
    statement = insert(ExtensionRequest).values(values).returning(ExtensionRequest.id)
    request_id: int = tx.execute(statement).scalar_one()
    return request_id


def find(tx: Transaction, request_id: int) -> Request | None:
    """The request with this id, None if there is none."""
    return _one(tx, select(ExtensionRequest.__table__).where(ExtensionRequest.id == request_id))


def waiting(tx: Transaction, task_id: int) -> Request | None:
    """The request for a task that nobody has decided yet; a task has one at most."""
    undecided = (ExtensionRequest.task_id == task_id, ExtensionRequest.decided_at.is_(None))
    return _one(tx, select(ExtensionRequest.__table__).where(*undecided))


def _one(tx: Transaction, query: Select[Any]) -> Request | None:
    row = tx.execute(query).mappings().one_or_none()
    return Request(**{**row, "length": Limit.parse(row["length"])}) if row else None


def decide(tx: Transaction, request_id: int, *, by: int, at: datetime, granted: bool | None) -> bool:
    """Decide a request, or close it undecided with None; False if somebody did so before, and nothing is changed."""
    undecided = (ExtensionRequest.id == request_id, ExtensionRequest.decided_at.is_(None))
    values = {"decided_by": by, "decided_at": at, "granted": granted}
    return tx.execute(update(ExtensionRequest).where(*undecided).values(values)).rowcount == 1


def key(request_id: int) -> str:
    """The key of the message by which a request is brought to whoever decides it."""
    return f"permohonan:{request_id}"


def brought(tx: Transaction, request_id: int) -> Brought | None:
    """The message by which a request was brought."""
    query = select(OutboxMessage.id, OutboxMessage.officer_id).where(OutboxMessage.key == key(request_id))
    row = tx.execute(query).one_or_none()
    return Brought(row.id, row.officer_id) if row else None
