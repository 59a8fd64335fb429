"""Lanes: the updates of one person are handled in order, those of different people beside each other."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any

import structlog

from bot.incidents import Kind, code, describe
from handlers.pace import Pace, backoff
from storage import intake
from storage.database import Database, Transaction
from storage.intake import Incoming

LOG = structlog.get_logger(__name__)
AT_WORK = 64
SHORT = 8.0
REMEMBERED = 10_000
OnGivenUp = Callable[[Transaction, int, int, str], object]
"""Writes a word to the person of a dead update: given are its id, the person's, and the code of the incident."""


class Lanes:
    """Hands each stored update to `handle`, which finishes it in its own transaction or raises.

    A failed update is tried again at the head of its lane and is dead after `intake.ATTEMPTS`; nobody else waits
    for it, and `on_given_up` writes in the transaction that ends it. `before` is awaited with its person ahead of each.
    An idle lane is no task.
    """

    def __init__(
        self,
        handle: Callable[[int, dict[str, Any]], Awaitable[object]],
        database: Database,
        *,
        now: Callable[[], datetime],
        pace: Pace,
        before: Callable[[int], Awaitable[object]] | None = None,
        on_given_up: OnGivenUp | None = None,
        at_work: int = AT_WORK,
    ) -> None:
        self._handle = handle
        self._before = before
        self._on_given_up = on_given_up
        self._database = database
        self._now = now
        self._pace = pace
        self._slots = asyncio.Semaphore(at_work)
        self._waiting: dict[int, deque[Incoming]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._fed: dict[int, None] = {}
        self._unfinished: set[int] = set()

    def knows(self, update_id: int) -> bool:
        """Whether an update is in its lane or has been not long ago."""
        return update_id in self._fed or update_id in self._unfinished

    async def resume(self) -> None:
        """Feed what was stored but not finished before the last stop; call it before anything new is fed."""
        self.feed(await self._database.read(intake.pending))

    def feed(self, updates: Iterable[Incoming]) -> None:
        """Put updates at the end of their lanes, each once; returns at once."""
        for one in updates:
            if self.knows(one.update_id):
                continue
            self._remember(one.update_id)
            # What nobody sent has a lane of its own.
            key = -one.update_id if one.user_id is None else one.user_id
            if key in self._waiting:
                self._waiting[key].append(one)
                continue
            self._waiting[key] = deque([one])
            task = asyncio.create_task(self._drive(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _remember(self, update_id: int) -> None:
        """Once finished, only those of the last batches can come again, so older ids are let go."""
        self._unfinished.add(update_id)
        self._fed[update_id] = None
        if len(self._fed) > REMEMBERED:
            del self._fed[next(iter(self._fed))]

    async def idle(self) -> None:
        """Wait until every lane is empty."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Leave off; whatever is unfinished is still pending in the database."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drive(self, key: int) -> None:
        lane = self._waiting[key]
        try:
            while lane:
                if self._before is not None and lane[0].user_id is not None:
                    await self._before(lane[0].user_id)
                await self._finish(lane[0])
                self._unfinished.discard(lane.popleft().update_id)
        finally:
            self._unfinished.difference_update(one.update_id for one in lane)
            del self._waiting[key]

    async def _finish(self, update: Incoming) -> None:
        """Try one update until it is handled or dead."""
        tries = 0
        while True:
            tries += 1
            try:
                async with self._slots:
                    await self._handle(update.update_id, json.loads(update.raw))
            except Exception as error:  # noqa: BLE001 - whatever a handler raises is counted against its update
                if not await self._recorded(update, error):
                    return
            else:
                return
            await self._pace.sleep(backoff(tries, SHORT))

    async def _recorded(self, update: Incoming, error: Exception) -> bool:
        """Count a failure; True if the update is to be tried again."""
        place = describe(error)
        try:
            attempts = await self._counted(update, place)
        except Exception as fault:  # noqa: BLE001 - a database that is away must not end the lane
            LOG.error("failure not recorded", update_id=update.update_id, error=describe(fault))
            return True
        again = 0 < attempts < intake.ATTEMPTS
        event = "update failed" if again else "update given up"
        facts = {"update_id": update.update_id, "user_id": update.user_id, "code": code(Kind.UPDATE, update.update_id)}
        LOG.error(event, **facts, attempts=attempts, error=place)
        return again

    async def _counted(self, update: Incoming, place: str) -> int:
        """Count a failure; with the last one its person hears that it came to nothing, unless that fails as well."""
        now, on_given_up = self._now(), self._on_given_up

        def fail(tx: Transaction) -> int:
            return intake.fail(tx, update.update_id, place, now)

        def fail_and_tell(tx: Transaction) -> int:
            attempts = fail(tx)
            if attempts >= intake.ATTEMPTS and on_given_up is not None and update.user_id is not None:
                on_given_up(tx, update.update_id, update.user_id, code(Kind.UPDATE, update.update_id))
            return attempts

        try:
            return await self._database.write(fail_and_tell)
        except Exception as error:  # noqa: BLE001 - whatever is broken may break the word about it, too
            LOG.error("failure not told", update_id=update.update_id, error=describe(error))
            return await self._database.write(fail)
