from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from sqlalchemy import URL

from storage.engines import parse_url, session
from storage.leadership import Leadership, lock_key

BOT = 123456


@asynccontextmanager
async def standing(url: str, bot: int = BOT) -> AsyncIterator[Leadership]:
    """A process that may work for a bot."""
    one = Leadership(parse_url(url), bot, every=0.01)
    try:
        yield one
    finally:
        await one.close()


def end(url: str, leader: Leadership) -> None:
    """End the session that holds the right, as a restart of the server does."""
    assert leader._session is not None
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [leader._session.info.backend_pid])


async def test_one_works_and_the_next_takes_over(postgresql_url: str) -> None:
    """While one holds the right another stands by; given back, it is the other's."""
    async with asyncio.timeout(20), standing(postgresql_url) as first, standing(postgresql_url) as second:
        await first.acquire()
        waiting = asyncio.create_task(second.acquire())
        assert not await second._answers(second._try)
        assert not waiting.done()
        await first.release()
        await waiting


async def test_who_was_cut_off_learns_it_and_another_takes_over(postgresql_url: str) -> None:
    """A session that ended has lost the right: its process is told, and the next one works."""
    async with asyncio.timeout(20), standing(postgresql_url) as first, standing(postgresql_url) as second:
        await first.acquire()
        lost = asyncio.create_task(first.lost())
        assert await first._answers(first._check)
        assert not lost.done()
        end(postgresql_url, first)
        await lost
        await second.acquire()


async def test_a_database_that_says_nothing_counts_as_lost(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an answer within the patience nobody may take it that the right is still his."""
    async with asyncio.timeout(20), standing(postgresql_url) as first:
        await first.acquire()
        monkeypatch.setattr(first, "_patience", 0.0)
        await first.lost()


async def test_a_lock_that_someone_else_took_away(postgresql_url: str) -> None:
    """A session that lives but no longer holds the lock has lost the right, too."""
    async with asyncio.timeout(20), standing(postgresql_url) as first:
        await first.acquire()
        assert first._session is not None
        first._session.execute("SELECT pg_advisory_unlock_all()")
        await first.lost()


async def test_a_database_that_is_away_is_waited_for(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A standby outlives a server that refuses it, and works once it is there."""
    failing = iter([True, True])

    def opened(url: URL) -> object:
        if next(failing, False):
            raise psycopg.OperationalError
        return session(url)

    monkeypatch.setattr("storage.leadership.session", opened)
    async with asyncio.timeout(20), standing(postgresql_url) as first:
        await first.acquire()
        assert next(failing, None) is None


async def test_each_bot_has_its_own_lock(postgresql_url: str) -> None:
    """Two bots in one database are worked for beside each other."""
    async with asyncio.timeout(20), standing(postgresql_url) as first, standing(postgresql_url, BOT + 1) as second:
        await first.acquire()
        await second.acquire()


def test_the_key_never_changes() -> None:
    """Processes of different versions agree on the lock; it fits PostgreSQL's bigint."""
    assert lock_key(BOT) == 5458839539753302122
    assert lock_key(BOT) != lock_key(BOT + 1)
    assert all(-(2**63) <= lock_key(bot) < 2**63 for bot in range(1, 200))
