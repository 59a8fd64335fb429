"""One connection whose transactions begin and end by plain statements of the driver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.crash_points import CrashPoint, reach

T = TypeVar("T")

ATTEMPTS = 5
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

    It connects when it is first needed, and anew when the server has gone away. The statements go straight to the
    driver, since SQLAlchemy's own savepoints cost more than a small statement.
    """

    tx: Connection

    def __init__(self, engine: Engine, begin: str) -> None:
        self.sqlite = engine.dialect.name == "sqlite"
        self._engine = engine
        self._begin = begin
        self._driver_error: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._driver: Any = None

    @property
    def alive(self) -> bool:
        """Whether a transaction is open in which a COMMIT would keep what was written."""
        if self.sqlite:
            return bool(self._driver.in_transaction)
        return bool(self._driver.info.transaction_status.name == "INTRANS")

    @property
    def broken(self) -> bool:
        """Whether there is no connection, or none any more."""
        return self._driver is None or (not self.sqlite and bool(self._driver.closed))

    def begin(self) -> None:
        """Begin a transaction; on SQLite this waits for the write lock, and raises when it stays taken."""
        if not self.broken:
            try:
                return self._say(self._begin)
            except DBAPIError:
                if not self.broken:
                    raise
        self.close()
        self.tx = self._engine.connect()
        self._driver = self.tx.connection.driver_connection
        return self._say(self._begin)

    def begin_group(self) -> None:
        """Begin a transaction shared by several functions, in which waits for row locks are short."""
        self.begin()
        if not self.sqlite:
            self._say(f"SET LOCAL lock_timeout = {GROUP_LOCK_MS}")

    def commit(self) -> None:
        """Commit; raises TransactionLostError if nothing is left to commit, where the driver would report success."""
        if not self.alive:
            raise TransactionLostError
        reach(CrashPoint.BEFORE_COMMIT)
        self._say("COMMIT")
        reach(CrashPoint.AFTER_COMMIT)

    def guarded(self, work: Callable[[Connection], T]) -> Outcome[T]:
        """Run a function in its own SAVEPOINT; its error undoes only itself.

        Raises TransactionLostError if the error ended the whole transaction or asks that it be run again.
        """
        self._say("SAVEPOINT work")
        try:
            value = work(self.tx)
            self._say("RELEASE work")
        except BaseException as error:
            if self.broken or asks_again(error) or (self.sqlite and not self.alive):
                raise TransactionLostError from error
            self._say("ROLLBACK TO work")
            self._say("RELEASE work")
            return Outcome(error=error)
        return Outcome(value)

    def alone(self, work: Callable[[Connection], T]) -> T:
        """Run a function in a transaction of its own and commit it; its error is raised once all is undone."""
        attempt = 1
        while True:
            self.begin()
            try:
                value = work(self.tx)
                self.commit()
            except BaseException as error:
                self._undo(error)
                if attempt == ATTEMPTS or not asks_again(error):
                    raise
                attempt += 1
            else:
                return value

    def look(self, work: Callable[[Connection], T]) -> T:
        """Run a function that only reads, on one consistent state of the database."""
        self.begin()
        try:
            value = work(self.tx)
        except BaseException as error:
            self._undo(error)
            raise
        self._say("ROLLBACK")
        return value

    def close(self) -> None:
        """Close the connection; whatever it had begun is rolled back."""
        if self._driver is not None:
            self._driver = None
            self.tx.invalidate()
            self.tx.close()

    def _undo(self, error: BaseException) -> None:
        """Roll back; after an error of the database itself the connection is not trusted any more."""
        if self.alive and not isinstance(error, DBAPIError):
            self._say("ROLLBACK")
        else:
            self.close()

    def _say(self, statement: str) -> None:
        try:
            self._driver.execute(statement)
        except self._driver_error as error:
            raise DBAPIError.instance(statement, None, error, self._driver_error) from error


def asks_again(error: BaseException) -> bool:
    """Whether PostgreSQL says that the same transaction would succeed if run once more."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) in RUN_AGAIN
