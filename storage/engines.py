"""Addresses of databases, and how a connection to each kind is prepared for writing or for reading."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url

if TYPE_CHECKING:
    import psycopg

BUSY_SECONDS = 10.0
DROPPED_SECONDS = 4
"""After how long PostgreSQL and a process on another machine each notice that the other is gone without a word."""
ALONE_MS = 1000
# Of every connection: a machine that vanished in the middle of a transaction would keep its rows locked for hours.
_ALIVE = {
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 1000 * DROPPED_SECONDS,
}
_SERVER_ALIVE = "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2"
"""The server's own half of the same."""


def parse_url(text: str) -> URL:
    """Read `sqlite:///path` or `postgresql://…`; raises ValueError for anything else."""
    url = make_url(text)
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite")
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"basis data tidak dikenal: {url.get_backend_name()}")


def sqlite_path(url: URL) -> Path:
    """Tell the file of an SQLite database."""
    return Path(url.database or "")


def writing(url: URL, *, foreign_keys: bool = True) -> tuple[Engine, str]:
    """Give the engine for writes and how its transactions begin; only migrations go without foreign keys (SQLite)."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url), "BEGIN"
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", f"foreign_keys={int(foreign_keys)}")
    return _sqlite(url, *pragmas), "BEGIN IMMEDIATE"


def reading(url: URL) -> tuple[Engine, str]:
    """Give the engine for reads, which can take no write lock, and how its transactions begin."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    return _sqlite(url, "query_only=ON"), "BEGIN"


def keeping_others_out(url: URL) -> tuple[Engine, str]:
    """Give the engine that has an SQLite file to itself, and how its transactions begin.

    The first one fails while any other connection is open, of whatever process, and until the engine's is closed
    every other one fails.
    """
    return _sqlite(url, f"busy_timeout={ALONE_MS}", "locking_mode=EXCLUSIVE", "synchronous=FULL"), "BEGIN IMMEDIATE"


def _sqlite(url: URL, *pragmas: str) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 512}
    engine = create_engine(
        url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, connect_args=arguments
    )

    def prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    return engine


def _postgresql(url: URL) -> Engine:
    arguments = {"options": f"-c timezone=UTC {_SERVER_ALIVE}", "connect_timeout": 10, **_ALIVE}
    return create_engine(
        url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, connect_args=arguments
    )


def session(url: URL) -> psycopg.Connection[tuple[Any, ...]]:
    """Open a plain session in autocommit, for what lasts as long as a session does; only for PostgreSQL.

    Over TCP either end gives the other up within DROPPED_SECONDS.
    """
    # SQLite does without the driver, which takes its time to import.
    import psycopg
    from psycopg.conninfo import make_conninfo

    address = make_conninfo(
        url.set(drivername="postgresql").render_as_string(hide_password=False),
        # Shown in pg_stat_activity, so that whoever looks after the server sees which process works.
        application_name=f"kinerja {os.getpid()}",
        connect_timeout=DROPPED_SECONDS,
        options=_SERVER_ALIVE,
        **_ALIVE,
    )
    return psycopg.connect(address, autocommit=True)
