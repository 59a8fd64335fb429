"""What the working process looks at before it takes anything in."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text, update
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from bot.worker import Worker
from handlers.arrivals import POLL
from handlers.lanes import Lanes
from storage import audit, intake
from storage.database import Database, Transaction
from storage.intake import Incoming
from storage.migrate import MigrationError
from storage.records import Cycle
from tests.databases import NOW
from tests.handlers.pacing import WoundPace
from tests.storage.rows import fill, fill_cycle

NOTHING: Any = None


async def test_a_cycle_of_an_unknown_sop_keeps_it_from_working(sqlite_database: Database) -> None:
    """Its officials would be told of steps that their SOP does not have."""
    await sqlite_database.write(fill)
    await sqlite_database.write(lambda tx: fill_cycle(tx, NOW.date()))
    await sqlite_database.write(lambda tx: tx.execute(update(Cycle).values(sop="lain@2")))
    bureau = Bureau(long_ikis(), bytes(32))
    worker = Worker(NOTHING, NOTHING, sqlite_database, bureau, NOTHING, NOTHING, NOTHING, 1.0)
    with pytest.raises(MigrationError, match=r"tidak ada dalam program ini: lain@2"):
        await worker.run()


async def test_a_newer_schema_keeps_it_from_working(sqlite_database: Database) -> None:
    """A process that stood by while a newer program brought the database up to itself would not know what it holds."""
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await sqlite_database.write(lambda tx: tx.execute(newer))
    worker = Worker(NOTHING, NOTHING, sqlite_database, NOTHING, NOTHING, NOTHING, NOTHING, 1.0)
    with pytest.raises(MigrationError, match="versi program yang lebih baru"):
        await worker.run()


async def test_a_key_that_is_not_the_databases_is_told(database: Database) -> None:
    """A second machine that made a key of its own would break the chains; the right one and an empty audit are fine."""

    def act(tx: Transaction) -> None:
        acted: dict[str, Any] = {
            "office_id": 1,
            "chain": "office:1",
            "at": NOW,
            "officer_id": None,
            "action": "X",
            "detail": {"a": 1},
        }
        audit.append(tx, key=bytes(32), **acted)

    async def told(key: bytes) -> list[str]:
        worker = Worker(NOTHING, NOTHING, database, Bureau(long_ikis(), key), NOTHING, NOTHING, NOTHING, 1.0)
        with capture_logs() as logged, pytest.raises(MigrationError):
            await worker.run()
        return [line["event"] for line in logged]

    await database.write(fill)
    await database.write(lambda tx: fill_cycle(tx, NOW.date()))
    await database.write(lambda tx: tx.execute(update(Cycle).values(sop="lain@2")))
    assert await told(b"x" * 32) == []
    await database.write(act)
    assert await told(b"x" * 32) == ["audit.key is not the one of this database"]
    assert await told(bytes(32)) == []


class Silent:
    """A Telegram that has nothing to say."""

    async def call(self, *_call: object, **_more: object) -> Any:
        await asyncio.Event().wait()


async def test_who_polls_also_handles_what_another_process_was_posted(postgresql_database: Database) -> None:
    """A process that still takes a webhook's posts while MODE is being changed stores them for the one that works."""
    database, handled, pace = postgresql_database, asyncio.Queue[int](), WoundPace()

    async def handle(update_id: int, _raw: object) -> None:
        await handled.put(update_id)

    lanes = Lanes(handle, database, now=lambda: NOW, pace=pace)
    worker = Worker(NOTHING, SystemClock(), database, NOTHING, NOTHING, NOTHING, pace, 1.0)
    ways_in = [asyncio.create_task(way) for way in worker._taking(lanes, Silent())]
    await pace.asleep(POLL)
    await database.write(lambda tx: intake.store(tx, [Incoming(7, 1, "{}")], NOW))
    pace.advance(POLL)
    assert await handled.get() == 7
    for way in ways_in:
        way.cancel()
    await asyncio.wait(ways_in)
    await lanes.close()
