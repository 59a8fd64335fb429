"""The outbox as delivery sees it: what is next, what is on its way, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Text, bindparam, or_, select, tuple_, type_coerce, update

from bot.sop.model import TaskState
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.outbox import EDITS, mark_unreachable
from storage.records import Task

PAGE = 200
SPARE = 8
"""Rows looked at beyond those wanted, for chats that have one before them."""

MOOT = "nothing that it names is open any more"
_OUTCOME = ("state", "attempts", "error")

# Built once: every turn of the delivery asks for them, and building one costs several times what running it does.
_PAGE = (
    select(
        OutboxMessage.id,
        OutboxMessage.chat_id,
        OutboxMessage.officer_id,
        OutboxMessage.method,
        # The payload stays text until its row is chosen: most of a long queue is only looked through.
        type_coerce(OutboxMessage.payload, Text).label("payload"),
        OutboxMessage.attempts,
        OutboxMessage.priority,
    )
    .where(
        OutboxMessage.state == "pending",
        or_(OutboxMessage.not_before.is_(None), OutboxMessage.not_before <= bindparam("now")),
        OutboxMessage.chat_id.not_in(bindparam("excluded", expanding=True)),
        tuple_(OutboxMessage.priority, OutboxMessage.id) > tuple_(bindparam("priority"), bindparam("last")),
    )
    .order_by(OutboxMessage.priority, OutboxMessage.id)
    .limit(bindparam("page"))
)
_STANDING = select(Task.id).where(Task.id.in_(bindparam("tasks", expanding=True)), Task.state == TaskState.OPEN)
_DROP = (
    update(OutboxMessage)
    .where(OutboxMessage.id.in_(bindparam("moot", expanding=True)), OutboxMessage.state == "pending")
    .values(state="dead", error=MOOT)
)
_CLAIM = (
    update(OutboxMessage)
    .where(OutboxMessage.id.in_(bindparam("found", expanding=True)), OutboxMessage.state == "pending")
    .values(state="sending")
    .returning(OutboxMessage.id)
)
_BY_ROW = update(OutboxMessage).where(OutboxMessage.id == bindparam("row"))
# A message that was withdrawn from its chat while it was on its way, as by a revocation, is its new chat's alone.
_THERE = _BY_ROW.where(OutboxMessage.chat_id == bindparam("chat"))
_SENT = _THERE.values(state="sent", message_id=bindparam("message"), sent_at=bindparam("now"), error=None)
_ON_ITS_WAY = OutboxMessage.state == "sending"
_UNSENT = _THERE.where(_ON_ITS_WAY).values(
    {name: bindparam(f"new_{name}") for name in _OUTCOME} | {"chat_id": bindparam("new_chat")}
)
_REPLACED = _BY_ROW.values(message_id=bindparam("message"))
_FIRST = (-1, 0)
"""Before the place of any row in the queue."""


@dataclass(frozen=True, slots=True)
class Target:
    """The earlier message that an edit changes; `message_id` is empty if it never reached its person."""

    id: int
    method: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One effect on its way."""

    id: int
    chat_id: int
    officer_id: int | None
    method: str
    payload: dict[str, Any]
    attempts: int
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one effect in the chat where it was sent.

    `replaced` is the id of the message in whose place it was sent anew, `moved_to` where the chat is now.
    """

    id: int
    state: Literal["sent", "pending", "dead", "unreachable"]
    chat_id: int
    attempts: int = 0
    message_id: int | None = None
    replaced: int | None = None
    officer_id: int | None = None
    error: str | None = None
    moved_to: int | None = None


def next_due(tx: Transaction, limit: int, now: datetime, excluded: Collection[int]) -> list[Outgoing]:
    """Give what is to be sent next, by priority and age: one a chat, none of the excluded chats, no early edits."""
    chosen: dict[int, Outgoing] = {}
    after = _FIRST
    page = min(PAGE, limit + SPARE)
    while True:
        rows = _page(tx, now, [*excluded, *chosen], after, page)
        targets = _targets(tx, [json.loads(row.payload)["target"] for row in rows if row.method in EDITS])
        for row in rows:
            if row.chat_id in chosen:
                continue
            payload = json.loads(row.payload)
            target = targets.get(payload["target"]) if row.method in EDITS else None
            # An edit waits for its target, and lets the others of its chat go before it.
            if target is None and row.method in EDITS:
                continue
            chosen[row.chat_id] = Outgoing(
                row.id, row.chat_id, row.officer_id, row.method, payload, row.attempts, target
            )
            if len(chosen) == limit:
                return list(chosen.values())
        if len(rows) < page:
            return list(chosen.values())
        after = (rows[-1].priority, rows[-1].id)


def claim(tx: Transaction, limit: int, now: datetime, excluded: Collection[int]) -> list[Outgoing]:
    """Set what is next to 'sending' and give it; it must be committed before anything is sent.

    A reminder goes out while one of the `tasks` that it names is open, and not any more once all are closed.
    """
    found = next_due(tx, limit, now, excluded)
    while moot := _moot(tx, found):
        tx.execute(_DROP, {"moot": moot})
        found = next_due(tx, limit, now, excluded)
    if not found:
        return []
    ids = set(tx.execute(_CLAIM, {"found": [one.id for one in found]}).scalars())
    return [one for one in found if one.id in ids]


def _moot(tx: Transaction, found: Sequence[Outgoing]) -> list[int]:
    named = {one.id: one.payload["tasks"] for one in found if one.payload.get("tasks")}
    if not named:
        return []
    tasks = {task for one in named.values() for task in one}
    standing = set(tx.execute(_STANDING, {"tasks": list(tasks)}).scalars())
    return [id_ for id_, those in named.items() if standing.isdisjoint(those)]


def record(tx: Transaction, results: Sequence[Result], now: datetime) -> None:
    """Write down what became of effects that were on their way."""
    sent = [
        {"row": one.id, "chat": one.chat_id, "message": one.message_id, "now": now}
        for one in results
        if one.state == "sent"
    ]
    if sent:
        tx.execute(_SENT, sent)
    unsent = [one for one in results if one.state in {"pending", "dead"}]
    if unsent:
        tx.execute(_UNSENT, [_unsent(one) for one in unsent])
    replaced = [{"row": one.replaced, "message": one.message_id} for one in results if one.replaced is not None]
    if replaced:
        tx.execute(_REPLACED, replaced)
    for one in results:
        if one.state == "unreachable":
            _record_unreachable(tx, one, now)


def _unsent(one: Result) -> dict[str, Any]:
    new = {f"new_{name}": getattr(one, name) for name in _OUTCOME}
    return {"row": one.id, "chat": one.chat_id, "new_chat": one.moved_to or one.chat_id, **new}


def astray(tx: Transaction, but: Collection[int] = ()) -> bool:
    """Whether anything is 'sending' but for the ids truly on their way."""
    lost = (_ON_ITS_WAY, OutboxMessage.id.not_in(but))
    return tx.execute(select(OutboxMessage.id).where(*lost).limit(1)).first() is not None


def recover(tx: Transaction, but: Collection[int] = ()) -> int:
    """Make pending again what is 'sending', but for the ids truly on their way; gives how many rows that were."""
    lost = (_ON_ITS_WAY, OutboxMessage.id.not_in(but))
    return tx.execute(update(OutboxMessage).where(*lost).values(state="pending")).rowcount


def _page(
    tx: Transaction, now: datetime, excluded: Collection[int], after: tuple[int, int], page: int
) -> Sequence[Any]:
    priority, last = after
    named = {"now": now, "excluded": list(excluded), "priority": priority, "last": last, "page": page}
    return tx.execute(_PAGE, named).all()


def _targets(tx: Transaction, ids: Sequence[int]) -> dict[int, Target]:
    """Give those of the targets whose fate is known: sent, or dead or gone and thus without a message."""
    if not ids:
        return {}
    row = OutboxMessage
    rows = tx.execute(select(row.id, row.method, row.message_id, row.state).where(row.id.in_(ids))).all()
    settled = {one.id: Target(one.id, one.method, one.message_id) for one in rows if one.state in {"sent", "dead"}}
    known = {one.id for one in rows}
    return settled | {id_: Target(id_, "message", None) for id_ in ids if id_ not in known}


def _record_unreachable(tx: Transaction, result: Result, now: datetime) -> None:
    """Of a message that was withdrawn meanwhile this says nothing about its officer: his new account blocks nobody."""
    there = (OutboxMessage.id == result.id, OutboxMessage.chat_id == result.chat_id)
    lost = update(OutboxMessage).where(*there, _ON_ITS_WAY)
    lost = lost.values(state="dead" if result.officer_id is None else "pending", error=result.error)
    if tx.execute(lost).rowcount and result.officer_id is not None:
        mark_unreachable(tx, result.officer_id, now)
