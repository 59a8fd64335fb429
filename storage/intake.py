"""Raw updates: stored before they are confirmed, done with the act they caused, dead after too many tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, select, update

from storage.database import Transaction
from storage.inserts import insert_new
from storage.messages import IntakeUpdate

ATTEMPTS = 5
_FINISH = (
    update(IntakeUpdate)
    .where(IntakeUpdate.update_id == bindparam("this"), IntakeUpdate.state == "pending")
    .values(state="done", done_at=bindparam("now"), error=None)
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as Telegram gave it; `raw` is its JSON, `user_id` is empty if no person sent it."""

    update_id: int
    user_id: int | None
    raw: str


def store(tx: Transaction, updates: Sequence[Incoming], now: datetime) -> list[int]:
    """Keep the updates that are new; gives the ids of those to be handled, in their order.

    These are the new ones and those stored before but not finished: a store that seemed to fail may have committed.
    """
    fixed = {"state": "pending", "attempts": 0, "received_at": now}
    rows = [{"update_id": one.update_id, "user_id": one.user_id, "raw": one.raw, **fixed} for one in updates]
    open_ = set(insert_new(tx, IntakeUpdate, rows, IntakeUpdate.update_id))
    if len(open_) < len(updates):
        mine = IntakeUpdate.update_id.in_([one.update_id for one in updates])
        open_.update(tx.execute(select(IntakeUpdate.update_id).where(mine, IntakeUpdate.state == "pending")).scalars())
    return [one.update_id for one in updates if one.update_id in open_]


def finish(tx: Transaction, update_id: int, now: datetime) -> bool:
    """Mark an update done, in the transaction of its effects; False if it was done or dead already."""
    return tx.execute(_FINISH, {"this": update_id, "now": now}).rowcount == 1


def fail(tx: Transaction, update_id: int, error: str, now: datetime) -> int:
    """Count a failed try and give how many there were; at ATTEMPTS it is dead. 0 if it was not pending any more."""
    last = IntakeUpdate.attempts + 1 >= ATTEMPTS
    statement = (
        update(IntakeUpdate)
        .where(IntakeUpdate.update_id == update_id, IntakeUpdate.state == "pending")
        .values(
            attempts=IntakeUpdate.attempts + 1,
            error=error,
            state=case((last, "dead"), else_="pending"),
            done_at=case((last, now), else_=None),
        )
        .returning(IntakeUpdate.attempts)
    )
    return tx.execute(statement).scalar_one_or_none() or 0


def pending(tx: Transaction) -> list[Incoming]:
    """Give what was stored but never finished, oldest first."""
    columns = (IntakeUpdate.update_id, IntakeUpdate.user_id, IntakeUpdate.raw)
    # update_id may jump after a quiet week, so the time of arrival goes first.
    statement = select(*columns).where(IntakeUpdate.state == "pending")
    rows = tx.execute(statement.order_by(IntakeUpdate.received_at, IntakeUpdate.update_id))
    return [Incoming(update_id, user_id, raw or "") for update_id, user_id, raw in rows]


def pending_ids(tx: Transaction) -> list[int]:
    """Give the ids of what was stored but not finished, oldest first."""
    statement = select(IntakeUpdate.update_id).where(IntakeUpdate.state == "pending")
    return list(tx.execute(statement.order_by(IntakeUpdate.received_at, IntakeUpdate.update_id)).scalars())


def load(tx: Transaction, update_ids: Sequence[int]) -> list[Incoming]:
    """Give those of the updates that are still pending, in the order of the ids given."""
    columns = (IntakeUpdate.update_id, IntakeUpdate.user_id, IntakeUpdate.raw)
    statement = select(*columns).where(IntakeUpdate.update_id.in_(update_ids), IntakeUpdate.state == "pending")
    found = {row.update_id: Incoming(row.update_id, row.user_id, row.raw or "") for row in tx.execute(statement)}
    return [found[update_id] for update_id in update_ids if update_id in found]


def empty_old(tx: Transaction, before: datetime) -> int:
    """Empty what was done or dead before that instant, keeping its id; gives how many rows that were."""
    old = (IntakeUpdate.done_at < before, IntakeUpdate.raw.is_not(None))
    return tx.execute(update(IntakeUpdate).where(*old).values(raw=None)).rowcount
