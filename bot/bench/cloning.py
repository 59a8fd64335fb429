"""Rows of one office copied a thousandfold inside SQLite: ids and references shifted, everything else as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from sqlalchemy import Table

from storage.messages import OutboxMessage
from storage.records import Cycle, Deadline, Form, Task
from storage.tables import Assignment, Base, Office, Officer, Period, Unit

STRIDE = 4000
"""Ids of the original rows are below it; a copy's are so much higher for each number of its copy."""
OFFICE: tuple[type[Base], ...] = (Office, Unit, Officer, Assignment)
CYCLE: tuple[type[Base], ...] = (Period, Cycle, Form, Task, Deadline, OutboxMessage)


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of an office, numbered from `first`; each has `cycles` running cycles of its own.

    `changed` gives columns, by table and name, an expression of their own, in which `n` is the number of the office's
    copy and `m` that of the cycle's.
    """

    office_id: int
    first: int
    count: int
    cycles: int = 1
    without: frozenset[str] = frozenset()
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tables: Sequence[type[Base]] = (*OFFICE, *CYCLE)


@contextmanager
def bulk(folder: Path) -> Iterator[Connection]:
    """The database of a folder, for writing much at once that need not survive a fault; afterwards it is as before."""
    with closing(sqlite3.connect(folder / "kinerja.db", isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=ON", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA temp_store=MEMORY")
        yield connection
        connection.execute("PRAGMA journal_mode=WAL")


def make(connection: Connection, copies: Copies) -> None:
    """Write the copies; raises sqlite3.IntegrityError if one of them points to nothing."""
    for table in copies.tables:
        if table.__tablename__ not in copies.without:
            _copy(connection, table, copies)


def _copy(connection: Connection, model: type[Base], copies: Copies) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    by_cycle = model in CYCLE
    # The originals apart, so that SQLite need not gather all copies before it writes the first.
    connection.execute("DROP TABLE IF EXISTS temp.original")
    originals = f"SELECT * FROM {table.name} WHERE {_of_office(table, copies.office_id)}"  # noqa: S608 - our own names
    connection.execute(f"CREATE TEMP TABLE original AS {originals}")
    names = [column.name for column in table.columns]
    values = [copies.changed.get((table.name, name)) or _value(table, name, by_cycle=by_cycle) for name in names]
    last = copies.count * (copies.cycles if by_cycle else 1)
    number = f"i, {copies.first} + i / {copies.cycles if by_cycle else 1} AS n, {copies.first} + i AS m"
    connection.execute(
        f"INSERT INTO {table.name} ({', '.join(names)}) "  # noqa: S608 - our own names
        f"WITH RECURSIVE counted(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < {last}), "
        f"numbered AS (SELECT {number} FROM counted) "
        f"SELECT {', '.join(values)} FROM numbered CROSS JOIN original"
    )


def _of_office(table: Table, office_id: int) -> str:
    """Which rows are an office's; those of a table without its id are by what they point to."""
    if table is Office.__table__:
        return f"id = {office_id}"
    if "office_id" in table.columns:
        return f"office_id = {office_id}"
    for key in (one for column in table.columns for one in column.foreign_keys):
        if "office_id" in key.column.table.columns:
            target = f"SELECT id FROM {key.column.table.name} WHERE office_id = {office_id}"  # noqa: S608 - our own names
            return f"{key.parent.name} IN ({target})"
    raise ValueError(f"rows of {table.name} belong to no office")


def _value(table: Table, name: str, *, by_cycle: bool) -> str:
    """A column's expression in a copy: an id or a reference is shifted with whatever it names."""
    column = table.columns[name]
    if column.primary_key and column.type.python_type is int and not column.foreign_keys:
        return f"{name} + {STRIDE} * {'m' if by_cycle else 'n'}"
    for key in column.foreign_keys:
        named = {one.__tablename__ for one in CYCLE}
        return f"{name} + {STRIDE} * {'m' if key.column.table.name in named else 'n'}"
    return name
