"""What is stored, to tell whether anything of it was changed by acts that must change nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.database import Transaction
from storage.messages import IntakeUpdate, OutboxMessage, Stranger
from storage.records import Prompt
from storage.schema import METADATA

BOOKKEEPING = frozenset(table.__tablename__ for table in (IntakeUpdate, OutboxMessage, Stranger, Prompt))
"""What even a refused act may leave: that it came, what was answered, and the question that waits for an answer."""
Digest = dict[str, list[tuple[Any, ...]]]


def digest(tx: Transaction, office_id: int | None = None) -> Digest:
    """Every row of every table but the bookkeeping: of one office where a table names its office, or of all."""
    found: Digest = {}
    for table in METADATA.sorted_tables:
        if table.name in BOOKKEEPING:
            continue
        query = select(table)
        owner = table.columns.get("id" if table.name == "office" else "office_id")
        if owner is not None and office_id is not None:
            query = query.where(owner == office_id)
        found[table.name] = sorted((tuple(row) for row in tx.execute(query)), key=repr)
    return found


def differences(before: Digest, after: Digest) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of each table that are in one of two digests only."""
    return {name: set(after[name]) ^ set(rows) for name, rows in before.items() if after[name] != rows}
