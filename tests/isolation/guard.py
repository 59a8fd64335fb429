"""Watches every statement that the services execute: each on an office's table is bound to the office that acts.

A statement is bound if each of its tables that belong to offices is reached, by equal columns, from one whose
`office_id` or key is given; and what is given, also in a row to be inserted, must belong to the office in whose name
the work was opened. `wide` is what is bound to none, and ran before any office was known.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from sqlalchemy import Column, Connection, Engine, Insert, Select, Subquery, Table, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, Grouping
from sqlalchemy.sql.selectable import Alias, ScalarSelect

from bot.services.bureau import Bureau
from bot.services.work import Work
from storage.database import Transaction
from storage.link import Link
from storage.schema import METADATA

NOBODYS = frozenset({"intake_update", "stranger", "heartbeat", "alembic_version"})
"""Tables of the bot itself; of updates only the sender's number is known."""

UNIQUE = frozenset({("outbox_message", "key"), ("outbox_message", "batch"), ("audit_entry", "chain")})
"""Keys that are made of ids of one office's rows."""


def parent_of(column: Column[Any]) -> str | None:
    """The table whose row a key names; None for what is no key of an office's row."""
    for key in column.foreign_keys:
        return key.column.table.name
    if column.name == "id":
        return str(column.table.name)
    loose = {"officer_id": "officer", "task_id": "task", "office_id": "office", "outbox_id": "outbox_message"}
    return loose.get(column.name)


@dataclass(frozen=True)
class Seen:
    """One statement as it ran: its tables, the keys that were given with their values, and what is equal to what."""

    sql: str
    kind: str
    tables: frozenset[str]
    given: tuple[tuple[str, str, Any], ...]
    equal: frozenset[frozenset[str]]

    def unbound(self) -> set[str]:
        """The tables of offices that no given key reaches."""
        reached = {table for table, _, _ in self.given}
        while more := {one for pair in self.equal if pair & reached for one in pair} - reached:
            reached |= more
        return set(self.tables) - NOBODYS - reached


@dataclass
class Guard:
    """What was seen, by the offices in whose name it ran; of nobody's the kinds and tables only."""

    wide: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    counted: int = 0
    asked: dict[str, Any] = field(default_factory=dict)
    _here: threading.local = field(default_factory=threading.local)

    def enter(self, offices: Collection[int]) -> None:
        """From now on the transaction of this thread works for these offices."""
        self._here.offices = frozenset(offices)

    def leave(self) -> None:
        """A transaction begins or ends: it works for nobody yet."""
        self._here.offices = frozenset()

    def look(self, conn: Connection, _cursor: Any, sql: str, parameters: Any, context: Any, _many: bool) -> None:
        """Judge a statement."""
        compiled = getattr(context, "compiled", None)
        if compiled is None:
            return
        seen = described(compiled, context.compiled_parameters)
        offices: frozenset[int] = getattr(self._here, "offices", frozenset())
        if getattr(self._here, "away", False) or not seen.tables - NOBODYS:
            return
        self.counted += 1
        if seen.kind != "insert":
            self.asked.setdefault(sql, parameters)
            self._bound(seen, offices)
        self._owned(conn, seen, offices)

    def _bound(self, seen: Seen, offices: Collection[int]) -> None:
        unbound = seen.unbound()
        if unbound and not offices:
            self.wide.setdefault((seen.kind, ", ".join(sorted(seen.tables - NOBODYS))), seen.sql)
        elif unbound:
            self.faults.setdefault(seen.sql, f"not bound: {', '.join(sorted(unbound))}")

    def _owned(self, conn: Connection, seen: Seen, offices: Collection[int]) -> None:
        for table, column, value in seen.given if offices else ():
            parent = parent_of(METADATA.tables[table].columns[column])
            if parent is None or value is None or (table, column) in UNIQUE:
                continue
            owner = owner_of(conn, parent, value)
            if owner is not None and owner not in offices:
                self.faults.setdefault(seen.sql, f"{table}.{column} is of office {owner}, not of {sorted(offices)}")

    @contextmanager
    def away(self) -> Iterator[None]:
        """What this thread asks now is asked by the test itself."""
        self._here.away = True
        try:
            yield
        finally:
            self._here.away = False

    def walks(self, tx: Transaction) -> dict[str, list[str]]:
        """Statements that go through the whole of an office's table, of which there are many, with SQLite's steps."""
        found: dict[str, list[str]] = {}
        for sql, parameters in self.asked.items():
            values = parameters[0] if parameters and isinstance(parameters[0], tuple) else parameters
            steps = [str(row[3]) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            if scans := [step for step in steps if re.match(r"SCAN [a-z]", step)]:
                found[sql] = scans
        return found


def described(compiled: Any, rows: Any) -> Seen:
    """A compiled statement in parts."""
    statement, tables, given = compiled.statement, set[str](), list[tuple[str, str, Any]]()
    equal = set[frozenset[str]]()
    for one in visitors.iterate(statement):
        if isinstance(one, Table):
            tables.add(one.name)
        elif isinstance(one, Column) and (of := table_of(one)) is not None:
            tables.add(of)
        elif isinstance(one, BinaryExpression) and one.operator in {operators.eq, operators.in_op}:
            left, right = one.left, one.right
            if not isinstance(left, Column):
                left, right = right, left
            if not isinstance(left, Column) or (of := table_of(left)) is None:
                continue
            given += [(of, left.name, value) for value in values_of(compiled, rows, right) if is_key(of, left.name)]
            equal |= {frozenset({of, other}) for other in tables_of(right)}
    if isinstance(statement, Insert):
        given += keys_in(str(statement.table.name), rows)
    return Seen(compiled.string, statement.__visit_name__, frozenset(tables), tuple(given), frozenset(equal))


def keys_in(table: str, rows: Any) -> list[tuple[str, str, Any]]:
    """The keys in rows to be inserted."""
    # Of several rows in one statement each value is numbered.
    found = ((re.sub(r"_m\d+$", "", name), value) for row in rows for name, value in row.items())
    columns = METADATA.tables[table].columns
    return [(table, name, value) for name, value in found if name in columns and is_key(table, name)]


def is_key(table: str, column: str) -> bool:
    """Whether a column binds a statement to one office's rows."""
    return (table, column) in UNIQUE or parent_of(METADATA.tables[table].columns[column]) is not None


def table_of(column: Any) -> str | None:
    """The table that a column is of, behind an alias too; None for one of a subquery."""
    table = column.table
    while isinstance(table, Alias):
        table = table.element
    return str(table.name) if isinstance(table, Table) else None


def values_of(compiled: Any, rows: Any, side: Any) -> Iterator[Any]:
    """What is given on one side of an equation; nothing where it is another column."""
    if isinstance(side, Grouping):
        side = side.element
    if isinstance(side, BindParameter):
        name = compiled.bind_names.get(side, side.key)
        # A list is given as so many values, numbered from one; an empty one finds nothing, whoever asks.
        given = re.compile(rf"{re.escape(name)}_\d+" if side.expanding else re.escape(name))
        found = [value for row in rows for known, value in row.items() if given.fullmatch(known)]
        yield from found or [None]


def tables_of(side: Any) -> set[str]:
    """The tables from which the other side of an equation comes."""
    if isinstance(side, Column):
        of = table_of(side)
        return {of} if of is not None else set()
    if isinstance(side, Select | Subquery | ScalarSelect | Grouping):
        return {one.name for one in visitors.iterate(side) if isinstance(one, Table)}
    return set()


def owner_of(tx: Transaction, table: str, value: Any) -> int | None:
    """The office to which a row belongs; None for a row that is not there."""
    if table == "office":
        return int(value)
    columns = METADATA.tables[table].columns
    key = columns.get("office_id")
    if key is None:
        key = next(one for one in columns if one.foreign_keys)
    by = "id" if "id" in columns else key.name
    row = tx.exec_driver_sql(f"SELECT {key.name} FROM {table} WHERE {by} = ?", (value,)).first()
    return owner_of(tx, str(parent_of(key)), row[0]) if row and row[0] is not None else None


class WatchedBureau(Bureau):
    """Tells the guard in whose name each transaction works."""

    guard: Guard

    def works(self, tx: Transaction, office_ids: Collection[int], now: Any, cause: str) -> dict[int, Work]:
        """As always."""
        self.guard.enter(office_ids)
        return super().works(tx, office_ids, now, cause)


@contextmanager
def watching(guard: Guard) -> Iterator[None]:
    """Let the guard see every statement of every database, and where transactions begin and end."""
    say = Link._say

    def said(link: Link, statement: str) -> None:
        guard.leave()
        say(link, statement)

    event.listen(Engine, "before_cursor_execute", guard.look)
    with patch.object(Link, "_say", said):
        yield
    event.remove(Engine, "before_cursor_execute", guard.look)
