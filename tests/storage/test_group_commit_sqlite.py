from __future__ import annotations

import asyncio
from contextlib import closing
from queue import SimpleQueue

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from storage.database import Database, Transaction
from storage.engines import parse_url, writing
from storage.group_commit import GroupWriter, Job
from storage.link import Link, TransactionLostError
from tests.storage.group import Group, keep


@pytest.fixture
def group(numbers_url: str) -> Group:
    """A writer on each kind of database."""
    return Group(numbers_url)


@pytest.fixture
def sqlite_group(sqlite_numbers_url: str) -> Group:
    """A writer on an SQLite file."""
    return Group(sqlite_numbers_url)


def with_pragma(group: Group, pragma: str) -> None:
    """Give every connection of the writer a setting of SQLite's."""

    def prepare(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    event.listen(group.link._engine, "connect", prepare)


def fill_disk(group: Group) -> None:
    """Leave room for twenty more pages, as on a disk that is nearly full."""
    pages = Database(group.url).read_now(lambda tx: tx.exec_driver_sql("PRAGMA page_count").scalar_one())
    with_pragma(group, f"max_page_count={pages + 20}")


async def test_full_disk_ends_the_whole_transaction(sqlite_group: Group) -> None:
    """The trap itself: on a full disk SQLite drops the transaction, and a plain commit would report success."""
    fill_disk(sqlite_group)
    with closing(sqlite_group.link) as link:
        link.begin()
        keep(1)(link.tx)
        with pytest.raises(OperationalError, match="full"):
            keep(2, size=1_000_000)(link.tx)
        keep(3)(link.tx)
        link._driver.commit()
        with pytest.raises(TransactionLostError):
            link.commit()
    assert sqlite_group.kept() == [3]


async def test_full_disk_loses_nothing_that_was_acknowledged(sqlite_group: Group) -> None:
    """On a full disk only the function that did not fit is refused, and every other one is kept once."""
    fill_disk(sqlite_group)
    first, second, third = await sqlite_group.run(keep(1), keep(2, size=1_000_000), keep(3))
    assert (first, third) == (1, 3)
    assert isinstance(second, OperationalError)
    assert sqlite_group.kept() == [1, 3]


async def test_full_disk_that_a_function_hides_loses_nothing(sqlite_group: Group) -> None:
    """A function that hides the full disk from the writer is found out, and the others are kept."""
    fill_disk(sqlite_group)

    def hide(tx: Transaction) -> None:
        with pytest.raises(OperationalError):
            keep(2, size=1_000_000)(tx)

    first, second, third = await sqlite_group.run(keep(1), hide, keep(3))
    assert (first, third) == (1, 3)
    assert isinstance(second, TransactionLostError)
    assert sqlite_group.kept() == [1, 3]


async def test_lock_held_elsewhere_is_told_to_everyone(sqlite_group: Group) -> None:
    """When another program keeps the write lock nobody waits for ever, and later groups go through."""
    with_pragma(sqlite_group, "busy_timeout=1")
    with closing(Link(*writing(parse_url(sqlite_group.url)))) as other:
        other.begin()
        refused = await sqlite_group.run(keep(1), keep(2))
    assert [type(error) for error in refused] == [OperationalError, OperationalError]
    assert await sqlite_group.run(keep(3), keep(4)) == [3, 4]
    assert sqlite_group.kept() == [3, 4]


async def test_connection_outlives_a_lock_held_elsewhere(sqlite_group: Group) -> None:
    """A connection that could not begin once begins when the lock is free."""
    with_pragma(sqlite_group, "busy_timeout=1")
    with closing(sqlite_group.link) as link, closing(Link(*writing(parse_url(sqlite_group.url)))) as other:
        link.alone(keep(1))
        other.begin()
        with pytest.raises(OperationalError, match="locked"):
            link.alone(keep(2))
        other.commit()
        link.alone(keep(3))
    assert sqlite_group.kept() == [1, 3]


async def test_unreachable_database_is_told_to_everyone(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without a connection every caller gets the error."""
    nowhere = tmp_path_factory.mktemp("nowhere") / "missing" / "bot.sqlite3"
    refused = await Group(f"sqlite:///{nowhere}").run(keep(1), keep(2))
    assert [type(error) for error in refused] == [OperationalError, OperationalError]


async def test_caller_whose_loop_is_gone_stops_nobody(sqlite_group: Group) -> None:
    """A caller whose event loop has closed gets nothing, and the writer goes on."""
    loop = asyncio.new_event_loop()
    jobs: SimpleQueue[Job | None] = SimpleQueue()
    jobs.put(Job(keep(1), loop.create_future()))
    loop.close()
    jobs.put(None)
    await asyncio.to_thread(GroupWriter(sqlite_group.link, jobs, lambda: None).run)
    assert sqlite_group.kept() == [1]
