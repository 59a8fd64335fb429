"""A small office with one running cycle, written as rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import Cycle, Document
from storage.tables import Office, Officer, Period, SubActivity, Unit
from tests.databases import NOW


def fill(tx: Transaction) -> None:
    """Write office 1 with unit 1, officer 1 and sub kegiatan 1."""
    tx.execute(insert(Office).values(id=1, name="Kantor Contoh", zone="Asia/Makassar", config={}, created_at=NOW))
    tx.execute(insert(Unit).values(id=1, office_id=1, code="pem", name="Seksi Contoh", position=1))
    officer: dict[str, Any] = {"code": "kasi", "name": "Kasi Contoh", "honorific": "Bapak", "post": "Kasi", "rank": ""}
    tx.execute(insert(Officer).values(id=1, office_id=1, nip="", is_admin=False, telegram_id=2**40, **officer))
    texts = {"code": "1.01", "name": "Kegiatan Contoh", "activity": "", "program": ""}
    values = {"year": 2026, "budget": Decimal("1500000.25"), "running": True, "position": 1}
    tx.execute(insert(SubActivity).values(id=1, office_id=1, unit_id=1, **texts, **values))


def fill_cycle(tx: Transaction, opened: date) -> None:
    """Write period 1 of the office and its running cycle 1."""
    period = {"year": opened.year, "quarter": 1, "opens_on": opened, "send_by": opened, "state": "open"}
    tx.execute(insert(Period).values(id=1, office_id=1, **period))
    counters = {"putaran": 1, "recap_version": 0, "document_version": 0}
    words = {"status": "running", "instruction": "", "urgency": "", "facts": {}, "data_until": opened}
    tx.execute(insert(Cycle).values(id=1, office_id=1, period_id=1, live=1, opened_at=NOW, **counters, **words))


def fill_document(tx: Transaction) -> None:
    """Write document 1 of cycle 1, without its bytes."""
    document = {"kind": "recap", "part": "", "version": 1, "batch": "b", "state": "ready", "attempts": 0}
    tx.execute(insert(Document).values(id=1, office_id=1, cycle_id=1, requested_at=NOW, **document))


def message(key: str, state: str) -> dict[str, Any]:
    """The values of an outbox row."""
    return {
        "key": key,
        "chat_id": 1,
        "method": "message",
        "payload": {"text": key},
        "priority": 0,
        "state": state,
        "attempts": 0,
        "created_at": NOW,
    }


def fill_outbox(tx: Transaction, *states: str) -> None:
    """Write an outbox row for each state."""
    for number, state in enumerate(states):
        tx.execute(insert(OutboxMessage), message(f"k{number}", state))
