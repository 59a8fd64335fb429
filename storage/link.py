"""One open connection whose transactions begin and end by plain statements of the driver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

T = TypeVar("T")

BUSY_SECONDS = 10.0
# Serialization failure, deadlock, and a lock not granted in time: PostgreSQL asks that the transaction be run again.
RUN_AGAIN = frozenset({"40001", "40P01", "55P03"})
# Within a group earlier functions hold their locks until COMMIT, so a wait is cut short and the functions run alone.
GROUP_LOCK_MS = 250


class TransactionLostError(Exception):
    """The transaction ended by itself; nothing done in it may be acknowledged."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a function gave back, or the error that it raised."""

    value: T | None = None
    error: BaseException | None = None


class Link:
    """A connection in the driver's autocommit mode; BEGIN, SAVEPOINT and COMMIT are said aloud, never implied.

    The SAVEPOINTs go straight to the driver, since SQLAlchemy's own cost more than a small statement.
    """

    def __init__(self, engine: Engine, begin: str) -> None:
        self.tx: Connection = engine.connect()
        self._driver: Any = self.tx.connection.driver_connection
        self._begin = begin
        self.sqlite = engine.dialect.name == "sqlite"

    @property
    def alive(self) -> bool:
        """Whether a transaction is open in which a COMMIT would keep what was written."""
        if self.sqlite:
            return bool(self._driver.in_transaction)
        return bool(self._driver.info.transaction_status.name == "INTRANS")

    @property
    def broken(self) -> bool:
        """Whether the connection itself is gone (PostgreSQL only)."""
        return not self.sqlite and bool(self._driver.closed)

    def begin(self) -> None:
        """Begin a transaction; on SQLite this waits for the write lock, and raises when it stays taken."""
        self._driver.execute(self._begin)

    def begin_group(self) -> None:
        """Begin a transaction shared by several functions, in which waits for row locks are short."""
        self.begin()
        if not self.sqlite:
            self._driver.execute(f"SET LOCAL lock_timeout = {GROUP_LOCK_MS}")

    def commit(self) -> None:
        """Commit; raises TransactionLostError if nothing is left to commit, where the driver would report success."""
        if not self.alive:
            raise TransactionLostError
        self._driver.execute("COMMIT")

    def abandon(self) -> None:
        """Roll back whatever is still open."""
        if self.sqlite and self._driver.in_transaction:
            self._driver.execute("ROLLBACK")
        elif not self.sqlite and not self._driver.closed:
            self._driver.rollback()

    def guarded(self, work: Callable[[Connection], T]) -> Outcome[T]:
        """Run a function in its own SAVEPOINT; its error undoes only itself.

        Raises TransactionLostError if the error ended the whole transaction or asks that it be run again.
        """
        self._driver.execute("SAVEPOINT work")
        try:
            value = work(self.tx)
            self._driver.execute("RELEASE work")
        except BaseException as error:
            if not self._undo(error):
                raise TransactionLostError from error
            return Outcome(error=error)
        return Outcome(value)

    def _undo(self, error: BaseException) -> bool:
        if self.broken or asks_again(error) or (self.sqlite and not self.alive):
            return False
        self._driver.execute("ROLLBACK TO work")
        self._driver.execute("RELEASE work")
        return self.alive

    def alone(self, work: Callable[[Connection], T]) -> T:
        """Run a function in a transaction of its own and commit it; any error is raised after a roll-back."""
        self.begin()
        try:
            value = work(self.tx)
            self.commit()
        except BaseException:
            self.abandon()
            raise
        return value

    def look(self, work: Callable[[Connection], T]) -> T:
        """Run a function that only reads, on one consistent state of the database."""
        self.begin()
        try:
            return work(self.tx)
        finally:
            self.abandon()

    def close(self) -> None:
        """Close the connection for good."""
        self.tx.invalidate()
        self.tx.close()


def asks_again(error: BaseException) -> bool:
    """Whether PostgreSQL says that the same transaction would succeed if run once more."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) in RUN_AGAIN


def parse_url(text: str) -> URL:
    """Read `sqlite:///path` or `postgresql://…`; raises ValueError for anything else."""
    url = make_url(text)
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"basis data tidak dikenal: {url.get_backend_name()}")


def sqlite_path(url: URL) -> Path:
    """Tell the file of an SQLite database."""
    return Path(url.database or "")


def writing(url: URL) -> tuple[Engine, str]:
    """Give the engine for writes and how its transactions begin."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url), "BEGIN"
    return _sqlite(
        url, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"
    ), "BEGIN IMMEDIATE"


def reading(url: URL) -> tuple[Engine, str]:
    """Give the engine for reads, which can take no write lock, and how its transactions begin."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    return _sqlite(url, "query_only=ON"), "BEGIN"


def _sqlite(url: URL, *pragmas: str) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 512}
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=arguments)

    def prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    return engine


def _postgresql(url: URL) -> Engine:
    arguments = {"options": "-c timezone=UTC", "connect_timeout": 10}
    return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=arguments)
