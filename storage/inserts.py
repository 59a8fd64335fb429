"""Inserting rows of which some may be there already: the unique key decides, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import Base


def insert_new(
    tx: Connection, table: type[Base], rows: Sequence[dict[str, Any]], key: InstrumentedAttribute[int]
) -> list[int]:
    """Insert the rows that are not there yet and give their `key`, in no particular order."""
    if not rows:
        return []
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    return list(tx.execute(insert(table).on_conflict_do_nothing().returning(key), rows).scalars())
