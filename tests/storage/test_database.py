from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction
from storage.link import TransactionLostError
from tests.storage.group import count, keep


@pytest.fixture
async def kept(numbers_url: str) -> AsyncIterator[Database]:
    """A started database with a table of numbers."""
    database = Database(numbers_url)
    database.start()
    yield database
    await database.close()


class Gate:
    """Holds a function in the middle of its work until the test says go."""

    def __init__(self) -> None:
        self.inside = threading.Event()
        self.go = threading.Event()

    def work(self, tx: Transaction) -> None:
        """Write a number, then wait, then write another."""
        keep(1)(tx)
        self.inside.set()
        assert self.go.wait(30)
        keep(2)(tx)


def numbers(tx: Transaction) -> list[int]:
    """The numbers in their own order."""
    return list(tx.scalars(text("SELECT number FROM kept ORDER BY number")))


async def test_what_was_written_can_be_read(kept: Database) -> None:
    """A write resolves after COMMIT, so that a read after it sees what was written."""
    assert await kept.write(keep(7)) == 7
    assert await kept.read(numbers) == [7]


async def test_now_variants_need_no_threads(numbers_url: str) -> None:
    """The command line writes and reads without starting anything."""
    database = Database(numbers_url)
    assert database.write_now(keep(7)) == 7
    assert database.read_now(numbers) == [7]


async def test_error_of_write_now_leaves_nothing(numbers_url: str) -> None:
    """An error in the calling thread undoes the whole transaction and is raised."""

    def refuse(tx: Transaction) -> None:
        keep(1)(tx)
        raise LookupError

    with pytest.raises(LookupError):
        Database(numbers_url).write_now(refuse)
    assert Database(numbers_url).read_now(numbers) == []


async def test_function_that_commits_alone_is_told(numbers_url: str) -> None:
    """A function must not end the transaction that it was given."""
    with pytest.raises(TransactionLostError):
        Database(numbers_url).write_now(lambda tx: tx.exec_driver_sql("COMMIT"))


async def test_reader_cannot_write(kept: Database) -> None:
    """A function that was given to read is refused any change, and the next reader is served."""
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await kept.read(keep(1))
    assert await kept.read(numbers) == []


async def test_error_in_a_read_reaches_the_caller(kept: Database) -> None:
    """What a reading function raises is raised where it was awaited, StopIteration too."""
    with pytest.raises(ZeroDivisionError):
        await kept.read(lambda tx: 1 / 0)
    with pytest.raises(RuntimeError, match="StopIteration"):
        await kept.read(lambda tx: next(iter(())))
    assert await kept.read(numbers) == []


async def test_read_waits_for_no_writer(kept: Database) -> None:
    """While a write is in the middle of its work, reads go on and see the state before it."""
    gate = Gate()
    writing = asyncio.create_task(kept.write(gate.work))
    await asyncio.to_thread(gate.inside.wait, 30)
    assert await kept.read(numbers) == []
    gate.go.set()
    await writing
    assert await kept.read(numbers) == [1, 2]


async def test_read_sees_one_state(kept: Database, numbers_url: str) -> None:
    """A function that reads twice is not surprised by what was committed in between."""

    def twice(tx: Transaction) -> tuple[int, int]:
        before = count(tx)
        Database(numbers_url).write_now(keep(1))
        return before, count(tx)

    assert await kept.read(twice) == (0, 0)
    assert await kept.read(count) == 1


async def test_cancelled_wait_does_not_stop_the_work(kept: Database) -> None:
    """A write whose caller gave up in the middle is finished and committed as a whole."""
    gate = Gate()
    writing = asyncio.create_task(kept.write(gate.work))
    await asyncio.to_thread(gate.inside.wait, 30)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    gate.go.set()
    await kept.close()
    assert kept.read_now(numbers) == [1, 2]


async def test_close_finishes_what_was_asked_for(kept: Database) -> None:
    """Closing waits for the writes that are queued, and refuses later ones."""
    writes = [asyncio.create_task(kept.write(keep(number))) for number in range(100)]
    await asyncio.sleep(0)
    await kept.close()
    assert sorted(await asyncio.gather(*writes)) == list(range(100))
    with pytest.raises(RuntimeError):
        await kept.write(keep(200))
    with pytest.raises(RuntimeError):
        await kept.read(numbers)
    await kept.close()


async def test_closed_database_can_start_again(kept: Database) -> None:
    """Starting twice is starting once, and a closed database may be started anew."""
    kept.start()
    await kept.close()
    kept.start()
    assert await kept.write(keep(1)) == 1


async def test_writes_of_one_caller_stay_in_order(kept: Database) -> None:
    """Who awaits each write before the next finds them in that order."""
    for number in (5, 3, 9):
        await kept.write(keep(number))
    order = await kept.read(lambda tx: list(tx.scalars(text("SELECT number FROM kept ORDER BY place"))))
    assert order == [5, 3, 9]


async def test_wake_follows_every_commit(numbers_url: str) -> None:
    """Whoever delivers is woken on the event loop once a write is committed, unless it leaves nothing to do."""
    woken: list[str] = []
    database = Database(numbers_url, on_wake=lambda: woken.append(threading.current_thread().name))
    database.start()
    await database.write(keep(1))
    await database.write(keep(2), wakes=False)
    await database.close()
    assert woken == [threading.current_thread().name]


@pytest.fixture
async def rival(numbers_url: str) -> AsyncIterator[Database]:
    """A second Database on the same place, as of a second process."""
    database = Database(numbers_url)
    database.start()
    yield database
    await database.close()


async def test_two_databases_on_one_place_lose_no_update(kept: Database, rival: Database) -> None:
    """Writers that contend for the same row all get through, each exactly once."""

    def add(tx: Transaction) -> None:
        tx.execute(text("UPDATE kept SET number = number + 1"))

    await kept.write(keep(0))
    await asyncio.gather(*(database.write(add) for _ in range(100) for database in (kept, rival)))
    assert await kept.read(numbers) == [200]


async def test_read_then_write_under_contention_never_fails(sqlite_numbers_url: str) -> None:
    """On SQLite a write holds the lock from its start, so that what it read is still true when it writes."""
    databases = [Database(sqlite_numbers_url), Database(sqlite_numbers_url)]

    def add(tx: Transaction) -> None:
        keep(count(tx))(tx)

    for database in databases:
        database.start()
    await asyncio.gather(*(database.write(add) for _ in range(50) for database in databases))
    for database in databases:
        await database.close()
    assert databases[0].read_now(numbers) == list(range(100))


async def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    """The writer uses WAL, waits for the disk at every COMMIT, and checks foreign keys."""

    def settings(tx: Transaction) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert Database(sqlite_url).write_now(settings) == ["wal", 2, 1, 10_000]


@pytest.mark.parametrize("url", ["mysql://localhost/bot", "sqlite://", "sqlite:///:memory:"])
def test_unknown_database_is_refused(url: str) -> None:
    """Only an SQLite file or PostgreSQL will do."""
    with pytest.raises(ValueError, match="basis data tidak dikenal"):
        Database(url)


async def test_each_transaction_is_measured(numbers_url: str) -> None:
    """How long it took, and how many functions shared it, is said on the event loop."""
    measured = list[tuple[float, int]]()
    database = Database(numbers_url, on_written=lambda seconds, functions: measured.append((seconds, functions)))
    database.start()
    await asyncio.gather(*(database.write(keep(number)) for number in range(5)))
    await database.close()
    assert sum(functions for _, functions in measured) == 5
    assert all(seconds > 0 for seconds, _ in measured)
