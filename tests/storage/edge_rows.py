"""Made-up officers and a short way to look at the outbox."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.tables import Office, Officer

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


def add_officer(tx: Transaction, officer_id: int = 1, telegram_id: int | None = None, **more: Any) -> None:
    """Add an officer, and his office if it is not there."""
    if tx.execute(select(Office.id)).first() is None:
        tx.execute(insert(Office).values(id=1, name="Kantor Contoh", zone="Asia/Makassar", config={}, created_at=NOW))
    words = {"name": "Contoh", "honorific": "Bapak", "post": "Kasi", "rank": "", "nip": "", "is_admin": False}
    row = {"id": officer_id, "office_id": 1, "code": f"o{officer_id}", "telegram_id": telegram_id, **words, **more}
    tx.execute(insert(Officer).values(row))


def outbox_row(tx: Transaction, row_id: int) -> Any:
    """Give one row of the outbox."""
    return tx.execute(select(*OutboxMessage.__table__.columns).where(OutboxMessage.id == row_id)).one()


def states(tx: Transaction) -> dict[str, str]:
    """Give the state of every effect by its key."""
    return {row.key: row.state for row in tx.execute(select(OutboxMessage.key, OutboxMessage.state))}
