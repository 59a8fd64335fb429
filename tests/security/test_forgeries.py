"""Forged, replayed and foreign acts by the thousand: none is accepted or crashes; strangers hear one word an hour."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.messages import OutboxMessage
from tests.digest import differences, digest
from tests.security.front_door import front_door, pressed, written
from tests.security.two_offices import NOW, STRANGERS, Enemy, TwoOffices
from tests.services.counter import KASUBBAG

COUNTS = [1_000, pytest.param(10_000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", COUNTS)
async def test_no_forged_act_is_accepted(sqlite_database: Database, count: int) -> None:
    """Whoever presses or writes what is not his to press or write changes nothing in either office, in any order."""
    offices = TwoOffices.found(sqlite_database)
    before = sqlite_database.read_now(digest)
    async with front_door(sqlite_database, offices.ours.bureau, NOW) as door:
        assert await door.take(Enemy(offices, seed=15).acts(count)) == count
        assert door.crashes == []
        assert door.unfinished() == []
    assert differences(before, sqlite_database.read_now(digest)) == {}
    query = select(OutboxMessage.chat_id, OutboxMessage.key).where(OutboxMessage.chat_id.in_(STRANGERS))
    told = Counter(
        (row.chat_id, row.key.partition(":")[0]) for row in sqlite_database.read_now(lambda tx: tx.execute(query).all())
    )
    assert set(told.values()) == {1}
    assert {chat for chat, about in told if about == "asing"} == set(STRANGERS)


async def test_a_stranger_hears_one_word_an_hour(sqlite_database: Database) -> None:
    """Whatever he sends again is met with silence for an hour, and with the same word after it."""
    bureau, stranger, told = TwoOffices.found(sqlite_database).ours.bureau, STRANGERS[0], list[int]()
    count = select(func.count()).where(OutboxMessage.chat_id == stranger)
    for minutes in (0, 59, 61):
        async with front_door(sqlite_database, bureau, NOW + timedelta(minutes=minutes)) as door:
            await door.take([written(stranger, "halo", 1), pressed(stranger, "lanjut:1:0:")])
        told.append(sqlite_database.read_now(lambda tx: tx.execute(count).scalar_one()))
    assert told == [1, 1, 2]


async def test_the_same_press_by_its_holder_counts(sqlite_database: Database) -> None:
    """What the enemies press in vain does its work when the neighbour's own Kasubbag presses it."""
    offices = TwoOffices.found(sqlite_database)
    theirs = offices.theirs
    chat = theirs.chat(KASUBBAG)
    data = [str(one) for whose, one in offices.buttons(theirs) if whose == chat and one.verb == "lanjut"][-1]
    before = sqlite_database.read_now(lambda tx: digest(tx, theirs.office_id))
    async with front_door(sqlite_database, theirs.bureau, NOW) as door:
        await door.take([pressed(one, data) for one in offices.chats(offices.ours)])
        assert sqlite_database.read_now(lambda tx: digest(tx, theirs.office_id)) == before
        await door.take([pressed(chat, data)])
        assert door.crashes == []
    assert sqlite_database.read_now(lambda tx: digest(tx, theirs.office_id))["task"] != before["task"]
