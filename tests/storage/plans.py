"""How SQLite would run what a function asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from storage.database import Transaction


def plan_of(tx: Transaction, look: Callable[[Transaction], object]) -> list[str]:
    """The steps by which its one statement is run: 'SEARCH deadline USING INDEX …'."""
    asked: list[tuple[str, Any]] = []
    event.listen(tx, "before_cursor_execute", lambda *found: asked.append((found[2], found[3])))
    look(tx)
    ((statement, values),) = asked
    return [row[3] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
