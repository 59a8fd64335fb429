from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from sqlalchemy import URL, insert, select

from storage import notices
from storage.database import Database, Transaction
from storage.engines import session
from storage.notices import UPDATE, WAKE, Notices, tell
from storage.tables import Heartbeat
from tests.databases import NOW


@asynccontextmanager
async def listening(url: URL) -> AsyncIterator[asyncio.Queue[tuple[str, str]]]:
    """What a process hears, from when it begins to listen."""
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    listener = Notices(url, lambda *notice: heard.put_nowait(notice), lambda: heard.put_nowait(("missed", "")))
    running = asyncio.create_task(listener.run())
    try:
        async with asyncio.timeout(20):
            assert await heard.get() == ("missed", "")
            yield heard
    finally:
        listener.stop()
        await running


async def test_what_is_committed_is_heard_in_order(postgresql_database: Database) -> None:
    """Each commit is told once, in the order of the commits; what was rolled back is not."""

    def fail(tx: Transaction) -> None:
        tell(tx, UPDATE, "0")
        raise LookupError

    async with listening(postgresql_database.url) as heard:
        with pytest.raises(LookupError):
            await postgresql_database.write(fail)
        for number in ("1", "2", "3"):
            await postgresql_database.write(partial(tell, channel=UPDATE, payload=number))
        assert [await heard.get() for _ in range(3)] == [(UPDATE, "1"), (UPDATE, "2"), (UPDATE, "3")]


async def test_a_command_of_the_operator_is_heard(postgresql_database: Database) -> None:
    """Whatever is written from the command line wakes the process that works."""
    async with listening(postgresql_database.url) as heard:
        postgresql_database.write_now(lambda _: None)
        assert await heard.get() == (WAKE, "")


async def test_a_lost_connection_is_made_anew(postgresql_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the server has cut it off it listens again, and says that it may have missed something."""
    monkeypatch.setattr(notices, "AGAIN", 0.01)
    url = postgresql_database.url
    async with listening(url) as heard:
        with session(url) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                " AND datname = current_database()"
            )
        assert await heard.get() == ("missed", "")
        await postgresql_database.write(lambda tx: tell(tx, UPDATE, "7"))
        assert await heard.get() == (UPDATE, "7")


async def test_on_sqlite_nobody_is_told(sqlite_database: Database) -> None:
    """There is no other process to hear of it, and what is written with it stands."""

    def act(tx: Transaction) -> None:
        tx.execute(insert(Heartbeat), {"started_at": NOW, "last_at": NOW})
        tell(tx, UPDATE, "1")

    await sqlite_database.write(act)
    assert sqlite_database.read_now(lambda tx: tx.scalar(select(Heartbeat.last_at))) == NOW
