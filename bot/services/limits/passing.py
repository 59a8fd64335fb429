"""Step 5's limit passes: its receiver may go on, while the form may still be sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from bot.services import announce
from bot.services.bureau import Bureau
from bot.services.work import Work
from bot.sop.events import Event
from bot.sop.record import event_to_plain
from storage import cycles, deadlines
from storage.cycles import CycleRecord
from storage.database import Transaction


def notice(tx: Transaction, bureau: Bureau, offices: Collection[int], now: datetime) -> None:
    """Let the engine know of every limit of step 5 that has passed in these offices, at any hour, once.

    Cycles are locked before their deadlines, in the order in which an officer's act takes them.
    """
    for cycle_id, found in groupby(deadlines.over(tx, offices, now), key=lambda one: one[0]):
        record = cycles.load(tx, cycle_id)
        work = bureau.work(tx, record.office_id, now, f"lewat:{cycle_id}:{now.isoformat()}")
        _expire(work, record, [number for _, number in found])


def _expire(work: Work, record: CycleRecord, numbers: Sequence[int]) -> None:
    state, events = record.state, list[Event]()
    for number in numbers:
        transition = work.engine_of(record).expire(state, number, work.now)
        if not transition.events:
            continue
        state = transition.cycle
        events.extend(transition.events)
        plain = [event_to_plain(event) for event in transition.events]
        work.record("TaskExpired", cycle_id=record.id, task=number, events=plain)
    announce.after(work, cycles.save(work.tx, record, events, work.rungs_of(record)), events)
