"""Deadlines as rows: what has come is found by index, and each rung is claimed once."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text, update

from bot.sop.ladder import NextRung, Rung
from storage import deadlines
from storage.database import Database, Transaction
from storage.deadlines import Due
from storage.records import Deadline, Task
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle

HOUR = timedelta(hours=1)
FIRST = Due(1, 1, 1, 1, Rung.TENGGAT, NOW)


def _fill(tx: Transaction) -> None:
    """Three open tasks: one due now, one an hour earlier, one an hour later."""
    fill(tx)
    fill_cycle(tx, NOW.date())
    task = {"office_id": 1, "cycle_id": 1, "step": 2, "purpose": "sop", "role": "kasubbag", "putaran": 1}
    fixed = {**task, "state": "open", "version": 0, "opened_at": NOW, "expired": False}
    for number, at in ((1, NOW), (2, NOW - HOUR), (3, NOW + HOUR)):
        tx.execute(insert(Task).values(id=number, number=number, **fixed))
        tx.execute(insert(Deadline).values(task_id=number, office_id=1, due_at=at, next_rung=Rung.TENGGAT, next_at=at))


@pytest.fixture
def filled(database_url: str) -> Database:
    """A database with three deadlines."""
    database = Database(database_url)
    database.write_now(_fill)
    return database


def _due(database: Database, most: int = 9) -> list[int]:
    return [one.task_id for one in database.read_now(lambda tx: deadlines.due(tx, NOW, most))]


def test_what_has_come_is_given_the_longest_waiting_first(filled: Database) -> None:
    """What comes later is left out, and no more are given than were asked for."""
    assert _due(filled) == [2, 1]
    assert _due(filled, 1) == [2]
    assert filled.read_now(lambda tx: deadlines.due(tx, NOW, 9))[1] == FIRST


def test_a_rung_is_claimed_once(filled: Database) -> None:
    """The first claim stands, the second is told no; without a following rung nothing comes any more."""
    assert filled.write_now(lambda tx: deadlines.claim(tx, FIRST, None))
    assert not filled.write_now(lambda tx: deadlines.claim(tx, FIRST, None))
    assert _due(filled) == [2]


def test_the_following_rung_takes_its_place(filled: Database) -> None:
    """It fires at its own instant, under its own name."""
    following = NextRung(Rung.MULAI, NOW - 2 * HOUR)
    assert filled.write_now(lambda tx: deadlines.claim(tx, FIRST, following))
    found = filled.read_now(lambda tx: deadlines.due(tx, NOW, 1))
    assert found == [Due(1, 1, 1, 1, Rung.MULAI, NOW - 2 * HOUR)]


@pytest.mark.parametrize("change", [{"next_at": NOW - HOUR}, {"next_rung": Rung.MULAI}])
def test_what_was_timed_anew_is_not_claimed(filled: Database, change: dict[str, object]) -> None:
    """A rung is claimed only as it was read."""
    filled.write_now(lambda tx: tx.execute(update(Deadline).where(Deadline.task_id == 1).values(change)))
    assert not filled.write_now(lambda tx: deadlines.claim(tx, FIRST, None))


def test_looking_uses_the_index(sqlite_url: str) -> None:
    """What is asked every second searches by the next instant and never walks through the table."""
    statement = str(deadlines._DUE.compile(compile_kwargs={"literal_binds": False}))
    plan = Database(sqlite_url).read_now(
        lambda tx: tx.execute(text(f"EXPLAIN QUERY PLAN {statement}"), {"now": "2026-04-01", "most": 200}).all()
    )
    steps = [row.detail for row in plan]
    assert any("ix_deadline_next_at" in step for step in steps)
    assert not any(step.startswith("SCAN") or step == "TEMP B-TREE FOR ORDER BY" for step in steps)
