"""No query without an office: every statement of two offices' whole cycles is bound to the office that acts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import delete, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.bench.players import Place
from bot.services import desk
from bot.services.limits import round as limits
from bot.sop.definition import long_ikis
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import Form, Task
from storage.tables import Assignment, Officer, SubActivity, Unit
from tests.isolation.exploring import Explorer
from tests.isolation.guard import Guard, WatchedBureau, watching
from tests.isolation.marked import OPENED, Neighbours

T = TypeVar("T")

STAGES = (1, 5, 6, 11, 12, 14, 15)
OFFICE_WIDE = {
    (
        "select",
        "assignment, officer, unit",
    ): "who sent an update is found by his Telegram account, which tells his office",
    ("select", "outbox_message"): "delivery sends what is due to anyone, by priority and within the bot's own limits",
    ("select", "document"): "the publisher makes what was requested, oldest first",
    ("update", "document"): "papers that were being made when a process died are requested again",
    ("select", "upload"): "files are fetched as they came",
}
"""What is bound to no office, and why; codes on the public page and the clock's first look are in their own tests."""

SECTION = {"office_id": 2, "code": "UJI", "name": "Seksi", "position": 9}


class WatchedPlace(Place):
    """Where the players' own looks are not the bot's."""

    guard: Guard

    async def read(self, look: Callable[[Transaction], T]) -> T:
        """As always, unwatched."""

        def unwatched(tx: Transaction) -> T:
            with self.guard.away():
                return look(tx)

        return await super().read(unwatched)


async def test_every_statement_is_bound_to_the_office_that_acts(sqlite_database: Database, tmp_path: Path) -> None:
    """Whole cycles of two offices, all that their officials can press and write meanwhile, and rounds of the clock."""
    guard, bureau = Guard(), WatchedBureau(long_ikis(), bytes(32), "contoh_bot")
    bureau.guard = guard
    both = await Neighbours.found(sqlite_database, bureau, tmp_path, WatchedPlace)
    both.place.guard = guard
    both.unwatched = guard.away
    both.before_act = guard.leave
    with watching(guard):
        await both.propose()
        explorer = Explorer(both, 1)
        for step in STAGES:
            for number in (0, 1):
                await both.players(number).play(until=step)
            explorer.everything()
            sqlite_database.write_now(lambda tx: limits.fire(tx, bureau, both.ids, both.place.now + timedelta(days=2)))
    assert guard.faults == {}
    assert guard.wide.keys() == OFFICE_WIDE.keys()
    assert sqlite_database.read_now(guard.walks) == {}
    # Both cycles went their whole way, and the explorer into most rooms of the desk.
    assert guard.counted > 6_000
    assert len(explorer.verbs) > len(desk.PRESSES) / 2


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (select(OutboxMessage.id).where(OutboxMessage.state == "sent"), "not bound: outbox_message"),
        (select(Unit.id).where(Unit.name == "Seksi"), "not bound: unit"),
        (update(Officer).where(Officer.office_id == 1).values(post=""), "officer.office_id is of office 1, not of [2]"),
        (select(Form.id).join(Task, true()).where(Task.office_id == 2), "not bound: form"),
        (delete(Form).where(Form.unit_id == 1), "form.unit_id is of office 1, not of [2]"),
        (select(Unit.id).where(Unit.id.in_([3, 1])), "unit.id is of office 1, not of [2]"),
        (insert(Unit).values(SECTION | {"office_id": 1}), "unit.office_id is of office 1, not of [2]"),
        (insert(Unit).values([SECTION, SECTION | {"office_id": 1}]), "unit.office_id is of office 1, not of [2]"),
        (insert(SubActivity).values(unit_id=1), "sub_activity.unit_id is of office 1, not of [2]"),
        (select(Form.id).join(Unit, Unit.id == Form.unit_id).where(Unit.office_id == 2), None),
        (select(Unit.name).where(Unit.id.in_(select(Assignment.unit_id).where(Assignment.office_id == 2))), None),
        (select(Officer.id).where(Officer.office_id == 2, Officer.code == "CAMAT"), None),
        (insert(Unit).values(SECTION), None),
    ],
)
async def test_the_guard_sees_what_leaks(
    sqlite_database: Database, tmp_path: Path, statement: Any, fault: str | None
) -> None:
    """A statement or a table of it without an office, and another office's keys, are found; others pass."""
    guard, bureau = Guard(), WatchedBureau(long_ikis(), bytes(32))
    bureau.guard = guard
    await Neighbours.found(sqlite_database, bureau, tmp_path)

    def act(tx: Transaction) -> None:
        bureau.work(tx, 2, OPENED, "uji")
        tx.execute(statement)

    # An insert is seen before the database refuses a row that is not whole.
    with watching(guard), suppress(IntegrityError):
        sqlite_database.write_now(act)
    assert list(guard.faults.values()) == ([] if fault is None else [fault])
