"""An officer's act on a cycle: the engine decides, and state, audit and messages are written together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.services import announce
from bot.services.cycle import catching_up
from bot.services.work import Work
from bot.sop.commands import Command
from bot.sop.engine import Transition
from bot.sop.events import Event
from bot.sop.model import SYSTEM, Actor
from bot.sop.record import event_to_plain, to_plain
from storage import cycles
from storage.cycles import CycleRecord

Order = Command | Callable[[CycleRecord], Command]
"""A command, or the one that follows from the cycle as the commands before it in the same press have left it."""


def carry_out(
    work: Work, record: CycleRecord, ordered: Sequence[Order], *, actor: Actor | None = None, **detail: Any
) -> CycleRecord:
    """Let the engine carry out commands one after the other, each with an audit entry of its own; tell who must know.

    Raises Refusal before anything is written for a command that the SOP does not allow; the transaction's owner
    turns it into a sentence. `detail` is kept with the last command (a reason, an arahan).
    """
    actor = actor or (work.person.actor if work.person else SYSTEM)
    events = list[Event]()
    for position, order in enumerate(ordered):
        command = order if isinstance(order, Command) else order(record)
        transition = work.engine_of(record).apply(record.state, command, actor, work.now)
        record = _write(work, record, transition, command, detail if position == len(ordered) - 1 else {})
        events.extend(transition.events)
    announce.after(work, record, events)
    return record


def _write(
    work: Work, record: CycleRecord, transition: Transition, command: Command, detail: dict[str, Any]
) -> CycleRecord:
    after = cycles.save(work.tx, record, transition.events, work.rungs_of(record))
    work.record(
        type(command).__name__,
        cycle_id=record.id,
        command=to_plain(command),
        events=[event_to_plain(event) for event in transition.events],
        **detail,
    )
    if after.state.recap_version > record.state.recap_version:
        catching_up.take(work, after)
    return after
