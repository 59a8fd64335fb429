"""Who works: of the processes that share a PostgreSQL database, the one whose session holds the bot's advisory lock."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from sqlalchemy import URL

from storage.engines import session

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

LOG = structlog.get_logger(__name__)
EVERY = 0.5
PATIENCE = 3.0


def lock_key(bot_id: int) -> int:
    """A signed 64-bit number for a bot, far from the small ones of other locks; the same in every process."""
    return int.from_bytes(hashlib.blake2b(f"bot:{bot_id}".encode(), digest_size=8).digest(), "big", signed=True)


class Leadership:
    """The right to work for one bot, held by a session of its own.

    Guaranteed: the server grants it to one session at a time, and to the next as soon as that session has ended, which
    a killed process does at once and a vanished machine within seconds. Not guaranteed: that whoever lost it knows
    already. It is asked for every EVERY seconds and given up after PATIENCE seconds without an answer, so that for a
    moment two processes may work. Nothing rests on that being impossible: whatever they commit is conditional, and a
    message can go out twice only where the first process had it on its way.
    """

    def __init__(self, url: URL, bot_id: int, *, every: float = EVERY, patience: float = PATIENCE) -> None:
        self._url = url
        self._key = lock_key(bot_id)
        self._every = every
        self._patience = patience
        self._session: psycopg.Connection[tuple[Any, ...]] | None = None
        # One thread, so that giving it back comes after a try that nobody waits for any more.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="leadership")

    async def acquire(self) -> None:
        """Stand by until the right is ours; a database that is away is waited for."""
        standing_by = False
        while not await self._answers(self._try):
            if not standing_by:
                LOG.info("standing by")
            standing_by = True
            await asyncio.sleep(self._every)
        LOG.info("working")

    async def lost(self) -> None:
        """Return once the right is gone, or can no longer be known to be ours."""
        held = True
        while held:
            await asyncio.sleep(self._every)
            held = await self._answers(self._check)
        LOG.warning("leadership lost")

    async def release(self) -> None:
        """Give the right back, so that another takes it at once; `acquire` may be called again."""
        await self._in_thread(self._close)

    async def close(self) -> None:
        """Give it back for good."""
        await self.release()
        self._thread.shutdown(wait=False)

    async def _answers(self, question: Callable[[], bool]) -> bool:
        """The answer within the patience, False without one."""
        from psycopg import Error

        try:
            async with asyncio.timeout(self._patience):
                return await self._in_thread(question)
        except (Error, TimeoutError) as error:
            LOG.warning("database did not answer", error=type(error).__name__)
            return False

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _try(self) -> bool:
        return self._asked("SELECT pg_try_advisory_lock(%s)", fresh=True)

    def _check(self) -> bool:
        return self._asked(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted"
            " AND (classid::bigint << 32 | objid::bigint) = %s)",
            fresh=False,
        )

    def _asked(self, question: str, *, fresh: bool) -> bool:
        """Put a yes-or-no question about the lock; a session that fails is closed, and only `fresh` opens another."""
        from psycopg import Error

        if self._session is None and fresh:
            self._session = session(self._url)
        if self._session is None:
            return False
        try:
            row = self._session.execute(question, [self._key]).fetchone()
        except Error:
            self._close()
            raise
        return row is not None and bool(row[0])

    def _close(self) -> None:
        if self._session is not None:
            with suppress(Exception):
                self._session.close()
            self._session = None
