"""What someone hears whose update was given up."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from telegram import Bot

from handlers.reception import Reception
from storage.database import Database
from storage.messages import OutboxMessage
from tests.services.counter import CAMAT, Counter


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


async def _told(office: Counter, sender: int) -> list[tuple[int, str]]:
    """Apologise twice for one update; gives what was written."""
    reception = Reception(Bot("1:x"), office.database, office.bureau, lambda: office.now)
    office.database.start()
    try:
        for _ in range(2):
            await office.database.write(lambda tx: reception.apologise(tx, 900_001, sender, "GDBBA1"))
        rows = await office.database.read(
            lambda tx: tx.execute(select(OutboxMessage.chat_id, OutboxMessage.payload)).all()
        )
    finally:
        await office.database.close()
    return [(row.chat_id, row.payload["text"]) for row in rows]


async def test_an_officer_is_told_once_with_the_code(office: Counter) -> None:
    """So that he tries again, and an operator finds what went wrong."""
    chat = office.chat(CAMAT)
    ((told, text),) = await _told(office, chat)
    assert told == chat
    assert "belum dapat diproses" in text
    assert "<code>GDBBA1</code>" in text


async def test_a_stranger_is_told_nothing(office: Counter) -> None:
    """What an unknown account breaks is no reason to talk to it."""
    assert await _told(office, 990_001) == []
