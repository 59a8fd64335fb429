"""A backup taken while the bot writes is an office that goes on: nothing is sent by itself, the cycle is finished."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.sop.model import CycleStatus
from storage.backup import backup, release_held, restore
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from tests.services.paper_office import PaperOffice, collected_copy
from tests.storage.rows import message


@pytest.fixture
def collected(sqlite_template: Path, tmp_path: Path) -> tuple[Path, datetime]:
    """An office in which every form is received."""
    return collected_copy(sqlite_template, tmp_path)


def unsent(tx: Transaction) -> Counter[str]:
    """The outbox by state."""
    return Counter(tx.scalars(select(OutboxMessage.state)))


def say_twice(tx: Transaction, number: int) -> None:
    """One act of two messages."""
    tx.execute(insert(OutboxMessage), [message(f"{number}{half}", "pending") for half in "ab"])


async def test_a_restored_office_finishes_its_cycle(collected: tuple[Path, datetime], tmp_path: Path) -> None:
    """Taken between two of many writes, it holds whole acts only; released, it goes on to its archive."""
    path, now = collected
    living, begun, enough = Database(f"sqlite:///{path}"), asyncio.Event(), asyncio.Event()
    office = PaperOffice(living, now)
    living.start()

    async def work() -> None:
        """Two messages an act, as long as the backup takes."""
        for number in count():
            await living.write(partial(say_twice, number=number))
            begun.set()
            if enough.is_set():
                return

    writing = asyncio.create_task(work())
    await begun.wait()
    await asyncio.to_thread(backup, str(living.url), tmp_path / "cadangan.db")
    enough.set()
    await writing
    await living.close()
    restore(tmp_path / "cadangan.db", f"sqlite:///{tmp_path / 'pulih.db'}")
    restored = PaperOffice(Database(f"sqlite:///{tmp_path / 'pulih.db'}"), office.now)
    states = restored.database.read_now(unsent)
    assert states["pending"] == states["sending"] == 0
    assert states["held"] > 0
    assert states["held"] % 2 == 0
    assert restored.database.write_now(release_held) == states["held"]
    restored.recap()
    restored.compile()
    restored.sign()
    restored.archive()
    assert restored.record.state.status is CycleStatus.SELESAI
