"""What one sees who only looks on: the last effects, the limits that run, the last acts, and how the forms stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import AuditEntry, Cycle, Deadline, Form, Task
from storage.tables import Officer, Unit


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect on Telegram: for whom, of which kind, how it stands since when, and its text (Telegram HTML)."""

    id: int
    officer: str
    method: str
    state: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class RunningLimit:
    """An open task whose clock runs, and when somebody is reminded of it next."""

    task_id: int
    step: int
    role: str
    unit_id: int | None
    unit: str
    due_at: datetime
    next_rung: str
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """An entry of the audit; `officer` is the code of who acted, empty for the bot itself."""

    id: int
    chain: str
    seq: int
    at: datetime
    officer: str
    action: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FormState:
    """How far a unit's form is."""

    unit_id: int
    unit: str
    receiver: str
    status: str
    asked: int
    answered: int


def effects(tx: Transaction, office_id: int, most: int) -> list[Effect]:
    """The newest effects of an office, newest first; `officer` is his code, empty for someone who is none."""
    query = (
        select(
            OutboxMessage.id,
            Officer.code,
            OutboxMessage.method,
            OutboxMessage.state,
            func.coalesce(OutboxMessage.sent_at, OutboxMessage.created_at, type_=OutboxMessage.created_at.type),
            OutboxMessage.payload,
        )
        .outerjoin(Officer, Officer.id == OutboxMessage.officer_id)
        .where(or_(OutboxMessage.office_id == office_id, OutboxMessage.office_id.is_(None)))
        .order_by(OutboxMessage.id.desc())
        .limit(most)
    )
    return [
        Effect(row[0], row[1] or "", row[2], row[3], row[4], str(row[5].get("text") or "")) for row in tx.execute(query)
    ]


def limits(tx: Transaction, office_id: int) -> list[RunningLimit]:
    """The running limits of an office, the next reminder first."""
    query = (
        select(
            Task.id,
            Task.step,
            Task.role,
            Task.unit_id,
            Unit.name,
            Deadline.due_at,
            Deadline.next_rung,
            Deadline.next_at,
        )
        .join(Task, Task.id == Deadline.task_id)
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .where(Deadline.office_id == office_id)
        .order_by(Deadline.next_at, Deadline.task_id)
    )
    return [RunningLimit(row[0], row[1], row[2], row[3], row[4] or "", *row[5:]) for row in tx.execute(query)]


def acts(tx: Transaction, office_id: int, most: int) -> list[Act]:
    """The newest entries of an office's audit, newest first."""
    query = (
        select(
            AuditEntry.id,
            AuditEntry.chain,
            AuditEntry.seq,
            AuditEntry.at,
            Officer.code,
            AuditEntry.action,
            AuditEntry.detail,
        )
        .outerjoin(Officer, Officer.id == AuditEntry.officer_id)
        .where(AuditEntry.office_id == office_id)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return [Act(row[0], row[1], row[2], row[3], row[4] or "", row[5], row[6]) for row in tx.execute(query)]


def form_states(tx: Transaction, cycle_id: int) -> list[FormState]:
    """How far each form of a cycle is."""
    query = (
        select(Form.unit_id, Unit.name, Form.receiver, Form.status, Form.asked, Form.answered)
        .join(Unit, Unit.id == Form.unit_id)
        .where(Form.cycle_id == cycle_id)
        .order_by(Form.id)
    )
    return [FormState(*row) for row in tx.execute(query)]


def newest_cycle(tx: Transaction, office_id: int) -> int | None:
    """The office's running cycle, the oldest if there are several; without any the last there was."""
    query = select(Cycle.id).where(Cycle.office_id == office_id)
    running = tx.execute(query.where(Cycle.live == 1).order_by(Cycle.id).limit(1)).scalar_one_or_none()
    if running is not None:
        return running
    return tx.execute(query.order_by(Cycle.id.desc()).limit(1)).scalar_one_or_none()
