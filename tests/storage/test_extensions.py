"""Requests for more time are decided once, and reminders that were asked for are noted once, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from bot.sop.working_time import Limit, LimitUnit
from storage import extensions, nudges
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import Deadline, Task
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle, message

LATER = NOW + timedelta(hours=1)
DAY = Limit(1, LimitUnit.HARI)


@pytest.fixture
def database(database_url: str) -> Database:
    """A database of each kind, with one open task whose limit runs."""
    found = Database(database_url)
    found.write_now(_fill)
    return found


def _fill(tx: Transaction) -> None:
    fill(tx)
    fill_cycle(tx, date(2026, 4, 1))
    kind = {"step": 5, "purpose": "sop", "role": "pptk", "unit_id": 1, "state": "open"}
    task = {"number": 1, "putaran": 1, "version": 0, "opened_at": NOW, "expired": False, **kind}
    tx.execute(insert(Task).values(id=1, office_id=1, cycle_id=1, **task))
    rung = {"due_at": LATER, "next_rung": "tenggat", "next_at": LATER, "mornings": 0, "reminded": 0}
    tx.execute(insert(Deadline).values(task_id=1, office_id=1, **rung))


def _ask(tx: Transaction) -> int:
    return extensions.ask(tx, office_id=1, task_id=1, officer_id=1, length=DAY, reason="Cuti.", at=NOW)


def test_a_request_is_kept_as_it_was_asked(database: Database) -> None:
    """With its amount, its reason, and no decision."""
    request_id = database.write_now(_ask)
    found = database.read_now(lambda tx: extensions.waiting(tx, 1))
    assert found == extensions.Request(request_id, 1, 1, 1, DAY, "Cuti.", NOW, None, None, None)
    assert database.read_now(lambda tx: extensions.find(tx, request_id + 1)) is None


def test_a_request_is_decided_by_the_first(database: Database) -> None:
    """The second changes nothing, and no request waits any more."""
    request_id = database.write_now(_ask)
    assert database.write_now(lambda tx: extensions.decide(tx, request_id, by=1, at=LATER, granted=True))
    assert not database.write_now(lambda tx: extensions.decide(tx, request_id, by=1, at=NOW, granted=False))
    kept = database.read_now(lambda tx: extensions.find(tx, request_id))
    assert kept is not None
    assert (kept.decided_at, kept.decided_by, kept.granted) == (LATER, 1, True)
    assert database.read_now(lambda tx: extensions.waiting(tx, 1)) is None


def test_the_message_of_a_request_is_found_again(database: Database) -> None:
    """By its key; none while none was written."""
    assert database.read_now(lambda tx: extensions.brought(tx, 7)) is None
    row = {**message(extensions.key(7), "sent"), "officer_id": 1}
    database.write_now(lambda tx: tx.execute(insert(OutboxMessage).values(id=3, **row)))
    assert database.read_now(lambda tx: extensions.brought(tx, 7)) == extensions.Brought(3, 1)


def test_a_reminder_is_noted_by_whoever_knows_the_last(database: Database) -> None:
    """Of two who know of the same, one is refused; each that counts is counted."""
    assert database.read_now(lambda tx: nudges.last(tx, 1)) is None
    assert database.write_now(lambda tx: nudges.claim(tx, 1, None, NOW))
    assert not database.write_now(lambda tx: nudges.claim(tx, 1, None, LATER))
    assert database.write_now(lambda tx: nudges.claim(tx, 1, NOW, LATER))
    assert database.read_now(lambda tx: nudges.last(tx, 1)) == LATER
    assert database.read_now(lambda tx: tx.execute(select(Deadline.reminded)).scalar_one()) == 2
    assert not database.write_now(lambda tx: nudges.claim(tx, 2, None, NOW))


def test_only_what_waits_for_office_hours_is_withdrawn(database: Database) -> None:
    """Of this task, also from one who cannot be reached any more, and no other message of it."""
    waiting = {"task_id": 1, "officer_id": 1, "not_before": LATER}
    rows = [
        {**message(nudges.key(1, NOW), "pending"), **waiting},
        {**message(nudges.key(1, LATER), "sent"), **waiting},
        {**message(nudges.key(1, LATER + timedelta(hours=1)), "waiting"), **waiting, "chat_id": None},
        {**message(nudges.key(2, NOW), "pending"), **waiting, "task_id": 2},
        {**message("kartu:1:u1:1", "pending"), **waiting},
    ]
    database.write_now(lambda tx: tx.execute(insert(OutboxMessage), rows))
    database.write_now(lambda tx: nudges.withdraw(tx, 1, 1))
    query = select(OutboxMessage.state).order_by(OutboxMessage.id)
    states = database.read_now(lambda tx: list(tx.execute(query).scalars()))
    assert states == ["dead", "sent", "dead", "pending", "pending"]
