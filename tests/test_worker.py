"""What the working process looks at before it takes anything in."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from bot.worker import Worker
from storage.database import Database
from storage.migrate import MigrationError
from storage.records import Cycle
from tests.databases import NOW
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
