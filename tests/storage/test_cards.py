"""A task's card is the newest message of its own that shows it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from storage import cards
from storage.cards import PREFIX, ShownCard
from storage.database import Database
from storage.messages import OutboxMessage
from tests.storage.plans import plan_of
from tests.storage.rows import message


@pytest.fixture
def filled(database_url: str) -> Database:
    """Two cards and a reminder of task 7, a card of task 8, and messages of no task."""
    database = Database(database_url)
    rows = [(f"{PREFIX}:7:a", 7), (f"{PREFIX}:7:b", 7), ("pagi:7", 7), (f"{PREFIX}:8:a", 8), ("u1:1", None)]
    values = [{**message(key, "sent"), "officer_id": 1, "task_id": task} for key, task in rows]
    database.write_now(lambda tx: tx.execute(insert(OutboxMessage), values))
    return database


def test_the_newest_card_of_the_task(filled: Database) -> None:
    """Not its reminders, and not another task's; None while no card was written."""
    assert filled.read_now(lambda tx: cards.last(tx, 7)) == ShownCard(2, 1)
    assert filled.read_now(lambda tx: cards.last(tx, 8)) == ShownCard(4, 1)
    assert filled.read_now(lambda tx: cards.last(tx, 9)) is None


def test_it_is_found_by_its_task(sqlite_url: str) -> None:
    """However many messages other offices were ever sent."""

    (step,) = Database(sqlite_url).read_now(lambda tx: plan_of(tx, lambda one: cards.last(one, 7)))
    assert "USING INDEX ix_outbox_message_task_id" in step
