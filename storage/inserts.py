"""Inserting rows of which some may be there already: the unique key decides, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
    return list(tx.execute(_insert(tx.dialect.name, table, key), rows).scalars())


@cache
def _insert(dialect: str, table: type[Base], key: InstrumentedAttribute[int]) -> Any:
    """Built once, since building it costs several times what running it does."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(key)
