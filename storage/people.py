"""Who stands in for whom, whose card is on its way, and which stranger was refused when."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, insert, or_, select, update

from storage.cards import PREFIX
from storage.database import Transaction
from storage.inserts import insert_new
from storage.messages import OutboxMessage, Stranger
from storage.tables import Assignment

PLH = "plh"
PATIENCE = timedelta(hours=1)


def appoint(
    tx: Transaction, office_id: int, officer_id: int, role: str, unit_id: int | None, starts_at: datetime
) -> None:
    """Let an officer stand in (Plh.) for the holder of a role from an instant on."""
    row = {"office_id": office_id, "officer_id": officer_id, "role": role, "unit_id": unit_id}
    tx.execute(insert(Assignment).values(**row, capacity=PLH, starts_at=starts_at))


def end_substitution(tx: Transaction, office_id: int, role: str, unit_id: int | None, at: datetime) -> bool:
    """End whatever substitution there is in a role; False if there is none."""
    standing = update(Assignment).where(*_in_force(office_id, at), *_of(role, unit_id), Assignment.capacity == PLH)
    return tx.execute(standing.values(ends_at=at)).rowcount > 0


def substituted(tx: Transaction, office_id: int, at: datetime) -> set[tuple[str, int | None]]:
    """The roles, with their unit, in which a Plh. acts."""
    query = select(Assignment.role, Assignment.unit_id).where(*_in_force(office_id, at), Assignment.capacity == PLH)
    return {(row.role, row.unit_id) for row in tx.execute(query)}


def returning(tx: Transaction, office_id: int, role: str, unit_id: int | None, at: datetime) -> int | None:
    """The id of the officer who acts again once the substitution has ended; None if the post would be vacant."""
    query = select(Assignment.officer_id).where(
        *_in_force(office_id, at), *_of(role, unit_id), Assignment.capacity != PLH
    )
    latest = query.order_by(Assignment.capacity == "definitif", Assignment.starts_at.desc(), Assignment.id.desc())
    return tx.execute(latest.limit(1)).scalar_one_or_none()


def has_card(tx: Transaction, task_id: int, officer_id: int) -> bool:
    """Whether the newest card of a task is still on its way to the officer: then he needs no other."""
    query = select(OutboxMessage.officer_id, OutboxMessage.state).where(
        OutboxMessage.task_id == task_id,
        OutboxMessage.method == "message",
        OutboxMessage.key.startswith(f"{PREFIX}:"),
    )
    row = tx.execute(query.order_by(OutboxMessage.id.desc()).limit(1)).one_or_none()
    return row is not None and row.officer_id == officer_id and row.state in {"waiting", "pending"}


def note_refusal(tx: Transaction, telegram_id: int, now: datetime) -> bool:
    """Note that a stranger is refused; False while the last refusal is less than an hour old."""
    first = {"telegram_id": telegram_id, "refused_at": now}
    if insert_new(tx, Stranger, [first], Stranger.telegram_id):
        return True
    again = update(Stranger).where(Stranger.telegram_id == telegram_id, Stranger.refused_at <= now - PATIENCE)
    return tx.execute(again.values(refused_at=now)).rowcount == 1


def _in_force(office_id: int, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.office_id == office_id,
        Assignment.starts_at <= at,
        or_(Assignment.ends_at.is_(None), Assignment.ends_at > at),
    )


def _of(role: str, unit_id: int | None) -> tuple[ColumnElement[bool], ...]:
    unit = Assignment.unit_id.is_(None) if unit_id is None else Assignment.unit_id == unit_id
    return (Assignment.role == role, unit)
