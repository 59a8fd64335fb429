from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers import arrivals
from handlers.arrivals import POLL, Arrivals
from handlers.lanes import Lanes
from storage import intake
from storage.database import Database
from storage.intake import Incoming
from tests.handlers.pacing import WoundPace, until

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


@dataclass
class Hall:
    """Updates that someone stored, and lanes that note what they are brought."""

    database: Database
    pace: WoundPace = field(default_factory=WoundPace)
    handled: list[int] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.arrivals = Arrivals(self.database, self.pace)
        self.lanes = Lanes(self.handle, self.database, now=lambda: NOW, pace=self.pace)

    async def handle(self, update_id: int, _raw: dict[str, Any]) -> None:
        self.handled.append(update_id)
        await self.database.write(lambda tx: intake.finish(tx, update_id, NOW))

    async def store(self, *update_ids: int, user: int = 7) -> None:
        """Store updates of one person, without a word."""
        rows = [Incoming(one, user, "{}") for one in update_ids]
        await self.database.write(lambda tx: intake.store(tx, rows, NOW))

    def open(self) -> None:
        """Begin to bring."""
        self.task = asyncio.create_task(self.arrivals.bring(self.lanes))

    async def close(self) -> None:
        """Bring nothing more."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait({self.task})
        await self.lanes.close()


@pytest.fixture
async def hall(sqlite_database: Database) -> AsyncIterator[Hall]:
    """A hall that is closed at the end."""
    hall = Hall(sqlite_database)
    yield hall
    await hall.close()


async def test_what_waited_is_brought_first(hall: Hall) -> None:
    """Updates that were stored while nobody worked come in their order, and each once."""
    await hall.store(3, 4, 5)
    hall.arrivals.tell([4])
    hall.open()
    await until(lambda: hall.handled == [3, 4, 5])
    await hall.pace.asleep(POLL)
    assert hall.handled == [3, 4, 5]


async def test_what_is_told_comes_in_the_order_of_telling(hall: Hall) -> None:
    """The order of the commits counts, whatever the ids; what is known or done already is left alone."""
    hall.open()
    await hall.pace.asleep(POLL)
    await hall.store(9, 2, 5)
    hall.arrivals.tell([9, 2])
    hall.arrivals.tell([5, 9])
    await until(lambda: len(hall.handled) == 3)
    assert hall.handled == [9, 2, 5]
    hall.arrivals.tell([2])
    await hall.store(11)
    hall.arrivals.tell([11])
    await until(lambda: hall.handled == [9, 2, 5, 11])


async def test_what_nobody_told_of_is_found(hall: Hall) -> None:
    """A look now and then, and one after words may have been missed, find what was stored."""
    hall.open()
    await hall.pace.asleep(POLL)
    await hall.store(1)
    hall.pace.advance(POLL)
    await until(lambda: hall.handled == [1])
    await hall.store(2)
    hall.arrivals.missed()
    await until(lambda: hall.handled == [1, 2])


async def test_while_nobody_works_what_is_told_takes_no_room(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stands by for days keeps no list of what it was told; taking over it looks for itself."""
    monkeypatch.setattr(arrivals, "MOST_TOLD", 2)
    await hall.store(1, 2, 3, 4)
    for one in (1, 2, 3, 4):
        hall.arrivals.tell([one])
    assert len(hall.arrivals._told) <= 2
    hall.open()
    await until(lambda: hall.handled == [1, 2, 3, 4])


async def test_a_database_that_is_away_is_waited_for(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was told before a failed read is brought after it."""

    async def away(_work: object) -> None:
        raise ConnectionError

    await hall.store(1)
    with monkeypatch.context() as patched:
        patched.setattr(hall.database, "read", away)
        hall.open()
        await hall.pace.asleep(1)
    hall.pace.advance(1)
    await until(lambda: hall.handled == [1])
