"""A clock that was ahead and is right again: nothing waits for the date that it had."""

from __future__ import annotations

from datetime import timedelta

from bot.services import announce
from bot.services.work import Work
from bot.sop.ladder import NextRung
from bot.sop.record import event_to_plain
from storage import cycles, deadlines
from storage.deadlines import Awaited, Move

FAR = timedelta(days=7)
"""Beyond it a rung after a limit stands behind holidays, or behind such a clock; what is nearer comes soon anyway."""


def set_right(work: Work) -> None:
    """Let each task of the office be spoken of next when its ladder says so now; a rung is only ever brought forward.

    Cycles are locked before their deadlines, in the order in which an officer's act takes them.
    """
    for cycle_id in sorted({one.cycle_id for one, _ in _misled(work)}):
        _await_again(work, cycle_id)
    deadlines.move(work.tx, [Move(one.task_id, one.next, rung, told=False) for one, rung in _misled(work)])


def _misled(work: Work) -> list[tuple[Awaited, NextRung]]:
    """The tasks whose next rung lies beyond the one that comes next by the clock of now, with that."""
    found = list[tuple[Awaited, NextRung]]()
    for one in deadlines.put_off_in(work.tx, work.office_id, work.now, work.now + FAR):
        rung = work.engine_of(one).climb(one.step, one.purpose).again(one.timing, one.next, work.now)
        if rung.at < one.next.at:
            found.append((one, rung))
    return found


def _await_again(work: Work, cycle_id: int) -> None:
    record = cycles.load(work.tx, cycle_id)
    transition = work.engine_of(record).await_again(record.state, work.now)
    if not transition.events:
        return
    plain = [event_to_plain(event) for event in transition.events]
    work.record("ClockSetRight", cycle_id=cycle_id, events=plain)
    announce.after(work, cycles.save(work.tx, record, transition.events, work.rungs_of(record)), transition.events)
