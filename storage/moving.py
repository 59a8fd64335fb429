"""Moves an office's SQLite file into an empty PostgreSQL database, in one transaction, compared row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any, TypeAlias

from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    LargeBinary,
    Row,
    Select,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage import audit
from storage.engines import keeping_others_out, parse_url, writing
from storage.link import Link
from storage.migrate import migrate, revision_of
from storage.schema import METADATA, MOVED, NEWEST
from storage.types import dumps

Watch: TypeAlias = Callable[[Sequence[Table], str], Iterable[Table]]
"""Gives back the tables one by one under a heading, so that whoever waits can see how far it is."""

TABLES = METADATA.sorted_tables
_AT_ONCE = 1000
_WAIT_MS = 5000
_BUSY = "SQLITE_BUSY"


class MovingError(Exception):
    """The office was not moved, or not beyond doubt; the message says what to do, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows of how many tables are in their new place, each the same as in the old one."""

    rows: int
    tables: int


def move(source: str, target: str, key: bytes, watch: Watch, now: datetime) -> Moved:
    """Copy every row, compare every row, and only then let the new place count and the old one no longer.

    Nobody else can open the file meanwhile. An interrupted move leaves both places as they were; if it was
    interrupted between the two commits, moving again finds all rows equal and marks the file. Raises MovingError,
    and MigrationError for a database that cannot be opened.
    """
    old, new = parse_url(source), _address(target)
    if old.get_backend_name() != "sqlite":
        raise MovingError("Yang dapat dipindahkan hanya berkas SQLite; DATABASE_URL sudah menunjuk PostgreSQL.")
    with closing(Link(*keeping_others_out(old))) as here, closing(Link(*writing(new))) as there:
        try:
            return here.alone(lambda tx: _move(tx, there, target, key, watch, now))
        except DBAPIError as error:
            raise MovingError(_reason(error)) from error


def _address(target: str) -> URL:
    with suppress(ArgumentError, ValueError):
        address = parse_url(target)
        if address.get_backend_name() == "postgresql":
            return address
    # Its own words could hold a password.
    raise MovingError("Alamat tujuan tidak dapat dibaca; seharusnya postgresql://pengguna:sandi@peladen/nama.")


def _move(here: Connection, there: Link, target: str, key: bytes, watch: Watch, now: datetime) -> Moved:
    if revision_of(here) != NEWEST:
        raise MovingError("Berkas SQLite belum disesuaikan dengan program ini; mohon 'bot migrate' dijalankan dahulu.")
    there.alone(_refuse_strangers)
    migrate(target, backup_dir=None, now=now)
    moved = there.alone(lambda tx: _carry(here, tx, key, watch))
    here.execute(text("UPDATE alembic_version SET version_num = :moved"), {"moved": MOVED})
    return moved


def _refuse_strangers(tx: Connection) -> None:
    """Before anything is made there: the database has no tables at all, or this program's."""
    if revision_of(tx) is None and inspect(tx).get_table_names():
        raise MovingError("Basis data tujuan berisi tabel lain; mohon dibuatkan basis data yang kosong. " + _UNTOUCHED)


def _carry(here: Connection, there: Connection, key: bytes, watch: Watch) -> Moved:
    there.execute(text(f"SET LOCAL lock_timeout = {_WAIT_MS}"))
    # Whoever wants to write there, such as a bot that was started too early, waits until all of it is there.
    there.execute(text(f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN EXCLUSIVE MODE"))
    if not any(there.execute(select(table).limit(1)).first() for table in TABLES):
        for table in watch(TABLES, "Menyalin"):
            _copy(here, there, table)
            _go_on_counting(there, table)
    rows = sum(_compare(here, there, table) for table in watch(TABLES, "Mencocokkan"))
    _verify(there, key)
    return Moved(rows, len(TABLES))


def _copy(here: Connection, there: Connection, table: Table) -> None:
    with _rows(here, table) as rows:
        for part in rows.partitions():
            there.execute(insert(table), [dict(row._mapping) for row in part])


def _go_on_counting(there: Connection, table: Table) -> None:
    """Let the next row get an id that no row has had."""
    counted = table.autoincrement_column
    if counted is not None:
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        # Without rows the highest is NULL, and so is what is set.
        there.execute(select(func.setval(sequence, func.max(counted))))


def _compare(here: Connection, there: Connection, table: Table) -> int:
    """Count the rows of a table that are the same in both places; raises MovingError at the first that is not."""
    count = 0
    with _rows(here, table) as rows, _rows(there, table) as copies:
        for old, new in zip_longest(rows, copies):
            count += 1
            if old is None or new is None or _exact(old) != _exact(new):
                raise MovingError(
                    f"Baris ke-{count} tabel {table.name} di basis data tujuan tidak sama dengan berkas SQLite. Tujuan "
                    "harus kosong; bila memang kosong sebelum perintah ini, mohon diulangi. " + _UNTOUCHED
                )
    return count


def _rows(tx: Connection, table: Table) -> CursorResult[Any]:
    """All rows in the order of their key, a few in memory: of those that hold whole files, one."""
    files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return tx.execute(_in_order(tx, table), execution_options={"yield_per": 1 if files else _AT_ONCE})


def _in_order(tx: Connection, table: Table) -> Select[Any]:
    # PostgreSQL sorts words as people do, SQLite by their bytes.
    bytewise = tx.dialect.name == "postgresql"
    keys = (key.collate("C") if bytewise and isinstance(key.type, Text) else key for key in table.primary_key)
    return select(table).order_by(*keys)


def _exact(row: Row[Any]) -> list[object]:
    return list(_values(row))


def _values(row: Row[Any]) -> Iterator[object]:
    """What makes two values the same to the last digit, whatever Python thinks equal."""
    for value in row:
        if isinstance(value, Decimal):
            yield value, value.as_tuple().exponent
        elif isinstance(value, (dict, list)):
            yield dumps(value)
        else:
            yield type(value), value


def _verify(there: Connection, key: bytes) -> None:
    try:
        audit.verify_all(there, key)
    except audit.AuditBroken as broken:
        raise MovingError(
            f"{broken} Mohon diperiksa apakah audit.key di DATA_DIR milik kantor ini. {_UNTOUCHED}"
        ) from broken


_UNTOUCHED = "Tidak ada yang dipindahkan, dan berkas SQLite tetap berlaku."


def _reason(error: DBAPIError) -> str:
    if getattr(error.orig, "sqlite_errorname", "").startswith(_BUSY):
        return "Berkas SQLite sedang dipakai; mohon bot dihentikan dahulu, lalu perintah ini diulangi. " + _UNTOUCHED
    return (
        f"Basis data gagal ({type(error.orig).__name__}) sebelum semua baris pasti pindah. Berkas SQLite tetap utuh; "
        "mohon peladen PostgreSQL diperiksa, lalu perintah ini diulangi."
    )
