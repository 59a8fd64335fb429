"""What a trial is judged by: nothing lost, nothing doubled, and the same end as of one in which nothing happened."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.bench.trials.ending import Ending, ending
from bot.bench.trials.house import Fate, House, opened
from bot.bench.trials.victim import Death
from bot.demo.play.checking import CycleFaultyError, check
from bot.simulator.state import FIRST_UPDATE
from storage import audit
from storage.database import Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from storage.outbox import EDITS
from storage.outbox_queue import MOOT

CYCLE = 1
_MOOT = (OutboxMessage.state == "dead") & (func.coalesce(OutboxMessage.error, "") == MOOT)
"""A reminder that nobody needed any more when its turn came."""


class JudgedError(AssertionError):
    """A trial ended otherwise than it must; the text has a line for each fault."""


async def tried(
    folder: Path,
    fate: Fate | None = None,
    *,
    wanted: Ending | None = None,
    database_url: str | None = None,
) -> tuple[Ending, list[Death]]:
    """Play a cycle and judge it; gives how it ended and where the bot died. Raises JudgedError."""
    async with opened(folder, database_url) as house:
        await house.play(fate)
    found = house.theatre.database.read_now(ending)
    faults = [*_faults(house), *(found.differences(wanted) if wanted is not None else [])]
    if faults:
        raise JudgedError("\n".join(faults))
    return found, house.victim.deaths


def _faults(house: House) -> list[str]:
    database, faults = house.theatre.database, list[str]()
    faults += database.read_now(_unfinished)
    faults += _lost(house, set(database.read_now(_stored)))
    faults += _doubled(house, database.read_now(_sent))
    try:
        check(house.theatre, CYCLE)
        key = audit.load_key(house.theatre.settings.data_dir)
        database.read_now(lambda tx: audit.verify_all(tx, key))
    except (CycleFaultyError, audit.AuditBroken) as error:
        faults.append(str(error))
    return faults


def _unfinished(tx: Transaction) -> list[str]:
    """Updates that were not carried out and messages that were not sent."""
    updates = select(IntakeUpdate.update_id, IntakeUpdate.state, IntakeUpdate.error)
    messages = select(OutboxMessage.key, OutboxMessage.state, OutboxMessage.error)
    unsent = tx.execute(messages.where(OutboxMessage.state != "sent", ~_MOOT)).all()
    undone = tx.execute(updates.where(IntakeUpdate.state != "done")).all()
    return [f"tidak selesai: {' · '.join(map(str, row))}" for row in [*undone, *unsent]]


def _stored(tx: Transaction) -> list[int]:
    return list(tx.execute(select(IntakeUpdate.update_id)).scalars())


def _lost(house: House, stored: set[int]) -> list[str]:
    """Updates that Telegram had and the bot never stored."""
    sent = range(FIRST_UPDATE, house.theatre.simulator.backstage.world.updates.next_id)
    return [f"hilang: update {update_id}" for update_id in sent if update_id not in stored]


def _sent(tx: Transaction) -> Counter[int]:
    """How many messages each chat should have."""
    made = select(OutboxMessage.chat_id, func.count()).where(OutboxMessage.method.not_in(EDITS), ~_MOOT)
    return Counter({chat: number for chat, number in tx.execute(made.group_by(OutboxMessage.chat_id)) if chat})


def _doubled(house: House, wanted: Counter[int]) -> list[str]:
    """Chats with fewer messages than were written for them, or with more than were on their way when the bot died."""
    chats = house.theatre.simulator.backstage.world.chats.values()
    there = Counter({chat.id: sum(record.by_bot for record in chat.records.values()) for chat in chats})
    cut = (call["params"].get("chat_id") for call in house.theatre.simulator.backstage.world.calls if _is_cut(call))
    dying = (chat for death in house.victim.deaths for chat in death.sending)
    excused = Counter(int(chat) for chat in (*dying, *cut, *house.excused) if chat is not None)
    return [
        f"percakapan {chat}: {there[chat]} pesan, seharusnya {wanted[chat]} dan paling banyak {excused[chat]} berulang"
        for chat in wanted | there
        if not wanted[chat] <= there[chat] <= wanted[chat] + excused[chat]
    ]


def _is_cut(call: dict[str, Any]) -> bool:
    """Whether nobody can know what became of a call."""
    return call["outcome"] == "reset" and str(call["method"]).startswith("send")
